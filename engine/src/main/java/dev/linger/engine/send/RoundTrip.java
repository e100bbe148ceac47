package dev.linger.engine.send;

import dev.linger.engine.connection.Tcb;
import dev.linger.engine.profile.RetransmissionRules;
import dev.linger.model.SequenceNumber;

/// The retransmission time-out: RFC 6298. One segment is timed at a time, and none that was sent twice (Karn's
/// rule, §3), unless the peer echoes a timestamp.
public final class RoundTrip {
    private static final int MICROS_PER_MILLI = 1_000;
    private static final long NANOS_PER_MICRO = 1_000;
    /// Longer than any round trip: keeps sums within an int.
    private static final int MAX_SAMPLE_MICROS = 120_000_000;

    private RoundTrip() {}

    /// Before the first measurement.
    public static void begin(Tcb tcb, RetransmissionRules rules) {
        tcb.srttMicros = 0;
        tcb.rttvarMicros = 0;
        tcb.rtoMicros = rules.initialMillis() * MICROS_PER_MILLI;
        tcb.rttStart = Tcb.NEVER;
    }

    /// Times the segment that ends before `end`, if none is being timed.
    public static void start(Tcb tcb, int end, long now) {
        if (tcb.rttStart == Tcb.NEVER) {
            tcb.rttStart = now;
            tcb.rttSeq = end;
        }
    }

    /// Something was sent again: whose acknowledgment comes cannot be told (RFC 6298 §3).
    public static void cancel(Tcb tcb) {
        tcb.rttStart = Tcb.NEVER;
    }

    /// `ack` was acknowledged: ends the measurement if it covers the segment being timed.
    public static void onAcknowledged(Tcb tcb, int ack, long now, RetransmissionRules rules) {
        if (tcb.rttStart != Tcb.NEVER && SequenceNumber.atLeast(ack, tcb.rttSeq)) {
            sample(tcb, (now - tcb.rttStart) / NANOS_PER_MICRO, rules);
            tcb.rttStart = Tcb.NEVER;
        }
    }

    /// One measured round trip (RFC 6298 §2.2, §2.3).
    public static void sample(Tcb tcb, long micros, RetransmissionRules rules) {
        // 0 stands for "not measured yet".
        int rtt = (int) Math.max(1, Math.min(micros, MAX_SAMPLE_MICROS));
        if (tcb.srttMicros == 0) {
            tcb.srttMicros = rtt;
            tcb.rttvarMicros = rtt / 2;
        } else {
            tcb.rttvarMicros += (Math.abs(tcb.srttMicros - rtt) - tcb.rttvarMicros) / 4;
            tcb.srttMicros += (rtt - tcb.srttMicros) / 8;
        }
        reset(tcb, rules);
    }

    /// Takes back what backing off has done (RFC 6298 §5.7 leaves it until the next measurement; Linux and BSD take
    /// it back as soon as new data is acknowledged).
    public static void reset(Tcb tcb, RetransmissionRules rules) {
        if (tcb.srttMicros == 0) {
            tcb.rtoMicros = rules.initialMillis() * MICROS_PER_MILLI;
            return;
        }
        long min = (long) rules.minMillis() * MICROS_PER_MILLI;
        long variance = Math.max(MICROS_PER_MILLI, 4L * tcb.rttvarMicros);
        long rto = switch (rules.floor()) {
            case SUM, SUM_AND_SLOP -> Math.max(min, tcb.srttMicros + variance);
            case VARIANCE -> tcb.srttMicros + Math.max(min, variance);
        };
        long tick = (long) rules.tickMillis() * MICROS_PER_MILLI;
        long rounded = (rto + tick - 1) / tick * tick;
        tcb.rtoMicros = (int) Math.min(rounded + slopMicros(rules), (long) rules.maxMillis() * MICROS_PER_MILLI);
    }

    /// The time-out has not reached its ceiling.
    public static boolean mayBackOff(Tcb tcb, RetransmissionRules rules) {
        return tcb.rtoMicros < rules.maxMillis() * MICROS_PER_MILLI;
    }

    /// The same as [#backOff] for text and FIN, the retransmission that it is for being counted.
    public static void backOffText(Tcb tcb, RetransmissionRules rules) {
        if (tcb.retransmits <= rules.doublings()) {
            backOff(tcb, rules);
        }
    }

    /// Doubles the time-out (RFC 6298 §5.5).
    public static void backOff(Tcb tcb, RetransmissionRules rules) {
        boolean first = tcb.srttMicros == 0 && tcb.rtoMicros == rules.initialMillis() * MICROS_PER_MILLI;
        long slop = slopMicros(rules);
        long doubled = 2 * (first ? tcb.rtoMicros : tcb.rtoMicros - slop);
        tcb.rtoMicros = (int) Math.min(doubled + slop, (long) rules.maxMillis() * MICROS_PER_MILLI);
    }

    private static long slopMicros(RetransmissionRules rules) {
        return (long) rules.slopMillis() * MICROS_PER_MILLI;
    }
}
