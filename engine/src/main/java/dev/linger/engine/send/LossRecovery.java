package dev.linger.engine.send;

import dev.linger.engine.congestion.CongestionControl;
import dev.linger.engine.connection.Host;
import dev.linger.engine.connection.Tcb;
import dev.linger.model.Counter;
import dev.linger.model.SequenceNumber;

/// Fast retransmission and fast recovery: RFC 5681 §3.2 with the rules of RFC 6582 §3.2 for acknowledgments that
/// cover only a part. Recovery by SACK will stand beside it.
public final class LossRecovery {
    private LossRecovery() {}

    /// `bytes` were acknowledged for the first time; SND.UNA has moved already.
    public static void onAcknowledged(Host host, Tcb tcb, int bytes) {
        tcb.duplicateAcks = 0;
        if (!tcb.recovering) {
            congestion(host).onAcknowledged(tcb, bytes);
        } else if (SequenceNumber.atLeast(tcb.sndUna, tcb.recover)) {
            tcb.recovering = false;
            congestion(host).onRecovered(tcb, tcb.sndNxt - tcb.sndUna);
        } else {
            congestion(host).onPartial(tcb, bytes);
            Transmit.resendFirst(host, tcb);
        }
    }

    /// An acknowledgment that acknowledges nothing new, while something is on its way.
    public static void onDuplicate(Host host, Tcb tcb) {
        if (tcb.recovering) {
            congestion(host).onDuplicate(tcb);
            return;
        }
        tcb.duplicateAcks++;
        int threshold = host.profile.retransmission().duplicateAcks();
        // What was sent before the last recovery or time-out may still cause duplicates (RFC 6582 §3.2, step 2).
        if (tcb.duplicateAcks == threshold && SequenceNumber.greaterThan(tcb.sndUna, tcb.recover)) {
            tcb.recovering = true;
            tcb.recover = tcb.sndNxt;
            congestion(host).onLoss(tcb, flightWithoutLimitedTransmit(tcb), threshold);
            host.count(Counter.FAST_RETRANSMITS);
            Transmit.resendFirst(host, tcb);
            Transmit.restartTimer(host, tcb);
        }
    }

    /// The retransmission timer ran out: everything but a SYN is sent again, one window at a time.
    public static void onTimeout(Host host, Tcb tcb) {
        congestion(host).onTimeout(tcb, tcb.sndNxt - tcb.sndUna);
        tcb.recovering = false;
        tcb.recover = tcb.sndNxt;
        tcb.duplicateAcks = 0;
        tcb.resendNxt = tcb.textStart();
    }

    /// What limited transmit has added to the flight, in full segments beyond the congestion window, does not count
    /// (RFC 5681 §3.2, step 2).
    private static int flightWithoutLimitedTransmit(Tcb tcb) {
        int flight = tcb.sndNxt - tcb.sndUna;
        int beyond = Math.max(0, flight - tcb.cwnd);
        return flight - (beyond + tcb.effSndMss - 1) / tcb.effSndMss * tcb.effSndMss;
    }

    private static CongestionControl congestion(Host host) {
        return CongestionControl.of(host.profile.retransmission());
    }
}
