package dev.linger.engine.timewait;

import dev.linger.model.TcpState;

/// Whether connect() may take over a waiting row with its four-tuple (`net/ipv4/tcp_ipv4.c:tcp_twsk_unique`).
///
/// Timestamps must have been in use, since the new connection inherits TS.Recent: that is what protects it from old
/// segments. Their values are not compared.
public final class OutgoingReuse {
    private static final int LOOPBACK_ONLY = 2;
    private static final int MILLIS = 1000;

    private OutgoingReuse() {}

    /// Whether the row may be taken over.
    ///
    /// @param boundExplicitly whether the new connection's port was fixed by bind, in which case neither the
    ///     setting nor the delay matters
    /// @param loopback whether the row is one of the loopback interface, or either address is in 127/8 or `::1`
    public static boolean allowed(
            TimeWaitRules rules, TimeWaitRow row, boolean boundExplicitly, boolean loopback, int nowMillis) {
        ReuseRules reuse = rules.reuse();
        if (reuse.clock() == ReuseRules.Clock.NONE || !row.timestamps) {
            return false;
        }
        if (boundExplicitly) {
            return true;
        }
        if (reuse.setting() == 0 || (reuse.finWait2Excluded() && row.substate == TcpState.FIN_WAIT_2)) {
            return false;
        }
        return switch (reuse.clock()) {
            case NONE -> false;
            case SECONDS_OVER_ONE -> secondsSinceTimestamp(row, nowMillis) > 1;
            case SECONDS -> loopbackSuits(reuse, loopback) && secondsSinceTimestamp(row, nowMillis) > 0;
            case MILLISECONDS -> loopbackSuits(reuse, loopback) && nowMillis - row.enteredMillis > reuse.delayMillis();
        };
    }

    private static boolean loopbackSuits(ReuseRules reuse, boolean loopback) {
        return reuse.setting() != LOOPBACK_ONLY || loopback;
    }

    // The kernel's clock of seconds ticks when the clock of milliseconds is a multiple of 1000: what counts is how many
    // such ticks lie between, not how much time.
    private static int secondsSinceTimestamp(TimeWaitRow row, int nowMillis) {
        int intoSecondMillis = Integer.remainderUnsigned(row.tsRecentMillis, MILLIS);
        return Math.floorDiv(intoSecondMillis + (nowMillis - row.tsRecentMillis), MILLIS);
    }
}
