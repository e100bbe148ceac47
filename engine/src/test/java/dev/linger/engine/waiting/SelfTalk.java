package dev.linger.engine.waiting;

import dev.linger.engine.TcpEngine;
import dev.linger.engine.World;
import dev.linger.engine.profile.HostConfig;
import dev.linger.engine.profile.Profile;
import dev.linger.engine.socket.Errno;
import dev.linger.engine.socket.Output;
import dev.linger.engine.socket.SocketEvent;
import dev.linger.model.Endpoint;
import dev.linger.model.FourTuple;
import dev.linger.model.IpAddress;
import dev.linger.wire.Segment;
import java.util.ArrayDeque;
import java.util.Queue;

/// One host that is both ends: what it sends arrives at itself, at once and in order.
final class SelfTalk implements Output {
    static final int PORT = 80;

    final TcpEngine engine;
    long now = World.SECOND;
    private final Queue<Segment> flights = new ArrayDeque<>();
    private final IpAddress address;
    private final int listener;

    /// A host whose address this is, unless it is a loopback address, with a listener there.
    SelfTalk(Profile profile, IpAddress address) {
        this.address = address;
        engine = new TcpEngine(HostConfig.of(profile, 1, World.HERE, address));
        listener = engine.socket();
        expect(Errno.OK, engine.bind(listener, new Endpoint(address, PORT), now));
        expect(Errno.OK, engine.listen(listener, 100, now));
    }

    @Override
    public void segment(Segment segment) {
        flights.add(new Segment().copyFrom(segment));
    }

    @Override
    public void event(int socket, SocketEvent event) {}

    /// Opens a connection and closes it, the connecting side first; the side that then waits, or would.
    FourTuple openAndClose() {
        int client = engine.socket();
        FourTuple tuple = open(client);
        int server = engine.accept(listener);
        engine.close(client, now, this);
        deliver();
        engine.close(server, now, this);
        deliver();
        return tuple;
    }

    /// Connects; what connect() says goes through when it fails.
    Errno connect(int client) {
        Errno said = engine.connect(client, new Endpoint(address, PORT), now, this);
        deliver();
        return said;
    }

    void pass(long nanos) {
        long end = now + nanos;
        while (engine.nextDeadlineNanos() <= end) {
            now = Math.max(now, engine.nextDeadlineNanos());
            engine.onTime(now, this);
            deliver();
        }
        now = end;
    }

    private FourTuple open(int client) {
        expect(Errno.EINPROGRESS, connect(client));
        return new FourTuple(engine.localEndpoint(client), engine.remoteEndpoint(client));
    }

    private void deliver() {
        while (!flights.isEmpty()) {
            engine.onSegment(flights.remove(), now, this);
        }
    }

    private static void expect(Errno expected, Errno said) {
        if (said != expected) {
            throw new IllegalStateException("said " + said);
        }
    }
}
