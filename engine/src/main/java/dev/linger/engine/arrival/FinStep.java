package dev.linger.engine.arrival;

import dev.linger.engine.closing.TimeWaitEntry;
import dev.linger.engine.connection.Host;
import dev.linger.engine.connection.Tcb;
import dev.linger.engine.receive.Acknowledging;
import dev.linger.engine.send.Outgoing;
import dev.linger.engine.socket.SocketEvent;
import dev.linger.engine.state.TcpEvent;
import dev.linger.model.Flags;
import dev.linger.model.SequenceNumber;
import dev.linger.model.TcpState;
import dev.linger.wire.Segment;

/// Eighth: check the FIN bit. One that comes before the text in front of it is remembered until that has arrived. The
/// program is told that the peer has closed (RFC 9293 §3.6 MUST-12).
final class FinStep {
    private FinStep() {}

    /// Whether there is still a connection.
    static boolean apply(Host host, Tcb tcb, Segment segment) {
        if (segment.has(Flags.FIN)) {
            note(tcb, segment);
        }
        if (!tcb.finSeen || tcb.finReceived || tcb.rcvNxt != tcb.finSeq) {
            return true;
        }
        tcb.rcvNxt++;
        // It is taken even where the text in front of it has filled the window.
        tcb.rcvEdge = SequenceNumber.later(tcb.rcvEdge, tcb.rcvNxt);
        tcb.finReceived = true;
        host.tell(tcb, SocketEvent.END_OF_STREAM);
        boolean waits = tcb.state == TcpState.FIN_WAIT_2;
        host.move(tcb, TcpEvent.FIN_RECEIVED);
        if (waits) {
            Outgoing.acknowledge(host, tcb);
            TimeWaitEntry.enter(host, tcb);
            return false;
        }
        Acknowledging.oweForFin(host, tcb);
        return true;
    }

    private static void note(Tcb tcb, Segment segment) {
        int at = segment.seq + segment.textLength;
        if (!tcb.finSeen && SequenceNumber.atMost(at, tcb.rcvEdge)) {
            tcb.finSeen = true;
            tcb.finSeq = at;
        }
        // Behind the peer's own FIN there is no other: that one is ignored, as every system does.
        if (tcb.finReceived ? at == tcb.finSeq : at != tcb.rcvNxt) {
            Acknowledging.oweAtOnce(tcb);
        }
    }
}
