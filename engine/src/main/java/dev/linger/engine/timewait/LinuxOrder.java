package dev.linger.engine.timewait;

import static dev.linger.engine.timewait.TimeWaitVerdict.ACKNOWLEDGE;
import static dev.linger.engine.timewait.TimeWaitVerdict.DISCARD;
import static dev.linger.engine.timewait.TimeWaitVerdict.DROP;
import static dev.linger.engine.timewait.TimeWaitVerdict.ENTER_TIME_WAIT;
import static dev.linger.engine.timewait.TimeWaitVerdict.LIMITED;
import static dev.linger.engine.timewait.TimeWaitVerdict.PAWS_REJECTED;
import static dev.linger.engine.timewait.TimeWaitVerdict.REOPEN;
import static dev.linger.engine.timewait.TimeWaitVerdict.RESET;
import static dev.linger.engine.timewait.TimeWaitVerdict.RESTART;
import static dev.linger.engine.timewait.TimeWaitVerdict.UPDATE_TIMESTAMP;

import dev.linger.engine.timewait.SegmentRules.OnReset;
import dev.linger.engine.timewait.SegmentRules.OnSyn;
import dev.linger.model.Flags;
import dev.linger.model.SequenceNumber;
import dev.linger.model.TcpState;
import dev.linger.wire.Segment;

/// Linux: `net/ipv4/tcp_minisocks.c:tcp_timewait_state_process`, for TIME_WAIT and for orphans in FIN_WAIT_2.
///
/// Deviation: RFC 9293 §3.10.7.4 would let a segment out of the window leave the timer alone; in Linux anything
/// but a RST or a refused SYN restarts it. RFC 7323 §5.2 forbids the PAWS test for RST; Linux applies it for 60
/// s. RFC 6191 §2 accepts a SYN with timestamps after a connection without; Linux does not look at its
/// timestamp (Test: LinuxTimeWaitTest).
final class LinuxOrder {
    private LinuxOrder() {}

    static int verdict(SegmentRules rules, TimeWaitRow row, Segment segment, int nowMillis) {
        boolean rejected = isRejectedByPaws(rules, row, segment, nowMillis);
        return row.substate == TcpState.FIN_WAIT_2
                ? inFinWait2(row, segment, rejected)
                : inTimeWait(rules, row, segment, rejected);
    }

    private static int inFinWait2(TimeWaitRow row, Segment segment, boolean rejected) {
        if (rejected || !isInWindow(row, segment)) {
            // What PAWS rejects is counted in TIME_WAIT alone.
            return ACKNOWLEDGE | limit(segment);
        }
        if (segment.has(Flags.RST)) {
            return DISCARD;
        }
        if (segment.has(Flags.SYN) && SequenceNumber.atLeast(segment.seq, row.rcvNxt)) {
            return RESET | DISCARD;
        }
        boolean bringsNothing = segment.length() == 0 || SequenceNumber.atMost(segment.end(), row.rcvNxt);
        if (!segment.has(Flags.ACK) || bringsNothing) {
            return DROP;
        }
        if (!segment.has(Flags.FIN) || segment.end() != row.rcvNxt + 1) {
            return RESET | DISCARD;
        }
        return ACKNOWLEDGE | RESTART | ENTER_TIME_WAIT | update(row, segment);
    }

    private static int inTimeWait(SegmentRules rules, TimeWaitRow row, Segment segment, boolean rejected) {
        boolean reset = segment.has(Flags.RST);
        if (!rejected && segment.seq == row.rcvNxt && (reset || segment.length() == 0)) {
            return reset ? onExactReset(rules, row, segment) : RESTART | update(row, segment);
        }
        if (!rejected && TimeWaitArrival.isOpening(segment) && opens(rules, row, segment)) {
            return REOPEN;
        }
        if (reset) {
            return paws(rejected);
        }
        int restart = rejected || segment.has(Flags.ACK) ? RESTART : DROP;
        return ACKNOWLEDGE | limit(segment) | restart | paws(rejected);
    }

    private static int onExactReset(SegmentRules rules, TimeWaitRow row, Segment segment) {
        if (rules.onReset() != OnReset.IGNORE) {
            return DISCARD;
        }
        return update(row, segment) | (rules.ignoredResetRestarts() ? RESTART : DROP);
    }

    private static boolean opens(SegmentRules rules, TimeWaitRow row, Segment segment) {
        return rules.onSyn() == OnSyn.NEWER_SEQUENCE_OR_TIMESTAMP
                && (isAfter(segment.seq, row.rcvNxt)
                        || (TimeWaitArrival.bringsTimestamp(row, segment) && isAfter(segment.tsVal, row.tsRecent)));
    }

    /// `include/net/tcp.h:after`: what is 2^31 away counts as after, whichever of the two one begins with.
    private static boolean isAfter(int a, int b) {
        return SequenceNumber.lessThan(b, a);
    }

    /// `include/net/tcp.h:tcp_paws_reject`. A TS.Recent of 0 rejects nothing: some systems begin with it.
    private static boolean isRejectedByPaws(SegmentRules rules, TimeWaitRow row, Segment segment, int nowMillis) {
        boolean older = row.tsRecent != 0 && TimeWaitArrival.isOlderByTimestamp(rules, row, segment, nowMillis);
        return older
                && (!segment.has(Flags.RST)
                        || Integer.compareUnsigned(nowMillis - row.tsRecentMillis, rules.pawsResetMillis()) < 0);
    }

    /// `net/ipv4/tcp_minisocks.c:tcp_in_window`: an empty segment at the right edge is still in it.
    private static boolean isInWindow(TimeWaitRow row, Segment segment) {
        int rightEdge = row.rcvNxt + row.rcvWnd;
        if (segment.seq == row.rcvNxt) {
            return true;
        }
        if (SequenceNumber.greaterThan(segment.end(), row.rcvNxt) && SequenceNumber.lessThan(segment.seq, rightEdge)) {
            return true;
        }
        return segment.seq == rightEdge && segment.length() == 0;
    }

    /// `net/ipv4/tcp_input.c:tcp_oow_rate_limited`: text or a FIN does not belong to a loop of acknowledgments.
    private static int limit(Segment segment) {
        return segment.length() == 0 || segment.has(Flags.SYN) ? LIMITED : DROP;
    }

    private static int paws(boolean rejected) {
        return rejected ? PAWS_REJECTED : DROP;
    }

    private static int update(TimeWaitRow row, Segment segment) {
        return TimeWaitArrival.bringsTimestamp(row, segment) ? UPDATE_TIMESTAMP : DROP;
    }
}
