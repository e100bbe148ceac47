package dev.linger.engine.timewait;

import static dev.linger.engine.timewait.TimeWaitVerdict.DROP;
import static dev.linger.engine.timewait.TimeWaitVerdict.ENTER_TIME_WAIT;
import static dev.linger.engine.timewait.TimeWaitVerdict.UPDATE_TIMESTAMP;

import dev.linger.model.Flags;
import dev.linger.model.SequenceNumber;
import dev.linger.model.TcpState;
import dev.linger.wire.Segment;

/// A segment arrives for a waiting row: what is to be done, decided without doing it.
///
/// [#verdict] changes nothing. The caller carries the verdict out: [#apply] on the row, then the store, the reply
/// and, for REOPEN, the search for a listener. Whether a LIMITED acknowledgment may be sent is [#replyAllowed].
public final class TimeWaitArrival {
    private TimeWaitArrival() {}

    /// What is to be done, as bits of [TimeWaitVerdict].
    public static int verdict(TimeWaitRules rules, TimeWaitRow row, Segment segment, int nowMillis) {
        SegmentRules segments = rules.segments();
        return switch (segments.order()) {
            case RFC -> RfcOrder.verdict(segments, row, segment, nowMillis);
            case LINUX -> LinuxOrder.verdict(segments, row, segment, nowMillis);
            case BSD -> BsdOrder.verdict(segments, row, segment);
            case WINDOWS -> WindowsOrder.verdict(segments, row, segment);
            case MACOS -> MacosOrder.verdict(segments, row, segment, nowMillis);
        };
    }

    /// Changes in the row what a verdict changes in it. The deadline is the store's.
    public static void apply(TimeWaitRow row, int verdict, Segment segment, int nowMillis) {
        if ((verdict & UPDATE_TIMESTAMP) != DROP) {
            row.tsRecent = segment.tsVal;
            row.tsRecentMillis = nowMillis;
        }
        if ((verdict & ENTER_TIME_WAIT) != DROP) {
            row.substate = TcpState.TIME_WAIT;
            row.rcvNxt = segment.end();
            row.enteredMillis = nowMillis;
        }
    }

    /// Whether the row may send one more limited reply.
    public static boolean replyAllowed(TimeWaitRules rules, TimeWaitRow row, int nowMillis) {
        return !isCounting(rules, row, nowMillis) || row.repliedCount < rules.repliesPerLimit();
    }

    /// Takes note of a limited reply that is being sent.
    public static void replied(TimeWaitRules rules, TimeWaitRow row, int nowMillis) {
        if (isCounting(rules, row, nowMillis)) {
            row.repliedCount = Math.min(row.repliedCount + 1, RowTable.MAX_REPLIED_COUNT);
        } else {
            row.repliedMillis = nowMillis;
            row.repliedCount = 1;
        }
    }

    /// SYN without ACK and RST: an attempt to open, whatever else is set.
    static boolean isOpening(Segment segment) {
        return (segment.flags & (Flags.SYN | Flags.ACK | Flags.RST)) == Flags.SYN;
    }

    /// The peer's FIN once more: it ends exactly where the peer's sequence numbers did.
    static boolean isDuplicateFin(TimeWaitRow row, Segment segment) {
        return segment.has(Flags.FIN) && segment.end() == row.rcvNxt;
    }

    /// Both sides use timestamps: the row has the peer's, and the segment brings one.
    static boolean bringsTimestamp(TimeWaitRow row, Segment segment) {
        return row.timestamps && segment.hasOption(Segment.TIMESTAMPS);
    }

    /// Its timestamp is older than TS.Recent, and TS.Recent is not outdated (RFC 7323 §5.3, §5.5).
    static boolean isOlderByTimestamp(SegmentRules rules, TimeWaitRow row, Segment segment, int nowMillis) {
        return bringsTimestamp(row, segment)
                && SequenceNumber.greaterThan(row.tsRecent, segment.tsVal)
                && Integer.compareUnsigned(nowMillis - row.tsRecentMillis, rules.pawsGuardMillis()) < 0;
    }

    /// RFC 6191 §2 (SHLD-4): whether a SYN may open a new connection in place of one in TIME-WAIT (MAY-2). The
    /// "last sequence number" is that of the peer's FIN, one before RCV.NXT.
    static boolean opensByRfc6191(TimeWaitRow row, Segment segment) {
        boolean newerSequence = SequenceNumber.greaterThan(segment.seq, row.rcvNxt - 1);
        if (!segment.hasOption(Segment.TIMESTAMPS)) {
            return newerSequence;
        }
        if (!row.timestamps) {
            return true;
        }
        return SequenceNumber.greaterThan(segment.tsVal, row.tsRecent)
                || (segment.tsVal == row.tsRecent && newerSequence);
    }

    private static boolean isCounting(TimeWaitRules rules, TimeWaitRow row, int nowMillis) {
        int elapsedMillis = nowMillis - row.repliedMillis;
        return row.hasReplied() && elapsedMillis >= 0 && elapsedMillis < rules.replyLimitMillis();
    }
}
