package dev.linger.engine.timeout;

import dev.linger.engine.closing.Ending;
import dev.linger.engine.closing.Orphan;
import dev.linger.engine.connection.Host;
import dev.linger.engine.connection.Tcb;
import dev.linger.engine.profile.RetransmissionRules;
import dev.linger.engine.send.Outgoing;
import dev.linger.engine.send.RoundTrip;
import dev.linger.engine.send.Transmit;
import dev.linger.model.SequenceNumber;

/// The persist timer: a window that is shut is probed first after a retransmission time-out, then after twice as
/// long each time, and without end as long as the peer answers (RFC 9293 §3.8.6.1 MUST-36, MUST-37, SHLD-29,
/// SHLD-30).
final class ZeroWindowProbe {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private ZeroWindowProbe() {}

    static void onTimeout(Host host, Tcb tcb) {
        if (tcb.sndWnd > 0) {
            Transmit.override(host, tcb);
            return;
        }
        if (isOver(host, tcb)) {
            Ending.giveUp(host, tcb);
            return;
        }
        if (Orphan.endsForWant(host, tcb, true)) {
            return;
        }
        tcb.probes++;
        tcb.retransmits++;
        RoundTrip.backOffText(tcb, host.profile.retransmission());
        Transmit.noteResent(host, tcb);
        if (host.profile.data().probesCarryText()) {
            probeWithText(host, tcb);
        } else if (tcb.hasUnacknowledged()) {
            // What is on its way to a window that shrank is as good a probe.
            Transmit.resendFirst(host, tcb);
        } else {
            Outgoing.probe(host, tcb);
        }
        Transmit.restartTimer(host, tcb);
        host.arm(tcb);
    }

    /// Whether the peer has not answered for as long as retransmissions may go unanswered. Linux lets an orphan go
    /// too when the wait has reached its ceiling (net/ipv4/tcp_timer.c:tcp_probe_timer).
    private static boolean isOver(Host host, Tcb tcb) {
        if (RetransmissionTimeout.isOverUserTimeout(host, tcb)) {
            return true;
        }
        RetransmissionRules rules = host.profile.retransmission();
        int retries = tcb.orphan ? Orphan.retries(host, tcb) : rules.retries();
        boolean unanswered = tcb.probes >= retries;
        return switch (rules.limit()) {
            case COUNT -> unanswered;
            case TIME -> tcb.probes > 0 && host.now() - tcb.lastReceivedNanos >= rules.limitMillis() * NANOS_PER_MILLI;
            case DOUBLING_TIME ->
                unanswered || (tcb.orphan && !RoundTrip.mayBackOff(tcb, rules) && tcb.retransmits >= retries);
        };
    }

    private static void probeWithText(Host host, Tcb tcb) {
        int seq = tcb.sndUna;
        int length = Math.min(1, tcb.sendBuffer.length());
        boolean fin = length == 0;
        Outgoing.text(host, tcb, seq, length, fin);
        tcb.sndNxt = SequenceNumber.later(tcb.sndNxt, seq + 1);
        tcb.resendNxt = SequenceNumber.later(tcb.resendNxt, seq + 1);
    }
}
