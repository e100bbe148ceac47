package dev.linger.engine.timewait;

/// Linux's net.ipv4.tcp_tw_recycle, which left with 4.12.
///
/// @param exists whether the kernel has the setting
/// @param on its value
/// @param refusesMissingTimestamps whether a SYN without timestamps is refused too while its host's last
///     timestamp is fresh: from 3.17 on
public record RecycleRules(boolean exists, boolean on, boolean refusesMissingTimestamps) {
    public static final RecycleRules NONE = new RecycleRules(false, false, false);

    public RecycleRules {
        if (on && !exists) {
            throw new IllegalArgumentException("this system has no tcp_tw_recycle that could be on");
        }
    }

    public RecycleRules withOn(boolean newOn) {
        return new RecycleRules(exists, newOn, refusesMissingTimestamps);
    }
}
