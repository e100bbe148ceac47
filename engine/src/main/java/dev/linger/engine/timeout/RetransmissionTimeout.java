package dev.linger.engine.timeout;

import dev.linger.engine.closing.Ending;
import dev.linger.engine.closing.Orphan;
import dev.linger.engine.connection.Host;
import dev.linger.engine.connection.Tcb;
import dev.linger.engine.profile.OpeningRules;
import dev.linger.engine.profile.RetransmissionRules;
import dev.linger.engine.send.LossRecovery;
import dev.linger.engine.send.Outgoing;
import dev.linger.engine.send.RoundTrip;
import dev.linger.engine.send.Transmit;
import dev.linger.engine.socket.Errno;
import dev.linger.engine.state.TcpEvent;
import dev.linger.model.Counter;
import dev.linger.model.TcpState;

/// The retransmission timer ran out: RFC 6298 §5.4, §5.5, and the end at R2 (RFC 9293 §3.8.3 MUST-20). Nobody is
/// told when R1 is reached: there are no routes to doubt.
final class RetransmissionTimeout {
    private static final long NANOS_PER_MILLI = 1_000_000;
    /// Of TCP_RXT_FINDROP (bsd/netinet/tcp_timer.c:tcp_timers of macOS).
    private static final int FIN_RETRANSMISSIONS = 4;

    private RetransmissionTimeout() {}

    static void process(Host host, Tcb tcb) {
        switch (tcb.state) {
            case SYN_SENT -> onSyn(host, tcb);
            case SYN_RECEIVED -> {
                if (tcb.isEmbryo()) {
                    onSynAck(host, tcb);
                } else {
                    onSyn(host, tcb);
                }
            }
            case ESTABLISHED, FIN_WAIT_1, CLOSE_WAIT, CLOSING, LAST_ACK -> onText(host, tcb);
            case FIN_WAIT_2, LISTEN, TIME_WAIT, CLOSED ->
                throw new IllegalStateException("nothing is retransmitted in " + tcb.state);
        }
    }

    /// By the same rules with an R2 of its own (RFC 9293 §3.8.3 MUST-22, MUST-23). A SYN that has crossed the peer's
    /// goes
    /// again as a SYN-ACK, with the patience of one that connects (net/ipv4/tcp_timer.c:tcp_write_timeout).
    private static void onSyn(Host host, Tcb tcb) {
        OpeningRules rules = host.profile.opening();
        boolean crossed = tcb.state == TcpState.SYN_RECEIVED;
        int linear = crossed ? 0 : rules.synLinearTimeouts();
        boolean tooMany = tcb.retransmits >= rules.synRetries() + linear;
        boolean tooLong =
                rules.synLimitMillis() > 0 && host.now() - tcb.unackedSince >= rules.synLimitMillis() * NANOS_PER_MILLI;
        if (tooMany || tooLong || isOverUserTimeout(host, tcb)) {
            host.count(Counter.TIMEOUTS);
            Ending.giveUp(host, tcb);
            return;
        }
        again(host, tcb, linear);
        if (crossed) {
            Outgoing.synAck(host, tcb);
        } else {
            Outgoing.syn(host, tcb);
        }
    }

    private static void onSynAck(Host host, Tcb tcb) {
        if (tcb.retransmits >= host.profile.opening().synAckRetries() || isOverUserTimeout(host, tcb)) {
            host.count(Counter.TIMEOUTS);
            Ending.end(host, tcb, TcpEvent.GIVE_UP, Errno.OK);
            return;
        }
        again(host, tcb, 0);
        Outgoing.synAck(host, tcb);
    }

    private static void onText(Host host, Tcb tcb) {
        host.count(Counter.TIMEOUTS);
        boolean over = isOver(host, tcb);
        boolean hope = !over || RoundTrip.mayBackOff(tcb, host.profile.retransmission());
        if (Orphan.endsForWant(host, tcb, hope)) {
            return;
        }
        if (over) {
            Ending.giveUp(host, tcb);
            return;
        }
        LossRecovery.onTimeout(host, tcb);
        tcb.retransmits++;
        Transmit.noteResent(host, tcb);
        RoundTrip.backOffText(tcb, host.profile.retransmission());
        if (tcb.synAcknowledged) {
            Transmit.resendFirst(host, tcb);
        } else {
            Outgoing.synAck(host, tcb);
            Transmit.noteSynAgain(host, tcb);
        }
        Transmit.restartTimer(host, tcb);
        host.arm(tcb);
    }

    /// Counts, backs off and starts the timer again. The first `linear` times the wait stays as it is
    /// (net.ipv4.tcp_syn_linear_timeouts).
    private static void again(Host host, Tcb tcb, int linear) {
        host.count(Counter.TIMEOUTS);
        tcb.retransmits++;
        if (tcb.retransmits > linear) {
            RoundTrip.backOff(tcb, host.profile.retransmission());
        }
        Transmit.noteSynAgain(host, tcb);
    }

    /// Whether the connection is given up instead of trying once more.
    private static boolean isOver(Host host, Tcb tcb) {
        RetransmissionRules rules = host.profile.retransmission();
        if (tcb.options.userTimeoutMillis() > 0) {
            return isOverUserTimeout(host, tcb);
        }
        if (tcb.options.dropsUnansweredFin() && tcb.finSent() && tcb.retransmits >= FIN_RETRANSMISSIONS) {
            return true;
        }
        int retries = tcb.orphan ? Orphan.retries(host, tcb) : rules.retries();
        return switch (rules.limit()) {
            case COUNT -> tcb.retransmits >= retries;
            case TIME -> host.now() - tcb.unackedSince >= rules.limitMillis() * NANOS_PER_MILLI;
            case DOUBLING_TIME ->
                tcb.resentSince != Tcb.NEVER
                        && host.now() - tcb.resentSince >= rules.doublingMillis(retries) * NANOS_PER_MILLI;
        };
    }

    /// TCP_USER_TIMEOUT, which takes the place of the system's limit (RFC 9293 §3.8.3 MUST-21;
    /// net/ipv4/tcp_timer.c:tcp_write_timeout).
    static boolean isOverUserTimeout(Host host, Tcb tcb) {
        int millis = tcb.options.userTimeoutMillis();
        long since = Transmit.userTimeoutSince(host, tcb);
        return millis > 0 && since != Tcb.NEVER && host.now() - since >= millis * NANOS_PER_MILLI;
    }
}
