package dev.linger.benchmarks;

import dev.linger.engine.TcpEngine;
import dev.linger.engine.hash.StateDigest;
import dev.linger.engine.profile.HostConfig;
import dev.linger.engine.profile.HostConfig.Room;
import dev.linger.engine.profile.Profile;
import dev.linger.engine.profile.Profiles;
import dev.linger.engine.socket.Errno;
import dev.linger.model.Endpoint;
import dev.linger.model.IpAddress;
import dev.linger.wire.Segment;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
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

/// What a search pays for one state of a host with a listener and two connections: to copy it, to become equal to it,
/// to know it again.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class EngineCopyBenchmark {
    private static final long NOW = 1_000_000_000;

    @Param({"linux", "freebsd-14"})
    private String profile = "";

    private final StateDigest digest = new StateDigest();
    private TcpEngine engine = new TcpEngine(config(Profiles.LINUX, 1));
    private TcpEngine other = engine.copy();

    @Setup
    public void connect() {
        Profile chosen = Profiles.named(profile);
        engine = new TcpEngine(config(chosen, 1));
        TcpEngine client = new TcpEngine(config(chosen, 2));
        Endpoint server = new Endpoint(address(1), 80);
        int listener = engine.socket();
        engine.bind(listener, server, NOW);
        engine.listen(listener, 4, NOW);
        Queue<Segment> flights = new ArrayDeque<>();
        for (int count = 0; count < 2; count++) {
            Errno errno = client.connect(
                    client.socket(), server, NOW, segment -> flights.add(new Segment().copyFrom(segment)));
            if (errno != Errno.EINPROGRESS) {
                throw new IllegalStateException("connect: " + errno);
            }
            while (!flights.isEmpty()) {
                Segment flight = flights.remove();
                TcpEngine to = flight.destinationPort == 80 ? engine : client;
                to.onSegment(flight, NOW, segment -> flights.add(new Segment().copyFrom(segment)));
            }
            engine.accept(listener);
        }
        other = engine.copy();
    }

    @Benchmark
    public TcpEngine copy() {
        return engine.copy();
    }

    @Benchmark
    public TcpEngine copyFrom() {
        other.copyFrom(engine);
        return other;
    }

    @Benchmark
    public long fingerprint() {
        digest.reset();
        engine.addTo(digest);
        return digest.high();
    }

    private static HostConfig config(Profile profile, int host) {
        return new HostConfig(profile, List.of(address(host)), host, Room.TINY);
    }

    private static IpAddress address(int host) {
        return IpAddress.ipv4(0xC000_0200 + host);
    }
}
