package dev.linger.engine.receive;

import dev.linger.engine.connection.Host;
import dev.linger.engine.connection.Tcb;
import dev.linger.model.Counter;
import dev.linger.model.TcpState;
import dev.linger.wire.Segment;

/// When what has arrived is acknowledged: at once, or a little later in the hope of an answer to carry it, or of
/// more to acknowledge with it (RFC 9293 §3.8.6.3 SHLD-18, MUST-58; RFC 5681 §4.2).
public final class Acknowledging {
    private Acknowledging() {}

    /// Text arrived in order.
    public static void oweForText(Host host, Tcb tcb, Segment segment) {
        ReceiveWindow.onText(host, tcb, segment.textLength);
        tcb.ackOwed = true;
        if (adapts(host)) {
            AdaptiveDelay.onText(host, tcb, segment);
        }
    }

    /// The peer's FIN arrived in order. Linux lets its acknowledgment wait like that of text, but at once if none has
    /// ever come: there is nothing yet to tell how long (net/ipv4/tcp_input.c:tcp_fin,
    /// net/ipv4/tcp_output.c:tcp_send_delayed_ack).
    public static void oweForFin(Host host, Tcb tcb) {
        tcb.ackOwed = true;
        if (!adapts(host)) {
            tcb.ackNow = true;
        } else if (tcb.state == TcpState.CLOSE_WAIT) {
            tcb.interactive = true;
        }
    }

    /// Something is missing: the peer has to know (RFC 5681 §4.2).
    public static void oweAtOnce(Tcb tcb) {
        tcb.ackOwed = true;
        tcb.ackNow = true;
    }

    /// Something came twice: the same, and it seems that acknowledgments have come late.
    public static void oweForRepeated(Host host, Tcb tcb) {
        oweAtOnce(tcb);
        if (adapts(host)) {
            AdaptiveDelay.hurry(tcb);
        }
    }

    /// A segment has been processed: whether what is owed may wait is decided.
    public static void decide(Host host, Tcb tcb) {
        if (!tcb.ackOwed || tcb.ackNow) {
            return;
        }
        if (adapts(host)) {
            AdaptiveDelay.decide(host, tcb);
            return;
        }
        int delay = host.profile.data().delayedAckMillis();
        // Every second full-sized segment at the latest (SHLD-19).
        if (delay == 0 || tcb.rcvNxt - tcb.lastAckSent >= 2 * Math.max(1, tcb.effSndMss)) {
            tcb.ackNow = true;
        } else if (tcb.delayedAckAt == Tcb.NEVER) {
            tcb.delayedAckAt = host.in(delay);
        }
    }

    /// Nothing came along to carry it.
    public static void onTimeout(Host host, Tcb tcb) {
        tcb.delayedAckAt = Tcb.NEVER;
        if (tcb.ackOwed) {
            host.count(Counter.DELAYED_ACKS);
            AdaptiveDelay.onTimeout(tcb);
            tcb.ackNow = true;
        }
    }

    /// An acknowledgment is on its way.
    public static void onSent(Tcb tcb) {
        tcb.lastAckSent = tcb.rcvNxt;
        tcb.ackOwed = false;
        tcb.ackNow = false;
        tcb.delayedAckAt = Tcb.NEVER;
        AdaptiveDelay.onSent(tcb);
    }

    /// The program has read: whether that is worth an acknowledgment now.
    public static boolean isDueAfterReading(Host host, Tcb tcb) {
        return adapts(host) && tcb.ackOwed && AdaptiveDelay.isDueAfterReading(tcb);
    }

    /// TCP_QUICKACK: whether acknowledgments wait for answers of the program from now on, until it seems to behave
    /// otherwise. One that is owed for what the program has read goes now (net/ipv4/tcp.c:tcp_sock_set_quickack).
    public static void setQuick(Tcb tcb, boolean quick) {
        tcb.interactive = !quick;
        boolean read = tcb.receiveBuffer.readable() == 0;
        if (quick && tcb.ackOwed && read && (tcb.state == TcpState.ESTABLISHED || tcb.state == TcpState.CLOSE_WAIT)) {
            tcb.ackNow = true;
        }
    }

    /// Text is being sent. A program that sends so soon after it received is taken to answer, so that further
    /// acknowledgments wait for its answers (net/ipv4/tcp_output.c:tcp_event_data_sent).
    public static void onTextSent(Host host, Tcb tcb) {
        if (adapts(host) && AdaptiveDelay.isAnswer(host, tcb)) {
            tcb.interactive = true;
        }
    }

    private static boolean adapts(Host host) {
        return host.profile.data().quickAcks() > 0;
    }
}
