package dev.linger.sockets;

import dev.linger.engine.profile.Profile;
import dev.linger.engine.profile.Profiles;
import dev.linger.wire.Segment;

/// Two hosts and a network without loss or delay, in virtual time. What is sent arrives at once, unless it is cut.
final class Network {
    static final long MILLI = 1_000_000;
    static final long SECOND = 1_000 * MILLI;

    long now = SECOND;
    final Node client;
    final Node server;
    /// What is sent is lost.
    boolean cut;

    Network() {
        this(Profiles.LINUX);
    }

    Network(Profile profile) {
        client = new Node(this, profile, "192.0.2.1");
        server = new Node(this, profile, "198.51.100.1");
    }

    /// Until nothing is on its way.
    void settle() {
        boolean moved = true;
        while (moved) {
            boolean there = deliver(client, server);
            boolean back = deliver(server, client);
            moved = there || back;
        }
    }

    private boolean deliver(Node from, Node to) {
        boolean moved = false;
        Segment segment = from.sent.poll();
        while (segment != null) {
            if (!cut) {
                to.arrive(segment);
                moved = true;
            }
            segment = from.sent.poll();
        }
        return moved;
    }

    void pass(long nanos) {
        long end = now + nanos;
        long next = Math.min(client.nextDeadline(), server.nextDeadline());
        while (next <= end) {
            now = Math.max(now, next);
            client.onTime();
            server.onTime();
            settle();
            next = Math.min(client.nextDeadline(), server.nextDeadline());
        }
        now = end;
    }

    /// A connection; the descriptors are 3 at the client and 4 at the server, whose listener is 3.
    Network connected() {
        int listener = server.listen(80);
        client.connect(client.socket(), server, 80);
        server.accept(listener);
        return this;
    }
}
