package dev.linger.engine.timewait;

import static dev.linger.engine.timewait.TimeWaitVerdict.ACKNOWLEDGE;
import static dev.linger.engine.timewait.TimeWaitVerdict.DROP;
import static dev.linger.engine.timewait.TimeWaitVerdict.REOPEN;
import static dev.linger.engine.timewait.TimeWaitVerdict.RESTART;

import dev.linger.model.Flags;
import dev.linger.model.SequenceNumber;
import dev.linger.wire.Segment;

/// FreeBSD: `netinet/tcp_timewait.c:tcp_twcheck`, of 13 and of 14.
///
/// Deviation: RFC 9293 §3.10.7.4 lets a RST end TIME-WAIT; FreeBSD ignores all of them, as RFC 1337 §3 proposes.
/// There is neither PAWS nor a rule for timestamps of a SYN, and a refused SYN gets no answer, for it has no ACK
/// (Test: FreeBsdTimeWaitTest).
final class BsdOrder {
    private static final int SYN_FIN = Flags.SYN | Flags.FIN;

    private BsdOrder() {}

    static int verdict(SegmentRules rules, TimeWaitRow row, Segment segment) {
        if (segment.has(Flags.RST)) {
            return DROP;
        }
        if (rules.synFinDropped() && segment.has(SYN_FIN)) {
            return DROP;
        }
        boolean opening = segment.has(Flags.SYN) && (rules.synAckReopens() || !segment.has(Flags.ACK));
        if (opening && SequenceNumber.greaterThan(segment.seq, row.rcvNxt)) {
            return REOPEN;
        }
        if (!segment.has(Flags.ACK)) {
            return DROP;
        }
        if (row.timestamps && !segment.hasOption(Segment.TIMESTAMPS) && rules.missingTimestampDropped()) {
            return DROP;
        }
        boolean restarts = rules.restartsOnDuplicateFin() && TimeWaitArrival.isDuplicateFin(row, segment);
        if (isDuplicateAck(row, segment)) {
            return DROP;
        }
        return restarts ? ACKNOWLEDGE | RESTART : ACKNOWLEDGE;
    }

    // An answer to what may be an answer to the same would begin a war of acknowledgments.
    private static boolean isDuplicateAck(TimeWaitRow row, Segment segment) {
        return segment.flags == Flags.ACK
                && segment.textLength == 0
                && segment.seq == row.rcvNxt
                && segment.ack == row.sndNxt;
    }
}
