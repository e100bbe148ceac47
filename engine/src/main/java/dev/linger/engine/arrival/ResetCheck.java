package dev.linger.engine.arrival;

import dev.linger.engine.closing.Ending;
import dev.linger.engine.connection.Host;
import dev.linger.engine.connection.Tcb;
import dev.linger.engine.profile.ArrivalRules;
import dev.linger.engine.socket.Errno;
import dev.linger.engine.state.TcpEvent;
import dev.linger.model.Counter;
import dev.linger.model.Flags;
import dev.linger.model.SequenceNumber;
import dev.linger.wire.Segment;

/// Second: check the RST bit. It has to hit RCV.NXT exactly; elsewhere in the window it is challenged (RFC 5961
/// §3.2), and out of it ignored. Text in it does not matter (RFC 9293 §3.5.3 SHLD-2).
final class ResetCheck {
    private ResetCheck() {}

    static boolean passes(Host host, Tcb tcb, Segment segment) {
        if (!segment.has(Flags.RST)) {
            return true;
        }
        ArrivalRules rules = host.profile.arrival();
        boolean fromLastAck = rules.order() == ArrivalRules.Order.BSD;
        int exact = fromLastAck ? tcb.lastAckSent : tcb.rcvNxt;
        if (segment.seq == exact || (rules.resetNearby() && isNearby(tcb, segment.seq))) {
            obey(host, tcb);
        } else if (SequenceNumber.inWindow(segment.seq, exact, Math.max(0, tcb.rcvWnd()))
                || isAtLinuxEdge(rules, tcb, segment.seq)) {
            if (rules.challengeAcks()) {
                Replies.challenge(host, tcb, false);
            } else {
                obey(host, tcb);
            }
        }
        return false;
    }

    /// A peer may not know yet that its FIN has arrived, or that text in front of its last one has not.
    private static boolean isNearby(Tcb tcb, int seq) {
        return (tcb.finReceived && seq == tcb.rcvNxt - 1)
                || (tcb.selectiveAcknowledgments
                        && tcb.receiveBuffer.hasGaps()
                        && seq == tcb.rcvNxt + tcb.receiveBuffer.rangeEnd(tcb.receiveBuffer.rangeCount() - 1));
    }

    /// What tcp_sequence lets through on either side of the window.
    private static boolean isAtLinuxEdge(ArrivalRules rules, Tcb tcb, int seq) {
        return rules.order().isLinux()
                && (seq == tcb.rcvEdge
                        || (SequenceNumber.atLeast(seq, tcb.lastAckSent) && SequenceNumber.lessThan(seq, tcb.rcvNxt)));
    }

    private static void obey(Host host, Tcb tcb) {
        if (tcb.isEmbryo()) {
            host.count(Counter.EMBRYONIC_RESETS);
        }
        Ending.end(
                host, tcb, TcpEvent.RESET_RECEIVED, errno(host.profile.closing().linuxResetErrors(), tcb));
    }

    /// RFC 9293 §3.10.7.4 for what the program is told; net/ipv4/tcp_input.c:tcp_reset for Linux.
    private static Errno errno(boolean linux, Tcb tcb) {
        return switch (tcb.state) {
            case SYN_RECEIVED -> linux ? Errno.ECONNRESET : Errno.ECONNREFUSED;
            case CLOSE_WAIT -> linux ? Errno.EPIPE : Errno.ECONNRESET;
            case ESTABLISHED, FIN_WAIT_1, FIN_WAIT_2, CLOSING, LAST_ACK -> Errno.ECONNRESET;
            case LISTEN, SYN_SENT, TIME_WAIT, CLOSED -> throw new IllegalStateException("no RST ends " + tcb.state);
        };
    }
}
