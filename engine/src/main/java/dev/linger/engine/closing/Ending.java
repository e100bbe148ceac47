package dev.linger.engine.closing;

import dev.linger.engine.connection.Host;
import dev.linger.engine.connection.Listener;
import dev.linger.engine.connection.Tcb;
import dev.linger.engine.port.PortTable;
import dev.linger.engine.send.Outgoing;
import dev.linger.engine.socket.Errno;
import dev.linger.engine.socket.SocketEvent;
import dev.linger.engine.state.TcpEvent;
import dev.linger.model.Counter;

/// How a connection ends other than through TIME_WAIT: every way leads through [#end].
public final class Ending {
    private Ending() {}

    /// The connection is over, for this reason. A program that holds the socket is told `errno` (RFC 9293 §3.6
    /// MUST-12); if none does, the socket goes too.
    public static void end(Host host, Tcb tcb, TcpEvent event, Errno errno) {
        leaveEmbryos(host, tcb);
        host.move(tcb, event);
        tcb.error = errno;
        leave(host, tcb);
        if (!tcb.synAcknowledged) {
            forgetPeer(host, tcb);
        }
        if (errno != Errno.OK) {
            host.tell(tcb, SocketEvent.FAILED);
        }
        host.releaseIfDone(tcb);
    }

    /// Resets the peer and ends the connection.
    public static void abort(Host host, Tcb tcb, Counter why, Errno errno) {
        host.count(why);
        reset(host, tcb, errno);
    }

    /// The same, for no reason that is counted.
    static void reset(Host host, Tcb tcb, Errno errno) {
        Outgoing.reset(host, tcb);
        end(host, tcb, TcpEvent.ABORT, errno);
    }

    /// The peer does not answer. It will find out for itself, unless the system tells it.
    public static void giveUp(Host host, Tcb tcb) {
        host.count(Counter.ABORT_ON_TIMEOUT);
        if (host.profile.closing().givingUpResets() && tcb.state.isSynchronized()) {
            Outgoing.reset(host, tcb);
        }
        end(host, tcb, TcpEvent.GIVE_UP, tcb.softError == Errno.OK ? Errno.ETIMEDOUT : tcb.softError);
    }

    /// Our FIN was the last thing to be acknowledged: both sides are done.
    public static void finish(Host host, Tcb tcb) {
        end(host, tcb, TcpEvent.FIN_ACKNOWLEDGED, Errno.OK);
    }

    /// The socket is no part of a connection any more. Its port stays taken if a program had bound it and still
    /// holds it (net/ipv4/tcp.c:tcp_set_state, SOCK_BINDPORT_LOCK).
    static void leave(Host host, Tcb tcb) {
        host.leaveTable(tcb);
        if (!(tcb.boundByProgram && tcb.owned)) {
            host.leavePort(tcb);
        }
        tcb.clearDeadlines();
        tcb.sendBuffer.clear();
        tcb.finQueued = false;
        wakeFromLinger(host, tcb);
    }

    /// connect() has failed: the socket has no peer, and no address but the one it was bound to. The port that was
    /// tried
    /// is still shown (net/ipv4/tcp.c:tcp_disconnect, tcp_ipv4.c:tcp_v4_connect; measured).
    private static void forgetPeer(Host host, Tcb tcb) {
        int attributes = tcb.portAttributes & ~PortTable.CONNECTED;
        host.leavePort(tcb);
        tcb.localHigh = tcb.boundHigh;
        tcb.localLow = tcb.boundLow;
        tcb.remoteHigh = 0;
        tcb.remoteLow = 0;
        tcb.remotePort = 0;
        if (attributes != 0) {
            host.enterPort(tcb, attributes);
        }
    }

    /// A close() that lingers is through.
    static void wakeFromLinger(Host host, Tcb tcb) {
        if (tcb.closing) {
            host.tell(tcb, SocketEvent.LINGERED);
            tcb.closing = false;
            tcb.owned = false;
        }
    }

    private static void leaveEmbryos(Host host, Tcb tcb) {
        if (tcb.isEmbryo()) {
            Listener listener = host.socket(tcb.parent).listener;
            if (listener != null) {
                listener.embryos--;
            }
            tcb.parent = Tcb.NONE;
        }
    }
}
