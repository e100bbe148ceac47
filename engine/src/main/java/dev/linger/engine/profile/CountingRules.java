package dev.linger.engine.profile;

/// What counters with one name count in different kernels.
///
/// @param waitsAtEntry whether TW and TWKilled count waiting rows when they are made (Linux 6.1 and later) or when
///     their time is over, so that those killed or taken over are missing (up to 5.10)
/// @param oldTimestampsInWaitApart whether timestamps refused in TIME_WAIT are counted by PAWSTimewait (after 6.12)
///     or with the others by PAWSEstab
public record CountingRules(boolean waitsAtEntry, boolean oldTimestampsInWaitApart) {
    public static final CountingRules LINUX = new CountingRules(true, true);
    public static final CountingRules OLD_LINUX = new CountingRules(false, false);
}
