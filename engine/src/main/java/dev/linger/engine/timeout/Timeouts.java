package dev.linger.engine.timeout;

import dev.linger.engine.closing.FinWait2;
import dev.linger.engine.closing.Orphan;
import dev.linger.engine.closing.TimeWaitEntry;
import dev.linger.engine.closing.WaitingPort;
import dev.linger.engine.connection.Host;
import dev.linger.engine.connection.Tcb;
import dev.linger.engine.receive.Acknowledging;
import dev.linger.engine.send.Transmit;
import dev.linger.engine.timewait.TimeWaitStore;
import dev.linger.model.TcpState;

/// TIMEOUTS: RFC 9293 §3.10.8. Everything that is due, in the order of its deadlines; of several things due at the
/// same moment, waiting rows end first.
public final class Timeouts {
    private Timeouts() {}

    public static void process(Host host) {
        expireRows(host);
        int slot = host.earliestSocket();
        while (slot != Tcb.NONE && host.socket(slot).earliestDeadline() <= host.now()) {
            fire(host, host.socket(slot));
            slot = host.earliestSocket();
        }
    }

    private static void expireRows(Host host) {
        int now = host.nowMillis();
        int handle = host.waiting.due(now);
        while (handle != TimeWaitStore.NONE) {
            WaitingPort.discard(host, handle);
            if (!host.profile.counting().waitsAtEntry()) {
                TimeWaitEntry.count(host, host.row.deadlineMillis - host.row.enteredMillis);
            }
            handle = host.waiting.due(now);
        }
    }

    private static void fire(Host host, Tcb tcb) {
        long now = host.now();
        if (tcb.delayedAckAt <= now) {
            Acknowledging.onTimeout(host, tcb);
            Transmit.output(host, tcb);
        } else if (tcb.retransmitAt <= now) {
            tcb.retransmitAt = Tcb.NEVER;
            if (tcb.probing) {
                ZeroWindowProbe.onTimeout(host, tcb);
            } else {
                RetransmissionTimeout.process(host, tcb);
            }
        } else if (tcb.lingerAt <= now) {
            onLingerTimeout(host, tcb);
        } else {
            tcb.keepAliveAt = Tcb.NEVER;
            if (tcb.state == TcpState.FIN_WAIT_2 && !tcb.owned) {
                FinWait2.onTimeout(host, tcb);
            } else {
                KeepAlive.onTimeout(host, tcb);
            }
        }
    }

    private static void onLingerTimeout(Host host, Tcb tcb) {
        if (tcb.closing) {
            Orphan.onLingered(host, tcb);
        } else {
            FinWait2.onHeldTooLong(host, tcb);
        }
    }
}
