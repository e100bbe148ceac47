package dev.linger.engine.congestion;

import dev.linger.engine.connection.Tcb;

/// Slow start, congestion avoidance (RFC 9293 §3.8.2 MUST-19) and the window's part in NewReno's fast recovery: RFC
/// 5681 §3.1, §3.2, RFC 6582 §3.2.
final class Reno implements CongestionControl {
    static final Reno RENO = new Reno();

    private static final int MAX_WINDOW = 1 << 30;

    private Reno() {}

    @Override
    public void begin(Tcb tcb, int initialWindowSegments) {
        tcb.cwnd = initialWindow(tcb.effSndMss, initialWindowSegments);
        tcb.ssthresh = MAX_WINDOW;
        tcb.ackedBytes = 0;
        tcb.duplicateAcks = 0;
        tcb.recovering = false;
    }

    /// RFC 5681 §4.1: the restart window.
    @Override
    public void onIdle(Tcb tcb, int initialWindowSegments) {
        tcb.cwnd = Math.min(tcb.cwnd, initialWindow(tcb.effSndMss, initialWindowSegments));
    }

    @Override
    public void onAcknowledged(Tcb tcb, int bytes) {
        if (tcb.cwnd < tcb.ssthresh) {
            grow(tcb, Math.min(bytes, tcb.effSndMss));
            return;
        }
        // One segment for each window acknowledged, counted in bytes (RFC 3465 §2.1).
        tcb.ackedBytes += bytes;
        if (tcb.ackedBytes >= tcb.cwnd) {
            tcb.ackedBytes -= tcb.cwnd;
            grow(tcb, tcb.effSndMss);
        }
    }

    @Override
    public void onLoss(Tcb tcb, int flight, int duplicateAcks) {
        tcb.ssthresh = half(tcb, flight);
        tcb.cwnd = tcb.ssthresh;
        grow(tcb, duplicateAcks * tcb.effSndMss);
    }

    @Override
    public void onDuplicate(Tcb tcb) {
        grow(tcb, tcb.effSndMss);
    }

    @Override
    public void onPartial(Tcb tcb, int bytes) {
        tcb.cwnd = Math.max(tcb.effSndMss, tcb.cwnd - bytes);
        if (bytes >= tcb.effSndMss) {
            grow(tcb, tcb.effSndMss);
        }
    }

    @Override
    public void onRecovered(Tcb tcb, int flight) {
        tcb.cwnd = Math.min(tcb.ssthresh, Math.max(flight, tcb.effSndMss) + tcb.effSndMss);
        tcb.ackedBytes = 0;
    }

    @Override
    public void onTimeout(Tcb tcb, int flight) {
        // Only the first time-out of a segment halves (RFC 5681 §3.1, equation 4).
        if (tcb.retransmits == 0) {
            tcb.ssthresh = half(tcb, flight);
        }
        tcb.cwnd = tcb.effSndMss;
        tcb.ackedBytes = 0;
    }

    private static int half(Tcb tcb, int flight) {
        return Math.max(flight / 2, 2 * tcb.effSndMss);
    }

    private static void grow(Tcb tcb, int bytes) {
        tcb.cwnd = Math.min(MAX_WINDOW, tcb.cwnd + bytes);
    }

    /// RFC 5681 §3.1: two to four segments, by their size.
    private static int initialWindow(int smss, int segments) {
        if (segments > 0) {
            return segments * smss;
        }
        if (smss > 2190) {
            return 2 * smss;
        }
        return smss > 1095 ? 3 * smss : 4 * smss;
    }
}
