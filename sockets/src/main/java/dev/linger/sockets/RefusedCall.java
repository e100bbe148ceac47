package dev.linger.sockets;

import dev.linger.engine.socket.Errno;
import dev.linger.engine.socket.Output;

/// A call that fails before it has come to a socket.
final class RefusedCall extends Call {
    private final CallResult refused;

    RefusedCall(Errno errno) {
        this.refused = CallResult.failed(errno);
    }

    @Override
    CallResult attempt(long nowNanos, Output output) {
        return refused;
    }

    @Override
    CallResult timedOut() {
        return refused;
    }
}
