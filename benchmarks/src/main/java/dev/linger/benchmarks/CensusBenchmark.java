package dev.linger.benchmarks;

import dev.linger.model.Endpoint;
import dev.linger.model.IpAddress;
import dev.linger.model.PortRange;
import dev.linger.model.SocketState;
import dev.linger.observation.PlainSocket;
import dev.linger.observation.SocketTable;
import dev.linger.observation.SocketTimer;
import dev.linger.observation.census.DestinationCensus;
import dev.linger.observation.census.Directions;
import dev.linger.observation.census.Listeners;
import dev.linger.observation.census.StateCounts;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What grouping costs for each socket, once the sockets are in a table: by state, and by destination.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class CensusBenchmark {
    private static final int SOCKETS = 500_000;

    /// Different destinations among the sockets.
    @Param({"20", "20000"})
    private int destinations;

    private SocketTable sockets = SocketTable.EMPTY;

    @Setup
    public void fill() {
        SocketTable.Builder builder = new SocketTable.Builder();
        IpAddress here = IpAddress.ipv4(0xC0000201);
        for (int number = 0; number < SOCKETS; number++) {
            Endpoint local = new Endpoint(here, PortRange.LINUX_DEFAULT.first() + number % 28_232);
            int destination = number % destinations;
            Endpoint remote = new Endpoint(IpAddress.ipv4(0xC6336400 + destination / 100), 8000 + destination % 100);
            builder.accept(
                    new PlainSocket(SocketState.TIME_WAIT, local, remote).withTimer(SocketTimer.TIME_WAIT, 30_000));
        }
        sockets = builder.build();
    }

    @Benchmark
    public StateCounts byState() {
        StateCounts counts = new StateCounts();
        sockets.forEach(counts);
        return counts;
    }

    @Benchmark
    public DestinationCensus byDestination() {
        PortRange range = PortRange.LINUX_DEFAULT;
        DestinationCensus census = new DestinationCensus(new Directions(new Listeners(), range), range, 1000);
        sockets.forEach(census);
        return census;
    }
}
