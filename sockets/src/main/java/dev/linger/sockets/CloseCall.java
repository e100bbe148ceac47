package dev.linger.sockets;

import dev.linger.engine.socket.Output;
import org.jspecify.annotations.Nullable;

/// close(): the descriptor is free at once. The last one to a socket ends its connection, and waits where SO_LINGER
/// says so, until the engine tells that this is over.
final class CloseCall extends Call {
    private final ProcessSockets process;
    private final SocketFile file;
    private final int fd;
    private boolean begun;

    CloseCall(ProcessSockets process, SocketFile file, int fd) {
        this.process = process;
        this.file = file;
        this.fd = fd;
    }

    @Override
    @Nullable
    CallResult attempt(long nowNanos, Output output) {
        if (!begun) {
            begun = true;
            process.forget(fd);
            file.lingered = process.releaseIfUnused(file, nowNanos, output);
        }
        if (file.lingered) {
            return CallResult.of(0);
        }
        await(file);
        return null;
    }

    @Override
    CallResult timedOut() {
        throw new IllegalStateException("the engine ends it");
    }
}
