package dev.linger.engine.arrival;

import dev.linger.engine.closing.FinWait2;
import dev.linger.engine.connection.Host;
import dev.linger.engine.connection.Tcb;
import dev.linger.engine.profile.ArrivalRules;
import dev.linger.engine.receive.Acknowledging;
import dev.linger.engine.send.Outgoing;
import dev.linger.engine.send.Transmit;
import dev.linger.model.Counter;
import dev.linger.model.Flags;
import dev.linger.model.SequenceNumber;
import dev.linger.model.TcpState;
import dev.linger.wire.Segment;

/// First: check sequence number. Timestamps come before it (RFC 7323 §5.3 R1), and what is in order updates
/// TS.Recent. A RST is judged by its number in a step of its own, and a SYN challenged whatever its number (RFC
/// 5961 §4.2).
final class SequenceCheck {
    private static final int MICROS_PER_MILLI = 1_000;

    private SequenceCheck() {}

    static boolean passes(Host host, Tcb tcb, Segment segment) {
        if (segment.has(Flags.RST)) {
            return true;
        }
        if (isCrossedSynAck(tcb, segment)) {
            if (SynAcknowledgment.passes(host, tcb, segment)) {
                Acknowledging.oweAtOnce(tcb);
            }
            return false;
        }
        if (SynCheck.isChallenged(host, tcb, segment)) {
            return true;
        }
        if (!hasFittingTimestamp(host, tcb, segment)) {
            return false;
        }
        if (isRepeatedSyn(tcb, segment)) {
            repeatSynAck(host, tcb, segment);
            return false;
        }
        if (isUnwantedBySystem(host, tcb, segment)) {
            Replies.refuse(host, tcb, segment);
            return false;
        }
        if (!isAcceptable(host, tcb, segment)) {
            Replies.correct(
                    host,
                    tcb,
                    segment,
                    tcb.state == TcpState.SYN_RECEIVED
                            ? Counter.ACK_SKIPPED_SYN_RECEIVED
                            : Counter.ACK_SKIPPED_SEQUENCE);
            return false;
        }
        remember(host, tcb, segment);
        return true;
    }

    /// The four cases of RFC 9293 §3.4: the first or the last number of the segment lies in the window. With a
    /// window of zero, what begins right at it passes too, so that its RST and its acknowledgment are read
    /// (MUST-66); the text is not taken (RFC 9293 §3.10.7.4).
    private static boolean isAcceptable(Host host, Tcb tcb, Segment segment) {
        int window = Math.max(0, tcb.rcvWnd());
        if (host.profile.arrival().order().isLinux()) {
            // net/ipv4/tcp_input.c:tcp_sequence
            return SequenceNumber.atLeast(segment.end(), tcb.lastAckSent)
                    && SequenceNumber.atMost(segment.seq, tcb.rcvNxt + window);
        }
        if (window == 0) {
            return segment.seq == tcb.rcvNxt;
        }
        return SequenceNumber.inWindow(segment.seq, tcb.rcvNxt, window)
                || (segment.length() > 0 && SequenceNumber.inWindow(segment.end() - 1, tcb.rcvNxt, window));
    }

    private static boolean hasFittingTimestamp(Host host, Tcb tcb, Segment segment) {
        if (!tcb.timestamps) {
            return true;
        }
        if (!segment.hasOption(Segment.TIMESTAMPS)) {
            return !host.profile.arrival().missingTimestampDropped();
        }
        if (!isOld(host, tcb, segment) || isOvertaken(host, tcb, segment)) {
            return true;
        }
        if (host.profile.arrival().oldTimestampsOfOldAcksIgnored()
                && segment.flags == Flags.ACK
                && segment.textLength == 0
                && SequenceNumber.lessThan(segment.seq, tcb.rcvNxt)) {
            host.count(Counter.PAWS_OLD_ACK);
            return false;
        }
        host.count(Counter.PAWS_ESTAB);
        if (host.profile.arrival().order() != ArrivalRules.Order.BSD || segment.textLength > 0) {
            Replies.correct(host, tcb, segment, Counter.ACK_SKIPPED_PAWS);
        }
        return false;
    }

