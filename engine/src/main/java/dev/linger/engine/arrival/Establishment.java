package dev.linger.engine.arrival;

import dev.linger.engine.congestion.CongestionControl;
import dev.linger.engine.connection.Host;
import dev.linger.engine.connection.SegmentSize;
import dev.linger.engine.connection.Tcb;
import dev.linger.engine.profile.DataRules;
import dev.linger.engine.profile.RetransmissionRules;
import dev.linger.engine.send.KeepAliveTimer;
import dev.linger.engine.send.RoundTrip;
import dev.linger.model.Flags;
import dev.linger.wire.Segment;

/// What both ways into ESTABLISHED have in common: the peer's options, and the first values of windows and timers.
final class Establishment {
    /// Taken when the peer offers none (RFC 9293 §3.7.1 MUST-15).
    private static final int DEFAULT_MSS_IPV4 = 536;

    private static final int DEFAULT_MSS_IPV6 = 1220;
    private static final int MIN_MSS = 64;
    /// RFC 7323 §2.3: a larger shift count counts as this one.
    private static final int MAX_SHIFT = 14;

    private Establishment() {}

    /// Takes the options of the peer's SYN, which are only good if this host offers them too.
    static void agree(Host host, Tcb tcb, Segment syn) {
        DataRules rules = host.profile.data();
        tcb.timestamps = rules.timestamps() && syn.hasOption(Segment.TIMESTAMPS);
        tcb.selectiveAcknowledgments = rules.selectiveAcknowledgments() && syn.hasOption(Segment.SACK_PERMITTED);
        tcb.windowScaling = rules.windowScaling() && syn.hasOption(Segment.WINDOW_SCALE);
        tcb.sndWindShift = tcb.windowScaling ? Math.min(syn.windowScale, MAX_SHIFT) : 0;
        if (!tcb.windowScaling) {
            tcb.rcvWindShift = 0;
        }
        if (tcb.timestamps) {
            tcb.tsRecent = syn.tsVal;
            tcb.tsRecentMillis = host.nowMillis();
            tcb.tsRecentValid = true;
        }
        int offered = tcb.isIpv6() ? DEFAULT_MSS_IPV6 : DEFAULT_MSS_IPV4;
        if (syn.hasOption(Segment.MSS)) {
            offered = syn.mss;
        }
        // The smaller of what the peer takes and the link carries (RFC 9293 §3.7.1 MUST-16).
        int mss = Math.min(Math.max(offered, MIN_MSS), SegmentSize.offeredMss(host, tcb));
        tcb.effSndMss = mss - SegmentSize.optionBytes(tcb);
        // Already known here so that a window can be judged; never scaled in a SYN (RFC 7323 §2.2).
        tcb.sndWnd = syn.wnd;
        tcb.maxSndWnd = syn.wnd;
        tcb.sndWl1 = syn.seq;
        tcb.sndWl2 = syn.ack;
    }

    /// Our SYN was acknowledged by this segment.
    static void begin(Host host, Tcb tcb, Segment segment) {
        tcb.synAcknowledged = true;
        RetransmissionRules rules = host.profile.retransmission();
        RoundTrip.measure(host, tcb, segment);
        RoundTrip.onEstablished(tcb, rules);
        boolean careful = tcb.retransmits > rules.synLossesForgiven();
        CongestionControl.of(rules).begin(tcb, careful ? 1 : host.profile.data().initialWindowSegments());
        tcb.sndUna = tcb.iss + 1;
        tcb.retransmits = 0;
        tcb.resentSince = Tcb.NEVER;
        tcb.retransmitAt = Tcb.NEVER;
        tcb.unackedSince = Tcb.NEVER;
        tcb.sndWnd = segment.has(Flags.SYN) ? segment.wnd : segment.wnd << tcb.sndWindShift;
        tcb.maxSndWnd = Math.max(tcb.maxSndWnd, tcb.sndWnd);
        tcb.sndWl1 = segment.seq;
        tcb.sndWl2 = segment.ack;
        tcb.recover = tcb.iss;
        tcb.lastReceivedNanos = host.now();
        KeepAliveTimer.start(host, tcb);
    }
}
