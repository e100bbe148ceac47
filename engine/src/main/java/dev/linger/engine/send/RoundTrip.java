package dev.linger.engine.send;

import dev.linger.engine.connection.Host;
import dev.linger.engine.connection.Tcb;
import dev.linger.engine.profile.RetransmissionRules;
import dev.linger.model.SequenceNumber;
import dev.linger.wire.Segment;

/// The retransmission time-out: RFC 6298 (RFC 9293 §3.8.1 MUST-18). One segment is timed at a time, and none that was
/// sent twice (Karn's rule, RFC 6298 §3), unless the peer echoes a timestamp.
public final class RoundTrip {
    private static final int MICROS_PER_MILLI = 1_000;
    private static final long NANOS_PER_MICRO = 1_000;
    /// Longer than any round trip: keeps sums within an int.
    private static final int MAX_SAMPLE_MICROS = 120_000_000;

    /// An echo older than that says nothing about the path.
    private static final int MAX_ECHO_AGE_MILLIS = MAX_SAMPLE_MICROS / MICROS_PER_MILLI;

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

    /// The segment acknowledges something new: measures by the segment that is being timed or else by the echoed
    /// timestamp, which tells even after a retransmission (RFC 7323 §4.1).
    public static void measure(Host host, Tcb tcb, Segment segment) {
        RetransmissionRules rules = host.profile.retransmission();
        if (tcb.rttStart != Tcb.NEVER) {
            if (SequenceNumber.atLeast(segment.ack, tcb.rttSeq)) {
                sample(tcb, (host.now() - tcb.rttStart) / NANOS_PER_MICRO, rules);
                tcb.rttStart = Tcb.NEVER;
            }
        } else if (tcb.timestamps && segment.hasOption(Segment.TIMESTAMPS)) {
            int age = host.timestamp(tcb.tsOffset) - segment.tsEcr;
            if (age >= 0 && age < MAX_ECHO_AGE_MILLIS) {
                sample(tcb, (long) age * MICROS_PER_MILLI, rules);
            }
        }
    }

    /// The handshake is over. If the SYN was lost on the way and nothing could be measured, data begins with care
    /// (RFC 6298 §5.7; net/ipv4/tcp_metrics.c:tcp_init_metrics).
    public static void onEstablished(Tcb tcb, RetransmissionRules rules) {
        if (tcb.retransmits > 0 && tcb.srttMicros == 0 && rules.synLossMillis() > 0) {
            tcb.rtoMicros = Math.max(rules.initialMillis(), rules.synLossMillis()) * MICROS_PER_MILLI;
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

    /// What follows from the measurements so far, whatever backing off has made of it. After a retransmission only
    /// the next measurement may do that, not an acknowledgment as such (RFC 6298 §5, at its end;
    /// net/ipv4/tcp_input.c:tcp_ack_update_rtt).
    public static void reset(Tcb tcb, RetransmissionRules rules) {
        if (tcb.srttMicros == 0) {
            tcb.rtoMicros = rules.initialMillis() * MICROS_PER_MILLI;
            return;
        }
        long min = (long) rules.minMillis() * MICROS_PER_MILLI;
        long tick = (long) rules.tickMillis() * MICROS_PER_MILLI;
        long variance = Math.max(tick, 4L * tcb.rttvarMicros);
        long rto = switch (rules.floor()) {
            case SUM, SUM_AND_SLOP -> Math.max(min, tcb.srttMicros + variance);
            case VARIANCE -> tcb.srttMicros + Math.max(min, variance);
        };
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

    /// Doubles the time-out (RFC 6298 §5.5; RFC 9293 §3.8.2 MUST-19).
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
