package dev.linger.engine.timeout;

import dev.linger.engine.closing.Ending;
import dev.linger.engine.connection.Host;
import dev.linger.engine.connection.Tcb;
import dev.linger.engine.send.KeepAliveTimer;
import dev.linger.engine.send.Outgoing;
import dev.linger.engine.socket.Errno;
import dev.linger.model.Counter;

/// Keepalive (RFC 9293 §3.8.4 MAY-5), off unless the program asks for it (MUST-24, MUST-25): empty probes (SHLD-12)
/// after a silence that can be set (MUST-27), of which several must stay unanswered (MUST-29).
final class KeepAlive {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private KeepAlive() {}

    static void onTimeout(Host host, Tcb tcb) {
        if (!tcb.options.keepAlive()) {
            return;
        }
        long idleMillis = KeepAliveTimer.idleMillis(host, tcb);
        long due = tcb.lastReceivedNanos + idleMillis * NANOS_PER_MILLI;
        // What is to be sent is watched by the retransmission timer (MUST-26).
        boolean busy = tcb.hasUnacknowledged() || tcb.sendBuffer.length() > 0;
        if (busy || host.now() < due) {
            tcb.keepAliveAt = busy ? host.in(idleMillis) : due;
            host.arm(tcb);
            return;
        }
        if (isOver(host, tcb)) {
            Errno errno = tcb.softError == Errno.OK ? Errno.ETIMEDOUT : tcb.softError;
            Ending.abort(host, tcb, Counter.ABORT_ON_TIMEOUT, errno);
            return;
        }
        tcb.probes++;
        host.count(Counter.KEEP_ALIVES);
        Outgoing.probe(host, tcb);
        tcb.keepAliveAt = host.in(KeepAliveTimer.intervalMillis(host, tcb));
        host.arm(tcb);
    }

    /// Never after a single probe unless so few were asked for (MUST-29). TCP_USER_TIMEOUT takes the place of the
    /// count (net/ipv4/tcp_timer.c:tcp_keepalive_timer).
    private static boolean isOver(Host host, Tcb tcb) {
        int userTimeout = tcb.options.userTimeoutMillis();
        if (userTimeout > 0) {
            return tcb.probes > 0 && host.now() - tcb.lastReceivedNanos >= userTimeout * NANOS_PER_MILLI;
        }
        return tcb.probes >= KeepAliveTimer.probes(host, tcb);
    }
}
