package dev.linger.linux;

import dev.linger.linux.kernel.KernelState;
import dev.linger.model.SocketState;
import dev.linger.observation.LongIndex;
import dev.linger.observation.PlainSocket;
import dev.linger.observation.SocketSink;
import dev.linger.observation.SocketTable;
import dev.linger.observation.SocketView;

/// Collects the table of a snapshot. Connections that are being closed wait aside until their idle times are known,
/// and so stand at its end.
final class SnapshotSink implements SocketSink {
    /// The states whose idle times are asked for.
    static final int CLOSING_STATES = KernelState.mask(SocketState.CLOSE_WAIT)
            | KernelState.mask(SocketState.FIN_WAIT_1)
            | KernelState.mask(SocketState.FIN_WAIT_2)
            | KernelState.mask(SocketState.LAST_ACK)
            | KernelState.mask(SocketState.CLOSING);

    private final SocketTable.Builder table = new SocketTable.Builder();
    private final SocketTable.Builder closing = new SocketTable.Builder();
    private final LongIndex inodes = new LongIndex();

    @Override
    public void accept(SocketView socket) {
        if (socket.inode() != 0) {
            inodes.number(socket.inode());
        }
        switch (socket.state()) {
            case CLOSE_WAIT, FIN_WAIT_1, FIN_WAIT_2, LAST_ACK, CLOSING -> closing.accept(socket);
            case LISTEN, SYN_SENT, SYN_RECEIVED, ESTABLISHED, TIME_WAIT, CLOSED, BOUND -> table.accept(socket);
        }
    }

    /// Whether there is anything whose idle time could be asked for.
    boolean hasClosing() {
        return closing.size() > 0;
    }

    /// The descriptors' inodes of all sockets that have one.
    LongIndex inodes() {
        return inodes;
    }

    SocketTable build(IdleTimes idleTimes) {
        closing.build()
                .forEach(socket ->
                        table.accept(PlainSocket.copyOf(socket).withIdleMillis(idleTimes.of(socket.cookie()))));
        return table.build();
    }
}
