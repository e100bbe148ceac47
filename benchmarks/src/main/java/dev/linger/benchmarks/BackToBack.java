package dev.linger.benchmarks;

import dev.linger.engine.TcpEngine;
import dev.linger.engine.profile.HostConfig;
import dev.linger.engine.profile.Profile;
import dev.linger.engine.socket.Errno;
import dev.linger.engine.socket.Output;
import dev.linger.engine.socket.SocketEvent;
import dev.linger.model.Endpoint;
import dev.linger.model.IpAddress;
import dev.linger.wire.Segment;

/// Two engines that hand each other segments, with nothing in between: a client opens a connection, asks, is
/// answered, and closed by the server, again and again, so that the server's TIME_WAITs pile up and end.
///
/// There is no network and no simulator; virtual time goes on by a fixed step from one connection to the next.
/// Nothing is allocated once the tables have grown.
public final class BackToBack {
    /// As in the ns-3 scenario of docs/performance.md: so many that no four-tuple comes back too early.
    private static final int SERVER_PORTS = 61;

    /// Few connections at a time, many that wait.
    private static final HostConfig.Room ROOM = new HostConfig.Room(64, 1 << 16, 8, 8);

    private static final int FIRST_PORT = 8000;
    private static final int REQUEST_BYTES = 200;
    private static final int RESPONSE_BYTES = 1000;
    private static final int CLIENT = 0;
    private static final int SERVER = 1;

    private final TcpEngine[] engines = new TcpEngine[2];
    private final Side[] sides;
    private final IpAddress serverAddress;
    private final byte[] text = new byte[RESPONSE_BYTES];
    private final int together;
    private final long stepNanos;
    private long now = 1_000_000_000;
    private int opened;
    private int finished;

    /// @param together connections that are open at a time, a power of two
    /// @param stepNanos virtual time from one connection to the next: 1 ms makes 1000 a second and so 60,000
    ///     TIME_WAITs
    public BackToBack(Profile profile, boolean ipv6, int together, long stepNanos) {
        this.together = together;
        this.stepNanos = together * stepNanos;
        this.sides = new Side[] {new Side(4 * together), new Side(4 * together)};
        IpAddress clientAddress =
                IpAddress.parse(ipv6 ? "2001:db8::1" : "192.0.2.1").orElseThrow();
        serverAddress = IpAddress.parse(ipv6 ? "2001:db8::2" : "192.0.2.2").orElseThrow();
        engines[CLIENT] = new TcpEngine(HostConfig.of(profile, 1, clientAddress).withRoom(ROOM));
        engines[SERVER] = new TcpEngine(HostConfig.of(profile, 2, serverAddress).withRoom(ROOM));
        for (int port = FIRST_PORT; port < FIRST_PORT + SERVER_PORTS; port++) {
            int listener = engines[SERVER].socket();
            require(engines[SERVER].bind(listener, new Endpoint(serverAddress, port), now), Errno.OK);
            require(engines[SERVER].listen(listener, 128, now), Errno.OK);
        }
    }

    /// As many connections as are open together, from their SYNs until all programs have closed; what is due by then
    /// ends before.
    public void connections() {
        now += stepNanos;
        for (int host = CLIENT; host <= SERVER; host++) {
            if (engines[host].nextDeadlineNanos() <= now) {
                engines[host].onTime(now, sides[host]);
            }
        }
        for (int count = 0; count < together; count++) {
            open();
        }
        while (sides[CLIENT].hasSegment() || sides[SERVER].hasSegment()) {
            deliverAll(CLIENT);
            deliverAll(SERVER);
        }
        if (finished != opened) {
            throw new IllegalStateException(opened - finished + " connections did not finish");
        }
    }

    private void open() {
        int socket = engines[CLIENT].socket();
        int port = FIRST_PORT + opened % SERVER_PORTS;
        opened++;
        require(
                engines[CLIENT].connect(socket, serverAddress.high(), serverAddress.low(), port, now, sides[CLIENT]),
                Errno.EINPROGRESS);
    }

    /// Connections so far.
    public int finished() {
        return finished;
    }

    public TcpEngine server() {
        return engines[SERVER];
    }

    /// Hands over what `from` has sent, in order, and lets the program at the other end do what it is told.
    private void deliverAll(int from) {
        int to = 1 - from;
        Side side = sides[to];
        while (sides[from].hasSegment()) {
            engines[to].onSegment(sides[from].takeSegment(), now, side);
            while (side.hasEvent()) {
                int socket = side.eventSocket();
                SocketEvent event = side.takeEvent();
                if (to == CLIENT) {
                    onClient(socket, event);
                } else {
                    onServer(socket, event);
                }
            }
        }
    }

    private void onClient(int socket, SocketEvent event) {
        TcpEngine engine = engines[CLIENT];
        Side side = sides[CLIENT];
        switch (event) {
            case CONNECTED -> engine.send(socket, text, 0, REQUEST_BYTES, now, side);
            case READABLE -> engine.receive(socket, text, 0, text.length, now, side);
            case END_OF_STREAM -> {
                engine.close(socket, now, side);
                finished++;
            }
            case ACCEPTABLE, WRITABLE, FAILED, LINGERED -> throw new IllegalStateException(event + " at the client");
        }
    }

    private void onServer(int socket, SocketEvent event) {
        TcpEngine engine = engines[SERVER];
        Side side = sides[SERVER];
        switch (event) {
            case ACCEPTABLE -> engine.accept(socket);
            case READABLE -> {
                engine.receive(socket, text, 0, text.length, now, side);
                engine.send(socket, text, 0, RESPONSE_BYTES, now, side);
                engine.close(socket, now, side);
            }
            case CONNECTED, END_OF_STREAM, WRITABLE, FAILED, LINGERED ->
                throw new IllegalStateException(event + " at the server");
        }
    }

    private static void require(Errno actual, Errno expected) {
        if (actual != expected) {
            throw new IllegalStateException("expected " + expected + ", got " + actual);
        }
    }

    /// What one engine put out and nobody has handled yet.
    private static final class Side implements Output {
        private final int mask;
        private final Segment[] segments;
        private final int[] eventSockets;
        private final SocketEvent[] events;
        private int segmentsIn;
        private int segmentsOut;
        private int eventsIn;
        private int eventsOut;

        /// @param room segments, and events, that it holds: a power of two
        Side(int room) {
            mask = room - 1;
            segments = new Segment[room];
            eventSockets = new int[room];
            events = new SocketEvent[room];
            for (int index = 0; index < room; index++) {
                segments[index] = new Segment();
            }
        }

        @Override
        public void segment(Segment segment) {
            segments[segmentsIn & mask].copyFrom(segment);
            segmentsIn++;
        }

        @Override
        public void event(int socket, SocketEvent event) {
            eventSockets[eventsIn & mask] = socket;
            events[eventsIn & mask] = event;
            eventsIn++;
        }

        boolean hasSegment() {
            return segmentsOut != segmentsIn;
        }

        Segment takeSegment() {
            Segment taken = segments[segmentsOut & mask];
            segmentsOut++;
            return taken;
        }

        boolean hasEvent() {
            return eventsOut != eventsIn;
        }

        int eventSocket() {
            return eventSockets[eventsOut & mask];
        }

        SocketEvent takeEvent() {
            SocketEvent taken = events[eventsOut & mask];
            eventsOut++;
            return taken;
        }
    }
}
