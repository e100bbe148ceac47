package dev.linger.engine.arrival;

import dev.linger.engine.connection.Host;
import dev.linger.engine.connection.Tcb;
import dev.linger.engine.send.Outgoing;
import dev.linger.model.Counter;
import dev.linger.model.Flags;
import dev.linger.model.SequenceNumber;
import dev.linger.model.TcpState;
import dev.linger.wire.Segment;

/// First: check sequence number. Timestamps come before it (RFC 7323 §5.3 R1), and what is in order updates
/// TS.Recent.
final class SequenceCheck {
    private SequenceCheck() {}

    static boolean passes(Host host, Tcb tcb, Segment segment) {
        boolean reset = segment.has(Flags.RST);
        if (tcb.timestamps && !reset) {
            if (!segment.hasOption(Segment.TIMESTAMPS)) {
                if (host.profile.arrival().missingTimestampDropped()) {
                    return false;
                }
            } else if (isOld(host, tcb, segment)) {
                host.count(Counter.PAWS_ESTAB);
                Replies.correct(host, tcb, segment, Counter.ACK_SKIPPED_PAWS);
                return false;
            }
        }
        if (isRepeatedSyn(tcb, segment)) {
            repeatSynAck(host, tcb, segment);
            return false;
        }
        if (!isAcceptable(tcb, segment, host.profile.arrival().rightEdgeAccepted())) {
            if (!reset) {
                refuse(host, tcb, segment);
            } else if (ResetCheck.isBehindFin(host, tcb, segment)) {
                ResetCheck.obey(host, tcb);
            }
            return false;
        }
        if (tcb.timestamps && segment.hasOption(Segment.TIMESTAMPS)) {
            remember(host, tcb, segment);
        }
        return true;
    }

    /// The four cases of RFC 9293 §3.4: the first or the last number of the segment lies in the window. With a
    /// window of zero, what begins right at it passes too, so that its acknowledgment is read; the text is not
    /// taken (§3.10.7.4).
    static boolean isAcceptable(Tcb tcb, Segment segment, boolean rightEdgeAccepted) {
        int window = Math.max(0, tcb.rcvWnd());
        int length = segment.length();
        if (window == 0) {
            return segment.seq == tcb.rcvNxt;
        }
        if (rightEdgeAccepted && length == 0 && segment.seq == tcb.rcvNxt + window) {
            return true;
        }
        return SequenceNumber.inWindow(segment.seq, tcb.rcvNxt, window)
                || (length > 0 && SequenceNumber.inWindow(segment.end() - 1, tcb.rcvNxt, window));
    }

    /// PAWS: the timestamp is older than the last one, and that is not outdated (RFC 7323 §5.3, §5.5).
    /// PAWS: its timestamp is older than TS.Recent (RFC 7323 §5.3).
    static boolean isOld(Host host, Tcb tcb, Segment segment) {
        return tcb.tsRecentValid
                && SequenceNumber.lessThan(segment.tsVal, tcb.tsRecent)
                && Integer.toUnsignedLong(host.nowMillis() - tcb.tsRecentMillis)
                        < host.profile.arrival().pawsOutdatedMillis();
    }

    /// TS.Recent follows the left edge (RFC 7323 §4.3, step 2).
    private static void remember(Host host, Tcb tcb, Segment segment) {
        if (SequenceNumber.atMost(segment.seq, tcb.lastAckSent)
                && (!tcb.tsRecentValid || SequenceNumber.atLeast(segment.tsVal, tcb.tsRecent))) {
            tcb.tsRecent = segment.tsVal;
            tcb.tsRecentMillis = host.nowMillis();
            tcb.tsRecentValid = true;
        }
    }

    private static void refuse(Host host, Tcb tcb, Segment segment) {
        if (segment.has(Flags.SYN)
                && tcb.state != TcpState.SYN_RECEIVED
                && host.profile.arrival().challengeAcks()) {
            Replies.challenge(host, tcb, true);
        } else {
            Replies.correct(
                    host,
                    tcb,
                    segment,
                    tcb.state == TcpState.SYN_RECEIVED
                            ? Counter.ACK_SKIPPED_SYN_RECEIVED
                            : Counter.ACK_SKIPPED_SEQUENCE);
        }
    }

    private static boolean isRepeatedSyn(Tcb tcb, Segment segment) {
        return tcb.state == TcpState.SYN_RECEIVED
                && segment.seq == tcb.irs
                && (segment.flags & (Flags.SYN | Flags.ACK | Flags.RST | Flags.FIN)) == Flags.SYN;
    }

    private static void repeatSynAck(Host host, Tcb tcb, Segment segment) {
        if (host.profile.arrival().repeatedSynGetsSynAck()) {
            Outgoing.synAck(host, tcb);
        } else {
            Replies.correct(host, tcb, segment, Counter.ACK_SKIPPED_SYN_RECEIVED);
        }
    }
}
