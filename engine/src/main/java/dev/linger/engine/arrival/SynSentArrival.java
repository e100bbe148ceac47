package dev.linger.engine.arrival;

import dev.linger.engine.closing.Ending;
import dev.linger.engine.connection.Host;
import dev.linger.engine.connection.Tcb;
import dev.linger.engine.receive.Acknowledging;
import dev.linger.engine.send.Outgoing;
import dev.linger.engine.send.Transmit;
import dev.linger.engine.socket.Errno;
import dev.linger.engine.socket.SocketEvent;
import dev.linger.engine.state.TcpEvent;
import dev.linger.model.Counter;
import dev.linger.model.Flags;
import dev.linger.model.SequenceNumber;
import dev.linger.wire.Segment;

/// SEGMENT ARRIVES in SYN_SENT: RFC 9293 §3.10.7.3.
final class SynSentArrival {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private SynSentArrival() {}

    static void process(Host host, Tcb tcb, Segment segment) {
        boolean acknowledges = segment.has(Flags.ACK);
        if (acknowledges && !isAcceptable(host, tcb, segment)) {
            Replies.resetStray(host, segment);
            return;
        }
        if (segment.has(Flags.RST)) {
            if (acknowledges) {
                Ending.end(host, tcb, TcpEvent.RESET_RECEIVED, Errno.ECONNREFUSED);
            }
            return;
        }
        if (!segment.has(Flags.SYN) || (!acknowledges && isOld(host, tcb, segment))) {
            return;
        }
        int window = tcb.rcvWnd();
        tcb.irs = segment.seq;
        tcb.rcvNxt = segment.seq + 1;
        tcb.rcvEdge = tcb.rcvNxt + window;
        Establishment.agree(host, tcb, segment);
        if (acknowledges) {
            establish(host, tcb, segment);
        } else {
            // Both sides open at the same time (RFC 9293 §3.5 MUST-10).
            host.move(tcb, TcpEvent.SYN_RECEIVED);
            Outgoing.synAck(host, tcb);
            Transmit.restartTimer(host, tcb);
            host.arm(tcb);
        }
    }

    private static void establish(Host host, Tcb tcb, Segment segment) {
        Establishment.begin(host, tcb, segment);
        host.move(tcb, TcpEvent.SYN_ACK_RECEIVED);
        host.tell(tcb, SocketEvent.CONNECTED);
        if (tcb.sendBuffer.length() == 0) {
            Acknowledging.oweAtOnce(tcb);
        }
        Transmit.output(host, tcb);
    }

    /// The four-tuple was taken over from a waiting row, or the peer's host is known: its clock has been later
    /// already (net/ipv4/tcp_input.c:tcp_rcv_synsent_state_process).
    private static boolean isOld(Host host, Tcb tcb, Segment segment) {
        return segment.hasOption(Segment.TIMESTAMPS)
                && SequenceCheck.isPresent(host, tcb)
                && SequenceNumber.lessThan(segment.tsVal, tcb.tsRecent);
    }

    /// Something else than our SYN is acknowledged: most likely the peer still waits in the connection that had
    /// this four-tuple before. The reset makes it forget, so the SYN is worth another try soon.
    private static boolean isAcceptable(Host host, Tcb tcb, Segment segment) {
        if (!SequenceNumber.greaterThan(segment.ack, tcb.iss) || SequenceNumber.greaterThan(segment.ack, tcb.sndNxt)) {
            int soon = host.profile.opening().promptSynMillis();
            if (soon > 0 && tcb.retransmits == 0) {
                tcb.retransmitAt = host.now() + soon * NANOS_PER_MILLI;
                host.arm(tcb);
            }
            return false;
        }
        if (!tcb.timestampsOffered || !segment.hasOption(Segment.TIMESTAMPS) || segment.tsEcr == 0) {
            return true;
        }
        int now = host.timestamp(tcb.tsOffset);
        int first = host.profile.sequence().timestamp(tcb.unackedSince, tcb.tsOffset);
        boolean echoesOurs = SequenceNumber.atLeast(segment.tsEcr, first) && SequenceNumber.atMost(segment.tsEcr, now);
        if (!echoesOurs) {
            host.count(Counter.PAWS_ACTIVE);
        }
        return echoesOurs;
    }
}
