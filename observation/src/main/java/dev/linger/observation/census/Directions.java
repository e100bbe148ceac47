package dev.linger.observation.census;

import dev.linger.model.PortRange;
import dev.linger.observation.SocketView;

/// Tells whether a connection was begun here or came in. The kernel does not keep it, so it is inferred:
/// incoming when something listens on its local port; else outgoing when that port is one the kernel chooses by
/// itself; else, on a port nobody listens on any more, incoming if the peer's port looks chosen automatically.
public final class Directions {
    /// The lowest port that a current system chooses by itself (FreeBSD: 10000, Linux 32768, Windows and macOS 49152).
    private static final int LOWEST_AUTOMATIC_PORT = 10_000;

    private final Listeners listeners;
    private final PortRange range;

    public Directions(Listeners listeners, PortRange range) {
        this.listeners = listeners;
        this.range = range;
    }

    public boolean incoming(SocketView connection) {
        return incoming(connection.localPort(), connection.remotePort());
    }

    boolean incoming(int localPort, int remotePort) {
        if (listeners.listensOn(localPort)) {
            return true;
        }
        return !range.contains(localPort) && remotePort >= LOWEST_AUTOMATIC_PORT && remotePort > localPort;
    }
}
