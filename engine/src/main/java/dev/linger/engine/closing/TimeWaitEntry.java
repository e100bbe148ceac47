package dev.linger.engine.closing;

import dev.linger.engine.connection.Host;
import dev.linger.engine.connection.Tcb;
import dev.linger.engine.port.PortTable;
import dev.linger.engine.timewait.OverflowRules;
import dev.linger.engine.timewait.TimeWaitRow;
import dev.linger.model.Counter;
import dev.linger.model.TcpState;

/// Turns a connection into a waiting row: what is left of it is some fifty bytes, and its socket is over.
///
/// A program that still holds the socket can read what is unread; the row is not its concern any more.
public final class TimeWaitEntry {
    /// Shorter ones are counted apart (net/ipv4/inet_timewait_sock.c:__inet_twsk_schedule).
    private static final int SHORT_MILLIS = 4_000;

    private static final int MICROS_PER_MILLI = 1_000;

    private TimeWaitEntry() {}

    /// 2 MSL, or what the rules have instead.
    public static void enter(Host host, Tcb tcb) {
        convert(host, tcb, TcpState.TIME_WAIT, 0);
    }

    /// An orphan in FIN_WAIT_2 that Linux keeps as a row, never for less than 3.5 times the time-out.
    static void enterFinWait2(Host host, Tcb tcb, long millis) {
        convert(host, tcb, TcpState.FIN_WAIT_2, (int) Math.max(millis, shortHoldMillis(tcb)));
    }

    /// How long the row in [Host#row] is to wait in TIME_WAIT, which it enters now. With tcp_tw_recycle it is short
    /// if the host can do without the row, because it remembers the peer's timestamp
    /// (net/ipv4/tcp_minisocks.c:tcp_time_wait, tcp_timewait_state_process).
    public static int waitMillis(Host host) {
        TimeWaitRow row = host.row;
        if (!remember(host)) {
            row.shortHoldMillis = 0;
        }
        return row.shortHoldMillis == 0 ? host.profile.timeWait().holdMillis(row.isIpv4()) : row.shortHoldMillis;
    }

    /// 3.5 times the retransmission time-out: long enough for the peer to repeat its FIN twice
    /// (net/ipv4/tcp_minisocks.c:tcp_time_wait).
    static int shortHoldMillis(Tcb tcb) {
        return (int) (7L * tcb.rtoMicros / 2 / MICROS_PER_MILLI);
    }

    private static void convert(Host host, Tcb tcb, TcpState substate, int finWait2Millis) {
        boolean isKept = !isSkipped(host, tcb, substate) && hasRoom(host);
        TimeWaitRow row = host.row;
        fill(row, tcb, substate);
        row.enteredMillis = host.nowMillis();
        row.shortHoldMillis = host.profile.timeWait().recycle().on() ? shortHoldMillis(tcb) : 0;
        int waitMillis = waitMillis(host);
        int holdMillis = substate == TcpState.TIME_WAIT ? waitMillis : finWait2Millis;
        Ending.leave(host, tcb);
        if (isKept) {
            row.deadlineMillis = host.profile.timeWait().granularity().expiry(host.nowMillisRoundedUp(), holdMillis);
            host.waiting.add(row);
            host.ports.enter(row.localPort, row.localHigh, row.localLow, 0, WaitingPort.attributes(row));
            if (host.profile.counting().waitsAtEntry()) {
                count(host, holdMillis);
            }
        }
        tcb.state = TcpState.CLOSED;
        host.releaseIfDone(tcb);
    }

    /// Whether tcp_tw_recycle has the peer's timestamp on record now.
    private static boolean remember(Host host) {
        TimeWaitRow row = host.row;
        return host.profile.timeWait().recycle().on()
                && row.timestamps
                && host.recycled.remember(
                        row.localHigh, row.localLow, row.remoteHigh, row.remoteLow, row.tsRecent, row.tsRecentMillis);
    }

    /// TW and TWKilled: the second counts the short ones and nothing that was killed.
    public static void count(Host host, int holdMillis) {
        host.count(holdMillis <= SHORT_MILLIS ? Counter.TIME_WAIT_SHORT : Counter.TIME_WAIT_MADE);
    }

    private static boolean isSkipped(Host host, Tcb tcb, TcpState substate) {
        return substate == TcpState.TIME_WAIT
                && (tcb.options.noTimeWait()
                        || (host.profile.timeWait().skipsLocalPeers()
                                && host.addresses.isOwn(tcb.remoteHigh, tcb.remoteLow)));
    }

    private static boolean hasRoom(Host host) {
        OverflowRules rules = host.profile.timeWait().overflow();
        if (!rules.isFull(host.waiting.size())) {
            return true;
        }
        if (rules.policy() == OverflowRules.Policy.DISCARD_OLDEST && !host.waiting.isEmpty()) {
            WaitingPort.discard(host, host.waiting.oldest());
            return true;
        }
        host.count(Counter.TIME_WAIT_OVERFLOW);
        return false;
    }

    private static void fill(TimeWaitRow row, Tcb tcb, TcpState substate) {
        row.localHigh = tcb.localHigh;
        row.localLow = tcb.localLow;
        row.remoteHigh = tcb.remoteHigh;
        row.remoteLow = tcb.remoteLow;
        row.localPort = tcb.localPort;
        row.remotePort = tcb.remotePort;
        row.substate = substate;
        row.sndNxt = tcb.sndNxt;
        row.rcvNxt = tcb.rcvNxt;
        row.rcvWnd = Math.max(0, tcb.rcvWnd());
        row.rcvWindowScale = tcb.rcvWindShift;
        row.timestamps = tcb.timestamps && tcb.tsRecentValid;
        row.tsRecent = tcb.tsRecent;
        row.tsRecentMillis = tcb.tsRecentMillis;
        row.tsOffset = tcb.tsOffset;
        row.reuseAddress = tcb.options.reuseAddress();
        row.reusePort = tcb.options.reusePort();
        row.boundExplicitly = (tcb.portAttributes & PortTable.BOUND) != 0;
        row.repliedCount = 0;
        row.repliedMillis = 0;
    }
}
