package dev.linger.sockets;

import dev.linger.engine.HostVisitor;
import dev.linger.engine.TcpEngine;
import dev.linger.engine.socket.Errno;
import dev.linger.model.TcpState;

/// What poll() says of a socket: net/ipv4/tcp.c:tcp_poll.
final class Readiness {
    private static final int READABLE = PollFlags.POLLIN | PollFlags.POLLRDNORM;
    private static final int WRITABLE = PollFlags.POLLOUT | PollFlags.POLLWRNORM;

    private Readiness() {}

    /// [PollFlags] joined.
    static int of(TcpEngine engine, SocketFile file, long nowNanos) {
        HostVisitor.SocketSight socket = engine.look(file.socket, nowNanos);
        TcpState state = socket.state();
        if (state == TcpState.LISTEN) {
            return socket.receiveQueue() > 0 ? READABLE : 0;
        }
        boolean ended = state == TcpState.CLOSED && file.phase != SocketFile.Phase.UNCONNECTED;
        boolean noMoreToRead = ended || file.readShutDown || socket.finReceived();
        boolean noMoreToWrite = ended || file.writeShutDown;
        int flags = socket.error() == Errno.OK ? 0 : PollFlags.POLLERR;
        if (state == TcpState.CLOSED || (noMoreToRead && noMoreToWrite)) {
            flags |= PollFlags.POLLHUP;
        }
        if (noMoreToRead) {
            flags |= READABLE | PollFlags.POLLRDHUP;
        }
        if (state != TcpState.SYN_SENT && state != TcpState.SYN_RECEIVED) {
            flags |= socket.receiveQueue() > 0 ? READABLE : 0;
            flags |= noMoreToWrite || isWritable(socket) ? WRITABLE : 0;
        }
        return flags;
    }

    /// Half as much room as is taken, so that a program is not woken for every byte
    /// (include/net/sock.h:sk_stream_min_wspace).
    private static boolean isWritable(HostVisitor.SocketSight socket) {
        int room = socket.sendLimit() - socket.sendText();
        return room > 0 && room >= socket.sendText() / 2;
    }
}
