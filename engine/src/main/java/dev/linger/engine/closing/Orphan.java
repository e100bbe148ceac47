package dev.linger.engine.closing;

import dev.linger.engine.connection.Host;
import dev.linger.engine.connection.Tcb;
import dev.linger.engine.socket.Errno;
import dev.linger.engine.socket.SocketEvent;
import dev.linger.model.Counter;
import dev.linger.model.TcpState;

/// A connection whose program is gone: the host ends it alone, if it has not too many of them.
public final class Orphan {
    private Orphan() {}

    /// The program lets go of a connection that is being closed.
    public static void begin(Host host, Tcb tcb) {
        abandon(host, tcb);
        if (host.orphans > host.profile.closing().orphanLimit()) {
            Ending.abort(host, tcb, Counter.ABORT_ON_MEMORY, Errno.OK);
            return;
        }
        if (tcb.state == TcpState.FIN_WAIT_2) {
            FinWait2.beginOnClose(host, tcb);
        }
        host.arm(tcb);
    }

    /// A close() that waited is through, in the middle of a segment: the caller goes on with what the state
    /// asks for.
    public static void afterLinger(Host host, Tcb tcb) {
        host.tell(tcb, SocketEvent.LINGERED);
        tcb.lingerAt = Tcb.NEVER;
        tcb.closing = false;
        abandon(host, tcb);
    }

    /// A close() that waited has waited long enough: nothing is sent, the host goes on alone
    /// (net/ipv4/tcp.c:__tcp_close after sk_stream_wait_close).
    public static void onLingerTimeout(Host host, Tcb tcb) {
        host.tell(tcb, SocketEvent.LINGERED);
        tcb.lingerAt = Tcb.NEVER;
        tcb.closing = false;
        begin(host, tcb);
    }

    private static void abandon(Host host, Tcb tcb) {
        tcb.owned = false;
        tcb.orphan = true;
        tcb.receiveShutDown = true;
        host.orphans++;
    }
}
