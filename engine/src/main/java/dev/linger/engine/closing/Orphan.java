package dev.linger.engine.closing;

import dev.linger.engine.connection.Host;
import dev.linger.engine.connection.Tcb;
import dev.linger.engine.profile.RetransmissionRules;
import dev.linger.engine.send.RoundTrip;
import dev.linger.engine.socket.Errno;
import dev.linger.engine.socket.SocketEvent;
import dev.linger.engine.state.TcpEvent;
import dev.linger.model.Counter;
import dev.linger.model.TcpState;

/// A connection whose program is gone: the host ends it alone, if it has not too many of them.
public final class Orphan {
    /// What tcp_orphan_retries stands for when it is 0.
    private static final int DEFAULT_RETRIES = 8;

    private Orphan() {}

    /// The program lets go of a connection that is being closed. One that becomes a waiting row is none too many
    /// (net/ipv4/tcp.c:__tcp_close).
    public static void begin(Host host, Tcb tcb) {
        tcb.owned = false;
        tcb.orphan = true;
        tcb.receiveShutDown = true;
        tcb.receiveBuffer.clear();
        host.orphans++;
        if (tcb.state == TcpState.FIN_WAIT_2) {
            FinWait2.beginOnClose(host, tcb);
        }
        if (tcb.state != TcpState.CLOSED && isOneTooMany(host, 0)) {
            Ending.abort(host, tcb, Counter.ABORT_ON_MEMORY, Errno.OK);
        } else {
            host.arm(tcb);
        }
    }

    /// A close() that waited is through, or has waited long enough: nothing is sent, the host goes on alone
    /// (net/ipv4/tcp.c:__tcp_close after sk_stream_wait_close).
    public static void onLingered(Host host, Tcb tcb) {
        host.tell(tcb, SocketEvent.LINGERED);
        tcb.lingerAt = Tcb.NEVER;
        tcb.closing = false;
        begin(host, tcb);
    }

    /// How often an orphan tries, in the meaning of the profile's limit. On Linux one whose time-out has grown to
    /// the ceiling is given up sooner (net/ipv4/tcp_timer.c:tcp_orphan_retries).
    public static int retries(Host host, Tcb tcb) {
        RetransmissionRules rules = host.profile.retransmission();
        if (rules.limit() != RetransmissionRules.Limit.DOUBLING_TIME) {
            return rules.orphanRetries();
        }
        if (RoundTrip.mayBackOff(tcb, rules)) {
            return rules.orphanRetries() == 0 ? DEFAULT_RETRIES : rules.orphanRetries();
        }
        return tcb.softError == Errno.OK ? rules.orphanRetries() : 0;
    }

    /// A timer of an orphan ran out: ends it if there are too many. One that has no `hope` any more counts twice,
    /// and so does one of which ICMP complained (net/ipv4/tcp_timer.c:tcp_out_of_resources; that it sent nothing
    /// for four minutes is not looked at).
    public static boolean endsForWant(Host host, Tcb tcb, boolean hope) {
        int shift = (hope ? 0 : 1) + (tcb.softError == Errno.OK ? 0 : 1);
        if (!tcb.orphan || !isOneTooMany(host, shift)) {
            return false;
        }
        if (hope) {
            Ending.abort(host, tcb, Counter.ABORT_ON_MEMORY, Errno.OK);
        } else {
            host.count(Counter.ABORT_ON_MEMORY);
            Ending.end(host, tcb, TcpEvent.GIVE_UP, Errno.OK);
        }
        return true;
    }

    private static boolean isOneTooMany(Host host, int shift) {
        return (long) host.orphans << shift > host.profile.closing().orphanLimit();
    }
}
