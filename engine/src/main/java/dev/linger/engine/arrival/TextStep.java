package dev.linger.engine.arrival;

import dev.linger.engine.buffer.ReceiveBuffer;
import dev.linger.engine.closing.Ending;
import dev.linger.engine.connection.Host;
import dev.linger.engine.connection.Tcb;
import dev.linger.engine.receive.Acknowledging;
import dev.linger.engine.socket.Errno;
import dev.linger.engine.socket.SocketEvent;
import dev.linger.model.Counter;
import dev.linger.model.SequenceNumber;
import dev.linger.wire.Segment;

/// Seventh: process the segment text. What lies outside the window is cut off, what is early is kept (SHLD-31).
final class TextStep {
    private TextStep() {}

    /// Whether there is still a connection for the rest of the segment.
    static boolean apply(Host host, Tcb tcb, Segment segment) {
        if (segment.textLength == 0) {
            return true;
        }
        return switch (tcb.state) {
            case ESTABLISHED -> take(host, tcb, segment);
            case FIN_WAIT_1, FIN_WAIT_2 ->
                isUnwanted(host, tcb, segment) ? refuse(host, tcb) : take(host, tcb, segment);
            case CLOSE_WAIT, CLOSING, LAST_ACK -> repeated(tcb);
            case SYN_RECEIVED, LISTEN, SYN_SENT, TIME_WAIT, CLOSED ->
                throw new IllegalStateException("no text is processed in " + tcb.state);
        };
    }

    /// The program cannot read any more, and something it has not read yet arrives (RFC 9293 §3.10.7.4 for text
    /// after CLOSE; net/ipv4/tcp_input.c:tcp_rcv_state_process).
    private static boolean isUnwanted(Host host, Tcb tcb, Segment segment) {
        return tcb.receiveShutDown
                && host.profile.closing().resetOnDataAfterClose()
                && SequenceNumber.greaterThan(segment.seq + segment.textLength, tcb.rcvNxt);
    }

    private static boolean refuse(Host host, Tcb tcb) {
        Ending.abort(host, tcb, Counter.ABORT_ON_DATA, Errno.ECONNRESET);
        return false;
    }

    private static boolean repeated(Tcb tcb) {
        Acknowledging.oweAtOnce(tcb);
        return true;
    }

    private static boolean take(Host host, Tcb tcb, Segment segment) {
        int ahead = segment.seq - tcb.rcvNxt;
        int skipped = Math.max(0, -ahead);
        int room = tcb.rcvWnd() - Math.max(0, ahead);
        int length = Math.min(segment.textLength - skipped, room);
        if (length <= 0) {
            Acknowledging.oweAtOnce(tcb);
            return true;
        }
        boolean hadGaps = tcb.receiveBuffer.hasGaps();
        int advance = tcb.receiveBuffer.store(Math.max(0, ahead), segment.text, segment.textOffset + skipped, length);
        if (advance > 0) {
            tcb.rcvNxt += advance;
            host.tell(tcb, SocketEvent.READABLE);
        } else if (advance != ReceiveBuffer.DROPPED) {
            host.count(Counter.OUT_OF_ORDER_QUEUED);
        }
        if (advance <= 0 || hadGaps || length < segment.textLength) {
            Acknowledging.oweAtOnce(tcb);
        } else {
            Acknowledging.owe(host, tcb);
        }
        return true;
    }
}