    /// PAWS: the timestamp is older than the last one, and that is not outdated (RFC 7323 §5.3, §5.5).
    private static boolean isOld(Host host, Tcb tcb, Segment segment) {
        int age = tcb.tsRecent - segment.tsVal;
        return switch (host.profile.arrival().order()) {
            case RFC -> age > 0 && isPresent(host, tcb);
            case LINUX, OLD_LINUX -> age > 1 && tcb.tsRecent != 0 && isPresent(host, tcb);
            case BSD -> age > 0 && tcb.tsRecent != 0 && isPresent(host, tcb);
        };
    }

    /// Linux: an empty acknowledgment in order that says nothing new may have been overtaken on its way, for as long as
    /// a retransmission time-out and a fifth, and is taken (net/ipv4/tcp_input.c:tcp_disordered_ack_check,
    /// tcp_tsval_replay).
    private static boolean isOvertaken(Host host, Tcb tcb, Segment segment) {
        int window = segment.wnd << tcb.sndWindShift;
        boolean movesWindow = SequenceNumber.lessThan(tcb.sndWl1, segment.seq)
                || (tcb.sndWl1 == segment.seq && (window > tcb.sndWnd || window == 0));
        long replayMillis = tcb.rtoMicros / MICROS_PER_MILLI * 6L / 5;
        return host.profile.arrival().order() == ArrivalRules.Order.LINUX
                && !tcb.isEmbryo()
                && segment.flags == Flags.ACK
                && segment.textLength == 0
                && segment.seq == tcb.rcvNxt
                && segment.ack == tcb.sndUna
                && !movesWindow
                && tcb.tsRecent - segment.tsVal <= replayMillis;
    }

    /// TS.Recent is there and not outdated.
    static boolean isPresent(Host host, Tcb tcb) {
        return tcb.tsRecentValid
                && Integer.toUnsignedLong(host.nowMillis() - tcb.tsRecentMillis)
                        < host.profile.arrival().pawsOutdatedMillis();
    }

    /// TS.Recent follows the left edge (RFC 7323 §4.3, step 2).
    static void remember(Host host, Tcb tcb, Segment segment) {
        if (tcb.timestamps
                && segment.hasOption(Segment.TIMESTAMPS)
                && SequenceNumber.atMost(segment.seq, tcb.lastAckSent)
                && (!isPresent(host, tcb) || SequenceNumber.atLeast(segment.tsVal, tcb.tsRecent))) {
            tcb.tsRecent = segment.tsVal;
            tcb.tsRecentMillis = host.nowMillis();
            tcb.tsRecentValid = true;
        }
    }

    /// BSD looks whether a program is there to read before it looks at the right edge of the window.
    private static boolean isUnwantedBySystem(Host host, Tcb tcb, Segment segment) {
        return host.profile.arrival().order() == ArrivalRules.Order.BSD
                && host.profile.closing().resetOnTextAfterClose()
                && !tcb.owned
                && switch (tcb.state) {
                    case FIN_WAIT_1, FIN_WAIT_2, CLOSING, LAST_ACK -> FinWait2.isNew(host, tcb, segment);
                    case SYN_RECEIVED, ESTABLISHED, CLOSE_WAIT, LISTEN, SYN_SENT, TIME_WAIT, CLOSED -> false;
                };
    }

    /// Both sides have opened, and this is the peer's SYN again with the acknowledgment of ours: RFC 9293 §3.5,
    /// figure 7, line 6.
    private static boolean isCrossedSynAck(Tcb tcb, Segment segment) {
        return tcb.state == TcpState.SYN_RECEIVED
                && tcb.parent == Tcb.NONE
                && (segment.flags & (Flags.SYN | Flags.ACK | Flags.FIN)) == (Flags.SYN | Flags.ACK)
                && segment.seq == tcb.irs
                && segment.textLength == 0
                && segment.ack == tcb.sndNxt;
    }

    private static boolean isRepeatedSyn(Tcb tcb, Segment segment) {
        return tcb.isEmbryo()
                && segment.seq == tcb.irs
                && (segment.flags & (Flags.SYN | Flags.ACK | Flags.RST | Flags.FIN)) == Flags.SYN;
    }

    private static void repeatSynAck(Host host, Tcb tcb, Segment segment) {
        if (host.profile.arrival().repeatedSynGetsSynAck()) {
            Outgoing.synAck(host, tcb);
            Transmit.noteSynAgain(host, tcb);
        } else {
            Replies.correct(host, tcb, segment, Counter.ACK_SKIPPED_SYN_RECEIVED);
        }
    }
}
