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

/// The persist timer: a window that is shut is probed, without end as long as the peer answers (RFC 9293 §3.8.6.1
/// MUST-35, MUST-36, SHLD-29, SHLD-30).
final class ZeroWindowProbe {
    private ZeroWindowProbe() {}

    static void onTimeout(Host host, Tcb tcb) {
        RetransmissionRules rules = host.profile.retransmission();
        // Nobody reads for an orphan: it need not wait for a peer that never opens its window
        // (net/ipv4/tcp_timer.c:tcp_probe_timer).
        int retries = tcb.orphan ? Orphan.retries(host, tcb) : rules.retries();
        boolean hopeless = tcb.orphan && !RoundTrip.mayBackOff(tcb, rules) && tcb.retransmits >= retries;
        if (!hopeless && Orphan.endsForWant(host, tcb, true)) {
            return;
        }
        if (hopeless || tcb.probes >= retries) {
            Ending.giveUp(host, tcb);
            return;
        }
        tcb.probes++;
        tcb.retransmits++;
        RoundTrip.backOffText(tcb, rules);
        if (host.profile.data().probesCarryText()) {
            probeWithText(host, tcb);
        } else {
            Outgoing.probe(host, tcb);
        }
        Transmit.restartTimer(host, tcb);
        host.arm(tcb);
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
