package dev.linger.engine.send;

import dev.linger.engine.connection.Host;
import dev.linger.engine.connection.Tcb;
import dev.linger.engine.receive.Acknowledging;
import dev.linger.model.Counter;
import dev.linger.model.SequenceNumber;
import dev.linger.model.TcpState;

/// Sends what windows allow: text, the FIN behind it, and what is sent again after a time-out. RFC 9293 §3.8.6.2.1.
public final class Transmit {
    private static final long NANOS_PER_MICRO = 1_000;

    private Transmit() {}

    /// Sends all that may be sent now; an acknowledgment goes along, or alone if it is due at once.
    public static void output(Host host, Tcb tcb) {
        if (mayCarryText(tcb.state)) {
            // Each turn moves `resendNxt` on, within a window of at most 2^30.
            boolean sent = next(host, tcb);
            while (sent) {
                sent = next(host, tcb);
            }
            watch(host, tcb);
        }
        if (tcb.ackNow) {
            Outgoing.acknowledge(host, tcb);
        }
        host.arm(tcb);
    }

    /// Sends the first unacknowledged segment again, whatever the windows say.
    public static void resendFirst(Host host, Tcb tcb) {
        int end = tcb.textEnd();
        int sentText = SequenceNumber.earlier(tcb.sndNxt, end) - tcb.textStart();
        int length = Math.min(sentText, tcb.effSndMss);
        boolean fin = tcb.finSent() && length == sentText && tcb.textStart() + length == end;
        int seq = tcb.textStart();
        RoundTrip.cancel(tcb);
        host.count(Counter.RETRANS_SEGS);
        noteResent(host, tcb);
        Outgoing.text(host, tcb, seq, length, fin);
        tcb.resendNxt = SequenceNumber.later(tcb.resendNxt, seq + length + (fin ? 1 : 0));
    }

    /// Starts the retransmission timer for what was just sent, if it is not running.
    public static void startTimer(Host host, Tcb tcb) {
        if (tcb.retransmitAt == Tcb.NEVER) {
            restartTimer(host, tcb);
        }
    }

    public static void restartTimer(Host host, Tcb tcb) {
        tcb.retransmitAt = host.now() + clampToUserTimeout(host, tcb) * NANOS_PER_MICRO;
    }

    static void noteResent(Host host, Tcb tcb) {
        if (tcb.resentSince == Tcb.NEVER) {
            tcb.resentSince = host.now();
        }
    }

    /// TCP_USER_TIMEOUT ends the connection when it is over, not at the retransmission after that
    /// (net/ipv4/tcp_timer.c:tcp_clamp_rto_to_user_timeout).
    private static long clampToUserTimeout(Host host, Tcb tcb) {
        long rto = tcb.rtoMicros;
        int millis = tcb.options.userTimeoutMillis();
        if (millis == 0 || tcb.resentSince == Tcb.NEVER) {
            return rto;
        }
        long left = millis * 1_000L - (host.now() - tcb.resentSince) / NANOS_PER_MICRO;
        return Math.max(1_000, Math.min(rto, left));
    }

    private static boolean next(Host host, Tcb tcb) {
        int seq = tcb.resendNxt;
        int end = tcb.textEnd();
        int left = end - seq;
        if (left < 0 || (left == 0 && !tcb.finQueued)) {
            return false;
        }
        int usable = tcb.sndUna + window(tcb, left) - seq;
        int length = Math.max(0, Math.min(Math.min(left, tcb.effSndMss), usable));
        boolean fin = tcb.finQueued && length == left && usable > length;
        if (length == 0 && !fin) {
            return false;
        }
        boolean again = seq != tcb.sndNxt;
        if (!again && !fin && length < tcb.effSndMss && !worthSending(tcb, length, left)) {
            return false;
        }
        int taken = length + (fin ? 1 : 0);
        if (again) {
            host.count(Counter.RETRANS_SEGS);
        } else {
            beforeNew(host, tcb, seq + taken, length);
        }
        Outgoing.text(host, tcb, seq, length, fin);
        tcb.resendNxt = seq + taken;
        tcb.sndNxt = SequenceNumber.later(tcb.sndNxt, tcb.resendNxt);
        return true;
    }

    /// The congestion window does not keep back a FIN that has no text in front of it.
    private static int window(Tcb tcb, int left) {
        return left == 0 ? tcb.sndWnd : Math.min(tcb.sndWnd, tcb.cwnd);
    }

    private static void beforeNew(Host host, Tcb tcb, int end, int length) {
        RoundTrip.start(tcb, end, host.now());
        if (tcb.unackedSince == Tcb.NEVER) {
            tcb.unackedSince = host.now();
        }
        if (length > 0) {
            Acknowledging.onTextSent(host, tcb);
        }
    }

    /// Whether less than a full segment goes now: Nagle (SHLD-7) and silly window avoidance (MUST-38).
    private static boolean worthSending(Tcb tcb, int length, int left) {
        boolean all = length == left;
        boolean idle = !tcb.hasUnacknowledged();
        return (all && (idle || tcb.options.noDelay() || tcb.finQueued)) || 2 * length >= tcb.maxSndWnd;
    }

    /// Something on its way is watched by the retransmission timer; something that may not go, because the peer's
    /// window is shut, by the persist timer (RFC 9293 §3.8.6.1 MUST-36).
    private static void watch(Host host, Tcb tcb) {
        boolean waits = tcb.resendNxt != tcb.textEnd() + (tcb.finQueued ? 1 : 0);
        if (tcb.hasUnacknowledged() && !tcb.probing) {
            startTimer(host, tcb);
        } else if (waits && !tcb.probing) {
            tcb.probing = true;
            tcb.probes = 0;
            restartTimer(host, tcb);
        }
    }

    private static boolean mayCarryText(TcpState state) {
        return switch (state) {
            case ESTABLISHED, CLOSE_WAIT, FIN_WAIT_1, CLOSING, LAST_ACK -> true;
            case LISTEN, SYN_SENT, SYN_RECEIVED, FIN_WAIT_2, TIME_WAIT, CLOSED -> false;
        };
    }
}
