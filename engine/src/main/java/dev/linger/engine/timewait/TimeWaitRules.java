package dev.linger.engine.timewait;

import dev.linger.engine.record.RecordPath;
import dev.linger.engine.timewait.SegmentRules.OnReset;

/// How a system treats connections that wait: data of a profile.
///
/// The presets are each as the system is out of the box; `with...` makes the copy a setting calls for.
///
/// @param holdIpv4Millis how long TIME_WAIT lasts, 0 to 800,000 ms
/// @param holdIpv6Millis the same for IPv6, which Windows XP and 2003 tell apart
/// @param granularity when a timer that was set for that long really fires; [ExpiryGranularity#EXACT] in presets
/// @param replyLimitMillis the interval within which limited replies are counted, 0 for no limit
///     (net.ipv4.tcp_invalid_ratelimit)
/// @param repliesPerLimit how many of them a row may send in one interval, 1 to 15
/// @param finWait2Rows whether an orphan in FIN_WAIT_2 waits as a row too: Linux
/// @param skipsLocalPeers whether a peer on the same host leaves no row: FreeBSD's net.inet.tcp.nolocaltimewait
public record TimeWaitRules(
        int holdIpv4Millis,
        int holdIpv6Millis,
        ExpiryGranularity granularity,
        SegmentRules segments,
        int replyLimitMillis,
        int repliesPerLimit,
        Incarnation incarnation,
        OverflowRules overflow,
        ReuseRules reuse,
        RecycleRules recycle,
        boolean finWait2Rows,
        boolean skipsLocalPeers) {

    /// The longest hold, in milliseconds: it leaves room for a granularity below what the store can take.
    public static final int MAX_HOLD_MILLIS = 800_000;

    /// RFC 9293 with RFC 6191, RFC 5961 and RFC 7323: 2 MSL of 240 s (RFC 9293 §3.6.1 MUST-13).
    public static final TimeWaitRules RFC_9293 = TimeWaitPresets.RFC_9293;

    /// Linux 6.x as of 6.18: tcp_tw_reuse=2, tcp_rfc1337=0, tcp_max_tw_buckets of a host with 262,144 hash entries.
    public static final TimeWaitRules LINUX = TimeWaitPresets.LINUX;

    /// Linux 3.6: tcp_tw_recycle exists and is off, as is tcp_tw_reuse.
    public static final TimeWaitRules LINUX_3_6 = TimeWaitPresets.LINUX_3_6;

    /// Linux 4.10: as 3.6, but it limits replies, and tcp_tw_recycle refuses SYNs without timestamps too.
    public static final TimeWaitRules LINUX_4_10 = TimeWaitPresets.LINUX_4_10;

    /// FreeBSD 13, by reading: compressed rows and a limit at which the oldest is discarded. The limit is that
    /// of the default port range on a host with enough sockets.
    public static final TimeWaitRules FREEBSD_13 = TimeWaitPresets.FREEBSD_13;

    /// FreeBSD 14, by reading: no limit, and no TIME_WAIT towards a local peer.
    public static final TimeWaitRules FREEBSD_14 = TimeWaitPresets.FREEBSD_14;

    /// Windows 2000, after Microsoft's KB 261218. Unconfirmed: which sequence numbers a SYN or a RST needs, and
    /// whether other duplicates are acknowledged (KB 271708 contradicts).
    public static final TimeWaitRules WINDOWS_2000 = TimeWaitPresets.WINDOWS_2000;

    /// Windows Server 2003: 120 s, for IPv6 240 s (KB 314053). Unconfirmed: segments are treated as in Windows
    /// 2000.
    public static final TimeWaitRules WINDOWS_2003 = TimeWaitPresets.WINDOWS_2003;

    /// Windows 10: 120 s, though one Microsoft article says 4 minutes. Unconfirmed: how segments are treated; the
    /// model is RFC 6191 for SYNs, and RSTs are ignored.
    public static final TimeWaitRules WINDOWS_10 = TimeWaitPresets.WINDOWS_10;

    /// macOS 15, by reading. Unconfirmed: that a repeated FIN does not restart the wait, and how late rows are
    /// collected.
    public static final TimeWaitRules MACOS = TimeWaitPresets.MACOS;

    public TimeWaitRules {
        checkHold(holdIpv4Millis);
        checkHold(holdIpv6Millis);
        if (replyLimitMillis < 0) {
            throw new IllegalArgumentException("no interval: " + replyLimitMillis + " ms");
        }
        if (repliesPerLimit < 1 || repliesPerLimit > RowTable.MAX_REPLIED_COUNT) {
            throw new IllegalArgumentException("a row sends 1 to 15 replies an interval, not " + repliesPerLimit);
        }
    }

    /// How long TIME_WAIT lasts for a connection of this family, in milliseconds.
    public int holdMillis(boolean isIpv4) {
        return isIpv4 ? holdIpv4Millis : holdIpv6Millis;
    }

    /// The same hold for both families: net.inet.tcp.msl twice, TcpTimedWaitDelay.
    public TimeWaitRules withHoldMillis(int millis) {
        return withHoldMillis(millis, millis);
    }

    public TimeWaitRules withHoldMillis(int ipv4Millis, int ipv6Millis) {
        return RecordPath.copy(RecordPath.copy(this, "holdIpv4Millis", ipv4Millis), "holdIpv6Millis", ipv6Millis);
    }

    public TimeWaitRules withGranularity(ExpiryGranularity newGranularity) {
        return RecordPath.copy(this, "granularity", newGranularity);
    }

    public TimeWaitRules withSegments(SegmentRules newSegments) {
        return RecordPath.copy(this, "segments", newSegments);
    }

    /// net.ipv4.tcp_rfc1337: whether a RST is ignored.
    public TimeWaitRules withRfc1337(boolean ignoresReset) {
        return withSegments(segments.withOnReset(ignoresReset ? OnReset.IGNORE : OnReset.DISCARD_EXACT));
    }

    /// net.ipv4.tcp_invalid_ratelimit, and the like.
    public TimeWaitRules withReplyLimitMillis(int millis) {
        return RecordPath.copy(this, "replyLimitMillis", millis);
    }

    public TimeWaitRules withRepliesPerLimit(int replies) {
        return RecordPath.copy(this, "repliesPerLimit", replies);
    }

    public TimeWaitRules withOverflow(OverflowRules newOverflow) {
        return RecordPath.copy(this, "overflow", newOverflow);
    }

    /// net.ipv4.tcp_max_tw_buckets, net.inet.tcp.maxtcptw: rows that may wait.
    public TimeWaitRules withOverflowLimit(int rows) {
        return withOverflow(overflow.withLimit(rows));
    }

    public TimeWaitRules withReuse(ReuseRules newReuse) {
        return RecordPath.copy(this, "reuse", newReuse);
    }

    /// net.ipv4.tcp_tw_reuse: 0, 1 or 2.
    public TimeWaitRules withReuse(int setting) {
        return withReuse(reuse.withSetting(setting));
    }

    /// net.ipv4.tcp_tw_reuse_delay, 1 to 60000.
    public TimeWaitRules withReuseDelayMillis(int millis) {
        return withReuse(reuse.withDelayMillis(millis));
    }

    /// net.ipv4.tcp_tw_recycle.
    ///
    /// @throws IllegalArgumentException when it is to be on where it does not exist
    public TimeWaitRules withRecycle(boolean on) {
        return RecordPath.copy(this, "recycle", recycle.withOn(on));
    }

    /// net.inet.tcp.nolocaltimewait.
    public TimeWaitRules withSkipsLocalPeers(boolean skips) {
        return RecordPath.copy(this, "skipsLocalPeers", skips);
    }

    private static void checkHold(int millis) {
        if (millis < 0 || millis > MAX_HOLD_MILLIS) {
            throw new IllegalArgumentException("TIME_WAIT lasts 0 to " + MAX_HOLD_MILLIS + " ms, not " + millis);
        }
    }
}
