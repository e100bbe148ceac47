package dev.linger.engine.receive;

import dev.linger.engine.connection.Host;
import dev.linger.engine.connection.Tcb;
import dev.linger.model.Counter;
import dev.linger.model.TcpState;

/// When what has arrived is acknowledged: at once, or a little later in the hope of an answer to carry it, or of
/// more to acknowledge with it (RFC 9293 §3.8.6.3 SHLD-18, MUST-58; RFC 5681 §4.2).
public final class Acknowledging {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private Acknowledging() {}

    /// Text or a FIN arrived in order.
    public static void owe(Host host, Tcb tcb) {
        tcb.ackOwed = true;
        int delay = host.profile.data().delayedAckMillis();
        boolean quick = tcb.quickAcks > 0 && !tcb.interactive;
        if (quick) {
            tcb.quickAcks--;
        }
        // Every second full-sized segment at the latest (SHLD-19).
        if (delay == 0 || quick || tcb.rcvNxt - tcb.lastAckSent >= 2 * Math.max(1, tcb.effSndMss)) {
            tcb.ackNow = true;
        } else if (tcb.delayedAckAt == Tcb.NEVER) {
            tcb.delayedAckAt = host.in(delay);
        }
    }

    /// Something is missing or came twice: the peer has to know (RFC 5681 §4.2).
    public static void oweAtOnce(Tcb tcb) {
        tcb.ackOwed = true;
        tcb.ackNow = true;
    }

    /// Nothing came along to carry it.
    public static void onTimeout(Host host, Tcb tcb) {
        tcb.delayedAckAt = Tcb.NEVER;
        if (tcb.ackOwed) {
            host.count(Counter.DELAYED_ACKS);
            tcb.interactive = false;
            tcb.ackNow = true;
        }
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
        int delay = host.profile.data().delayedAckMillis();
        if (host.profile.data().quickAcks() > 0
                && tcb.ackOwed
                && host.now() - tcb.lastReceivedNanos < delay * NANOS_PER_MILLI) {
            tcb.interactive = true;
        }
    }
}
