package dev.linger.sockets;

import dev.linger.engine.TcpEngine;
import dev.linger.engine.socket.Errno;
import dev.linger.engine.socket.Output;
import dev.linger.model.TcpState;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// send() and its kin: net/ipv4/tcp.c:tcp_sendmsg_locked. It waits for the connection, and then for room, until all is
/// taken.
final class SendCall extends Call {
    private final ProcessSockets process;
    private final SocketFile file;
    private final byte[] text;
    private final int offset;
    private final int length;
    private final boolean more;
    private int sent;

    SendCall(
            ProcessSockets process,
            SocketFile file,
            byte[] text,
            int offset,
            int length,
            Set<MessageFlag> flags,
            long nowNanos) {
        this.process = process;
        this.file = file;
        this.text = text;
        this.offset = offset;
        this.length = length;
        this.more = flags.contains(MessageFlag.MSG_MORE);
        boolean waits = !file.nonBlocking && !flags.contains(MessageFlag.MSG_DONTWAIT);
        this.deadlineNanos = waits ? Deadline.after(nowNanos, file.sendTimeoutNanos) : nowNanos;
    }

    @Override
    @Nullable
    CallResult attempt(long nowNanos, Output output) {
        TcpEngine engine = process.engine();
        Errno refused = process.dialect() == Dialect.BSD ? bsdRefusal() : Errno.OK;
        if (refused != Errno.OK) {
            return CallResult.failed(refused);
        }
        if (isOpening()) {
            await(file);
            return null;
        }
        int taken = engine.send(file.socket, text, offset + sent, length - sent, more, nowNanos, output);
        if (taken == TcpEngine.FAILED) {
            return sent > 0 ? CallResult.of(sent) : CallResult.failed(engine.takeError(file.socket));
        }
        sent += taken;
        if (sent == length) {
            return CallResult.of(sent);
        }
        await(file);
        return null;
    }

    private boolean isOpening() {
        TcpState state = process.engine().state(file.socket);
        return state == TcpState.SYN_SENT || state == TcpState.SYN_RECEIVED;
    }

    /// sys/kern/uipc_socket.c:sosend_generic: the end is told before its reason, and nothing waits for a connection.
    private Errno bsdRefusal() {
        TcpState state = process.engine().state(file.socket);
        if (state.isSynchronized() && state != TcpState.SYN_RECEIVED) {
            return Errno.OK;
        }
        return state == TcpState.CLOSED && file.phase == SocketFile.Phase.CONNECTED ? Errno.EPIPE : Errno.ENOTCONN;
    }

    @Override
    CallResult timedOut() {
        return sent > 0 ? CallResult.of(sent) : CallResult.failed(Errno.EAGAIN);
    }
}
