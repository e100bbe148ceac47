package dev.linger.engine.timewait;

/// Whether connect() may take over the four-tuple of a waiting row (`net/ipv4/tcp_ipv4.c:tcp_twsk_unique`).
///
/// @param clock how the age of a row is told, and whether reuse exists at all
/// @param setting net.ipv4.tcp_tw_reuse for ports the system chose: 0 off, 1 on, 2 on for loopback only. Kernels
///     before loopback was told apart take 2 for on
/// @param delayMillis net.ipv4.tcp_tw_reuse_delay, 1 to 60000; older kernels have no such setting
/// @param finWait2Excluded whether an orphan in FIN_WAIT_2 is never taken over for a port the system chose (from
///     6.1 on, at the latest)
public record ReuseRules(Clock clock, int setting, int delayMillis, boolean finWait2Excluded) {
    /// How the age of a row is told.
    public enum Clock {
        /// There is no reuse.
        NONE,
        /// More than one second by a clock of whole seconds since the peer's timestamp was recorded, which takes 1
        /// to 2 s: up to 4.x.
        SECONDS_OVER_ONE,
        /// Another second than the one in which the peer's timestamp was recorded, which takes 0 to 1 s: 5.10 to
        /// 6.12.
        SECONDS,
        /// More than `delayMillis` since the row was entered: from about 6.14 on, unconfirmed as to the exact
        /// version.
        MILLISECONDS
    }

    /// No system but Linux takes over a waiting row.
    public static final ReuseRules NONE = new ReuseRules(Clock.NONE, 0, 1000, true);

    public ReuseRules {
        if (setting < 0 || setting > 2) {
            throw new IllegalArgumentException("tcp_tw_reuse is 0, 1 or 2, not " + setting);
        }
        if (delayMillis < 1 || delayMillis > 60_000) {
            throw new IllegalArgumentException("tcp_tw_reuse_delay is 1 to 60000 ms, not " + delayMillis);
        }
    }

    public ReuseRules withSetting(int newSetting) {
        return new ReuseRules(clock, newSetting, delayMillis, finWait2Excluded);
    }

    public ReuseRules withDelayMillis(int newDelayMillis) {
        return new ReuseRules(clock, setting, newDelayMillis, finWait2Excluded);
    }

    public ReuseRules withClock(Clock newClock) {
        return new ReuseRules(newClock, setting, delayMillis, finWait2Excluded);
    }
}
