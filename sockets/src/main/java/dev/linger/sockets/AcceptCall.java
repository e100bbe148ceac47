package dev.linger.sockets;

import dev.linger.engine.TcpEngine;
import dev.linger.engine.socket.Errno;
import dev.linger.engine.socket.Output;
import dev.linger.model.TcpState;
import org.jspecify.annotations.Nullable;

/// accept(): net/ipv4/inet_connection_sock.c:inet_csk_accept.
final class AcceptCall extends Call {
    private final ProcessSockets process;
    private final SocketFile listener;
    private final boolean nonBlocking;

    /// @param nonBlocking what the new socket is to be
    AcceptCall(ProcessSockets process, SocketFile listener, boolean nonBlocking, long nowNanos) {
        this.process = process;
        this.listener = listener;
        this.nonBlocking = nonBlocking;
        this.deadlineNanos = listener.nonBlocking ? nowNanos : Deadline.after(nowNanos, listener.receiveTimeoutNanos);
    }

    @Override
    @Nullable
    CallResult attempt(long nowNanos, Output output) {
        TcpEngine engine = process.engine();
        if (engine.state(listener.socket) != TcpState.LISTEN) {
            return CallResult.failed(Errno.EINVAL);
        }
        if (!process.hasFreeDescriptor()) {
            return CallResult.failed(Errno.EMFILE);
        }
        int child = engine.accept(listener.socket);
        if (child == TcpEngine.NONE) {
            await(listener);
            return null;
        }
        if (process.dialect() == Dialect.BSD && engine.look(child, nowNanos).error() != Errno.OK) {
            engine.abort(child, nowNanos, output);
            return CallResult.failed(Errno.ECONNABORTED);
        }
        SocketFile file = process.open(child, listener.family);
        file.phase = SocketFile.Phase.CONNECTED;
        file.receiveTimeoutNanos = listener.receiveTimeoutNanos;
        file.sendTimeoutNanos = listener.sendTimeoutNanos;
        process.setNonBlocking(file, nonBlocking);
        return CallResult.of(process.descriptorFor(file));
    }

    @Override
    CallResult timedOut() {
        return CallResult.failed(Errno.EAGAIN);
    }
}
