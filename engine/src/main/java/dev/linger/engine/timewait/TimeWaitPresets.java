package dev.linger.engine.timewait;

import dev.linger.engine.timewait.SegmentRules.OnReset;
import dev.linger.engine.timewait.SegmentRules.OnSyn;
import dev.linger.engine.timewait.SegmentRules.Order;

/// What [TimeWaitRules] has as constants; kept apart so that neither file grows too long.
final class TimeWaitPresets {
    private static final int DAYS_24 = SegmentRules.PAWS_24_DAYS_MILLIS;
    /// `TCP_PAWS_MSL` of `include/net/tcp.h`.
    private static final int PAWS_MSL_MILLIS = 60_000;

    private static final OverflowRules LINUX_BUCKETS = new OverflowRules(OverflowRules.Policy.REFUSE_NEW, 131_072);
    /// Half of the distance from port 10000 to 65535 (`netinet/tcp_timewait.c:tcptw_auto_size`).
    private static final OverflowRules FREEBSD_ROWS = new OverflowRules(OverflowRules.Policy.DISCARD_OLDEST, 27_767);

    static final TimeWaitRules RFC_9293 = plain(
            240_000,
            new SegmentRules(
                    Order.RFC,
                    OnReset.DISCARD_EXACT,
                    false,
                    OnSyn.RFC_6191,
                    true,
                    true,
                    DAYS_24,
                    0,
                    true,
                    false,
                    false),
            Incarnation.ORDINARY_ABOVE_USED);

    static final TimeWaitRules LINUX = new TimeWaitRules(
            60_000,
            60_000,
            ExpiryGranularity.EXACT,
            linux(false, SegmentRules.PAWS_2147_SECONDS_MILLIS),
            500,
            1,
            Incarnation.ABOVE_OLD,
            LINUX_BUCKETS,
            new ReuseRules(ReuseRules.Clock.MILLISECONDS, 2, 1000, true),
            RecycleRules.NONE,
            true,
            false);

    static final TimeWaitRules LINUX_3_6 = oldLinux(0, false);
    static final TimeWaitRules LINUX_4_10 = oldLinux(500, true);

    static final TimeWaitRules FREEBSD_13 =
            plain(60_000, bsd(true), Incarnation.ORDINARY).withOverflow(FREEBSD_ROWS);
    static final TimeWaitRules FREEBSD_14 =
            plain(60_000, bsd(false), Incarnation.ORDINARY).withSkipsLocalPeers(true);

    static final TimeWaitRules WINDOWS_2000 =
            plain(240_000, windows(OnReset.DISCARD_ANY, OnSyn.ANY), Incarnation.ORDINARY);
    static final TimeWaitRules WINDOWS_2003 = WINDOWS_2000.withHoldMillis(120_000, 240_000);
    static final TimeWaitRules WINDOWS_10 =
            plain(120_000, windows(OnReset.IGNORE, OnSyn.RFC_6191), Incarnation.ORDINARY_ABOVE_USED);

    static final TimeWaitRules MACOS = plain(
                    30_000,
                    new SegmentRules(
                            Order.MACOS,
                            OnReset.IGNORE,
                            false,
                            OnSyn.BEYOND_WINDOW,
                            false,
                            false,
                            DAYS_24,
                            0,
                            false,
                            true,
                            false),
                    Incarnation.ORDINARY)
            .withReplyLimitMillis(1000)
            .withRepliesPerLimit(10);

    private TimeWaitPresets() {}

    private static TimeWaitRules plain(int holdMillis, SegmentRules segments, Incarnation incarnation) {
        return new TimeWaitRules(
                holdMillis,
                holdMillis,
                ExpiryGranularity.EXACT,
                segments,
                0,
                1,
                incarnation,
                OverflowRules.NONE,
                ReuseRules.NONE,
                RecycleRules.NONE,
                false,
                false);
    }

    private static TimeWaitRules oldLinux(int replyLimitMillis, boolean refusesMissingTimestamps) {
        return new TimeWaitRules(
                60_000,
                60_000,
                ExpiryGranularity.EXACT,
                linux(true, DAYS_24),
                replyLimitMillis,
                1,
                Incarnation.ABOVE_OLD,
                LINUX_BUCKETS,
                new ReuseRules(ReuseRules.Clock.SECONDS_OVER_ONE, 0, 1000, false),
                new RecycleRules(true, false, refusesMissingTimestamps),
                true,
                false);
    }

    private static SegmentRules linux(boolean ignoredResetRestarts, int pawsGuardMillis) {
        return new SegmentRules(
                Order.LINUX,
                OnReset.DISCARD_EXACT,
                ignoredResetRestarts,
                OnSyn.NEWER_SEQUENCE_OR_TIMESTAMP,
                true,
                true,
                pawsGuardMillis,
                PAWS_MSL_MILLIS,
                false,
                false,
                false);
    }

    private static SegmentRules bsd(boolean synAckReopens) {
        return new SegmentRules(
                Order.BSD, OnReset.IGNORE, false, OnSyn.NEWER_SEQUENCE, false, true, 0, 0, true, false, synAckReopens);
    }

    private static SegmentRules windows(OnReset onReset, OnSyn onSyn) {
        return new SegmentRules(Order.WINDOWS, onReset, false, onSyn, false, true, 0, 0, false, false, false);
    }
}
