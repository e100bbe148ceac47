package dev.linger.engine.timewait;

import static dev.linger.engine.timewait.TimeWaitVerdict.ACKNOWLEDGE;
import static dev.linger.engine.timewait.TimeWaitVerdict.DISCARD;
import static dev.linger.engine.timewait.TimeWaitVerdict.DROP;
import static dev.linger.engine.timewait.TimeWaitVerdict.REOPEN;
import static dev.linger.engine.timewait.TimeWaitVerdict.RESTART;

import dev.linger.engine.timewait.SegmentRules.OnSyn;
import dev.linger.model.Flags;
import dev.linger.wire.Segment;

/// Windows, after Microsoft's KB 261218, which describes Windows 2000.
///
/// Unconfirmed: the order of the checks, what happens to a refused SYN (here: nothing), and everything about later
/// releases.
///
/// Deviation: RFC 9293 §3.10.7.4 acknowledges what is out of the window; Windows 2000 acknowledges the exact
/// repetition of the FIN only (Test: WindowsTimeWaitTest).
final class WindowsOrder {
    private WindowsOrder() {}

    static int verdict(SegmentRules rules, TimeWaitRow row, Segment segment) {
        if (segment.has(Flags.RST)) {
            return onReset(rules, row, segment);
        }
        if (TimeWaitArrival.isOpening(segment)) {
            boolean opens = rules.onSyn() == OnSyn.ANY
                    || (rules.onSyn() == OnSyn.RFC_6191 && TimeWaitArrival.opensByRfc6191(row, segment));
            return opens ? REOPEN : DROP;
        }
        boolean restarts = segment.has(Flags.ACK) && TimeWaitArrival.isDuplicateFin(row, segment);
        return restarts ? ACKNOWLEDGE | RESTART : DROP;
    }

    private static int onReset(SegmentRules rules, TimeWaitRow row, Segment segment) {
        return switch (rules.onReset()) {
            case DISCARD_ANY -> DISCARD;
            case DISCARD_EXACT -> segment.seq == row.rcvNxt ? DISCARD : DROP;
            case IGNORE -> DROP;
        };
    }
}
