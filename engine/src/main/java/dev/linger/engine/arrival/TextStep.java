package dev.linger.engine.arrival;

import dev.linger.engine.buffer.ReceiveBuffer;
import dev.linger.engine.closing.FinWait2;
import dev.linger.engine.connection.Host;
import dev.linger.engine.connection.Tcb;
import dev.linger.engine.receive.Acknowledging;
import dev.linger.engine.socket.SocketEvent;
import dev.linger.model.Counter;
import dev.linger.model.SequenceNumber;
import dev.linger.model.TcpState;
import dev.linger.wire.Segment;

/// Seventh: process the segment text. What lies outside the window is cut off, what is early is kept (SHLD-31) and
/// answered at once (MAY-13). What it held back is acknowledged with what fills the gap (MUST-59).
final class TextStep {
    private TextStep() {}

    /// Whether there is still a connection for the rest of the segment.
    static boolean apply(Host host, Tcb tcb, Segment segment) {
        if (isUnwanted(host, tcb, segment)) {
            Replies.refuse(host, tcb, segment);
            return false;
        }
        if (segment.textLength == 0) {
            return true;
        }
        switch (tcb.state) {
            case ESTABLISHED, FIN_WAIT_1, FIN_WAIT_2 -> take(host, tcb, segment);
            case CLOSE_WAIT, CLOSING, LAST_ACK -> ignore(host, tcb, segment);
            case SYN_RECEIVED, LISTEN, SYN_SENT, TIME_WAIT, CLOSED ->
                throw new IllegalStateException("no text is processed in " + tcb.state);
        }
        return true;
    }

    /// The program has closed both halves, and something arrives that it would have had to read, or a FIN behind it
    /// (RFC 9293 §3.6.1 SHLD-3). To Linux text over the peer's FIN is as bad, in any state
    /// (net/ipv4/tcp_input.c:tcp_rcv_state_process).
    private static boolean isUnwanted(Host host, Tcb tcb, Segment segment) {
        boolean nobodyReads = tcb.receiveShutDown
                && (tcb.state == TcpState.FIN_WAIT_1 || tcb.state == TcpState.FIN_WAIT_2)
                && host.profile.closing().resetOnTextAfterClose();
        boolean overFin = tcb.finReceived
                && host.profile.arrival().order().isLinux()
                && SequenceNumber.lessThan(segment.seq, tcb.rcvNxt);
        return (nobodyReads || overFin) && FinWait2.isNew(host, tcb, segment);
    }

    /// Behind the peer's FIN there is no text; what it repeats was not acknowledged in time.
    private static void ignore(Host host, Tcb tcb, Segment segment) {
        if (!FinWait2.isNew(host, tcb, segment)) {
            Acknowledging.oweAtOnce(tcb);
        }
    }

    private static void take(Host host, Tcb tcb, Segment segment) {
        int ahead = segment.seq - tcb.rcvNxt;
        int skipped = Math.max(0, -ahead);
        int room = tcb.rcvWnd() - Math.max(0, ahead);
        int length = Math.min(segment.textLength - skipped, room);
        if (length <= 0) {
            if (skipped >= segment.textLength) {
                Acknowledging.oweForRepeated(host, tcb);
            } else {
                Acknowledging.oweAtOnce(tcb);
            }
            return;
        }
        boolean hadGaps = tcb.receiveBuffer.hasGaps() || (tcb.finSeen && !tcb.finReceived);
        int advance = tcb.receiveBuffer.store(Math.max(0, ahead), segment.text, segment.textOffset + skipped, length);
        if (advance > 0) {
            tcb.rcvNxt += advance;
            Acknowledging.oweForText(host, tcb, segment);
            host.tell(tcb, SocketEvent.READABLE);
        } else if (advance != ReceiveBuffer.DROPPED) {
            host.count(Counter.OUT_OF_ORDER_QUEUED);
        }
        if (advance <= 0 || hadGaps || length < segment.textLength - skipped) {
            Acknowledging.oweAtOnce(tcb);
        }
    }
}
