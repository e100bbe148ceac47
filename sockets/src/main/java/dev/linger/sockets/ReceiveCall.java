package dev.linger.sockets;

import dev.linger.engine.TcpEngine;
import dev.linger.engine.socket.Errno;
import dev.linger.engine.socket.Output;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// recv() and its kin: net/ipv4/tcp.c:tcp_recvmsg_locked. It returns what there is, and waits only for the first byte,
/// or with MSG_WAITALL for the last.
final class ReceiveCall extends Call {
    private final TcpEngine engine;
    private final SocketFile file;
    private final byte[] into;
    private final int offset;
    private final int length;
    private final boolean peeks;
    private final boolean waitsForAll;
    private int taken;

    ReceiveCall(
            TcpEngine engine,
            SocketFile file,
            byte[] into,
            int offset,
            int length,
            Set<MessageFlag> flags,
            long nowNanos) {
        this.engine = engine;
        this.file = file;
        this.offset = offset;
        this.length = length;
        this.into = flags.contains(MessageFlag.MSG_TRUNC) ? new byte[offset + length] : into;
        this.peeks = flags.contains(MessageFlag.MSG_PEEK);
        this.waitsForAll = flags.contains(MessageFlag.MSG_WAITALL);
        boolean waits = !file.nonBlocking && !flags.contains(MessageFlag.MSG_DONTWAIT);
        this.deadlineNanos = waits ? Deadline.after(nowNanos, file.receiveTimeoutNanos) : nowNanos;
    }

    @Override
    @Nullable
    CallResult attempt(long nowNanos, Output output) {
        if (length == 0 && engine.readableBytes(file.socket) > 0) {
            return CallResult.of(0);
        }
        int more = take(nowNanos, output);
        if (more > 0) {
            taken += more;
        }
        if (taken > 0 && (taken == length || !waitsForAll || more < 0)) {
            return CallResult.of(taken);
        }
        if (more == TcpEngine.END_OF_STREAM) {
            return CallResult.of(0);
        }
        if (more == TcpEngine.FAILED) {
            return CallResult.failed(engine.takeError(file.socket));
        }
        await(file);
        return null;
    }

    private int take(long nowNanos, Output output) {
        if (peeks && engine.readableBytes(file.socket) > taken) {
            return engine.peek(file.socket, taken, into, offset + taken, length - taken);
        }
        if (peeks && taken > 0) {
            return engine.look(file.socket, nowNanos).finReceived() ? TcpEngine.END_OF_STREAM : 0;
        }
        return engine.receive(file.socket, into, offset + taken, length - taken, nowNanos, output);
    }

    @Override
    CallResult timedOut() {
        return taken > 0 ? CallResult.of(taken) : CallResult.failed(Errno.EAGAIN);
    }
}
