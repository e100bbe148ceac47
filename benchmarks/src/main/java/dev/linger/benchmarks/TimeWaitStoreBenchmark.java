package dev.linger.benchmarks;

import dev.linger.engine.timewait.TimeWaitRow;
import dev.linger.engine.timewait.TimeWaitStore;
import dev.linger.model.IpAddress;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// One operation on a full time-wait store, whose rows were made at an even rate and wait 60 s: those of one server
/// port toward peers anywhere. Each operation meets another row than the one before, so that caches help as little
/// as they do in life. What a row takes is printed when the store is full.
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5)
@Measurement(iterations = 9)
@Fork(
        value = 2,
        jvmArgsAppend = {"-XX:+UseSerialGC", "-XX:+UseTransparentHugePages", "-Xmx4g"})
public class TimeWaitStoreBenchmark {
    private static final int OPERATIONS = 50_000;

    @Benchmark
    @OperationsPerInvocation(OPERATIONS)
    public int add(WithRoom rows) {
        for (int count = 0; count < OPERATIONS; count++) {
            rows.add();
        }
        return rows.store.size();
    }

    @Benchmark
    @OperationsPerInvocation(OPERATIONS)
    public int addAndExpire(Full rows) {
        for (int count = 0; count < OPERATIONS; count++) {
            rows.add();
            rows.expire();
        }
        return rows.store.size();
    }

    @Benchmark
    @OperationsPerInvocation(OPERATIONS)
    public int findHit(Full rows) {
        int found = 0;
        for (int count = 0; count < OPERATIONS; count++) {
            found += rows.find(rows.made - 1 - rows.another()) == TimeWaitStore.NONE ? 0 : 1;
        }
        if (found != OPERATIONS) {
            throw new IllegalStateException(OPERATIONS - found + " rows are lost");
        }
        return found;
    }

    /// What the machine itself takes to read memory at a place that the read before told it: nothing that looks a
    /// row up can be faster than one or two of these where the caches do not help.
    @Benchmark
    @OperationsPerInvocation(OPERATIONS)
    public int randomRead(Memory memory) {
        return memory.read(OPERATIONS);
    }

    @Benchmark
    @OperationsPerInvocation(OPERATIONS)
    public int findMiss(Full rows) {
        int found = 0;
        for (int count = 0; count < OPERATIONS; count++) {
            found += rows.find(rows.made + rows.another()) == TimeWaitStore.NONE ? 0 : 1;
        }
        if (found != 0) {
            throw new IllegalStateException(found + " rows are there that were never made");
        }
        return found;
    }

    /// As many bytes as ten million rows of IPv4, each word naming another one.
    @State(Scope.Thread)
    public static class Memory {
        private final int[] words = new int[1 << 27];
        private int at;

        @Setup
        public void fill() {
            for (int index = 0; index < words.length; index++) {
                // Every word once, in an order without pattern: a full period modulo a power of two.
                words[index] = (index * 1_103_515_245 + 12_345) & (words.length - 1);
            }
        }

        int read(int times) {
            for (int count = 0; count < times; count++) {
                at = words[at];
            }
            return at;
        }
    }

    /// A store that is full.
    @State(Scope.Thread)
    public static class Full {
        private static final int HOLD_MILLIS = 60_000;
        private static final int LOCAL_PORT = 443;
        private static final long ODD = 0x9E37_79B9_7F4A_7C15L;
        private static final long NETWORK = 0x2001_0DB8_0000_0000L;

        @Param({"100000", "10000000"})
        int rows;

        @Param({"4", "6"})
        int version;

        TimeWaitStore store = new TimeWaitStore(1, 3, false, 0);
        /// Rows that were ever made: the last of them wait.
        long made;

        private final TimeWaitRow row = new TimeWaitRow();
        private int nowMillis;
        private int sinceMillisecond;
        private long asked;

        @Setup
        public void fill() {
            store = new TimeWaitStore(rows, 8, false, 1);
            while (store.size() < rows) {
                add();
            }
            double each = store.memoryBytes() / (double) rows;
            System.out.printf(Locale.ROOT, "%n%,d rows of %.1f bytes, all included%n", rows, each);
        }

        void add() {
            key(made);
            row.sndNxt = (int) made;
            row.rcvNxt = (int) (made >> Byte.SIZE);
            row.rcvWnd = 65_535;
            row.timestamps = true;
            row.enteredMillis = nowMillis;
            row.deadlineMillis = nowMillis + HOLD_MILLIS;
            store.add(row);
            made++;
            sinceMillisecond += HOLD_MILLIS;
            while (sinceMillisecond >= rows) {
                sinceMillisecond -= rows;
                nowMillis++;
            }
        }

        void expire() {
            int handle = store.due(nowMillis);
            while (handle != TimeWaitStore.NONE) {
                store.remove(handle);
                handle = store.due(nowMillis);
            }
        }

        int find(long number) {
            key(number);
            return store.find(
                    row.localHigh, row.localLow, row.remoteHigh, row.remoteLow, row.localPort, row.remotePort);
        }

        /// A number below that of the rows, in no order that a cache could guess.
        int another() {
            asked += ODD;
            return (int) Math.unsignedMultiplyHigh(asked, rows);
        }

        /// Another four-tuple for each number: multiples of an odd number are all different.
        private void key(long number) {
            long spread = number * ODD;
            row.localPort = LOCAL_PORT;
            row.remotePort = (int) spread & 0xFFFF;
            int host = (int) (spread >>> Short.SIZE);
            if (version == 6) {
                row.localHigh = NETWORK;
                row.localLow = 1;
                row.remoteHigh = NETWORK + 1;
                row.remoteLow = host;
            } else {
                row.localLow = IpAddress.mappedLow(0xC000_0201);
                row.remoteLow = IpAddress.mappedLow(host);
            }
        }
    }

    /// The same with room for the rows that an invocation adds.
    @State(Scope.Thread)
    public static class WithRoom extends Full {
        @Setup(Level.Invocation)
        public void makeRoom() {
            while (store.size() > rows - OPERATIONS) {
                store.remove(store.oldest());
            }
        }
    }
}
