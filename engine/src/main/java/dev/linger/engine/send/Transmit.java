package dev.linger.engine.send;

import dev.linger.engine.congestion.CongestionControl;
import dev.linger.engine.connection.Host;
import dev.linger.engine.connection.Tcb;
import dev.linger.engine.profile.RetransmissionRules;
import dev.linger.engine.receive.Acknowledging;
import dev.linger.model.Counter;
import dev.linger.model.SequenceNumber;
import dev.linger.model.TcpState;

/// Sends what windows allow: text, the FIN behind it, and what is sent again after a time-out (RFC 9293 §3.8.6.2.1),
/// in segments as large as possible (RFC 9293 §3.9.1.2 SHLD-28, MAY-16). If the peer has taken back a part of its
/// window, nothing new goes out (RFC 9293 §3.8.6 SHLD-15), and what lies within it goes again as ever (SHLD-16).
public final class Transmit {
    private static final long NANOS_PER_MICRO = 1_000;
    private static final int LIMITED_SEGMENTS = 2;

    private Transmit() {}

    /// What keeps less than a full segment back.
    public enum Hold {
        /// Nagle and silly window avoidance, and TCP_CORK where the program has asked for it.
        ORDINARY,
        /// The program says that more follows: MSG_MORE.
        CORKED,
        /// The program says that there is no more: neither Nagle nor TCP_CORK.
        PUSHED,
        NOTHING
    }

    /// Sends all that may be sent now; an acknowledgment goes along, or alone if it is due at once.
    public static void output(Host host, Tcb tcb) {
        output(host, tcb, Hold.ORDINARY);
    }

    /// The same, where the program has just said something about the end of its text.
    public static void output(Host host, Tcb tcb, Hold hold) {
        if (mayCarryText(tcb.state)) {
            restartAfterIdle(host, tcb);
            // Each turn moves `resendNxt` on, within a window of at most 2^30.
            boolean sent = next(host, tcb, hold);
            while (sent) {
                sent = next(host, tcb, hold);
            }
            watch(host, tcb);
        }
        if (tcb.ackNow) {
            Outgoing.acknowledge(host, tcb);
        }
        host.arm(tcb);
    }

    /// Sends what the window has room for, though silly window avoidance would rather wait: it has waited long
    /// enough (RFC 9293 §3.8.6.2.1, the override time-out).
    public static void override(Host host, Tcb tcb) {
        endProbing(host, tcb);
        next(host, tcb, Hold.NOTHING);
        output(host, tcb);
    }

