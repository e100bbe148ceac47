package dev.linger.engine.receive;

import dev.linger.engine.connection.Host;
import dev.linger.engine.connection.Tcb;
import dev.linger.model.Flags;
import dev.linger.wire.Segment;

/// How long Linux lets an acknowledgment wait: as long as the peer's segments seem to be apart, and not at all where
/// it wants the peer to be quick, at the beginning, after a pause and after a loss.
final class AdaptiveDelay {
    /// include/net/tcp.h:TCP_ATO_MIN, TCP_DELACK_MIN.
    private static final int MIN_MILLIS = 40;
    /// include/net/tcp.h:TCP_DELACK_MAX, and the limit of a program that does not answer.
    private static final int ANSWER_MILLIS = 200;

    private static final int MAX_MILLIS = 500;
    /// include/net/tcp.h:TCP_MAX_QUICKACKS.
    private static final int MAX_QUICK = 16;
    private static final int MICROS_PER_MILLI = 1_000;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private AdaptiveDelay() {}

    /// net/ipv4/tcp_input.c:tcp_event_data_recv; tcp_measure_rcv_mss for what is short.
    static void onText(Host host, Tcb tcb, Segment segment) {
        if (segment.textLength < tcb.rcvMss) {
            tcb.shortSegments = Math.min(2, tcb.shortSegments + 1);
        } else if (segment.has(Flags.PSH)) {
            tcb.shortSegments = Math.max(1, tcb.shortSegments);
        }
        int rtoMillis = tcb.rtoMicros / MICROS_PER_MILLI;
        if (tcb.ackDelayMillis == 0) {
            beQuick(tcb);
            tcb.ackDelayMillis = MIN_MILLIS;
        } else {
            long apart = (host.now() - tcb.lastTextNanos) / NANOS_PER_MILLI;
            if (apart <= MIN_MILLIS / 2) {
                tcb.ackDelayMillis = tcb.ackDelayMillis / 2 + MIN_MILLIS / 2;
            } else if (apart < tcb.ackDelayMillis) {
                tcb.ackDelayMillis = Math.min(tcb.ackDelayMillis / 2 + (int) apart, rtoMillis);
            } else if (apart > rtoMillis) {
                beQuick(tcb);
            }
        }
        tcb.lastTextNanos = host.now();
    }

    /// net/ipv4/tcp_input.c:tcp_enter_quickack_mode.
    static void hurry(Tcb tcb) {
        beQuick(tcb);
        tcb.interactive = false;
        tcb.ackDelayMillis = MIN_MILLIS;
    }

    /// net/ipv4/tcp_input.c:__tcp_ack_snd_check.
    static void decide(Host host, Tcb tcb) {
        boolean quick = tcb.quickAcks > 0 && !tcb.interactive;
        if (quick || (isMoreThanOneSegment(tcb) && isWindowOpen(host, tcb))) {
            tcb.ackNow = true;
        } else {
            delay(host, tcb);
        }
    }

    /// net/ipv4/tcp_timer.c:tcp_delack_timer_handler.
    static void onTimeout(Tcb tcb) {
        if (tcb.interactive) {
            tcb.interactive = false;
            tcb.ackDelayMillis = MIN_MILLIS;
        } else {
            tcb.ackDelayMillis = Math.min(2 * tcb.ackDelayMillis, tcb.rtoMicros / MICROS_PER_MILLI);
        }
    }

    /// net/ipv4/tcp_output.c:tcp_event_ack_sent.
    static void onSent(Tcb tcb) {
        tcb.shortSegments = 0;
        if (tcb.quickAcks > 0) {
            tcb.quickAcks--;
            if (tcb.quickAcks == 0) {
                tcb.ackDelayMillis = MIN_MILLIS;
            }
        }
    }

    /// net/ipv4/tcp.c:__tcp_cleanup_rbuf.
    static boolean isDueAfterReading(Tcb tcb) {
        boolean ends = tcb.shortSegments == 2 || (tcb.shortSegments == 1 && !tcb.interactive);
        return isMoreThanOneSegment(tcb) || (ends && tcb.receiveBuffer.readable() == 0);
    }

    static boolean isAnswer(Host host, Tcb tcb) {
        return tcb.lastTextNanos != Tcb.NEVER && host.now() - tcb.lastTextNanos < tcb.ackDelayMillis * NANOS_PER_MILLI;
    }

    private static void beQuick(Tcb tcb) {
        int told = tcb.rcvEdge - tcb.lastAckSent;
        int fitting = told / (2 * Math.max(1, tcb.rcvMss));
        tcb.quickAcks = Math.max(tcb.quickAcks, fitting == 0 ? 2 : Math.min(fitting, MAX_QUICK));
    }

    private static boolean isMoreThanOneSegment(Tcb tcb) {
        return tcb.rcvNxt - tcb.lastAckSent > tcb.rcvMss;
    }

    /// If not, reading will tell.
    private static boolean isWindowOpen(Host host, Tcb tcb) {
        return tcb.receiveBuffer.readable() == 0 || GrowingWindow.select(host, tcb) >= tcb.rcvEdge - tcb.lastAckSent;
    }

    /// net/ipv4/tcp_output.c:tcp_send_delayed_ack.
    private static void delay(Host host, Tcb tcb) {
        int millis = tcb.ackDelayMillis;
        if (millis > MIN_MILLIS) {
            int max = tcb.interactive || tcb.shortSegments > 0 ? ANSWER_MILLIS : MAX_MILLIS;
            if (tcb.srttMicros > 0) {
                max = Math.min(max, Math.max(tcb.srttMicros / MICROS_PER_MILLI, MIN_MILLIS));
            }
            millis = Math.min(millis, max);
        }
        if (millis == 0) {
            onTimeout(tcb);
            tcb.ackNow = true;
        } else if (tcb.delayedAckAt == Tcb.NEVER) {
            tcb.delayedAckAt = host.in(millis);
        } else if (tcb.delayedAckAt <= host.now() + millis * NANOS_PER_MILLI / 4) {
            tcb.ackNow = true;
        } else {
            tcb.delayedAckAt = Math.min(tcb.delayedAckAt, host.in(millis));
        }
    }
}
