package dev.linger.engine.connection;

import dev.linger.engine.hash.StateDigest;

/// How many challenge ACKs the host may still send in the present second, so that nobody can use them to make
/// it busy or to count with them (RFC 5961 §7).
public final class ChallengeBudget {
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private long second = -1;
    private int spent;

    /// Whether one more may be sent now; if so it is counted.
    public boolean take(long nowNanos, int perSecond) {
        long present = nowNanos / NANOS_PER_SECOND;
        if (present != second) {
            second = present;
            spent = 0;
        }
        if (spent >= perSecond) {
            return false;
        }
        spent++;
        return true;
    }

    void copyFrom(ChallengeBudget other) {
        second = other.second;
        spent = other.spent;
    }

    void addTo(StateDigest digest, long nowNanos) {
        digest.add(nowNanos / NANOS_PER_SECOND == second ? spent : 0);
    }
}
