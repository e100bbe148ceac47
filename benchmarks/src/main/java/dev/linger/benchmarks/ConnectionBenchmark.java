package dev.linger.benchmarks;

import dev.linger.engine.profile.Profiles;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Whole connections a second between two engines, both on one thread: open, request, response, close, TIME_WAIT,
/// expiry, with 60,000 TIME_WAITs at a time (on FreeBSD and Linux; the wait is the profile's).
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
// One thread that makes no garbage needs no collector beside it, and large pages make it miss the TLB less.
@Fork(
        value = 2,
        jvmArgsAppend = {"-XX:+UseSerialGC", "-XX:+UseTransparentHugePages", "-Xms512m", "-Xmx512m"})
public class ConnectionBenchmark {
    private static final long STEP_NANOS = 1_000_000;
    /// As many as are made in the longest wait.
    private static final int CONNECTIONS_BEFORE = 250_000;

    /// Connections that are open at a time.
    private static final int TOGETHER = 16;

    @Param({"linux", "freebsd-14", "windows-10"})
    private String profile = "";

    @Param({"4", "6"})
    private int version;

    private BackToBack work = new BackToBack(Profiles.LINUX, false, TOGETHER, STEP_NANOS);

    @Setup
    public void fill() {
        work = new BackToBack(Profiles.named(profile), version == 6, TOGETHER, STEP_NANOS);
        while (work.finished() < CONNECTIONS_BEFORE) {
            work.connections();
        }
    }

    @Benchmark
    @OperationsPerInvocation(TOGETHER)
    public int connection() {
        work.connections();
        return work.finished();
    }
}
