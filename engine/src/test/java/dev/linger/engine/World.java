package dev.linger.engine;

import dev.linger.engine.profile.HostConfig;
import dev.linger.engine.profile.Profile;
import dev.linger.engine.socket.Errno;
import dev.linger.engine.socket.Output;
import dev.linger.engine.socket.SocketEvent;
import dev.linger.model.Endpoint;
import dev.linger.model.IpAddress;
import dev.linger.wire.Segment;
import java.util.ArrayList;
import java.util.List;

/// One engine in virtual time, whose peer is the test: segments that leave are kept, segments that arrive are
/// made by hand.
///
/// Its address is 192.0.2.1, the peer's 198.51.100.1.
public final class World implements Output {
    public static final long MILLI = 1_000_000;
    public static final long SECOND = 1_000 * MILLI;
    public static final IpAddress HERE = IpAddress.parse("192.0.2.1").orElseThrow();
    public static final IpAddress THERE = IpAddress.parse("198.51.100.1").orElseThrow();

    public final TcpEngine engine;
    public final List<Segment> sent = new ArrayList<>();
    public final List<SocketEvent> events = new ArrayList<>();
    public long now = SECOND;

    public World(Profile profile) {
        this(profile, 1);
    }

    public World(Profile profile, long seed) {
        this(HostConfig.of(profile, seed, HERE));
    }

    public World(HostConfig config) {
        engine = new TcpEngine(config);
    }

    @Override
    public void segment(Segment segment) {
        sent.add(new Segment().copyFrom(segment));
    }

    @Override
    public void event(int socket, SocketEvent event) {
        events.add(event);
    }

    /// Lets time pass; everything due happens at its moment.
    public void pass(long nanos) {
        long end = now + nanos;
        while (engine.nextDeadlineNanos() <= end) {
            now = Math.max(now, engine.nextDeadlineNanos());
            engine.onTime(now, this);
        }
        now = end;
    }

    public void arrive(Segment segment) {
        engine.onSegment(segment, now, this);
    }

    /// The segment sent last, and no other is kept.
    public Segment lastSent() {
        Segment last = sent.getLast();
        sent.clear();
        return last;
    }

    public int listen(int port, int backlog) {
        int listener = engine.socket();
        Errno bound = engine.bind(listener, new Endpoint(HERE, port), now);
        Errno listening = engine.listen(listener, backlog, now);
        if (bound != Errno.OK || listening != Errno.OK) {
            throw new IllegalStateException("bind " + bound + ", listen " + listening);
        }
        return listener;
    }
}
