package dev.linger.engine.closing;

import dev.linger.engine.connection.Host;
import dev.linger.engine.connection.Tcb;
import dev.linger.engine.profile.ClosingRules;
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

    private static final long LINGER2_MAX_SECONDS = 120;
    private static final long MILLIS_PER_SECOND = 1_000;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private FinWait2() {}

    /// The FIN of an orphan was acknowledged by this segment. Whether there is still a connection for the rest
    /// of it.
    public static boolean begin(Host host, Tcb tcb, Segment segment) {
        if (host.profile.closing().finWait2() == ClosingRules.FinWait2.LINUX) {
            if (tcb.options.linger2Seconds() < 0) {
                Ending.abort(host, tcb, Counter.ABORT_ON_DATA, Errno.OK);
                return false;
            }
            if (SequenceNumber.greaterThan(segment.seq + segment.textLength, tcb.rcvNxt) && segment.textLength > 0) {
                Ending.abort(host, tcb, Counter.ABORT_ON_DATA, Errno.OK);
                return false;
            }
        }
        return hold(host, tcb, segment.has(Flags.FIN));
    }

    /// A program that had shut down sending before closes now.
    static void beginOnClose(Host host, Tcb tcb) {
        if (host.profile.closing().finWait2() == ClosingRules.FinWait2.LINUX && tcb.options.linger2Seconds() < 0) {
            Ending.abort(host, tcb, Counter.ABORT_ON_LINGER, Errno.OK);
        } else {
            hold(host, tcb, false);
        }
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
                    Ending.abort(host, tcb, Counter.ABORT_ON_TIMEOUT, Errno.OK);
                }
            }
            case SILENT -> {
                long idleMillis = (host.now() - tcb.lastReceivedNanos) / NANOS_PER_MILLI;
                if (idleMillis < rules.finWait2Millis()) {
                    tcb.keepAliveAt = host.in(rules.finWait2Millis() - idleMillis);
                    host.arm(tcb);
                } else {
                    Ending.end(host, tcb, TcpEvent.WAIT_OVER, Errno.OK);
                }
            }
            case RESET -> Ending.abort(host, tcb, Counter.ABORT_ON_TIMEOUT, Errno.OK);
            case FOREVER -> throw new IllegalStateException("this wait has no end");
        }
    }

    private static boolean hold(Host host, Tcb tcb, boolean finFollows) {
        ClosingRules rules = host.profile.closing();
        switch (rules.finWait2()) {
            case FOREVER -> tcb.keepAliveAt = Tcb.NEVER;
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

    /// net/ipv4/tcp.h:tcp_fin_time: what was asked for, and never less than 3.5 times the retransmission time-out.
    private static long finTimeMillis(Host host, Tcb tcb) {
        int asked = tcb.options.linger2Seconds();
        long millis = asked == 0
                ? host.profile.closing().finWait2Millis()
                : Math.min(asked, LINGER2_MAX_SECONDS) * MILLIS_PER_SECOND;
        return Math.max(millis, TimeWaitEntry.shortHoldMillis(tcb));
    }
}
