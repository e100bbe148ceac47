package dev.linger.engine.connection;

import dev.linger.engine.port.PortTable;
import dev.linger.engine.socket.SocketOptions;

/// What of a socket's options the port table has to know.
public final class PortOwner {
    private static final int ALL =
            PortTable.REUSE_ADDRESS | PortTable.REUSE_PORT | PortTable.V6_ONLY | PortTable.EXCLUSIVE;

    private PortOwner() {}

    public static int attributes(SocketOptions options) {
        return (options.reuseAddress() ? PortTable.REUSE_ADDRESS : 0)
                | (options.reusePort() ? PortTable.REUSE_PORT : 0)
                | (options.v6Only() ? PortTable.V6_ONLY : 0)
                | (options.exclusiveAddress() ? PortTable.EXCLUSIVE : 0);
    }

    /// The same attributes with other options.
    static int changed(int attributes, SocketOptions options) {
        return (attributes & ~ALL) | attributes(options);
    }
}
