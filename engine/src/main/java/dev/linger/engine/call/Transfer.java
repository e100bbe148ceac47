package dev.linger.engine.call;

import dev.linger.engine.connection.Host;
import dev.linger.engine.connection.Tcb;
import dev.linger.engine.receive.Acknowledging;
import dev.linger.engine.receive.ReceiveWindow;
import dev.linger.engine.send.Outgoing;
import dev.linger.engine.send.Transmit;
import dev.linger.engine.socket.Errno;
import dev.linger.model.TcpState;

/// SEND and RECEIVE: RFC 9293 §3.10.2, §3.10.3.
public final class Transfer {
    /// There is no more: the peer has closed.
    public static final int END = -1;

    /// The call failed: the socket's error says why.
    public static final int FAILED = -2;

    private Transfer() {}

    /// How many bytes were taken, 0 when there is no room.
    public static int send(Host host, Tcb tcb, byte[] text, int offset, int length, boolean more) {
        boolean open = switch (tcb.state) {
            case SYN_SENT, SYN_RECEIVED, ESTABLISHED, CLOSE_WAIT -> !tcb.finQueued;
            case LISTEN, FIN_WAIT_1, FIN_WAIT_2, CLOSING, LAST_ACK, TIME_WAIT, CLOSED -> false;
        };
        if (!open) {
            return failed(tcb, Errno.EPIPE);
        }
        int taken = Math.max(0, Math.min(length, sendLimit(host, tcb) - tcb.sendBuffer.length()));
        if (taken < length) {
            tcb.wantsRoom = true;
        }
        if (taken > 0) {
            tcb.sendBuffer.append(text, offset, taken);
            Transmit.output(host, tcb, more ? Transmit.Hold.CORKED : Transmit.Hold.ORDINARY);
        }
        return taken;
    }

    /// Bytes that may be unsent or unacknowledged.
    public static int sendLimit(Host host, Tcb tcb) {
        int asked = tcb.options.sendBufferBytes();
        return asked == 0 ? host.profile.data().sendBufferBytes() : asked;
    }

    /// How many bytes were read; 0 when there are none yet, [#END] or [#FAILED].
    public static int receive(Host host, Tcb tcb, byte[] into, int offset, int length) {
        int read = tcb.receiveBuffer.read(into, offset, length);
        if (read > 0) {
            if (mayReceive(tcb.state)
                    && (Acknowledging.isDueAfterReading(host, tcb) || ReceiveWindow.worthTelling(host, tcb))) {
                Outgoing.acknowledge(host, tcb);
                host.arm(tcb);
            }
            return read;
        }
        if (tcb.finReceived) {
            return END;
        }
        return switch (tcb.state) {
            case SYN_SENT, SYN_RECEIVED, ESTABLISHED, FIN_WAIT_1, FIN_WAIT_2 -> tcb.receiveShutDown ? END : 0;
            case LISTEN -> failed(tcb, Errno.ENOTCONN);
            case CLOSED -> receiveAfterEnd(tcb);
            case CLOSE_WAIT, CLOSING, LAST_ACK, TIME_WAIT ->
                throw new IllegalStateException("the peer has closed in " + tcb.state);
        };
    }

    /// Why a connection ended is told once; then there is no more (net/ipv4/tcp.c:tcp_recvmsg_locked).
    private static int receiveAfterEnd(Tcb tcb) {
        boolean wasConnected = tcb.synAcknowledged;
        return tcb.error == Errno.OK && wasConnected ? END : failed(tcb, Errno.ENOTCONN);
    }

    /// The call fails because of how the connection ended, or else with `errno`.
    private static int failed(Tcb tcb, Errno errno) {
        if (tcb.error == Errno.OK) {
            tcb.error = errno;
        }
        return FAILED;
    }

    private static boolean mayReceive(TcpState state) {
        return switch (state) {
            case ESTABLISHED, FIN_WAIT_1, FIN_WAIT_2 -> true;
            case LISTEN, SYN_SENT, SYN_RECEIVED, CLOSE_WAIT, CLOSING, LAST_ACK, TIME_WAIT, CLOSED -> false;
        };
    }
}
