package dev.linger.engine.call;

import dev.linger.engine.closing.Ending;
import dev.linger.engine.connection.Host;
import dev.linger.engine.connection.Listener;
import dev.linger.engine.connection.Tcb;
import dev.linger.engine.port.BindCheck;
import dev.linger.engine.port.PortFault;
import dev.linger.engine.port.PortTable;
import dev.linger.engine.send.Outgoing;
import dev.linger.engine.socket.Errno;
import dev.linger.engine.state.TcpEvent;
import dev.linger.model.TcpState;

/// OPEN, passive: RFC 9293 §3.10.1; accept(); and the end of a listener.
public final class Listen {
    private Listen() {}

    /// Begins to listen, or changes the backlog of a socket that does. One without a port is given one. No other
    /// connection is touched (RFC 9293 §3.9.1.1 MUST-41).
    public static Errno process(Host host, Tcb tcb, int backlog) {
        int places = Math.max(0, Math.min(backlog, host.profile.opening().backlogLimit()));
        if (tcb.listener != null) {
            tcb.listener.backlog = places;
            return Errno.OK;
        }
        if (tcb.state != TcpState.CLOSED || tcb.synAcknowledged) {
            return Errno.EINVAL;
        }
        if (tcb.portAttributes == 0) {
            Errno bound = Bind.take(host, tcb, tcb.localHigh, tcb.localLow, 0);
            if (bound != Errno.OK) {
                return bound;
            }
        }
        Bind.fill(host, tcb, tcb.localHigh, tcb.localLow);
        host.portRequest.attributes = tcb.portAttributes;
        PortFault fault = BindCheck.listenVerdict(host.profile.ports(), host.ports, host.portRequest, tcb.localPort);
        if (fault != PortFault.NONE) {
            return Bind.errno(fault);
        }
        host.changePort(tcb, tcb.portAttributes | PortTable.LISTENING);
        Listener listener = new Listener();
        listener.backlog = places;
        tcb.listener = listener;
        host.move(tcb, TcpEvent.PASSIVE_OPEN);
        host.enterListeners(tcb);
        return Errno.OK;
    }

    /// The child that has waited longest, from now on held by the program; [Tcb#NONE] when none waits.
    public static int accept(Host host, Tcb tcb) {
        if (tcb.listener == null) {
            return Tcb.NONE;
        }
        int slot = tcb.listener.take();
        if (slot != Tcb.NONE) {
            Tcb child = host.socket(slot);
            child.parent = Tcb.NONE;
            child.owned = true;
        }
        return slot;
    }

    /// CLOSE in LISTEN.
    static void close(Host host, Tcb tcb) {
        stop(host, tcb);
        tcb.owned = false;
        host.releaseIfDone(tcb);
    }

    /// The socket does not listen any more: embryos are forgotten, children that nobody accepted are reset
    /// (net/ipv4/inet_connection_sock.c:inet_csk_listen_stop; measured).
    static void stop(Host host, Tcb tcb) {
        Listener listener = host.listenerOf(tcb.slot);
        host.leaveListeners(tcb);
        host.move(tcb, TcpEvent.CLOSE);
        for (int slot = 0; slot < host.sockets.limit(); slot++) {
            Tcb child = host.sockets.find(slot);
            if (child != null && child.parent == tcb.slot && child.state == TcpState.SYN_RECEIVED) {
                Ending.end(host, child, TcpEvent.ABORT, Errno.OK);
            }
        }
        int slot = listener.take();
        while (slot != Tcb.NONE) {
            Tcb child = host.socket(slot);
            child.parent = Tcb.NONE;
            if (child.state == TcpState.CLOSED) {
                host.releaseIfDone(child);
            } else {
                Outgoing.reset(host, child);
                Ending.end(host, child, TcpEvent.ABORT, Errno.OK);
            }
            slot = listener.take();
        }
        tcb.listener = null;
        if (tcb.boundByProgram) {
            host.changePort(tcb, tcb.portAttributes & ~PortTable.LISTENING);
        } else {
            host.leavePort(tcb);
        }
    }
}
