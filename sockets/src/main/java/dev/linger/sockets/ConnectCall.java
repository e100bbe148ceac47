package dev.linger.sockets;

import dev.linger.engine.TcpEngine;
import dev.linger.engine.socket.Errno;
import dev.linger.engine.socket.Output;
import dev.linger.model.Endpoint;
import dev.linger.model.TcpState;
import org.jspecify.annotations.Nullable;

/// connect(): net/ipv4/af_inet.c:__inet_stream_connect.
final class ConnectCall extends Call {
    private final ProcessSockets process;
    private final SocketFile file;
    private final Endpoint remote;
    private boolean begun;
    /// What it returns when it does not wait.
    private Errno pending = Errno.EINPROGRESS;

    ConnectCall(ProcessSockets process, SocketFile file, Endpoint remote, long nowNanos) {
        this.process = process;
        this.file = file;
        this.remote = remote;
        this.deadlineNanos = file.nonBlocking ? nowNanos : Deadline.after(nowNanos, file.sendTimeoutNanos);
    }

    @Override
    @Nullable
    CallResult attempt(long nowNanos, Output output) {
        if (!begun) {
            begun = true;
            Errno refused = begin(nowNanos, output);
            if (refused != Errno.OK) {
                return CallResult.failed(refused);
            }
        }
        return outcome(nowNanos, output);
    }

    private Errno begin(long nowNanos, Output output) {
        TcpEngine engine = process.engine();
        TcpState state = engine.state(file.socket);
        return switch (file.phase) {
            case CONNECTED -> Errno.EISCONN;
            case DISCONNECTING -> Errno.EINVAL;
            case CONNECTING -> {
                pending = Errno.EALREADY;
                yield process.dialect() == Dialect.BSD && state.isSynchronized() ? Errno.EISCONN : Errno.OK;
            }
            case UNCONNECTED -> {
                if (state != TcpState.CLOSED) {
                    yield Errno.EISCONN;
                }
                Errno begun = engine.connect(file.socket, remote, nowNanos, output);
                if (begun != Errno.EINPROGRESS) {
                    yield begun;
                }
                file.phase = SocketFile.Phase.CONNECTING;
                yield Errno.OK;
            }
        };
    }

    private @Nullable CallResult outcome(long nowNanos, Output output) {
        TcpEngine engine = process.engine();
        TcpState state = engine.state(file.socket);
        if (state == TcpState.SYN_SENT || state == TcpState.SYN_RECEIVED) {
            await(file);
            return null;
        }
        if (state == TcpState.CLOSED) {
            Errno error = engine.takeError(file.socket);
            file.phase = SocketFile.Phase.UNCONNECTED;
            engine.disconnect(file.socket, nowNanos, output);
            return CallResult.failed(error == Errno.OK ? Errno.ECONNABORTED : error);
        }
        file.phase = SocketFile.Phase.CONNECTED;
        return CallResult.of(0);
    }

    @Override
    CallResult timedOut() {
        return CallResult.failed(pending);
    }
}
