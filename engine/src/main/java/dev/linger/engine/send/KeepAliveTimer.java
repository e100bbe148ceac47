package dev.linger.engine.send;

import dev.linger.engine.connection.Host;
import dev.linger.engine.connection.Tcb;

/// When silence has lasted long enough to be asked about: RFC 9293 §3.8.4, off unless the program asks for it
/// (MUST-25).
public final class KeepAliveTimer {
    private static final long MILLIS_PER_SECOND = 1_000;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private KeepAliveTimer() {}

    /// Starts or stops it, as the socket's options have it; silence counts from the last segment.
    public static void start(Host host, Tcb tcb) {
        long due = tcb.lastReceivedNanos + idleMillis(host, tcb) * NANOS_PER_MILLI;
        tcb.keepAliveAt = tcb.options.keepAlive() ? Math.max(host.now(), due) : Tcb.NEVER;
    }

    /// Silence before the first probe.
    public static long idleMillis(Host host, Tcb tcb) {
        int asked = tcb.options.keepIdleSeconds();
        return asked == 0 ? host.profile.data().keepAliveIdleMillis() : asked * MILLIS_PER_SECOND;
    }

    /// Silence between probes.
    public static long intervalMillis(Host host, Tcb tcb) {
        int asked = tcb.options.keepIntervalSeconds();
        return asked == 0 ? host.profile.data().keepAliveIntervalMillis() : asked * MILLIS_PER_SECOND;
    }

    /// Probes that may stay unanswered.
    public static int probes(Host host, Tcb tcb) {
        int asked = tcb.options.keepCount();
        return asked == 0 ? host.profile.data().keepAliveProbes() : asked;
    }
}
