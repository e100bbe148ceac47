package dev.linger.benchmarks;

import dev.linger.engine.TcpEngine;
import dev.linger.engine.profile.HostConfig;
import dev.linger.engine.profile.Profiles;
import dev.linger.engine.socket.Output;
import dev.linger.model.Endpoint;
import dev.linger.model.Flags;
import dev.linger.model.IpAddress;
import dev.linger.wire.Segment;
import java.util.Locale;

/// What an established connection takes while nothing is under way: the heap of one host with many of them, before
/// and after, all included (control block, tables, timers). It has no buffers then.
///
/// Argument: how many connections, 500,000 unless told.
public final class IdleConnections implements Output {
    private static final Endpoint HERE =
            new Endpoint(IpAddress.parse("192.0.2.1").orElseThrow(), 80);
    private static final int PORTS = 50_000;
    private static final int BACKLOG = 4096;
    private static final int PEER_ISS = 1000;

    private final TcpEngine engine = new TcpEngine(HostConfig.of(Profiles.LINUX, 1, HERE.address()));
    private final Segment segment = new Segment().to(HERE);
    private long now = 1_000_000_000;
    private int synAck;

    private IdleConnections() {}

    public static void main(String[] arguments) {
        int count = arguments.length == 0 ? 500_000 : Integer.parseInt(arguments[0]);
        IdleConnections host = new IdleConnections();
        int listener = host.engine.socket();
        host.engine.bind(listener, HERE, host.now);
        host.engine.listen(listener, BACKLOG, host.now);
        long before = usedBytes();
        for (int number = 0; number < count; number++) {
            host.establish(listener, number);
        }
        long after = usedBytes();
        System.out.printf(
                Locale.ROOT, "%,d idle connections: %.0f bytes each%n", count, (after - before) / (double) count);
        // Kept until here, else there would be nothing to measure.
        host.engine.close(listener, host.now, host);
    }

    @Override
    public void segment(Segment sent) {
        synAck = sent.seq;
    }

    private void establish(int listener, int number) {
        now += 1_000_000;
        segment.clear();
        segment.sourceLow = IpAddress.mappedLow(0xC633_6401 + number / PORTS);
        segment.sourcePort = 10_000 + number % PORTS;
        arrive(Flags.SYN, PEER_ISS, 0);
        arrive(Flags.ACK, PEER_ISS + 1, synAck + 1);
        if (engine.accept(listener) == TcpEngine.NONE) {
            throw new IllegalStateException("connection " + number + " was not made");
        }
    }

    private void arrive(int flags, int seq, int ack) {
        segment.flags = flags;
        segment.seq = seq;
        segment.ack = ack;
        segment.wnd = 65_535;
        engine.onSegment(segment, now, this);
        if (engine.nextDeadlineNanos() <= now) {
            engine.onTime(now, this);
        }
    }

    private static long usedBytes() {
        for (int time = 0; time < 3; time++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
