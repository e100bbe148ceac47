package dev.linger.sockets;

import dev.linger.engine.TcpEngine;

/// When a call that waits gives up.
final class Deadline {
    private Deadline() {}

    /// [TcpEngine#NEVER] when `nanos` is.
    static long after(long nowNanos, long nanos) {
        return nanos >= TcpEngine.NEVER - nowNanos ? TcpEngine.NEVER : nowNanos + nanos;
    }
}
