package dev.linger.engine.congestion;

import dev.linger.engine.connection.Tcb;
import dev.linger.engine.profile.RetransmissionRules;

/// How fast a connection may send: moves `cwnd` and `ssthresh` of RFC 5681, in bytes. When segments are sent
/// again is not its business.
public interface CongestionControl {
    /// The algorithm that the rules name.
    static CongestionControl of(RetransmissionRules rules) {
        return switch (rules.congestion()) {
            case RENO -> Reno.RENO;
        };
    }

    /// The connection is established.
    ///
    /// @param initialWindowSegments 0 for what RFC 5681 §3.1 allows
    void begin(Tcb tcb, int initialWindowSegments);

    /// Nothing was sent for longer than a retransmission time-out, and something is about to be.
    ///
    /// @param initialWindowSegments as for [#begin]
    void onIdle(Tcb tcb, int initialWindowSegments);

    /// `bytes` were acknowledged for the first time, outside of a recovery.
    void onAcknowledged(Tcb tcb, int bytes);

    /// Duplicate acknowledgments say that a segment was lost, `flight` bytes being on their way.
    void onLoss(Tcb tcb, int flight, int duplicateAcks);

    /// One more duplicate acknowledgment during a recovery: one more segment has left the network.
    void onDuplicate(Tcb tcb);

    /// During a recovery `bytes` were acknowledged, but not all that it is about.
    void onPartial(Tcb tcb, int bytes);

    /// The recovery is over, with `flight` bytes on their way.
    void onRecovered(Tcb tcb, int flight);

    /// The retransmission timer ran out, with `flight` bytes on their way.
    void onTimeout(Tcb tcb, int flight);
}
