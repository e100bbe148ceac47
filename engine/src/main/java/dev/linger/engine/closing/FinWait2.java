package dev.linger.engine.closing;

import dev.linger.engine.connection.Host;
import dev.linger.engine.connection.Tcb;
import dev.linger.engine.profile.ClosingRules;
import dev.linger.engine.send.KeepAliveTimer;
import dev.linger.engine.socket.Errno;
import dev.linger.engine.state.TcpEvent;
import dev.linger.model.Counter;
import dev.linger.model.Flags;
import dev.linger.model.SequenceNumber;
import dev.linger.wire.Segment;

/// What bounds the stay in FIN_WAIT_2 of a connection that no program holds; the RFC knows no bound.
public final class FinWait2 {
    /// Linux holds a waiting row for TIME_WAIT's length at most, and keeps the connection whole for what goes
    /// beyond it (include/net/tcp.h:TCP_TIMEWAIT_LEN).
    private static final long ROW_MAX_MILLIS = 60_000;

    private static final long MILLIS_PER_SECOND = 1_000;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private FinWait2() {}

    /// Whether Linux answers the acknowledgment of an orphan's FIN by a reset, because TCP_LINGER2 wants no
    /// FIN_WAIT_2, or because text or an early FIN comes with it (net/ipv4/tcp_input.c:tcp_rcv_state_process).
    public static boolean isRefused(Host host, Tcb tcb, Segment segment) {
        return host.profile.closing().finWait2() == ClosingRules.FinWait2.LINUX
                && (tcb.options.linger2Seconds() < 0 || isNew(host, tcb, segment));
    }

    /// Whether the segment brings text that is not there yet; to Linux a FIN behind text that is missing is as good.
    public static boolean isNew(Host host, Tcb tcb, Segment segment) {
        boolean earlyFin = segment.has(Flags.FIN) && host.profile.closing().finWait2() == ClosingRules.FinWait2.LINUX;
        return (segment.textLength > 0 || earlyFin)
                && SequenceNumber.greaterThan(segment.seq + segment.textLength, tcb.rcvNxt);
    }

    /// The FIN of an orphan was acknowledged. Whether there is still a connection for the rest of the segment.
    public static boolean begin(Host host, Tcb tcb, Segment segment) {
        return hold(host, tcb, segment.has(Flags.FIN));
    }

    /// The FIN of a program that still holds the socket was acknowledged.
    public static void beginHeld(Host host, Tcb tcb) {
        long millis = host.profile.closing().heldFinWait2Millis();
        if (millis > 0 && !tcb.closing) {
            tcb.lingerAt = host.in(millis);
        }
    }

    /// A program that had shut down sending before closes now.
    static void beginOnClose(Host host, Tcb tcb) {
        if (host.profile.closing().finWait2() == ClosingRules.FinWait2.LINUX && tcb.options.linger2Seconds() < 0) {
            Ending.abort(host, tcb, Counter.ABORT_ON_LINGER, Errno.OK);
        } else {
            hold(host, tcb, false);
        }
    }

    /// The system's bound for connections that a program has shut down is reached.
    public static void onHeldTooLong(Host host, Tcb tcb) {
        Ending.giveUp(host, tcb);
    }

    /// Time is over, and no program came back (it cannot).
    public static void onTimeout(Host host, Tcb tcb) {
        ClosingRules rules = host.profile.closing();
        switch (rules.finWait2()) {
            case LINUX -> {
                long left = finTimeMillis(host, tcb) - ROW_MAX_MILLIS;
                if (left > 0) {
                    TimeWaitEntry.enterFinWait2(host, tcb, left);
                } else {
                    Ending.reset(host, tcb, Errno.OK);
                }
            }
            case IDLE -> {
                long idleMillis = (host.now() - tcb.lastReceivedNanos) / NANOS_PER_MILLI;
                if (idleMillis < idleLimitMillis(host, tcb)) {
                    tcb.keepAliveAt = host.in(KeepAliveTimer.intervalMillis(host, tcb));
                    host.arm(tcb);
                } else {
                    Ending.end(host, tcb, TcpEvent.WAIT_OVER, Errno.OK);
                }
            }
            case SILENT -> Ending.end(host, tcb, TcpEvent.WAIT_OVER, Errno.OK);
            case RESET -> Ending.abort(host, tcb, Counter.ABORT_ON_TIMEOUT, Errno.OK);
            case FOREVER -> throw new IllegalStateException("this wait has no end");
        }
    }

    private static boolean hold(Host host, Tcb tcb, boolean finFollows) {
        ClosingRules rules = host.profile.closing();
        switch (rules.finWait2()) {
            case FOREVER -> tcb.keepAliveAt = Tcb.NEVER;
            case IDLE -> tcb.keepAliveAt = host.in(idleLimitMillis(host, tcb));
            case SILENT, RESET -> tcb.keepAliveAt = host.in(rules.finWait2Millis());
            case LINUX -> {
                long millis = finTimeMillis(host, tcb);
                if (millis > ROW_MAX_MILLIS) {
                    tcb.keepAliveAt = host.in(millis - ROW_MAX_MILLIS);
                } else if (finFollows) {
                    tcb.keepAliveAt = host.in(millis);
                } else {
                    TimeWaitEntry.enterFinWait2(host, tcb, millis);
                    return false;
                }
            }
        }
        return true;
    }

    /// netinet/tcp_timer.h:TP_MAXIDLE of FreeBSD.
    private static long idleLimitMillis(Host host, Tcb tcb) {
        return KeepAliveTimer.probes(host, tcb) * KeepAliveTimer.intervalMillis(host, tcb);
    }

    /// net/ipv4/tcp.h:tcp_fin_time: what was asked for, and never less than 3.5 times the retransmission time-out.
    private static long finTimeMillis(Host host, Tcb tcb) {
        long asked = askedMillis(host.profile.closing(), tcb.options.linger2Seconds());
        return Math.max(asked, TimeWaitEntry.shortHoldMillis(tcb));
    }

    private static long askedMillis(ClosingRules rules, int linger2Seconds) {
        long asked = linger2Seconds * MILLIS_PER_SECOND;
        if (rules.linger2MaxSeconds() == 0) {
            return asked == 0 || asked > rules.finWait2Millis() ? rules.finWait2Millis() : asked;
        }
        return asked == 0 ? rules.finWait2Millis() : Math.min(asked, rules.linger2MaxSeconds() * MILLIS_PER_SECOND);
    }
}