    /// Sends the first unacknowledged segment again, whatever the windows say (RFC 9293 §3.8.6 MAY-7).
    public static void resendFirst(Host host, Tcb tcb) {
        int end = tcb.textEnd();
        int sentText = SequenceNumber.earlier(tcb.sndNxt, end) - tcb.textStart();
        int length = Math.min(sentText, Outgoing.fullText(tcb));
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

    /// A SYN or SYN-ACK goes again: its acknowledgment will measure nothing (RFC 6298 §3), and the wait for it begins
    /// anew (net/ipv4/tcp_output.c:tcp_rtx_synack, tcp_minisocks.c:tcp_check_req).
    public static void noteSynAgain(Host host, Tcb tcb) {
        host.count(Counter.RETRANS_SEGS);
        host.count(Counter.SYN_RETRANSMITS);
        RoundTrip.cancel(tcb);
        restartTimer(host, tcb);
        host.arm(tcb);
    }

    /// From here on the limits of retransmission count.
    public static void noteResent(Host host, Tcb tcb) {
        if (tcb.resentSince == Tcb.NEVER) {
            tcb.resentSince = host.now();
        }
    }

    /// Since when TCP_USER_TIMEOUT counts, or [Tcb#NEVER]. Linux begins with the first retransmission
    /// (net/ipv4/tcp_timer.c:retransmits_timed_out), but with the SYN itself, and an embryo does not know of it
    /// (net/ipv4/inet_connection_sock.c:reqsk_timer_handler); the RFC begins with what was sent first.
    public static long userTimeoutSince(Host host, Tcb tcb) {
        boolean linux = host.profile.retransmission().limit() == RetransmissionRules.Limit.DOUBLING_TIME;
        boolean connecting = tcb.state == TcpState.SYN_SENT || tcb.state == TcpState.SYN_RECEIVED;
        if (linux && tcb.isEmbryo()) {
            return Tcb.NEVER;
        }
        return tcb.probing || (linux && !connecting) ? tcb.resentSince : tcb.unackedSince;
    }

    /// The peer's window is open again, or nothing waits for it any more: what probes have carried is sent with the
    /// rest.
    public static void endProbing(Host host, Tcb tcb) {
        tcb.probing = false;
        tcb.probes = 0;
        tcb.retransmits = 0;
        tcb.resentSince = Tcb.NEVER;
        tcb.retransmitAt = Tcb.NEVER;
        tcb.resendNxt = tcb.textStart();
        RoundTrip.reset(tcb, host.profile.retransmission());
    }

    private static void beginProbing(Host host, Tcb tcb) {
        tcb.probing = true;
        tcb.probes = 0;
        tcb.retransmits = 0;
        tcb.resentSince = Tcb.NEVER;
        restartTimer(host, tcb);
    }

    /// TCP_USER_TIMEOUT ends the connection when it is over, not at the retransmission after that
    /// (net/ipv4/tcp_timer.c:tcp_clamp_rto_to_user_timeout).
    private static long clampToUserTimeout(Host host, Tcb tcb) {
        long rto = tcb.rtoMicros;
        int millis = tcb.options.userTimeoutMillis();
        long since = userTimeoutSince(host, tcb);
        if (millis == 0 || since == Tcb.NEVER) {
            return rto;
        }
        long left = millis * 1_000L - (host.now() - since) / NANOS_PER_MICRO;
        return Math.max(1_000, Math.min(rto, left));
    }

    /// RFC 5681 §4.1: what the window says of the network is out of date.
    private static void restartAfterIdle(Host host, Tcb tcb) {
        if (tcb.hasUnacknowledged() || tcb.sendBuffer.length() == 0 || tcb.textSentNanos == Tcb.NEVER) {
            return;
        }
        if (host.now() - tcb.textSentNanos > tcb.rtoMicros * NANOS_PER_MICRO) {
            CongestionControl.of(host.profile.retransmission())
                    .onIdle(tcb, host.profile.data().initialWindowSegments());
        }
    }

    /// One more segment, if one may go.
    private static boolean next(Host host, Tcb tcb, Hold hold) {
        int seq = tcb.resendNxt;
        int end = tcb.textEnd();
        int left = end - seq;
        if (left < 0 || (left == 0 && !tcb.finQueued)) {
            return false;
        }
        boolean again = seq != tcb.sndNxt;
        int usable = tcb.sndUna + window(tcb, left, again) - seq;
        int full = Outgoing.fullText(tcb);
        int length = Math.max(0, Math.min(Math.min(left, full), usable));
        boolean fin = tcb.finQueued && length == left && usable > length;
        if (length == 0 && !fin) {
            return false;
        }
        boolean small = !again && !fin && length < full;
        if (small && hold != Hold.NOTHING && !worthSending(tcb, length, left, hold)) {
            return false;
        }
        if (tcb.probing) {
            endProbing(host, tcb);
            return next(host, tcb, hold);
        }
        int taken = length + (fin ? 1 : 0);
        if (tcb.unackedSince == Tcb.NEVER) {
            tcb.unackedSince = host.now();
        }
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

    /// The congestion window does not keep back a FIN that has no text in front of it. The first two duplicate
    /// acknowledgments let one new segment each go beyond it: limited transmit (RFC 3042, RFC 5681 §3.2).
    private static int window(Tcb tcb, int left, boolean again) {
        if (left == 0) {
            return tcb.sndWnd;
        }
        int limited = again || tcb.recovering ? 0 : Math.min(tcb.duplicateAcks, LIMITED_SEGMENTS) * tcb.effSndMss;
        return Math.min(tcb.sndWnd, tcb.cwnd + limited);
    }

    private static void beforeNew(Host host, Tcb tcb, int end, int length) {
        RoundTrip.start(tcb, end, host.now());
        if (length > 0) {
            tcb.textSentNanos = host.now();
            Acknowledging.onTextSent(host, tcb);
        }
    }

    /// Whether less than a full segment goes now: Nagle (SHLD-7), unless the program does not want it (MUST-17), and
    /// silly window avoidance (MUST-38), by the rules of RFC 9293 §3.8.6.2.1 with Fs = 1/2. What is kept back goes
    /// with a later acknowledgment or time-out (MUST-60).
    ///
    /// Deviation: half the largest window goes although something is on its way and Nagle is on, or a peer with a
    /// window of less than two segments would get one a round trip; net/ipv4/tcp_output.c:tcp_bound_to_half_wnd and
    /// sys/netinet/tcp_output.c do the same; see SmallSegmentTest.
    private static boolean worthSending(Tcb tcb, int length, int left, Hold hold) {
        boolean all = length == left;
        return (all && (tcb.finQueued || isLetGo(tcb, hold))) || 2 * length >= tcb.maxSndWnd;
    }

    /// TCP_CORK is stronger than TCP_NODELAY (net/ipv4/tcp_output.c:tcp_nagle_check).
    private static boolean isLetGo(Tcb tcb, Hold hold) {
        if (hold == Hold.PUSHED) {
            return true;
        }
        boolean corked = hold == Hold.CORKED || tcb.options.corked();
        return !corked && (tcb.options.noDelay() || !tcb.hasUnacknowledged());
    }

    /// Something on its way is watched by the retransmission timer. What may not go although nothing is on its way
    /// that could open the window, and what is on its way to a window that was shut meanwhile, is watched by the
    /// persist timer (RFC 9293 §3.8.6 MUST-35, MUST-36, SHLD-17); an orphan need not be so patient
    /// (net/ipv4/tcp_timer.c:tcp_retransmit_timer).
    private static void watch(Host host, Tcb tcb) {
        boolean waits = tcb.resendNxt != tcb.textEnd() + (tcb.finQueued ? 1 : 0);
        boolean inFlight = tcb.hasUnacknowledged();
        // A SYN needs no window: until it is acknowledged there is nothing to probe for.
        boolean shut = tcb.synAcknowledged && (inFlight ? tcb.sndWnd == 0 && tcb.owned : waits);
        if (shut && !tcb.probing) {
            beginProbing(host, tcb);
        } else if (inFlight || waits) {
            startTimer(host, tcb);
        } else {
            tcb.probing = false;
        }
    }

    private static boolean mayCarryText(TcpState state) {
        return switch (state) {
            case ESTABLISHED, CLOSE_WAIT, FIN_WAIT_1, CLOSING, LAST_ACK -> true;
            case LISTEN, SYN_SENT, SYN_RECEIVED, FIN_WAIT_2, TIME_WAIT, CLOSED -> false;
        };
    }
}
