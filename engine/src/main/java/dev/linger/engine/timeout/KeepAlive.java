package dev.linger.engine.timeout;

import dev.linger.engine.closing.Ending;
import dev.linger.engine.connection.Host;
import dev.linger.engine.connection.Tcb;
import dev.linger.engine.profile.DataRules;
import dev.linger.engine.send.KeepAliveTimer;
import dev.linger.engine.send.Outgoing;
import dev.linger.engine.socket.Errno;
import dev.linger.model.Counter;

/// Keepalive: RFC 9293 §3.8.4, off unless the program asks for it (MUST-25).
final class KeepAlive {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private KeepAlive() {}

    static void onTimeout(Host host, Tcb tcb) {
        if (!tcb.options.keepAlive()) {
            return;
        }
        DataRules rules = host.profile.data();
        long silentMillis = (host.now() - tcb.lastReceivedNanos) / NANOS_PER_MILLI;
        long idleMillis = KeepAliveTimer.idleMillis(host, tcb);
        // What is on its way is watched by the retransmission timer.
        if (silentMillis < idleMillis || tcb.hasUnacknowledged()) {
            tcb.keepAliveAt = host.in(Math.max(1, idleMillis - silentMillis));
            host.arm(tcb);
            return;
        }
        int asked = tcb.options.keepCount();
        if (tcb.probes >= (asked == 0 ? rules.keepAliveProbes() : asked)) {
            Ending.abort(host, tcb, Counter.ABORT_ON_TIMEOUT, Errno.ETIMEDOUT);
            return;
        }
        tcb.probes++;
        host.count(Counter.KEEP_ALIVES);
        Outgoing.probe(host, tcb);
        int interval = tcb.options.keepIntervalSeconds();
        tcb.keepAliveAt = host.in(interval == 0 ? rules.keepAliveIntervalMillis() : interval * 1_000L);
        host.arm(tcb);
    }
}
