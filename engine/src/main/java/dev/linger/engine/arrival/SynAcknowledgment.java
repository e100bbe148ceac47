package dev.linger.engine.arrival;

import dev.linger.engine.closing.Ending;
import dev.linger.engine.connection.Host;
import dev.linger.engine.connection.Listener;
import dev.linger.engine.connection.Tcb;
import dev.linger.engine.profile.OpeningRules;
import dev.linger.engine.socket.Errno;
import dev.linger.engine.socket.SocketEvent;
import dev.linger.engine.state.TcpEvent;
import dev.linger.model.Counter;
import dev.linger.model.SequenceNumber;
import dev.linger.model.TcpState;
import dev.linger.wire.Segment;

/// The part of the fifth step that concerns SYN_RECEIVED: our SYN is acknowledged, and the connection established.
final class SynAcknowledgment {
    private SynAcknowledgment() {}

    static boolean passes(Host host, Tcb tcb, Segment segment) {
        if (!SequenceNumber.greaterThan(segment.ack, tcb.sndUna)
                || SequenceNumber.greaterThan(segment.ack, tcb.sndNxt)) {
            Replies.resetStray(host, segment);
            return false;
        }
        if (tcb.isEmbryo() && !enterAcceptQueue(host, tcb, segment)) {
            return false;
        }
        Establishment.begin(host, tcb, segment);
        if (tcb.state == TcpState.SYN_RECEIVED) {
            host.move(tcb, TcpEvent.SYN_ACKNOWLEDGED);
            if (tcb.parent == Tcb.NONE) {
                host.tell(tcb, SocketEvent.CONNECTED);
            } else {
                host.tell(host.socket(tcb.parent), SocketEvent.ACCEPTABLE);
            }
        }
        return true;
    }

    /// Whether there is a place for it. If not, the segment is dropped and the embryo stays, to be tried again when
    /// its SYN-ACK is repeated; or the peer is told at once (net.ipv4.tcp_abort_on_overflow).
    private static boolean enterAcceptQueue(Host host, Tcb tcb, Segment segment) {
        Listener listener = host.listenerOf(tcb.parent);
        OpeningRules rules = host.profile.opening();
        if (listener.waiting() >= rules.acceptQueue().places(listener.backlog)) {
            host.count(Counter.LISTEN_OVERFLOWS);
            host.count(Counter.LISTEN_DROPS);
            if (rules.overflow() == OpeningRules.Overflow.RESET) {
                host.count(Counter.EMBRYONIC_RESETS);
                Replies.resetStray(host, segment);
                Ending.end(host, tcb, TcpEvent.ABORT, Errno.OK);
            }
            return false;
        }
        listener.embryos--;
        listener.add(tcb.slot);
        return true;
    }
}
