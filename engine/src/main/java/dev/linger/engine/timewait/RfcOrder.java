package dev.linger.engine.timewait;

import static dev.linger.engine.timewait.TimeWaitVerdict.ACKNOWLEDGE;
import static dev.linger.engine.timewait.TimeWaitVerdict.DISCARD;
import static dev.linger.engine.timewait.TimeWaitVerdict.DROP;
import static dev.linger.engine.timewait.TimeWaitVerdict.PAWS_REJECTED;
import static dev.linger.engine.timewait.TimeWaitVerdict.REOPEN;
import static dev.linger.engine.timewait.TimeWaitVerdict.RESTART;
import static dev.linger.engine.timewait.TimeWaitVerdict.UPDATE_TIMESTAMP;

import dev.linger.engine.timewait.SegmentRules.OnReset;
import dev.linger.engine.timewait.SegmentRules.OnSyn;
import dev.linger.model.Flags;
import dev.linger.model.SequenceNumber;
import dev.linger.wire.Segment;

/// SEGMENT ARRIVES in TIME-WAIT: RFC 9293 §3.10.7.4, with RFC 6191 §2 for SYNs, RFC 7323 §5.3 before the
/// sequence check, and RFC 5961 §3.2 and §4.2 for RST and SYN.
///
/// Deviation: a repeated FIN is not acceptable in the first step, which acknowledges it and leaves it there;
/// RFC 9293 §3.10.7.4 also says, in its eighth step, that it restarts the wait. Here it does both, unless the
/// rules say otherwise (Test: RfcTimeWaitTest).
final class RfcOrder {
    private RfcOrder() {}

    static int verdict(SegmentRules rules, TimeWaitRow row, Segment segment, int nowMillis) {
        if (TimeWaitArrival.isOpening(segment) && rules.onSyn() == OnSyn.RFC_6191) {
            return TimeWaitArrival.opensByRfc6191(row, segment) ? REOPEN : DROP;
        }
        boolean reset = segment.has(Flags.RST);
        if (!reset && row.timestamps) {
            if (!segment.hasOption(Segment.TIMESTAMPS) && rules.missingTimestampDropped()) {
                return DROP;
            }
            if (TimeWaitArrival.isOlderByTimestamp(rules, row, segment, nowMillis)) {
                return ACKNOWLEDGE | PAWS_REJECTED | restart(rules, row, segment);
            }
        }
        if (!isAcceptable(row, segment)) {
            return reset ? DROP : ACKNOWLEDGE | restart(rules, row, segment);
        }
        if (reset) {
            return onReset(rules, row, segment);
        }
        if (segment.has(Flags.SYN)) {
            return ACKNOWLEDGE;
        }
        if (!segment.has(Flags.ACK)) {
            return DROP;
        }
        boolean inOrder = SequenceNumber.atMost(segment.seq, row.rcvNxt);
        int update = inOrder && TimeWaitArrival.bringsTimestamp(row, segment) ? UPDATE_TIMESTAMP : DROP;
        return segment.has(Flags.FIN) ? ACKNOWLEDGE | RESTART | update : update;
    }

    /// The four cases of RFC 9293 §3.10.7.4, first step.
    private static boolean isAcceptable(TimeWaitRow row, Segment segment) {
        int length = segment.length();
        if (length == 0) {
            return segment.seq == row.rcvNxt || SequenceNumber.inWindow(segment.seq, row.rcvNxt, row.rcvWnd);
        }
        return SequenceNumber.inWindow(segment.seq, row.rcvNxt, row.rcvWnd)
                || SequenceNumber.inWindow(segment.seq + length - 1, row.rcvNxt, row.rcvWnd);
    }

    private static int onReset(SegmentRules rules, TimeWaitRow row, Segment segment) {
        if (rules.onReset() == OnReset.IGNORE) {
            return DROP;
        }
        return segment.seq == row.rcvNxt || rules.onReset() == OnReset.DISCARD_ANY ? DISCARD : ACKNOWLEDGE;
    }

    private static int restart(SegmentRules rules, TimeWaitRow row, Segment segment) {
        return rules.restartsOnDuplicateFin() && TimeWaitArrival.isDuplicateFin(row, segment) ? RESTART : DROP;
    }
}
