package dev.linger.engine.arrival;

import dev.linger.engine.closing.Ending;
import dev.linger.engine.connection.Host;
import dev.linger.engine.connection.Tcb;
import dev.linger.engine.profile.ArrivalRules;
import dev.linger.engine.send.Outgoing;
import dev.linger.engine.send.Transmit;
import dev.linger.engine.socket.Errno;
import dev.linger.engine.state.TcpEvent;
import dev.linger.model.Counter;
import dev.linger.model.Flags;
import dev.linger.model.SequenceNumber;
import dev.linger.wire.Segment;

/// The first four steps as Linux takes them for an embryo, which is no socket yet there: the acknowledgment comes
/// before the number, and a SYN in the window ends it. A RST comes before both, has to be exact and is challenged
/// elsewhere in the window; in older systems it was looked at last, and ended the embryo anywhere in the window
/// (net/ipv4/tcp_minisocks.c:tcp_check_req).
final class EmbryoCheck {
    private EmbryoCheck() {}

    static boolean passes(Host host, Tcb tcb, Segment segment) {
        boolean old = isOld(host, tcb, segment);
        if (isRepeatedSyn(tcb, segment) && !old) {
            if (Replies.passesLimit(host, tcb)) {
                Outgoing.synAck(host, tcb);
                Transmit.noteSynAgain(host, tcb);
            } else {
                host.count(Counter.ACK_SKIPPED_SYN_RECEIVED);
            }
            return false;
        }
        boolean exactly = segment.has(Flags.RST) && host.profile.arrival().order() == ArrivalRules.Order.LINUX;
        if (!exactly && segment.has(Flags.ACK) && segment.ack != tcb.sndNxt) {
            Replies.resetStray(host, segment);
            return false;
        }
        if (old || !isInWindow(tcb, segment)) {
            refuse(host, tcb, segment, old);
            return false;
        }
        if (exactly && segment.seq != tcb.rcvNxt) {
            Replies.challenge(host, tcb, false);
            return false;
        }
        SequenceCheck.remember(host, tcb, segment);
        boolean newSyn = segment.has(Flags.SYN) && segment.seq != tcb.irs;
        if (segment.has(Flags.RST) || newSyn) {
            Replies.resetStray(host, segment);
            host.count(Counter.EMBRYONIC_RESETS);
            Ending.end(host, tcb, TcpEvent.RESET_RECEIVED, Errno.OK);
            return false;
        }
        return true;
    }

    /// Nobody looks at a FIN that comes with it.
    private static boolean isRepeatedSyn(Tcb tcb, Segment segment) {
        return segment.seq == tcb.irs && (segment.flags & (Flags.SYN | Flags.ACK | Flags.RST)) == Flags.SYN;
    }

    /// A RST is not exempt here.
    private static boolean isOld(Host host, Tcb tcb, Segment segment) {
        return tcb.timestamps
                && segment.hasOption(Segment.TIMESTAMPS)
                && tcb.tsRecent != 0
                && SequenceNumber.lessThan(segment.tsVal, tcb.tsRecent)
                && SequenceCheck.isPresent(host, tcb);
    }

    /// net/ipv4/tcp_minisocks.c:tcp_in_window.
    private static boolean isInWindow(Tcb tcb, Segment segment) {
        int edge = tcb.rcvNxt + Math.max(0, tcb.rcvWnd());
        return segment.seq == tcb.rcvNxt
                || (SequenceNumber.greaterThan(segment.end(), tcb.rcvNxt) && SequenceNumber.lessThan(segment.seq, edge))
                || (segment.seq == edge && segment.length() == 0);
    }

    private static void refuse(Host host, Tcb tcb, Segment segment, boolean old) {
        if (old) {
            host.count(Counter.PAWS_ESTAB);
        }
        if (!segment.has(Flags.RST)) {
            Replies.correct(host, tcb, segment, Counter.ACK_SKIPPED_SYN_RECEIVED);
        }
    }
}
