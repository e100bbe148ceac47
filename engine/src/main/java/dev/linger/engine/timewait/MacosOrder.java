package dev.linger.engine.timewait;

import static dev.linger.engine.timewait.TimeWaitVerdict.ACKNOWLEDGE;
import static dev.linger.engine.timewait.TimeWaitVerdict.DISCARD;
import static dev.linger.engine.timewait.TimeWaitVerdict.DROP;
import static dev.linger.engine.timewait.TimeWaitVerdict.LIMITED;
import static dev.linger.engine.timewait.TimeWaitVerdict.PAWS_REJECTED;
import static dev.linger.engine.timewait.TimeWaitVerdict.REOPEN;
import static dev.linger.engine.timewait.TimeWaitVerdict.RESET;
import static dev.linger.engine.timewait.TimeWaitVerdict.RESTART;
import static dev.linger.engine.timewait.TimeWaitVerdict.UPDATE_TIMESTAMP;

import dev.linger.engine.timewait.SegmentRules.OnSyn;
import dev.linger.model.Flags;
import dev.linger.model.SequenceNumber;
import dev.linger.wire.Segment;

/// macOS: what the pipeline of `bsd/netinet/tcp_input.c` (xnu) leaves of a segment in TIME_WAIT, by reading.
///
/// Text beyond RCV.NXT is reset, as for any connection whose program has closed.
///
/// Deviation: RFC 9293 §3.10.7.4 lets a repeated FIN restart the wait; here its FIN is cut off with the rest to the
/// left of the window before anything looks at it. RSTs are ignored, and RFC 6191 is absent: only a SYN beyond the
/// window opens (Test: MacosTimeWaitTest).
final class MacosOrder {
    private MacosOrder() {}

    static int verdict(SegmentRules rules, TimeWaitRow row, Segment segment, int nowMillis) {
        if (segment.has(Flags.RST) || (rules.synFinDropped() && segment.has(Flags.SYN | Flags.FIN))) {
            return DROP;
        }
        if (row.tsRecent != 0 && TimeWaitArrival.isOlderByTimestamp(rules, row, segment, nowMillis)) {
            return segment.textLength > 0 ? ACKNOWLEDGE | PAWS_REJECTED : PAWS_REJECTED;
        }
        int rightEdge = row.rcvNxt + row.rcvWnd;
        if (segment.has(Flags.SYN)) {
            boolean opens = rules.onSyn() == OnSyn.BEYOND_WINDOW
                    && TimeWaitArrival.isOpening(segment)
                    && SequenceNumber.greaterThan(segment.seq, rightEdge);
            return opens ? REOPEN : ACKNOWLEDGE | LIMITED;
        }
        if (!segment.has(Flags.ACK)) {
            return DROP;
        }
        boolean bringsText =
                segment.textLength > 0 && SequenceNumber.greaterThan(segment.seq + segment.textLength, row.rcvNxt);
        if (bringsText) {
            return RESET | DISCARD;
        }
        if (SequenceNumber.lessThan(segment.seq, row.rcvNxt)) {
            boolean restarts = rules.restartsOnDuplicateFin() && TimeWaitArrival.isDuplicateFin(row, segment);
            return restarts ? ACKNOWLEDGE | RESTART : ACKNOWLEDGE;
        }
        if (SequenceNumber.greaterThan(segment.end(), rightEdge)) {
            return ACKNOWLEDGE;
        }
        boolean updates = segment.seq == row.rcvNxt && TimeWaitArrival.bringsTimestamp(row, segment);
        return updates ? UPDATE_TIMESTAMP : DROP;
    }
}
