package dev.linger.engine.arrival;

import dev.linger.engine.closing.Orphan;
import dev.linger.engine.connection.Host;
import dev.linger.engine.connection.Tcb;
import dev.linger.engine.receive.Acknowledging;
import dev.linger.engine.send.Transmit;
import dev.linger.model.Flags;
import dev.linger.model.TcpState;
import dev.linger.wire.Segment;

/// SEGMENT ARRIVES in SYN_RECEIVED and the synchronized states: RFC 9293 §3.10.7.4, in the RFC's order.
///
/// Each step may change the state before the next one runs, so a segment that acknowledges our FIN and carries the
/// peer's passes through FIN_WAIT_2 on its way, without a case of its own. Security is not checked (third), and
/// urgent data is text like any other (sixth).
final class SynchronizedArrival {
    private SynchronizedArrival() {}

    static void process(Host host, Tcb tcb, Segment segment) {
        boolean taken = passesChecks(host, tcb, segment)
                && AcknowledgmentCheck.passes(host, tcb, segment) // fifth
                && TextStep.apply(host, tcb, segment) // seventh
                && FinStep.apply(host, tcb, segment); // eighth
        if (taken) {
            tcb.lastReceivedNanos = host.now();
            tcb.probes = 0;
        }
        if (tcb.state != TcpState.CLOSED) {
            Acknowledging.decide(host, tcb);
            Transmit.output(host, tcb);
        }
        if (tcb.closing && tcb.state == TcpState.FIN_WAIT_2) {
            Orphan.onLingered(host, tcb);
        }
    }

    private static boolean passesChecks(Host host, Tcb tcb, Segment segment) {
        boolean linux = host.profile.arrival().order().isLinux();
        if (linux && tcb.isEmbryo()) {
            return EmbryoCheck.passes(host, tcb, segment);
        }
        if (linux && (segment.flags & (Flags.ACK | Flags.RST | Flags.SYN)) == 0) {
            return false;
        }
        return SequenceCheck.passes(host, tcb, segment) // first
                && ResetCheck.passes(host, tcb, segment) // second
                && SynCheck.passes(host, tcb, segment); // fourth
    }
}
