package dev.linger.engine.connection;

/// How large the segments of a connection are.
public final class SegmentSize {
    private static final int IPV6_AND_TCP_BYTES = 60;
    private static final int IPV4_AND_TCP_BYTES = 40;
    private static final int TIMESTAMPS_BYTES = 12;

    private SegmentSize() {}

    /// The MSS for the SYN: the link's packets less the headers (RFC 9293 §3.7.1 MUST-67).
    public static int offeredMss(Host host, Tcb tcb) {
        int header = tcb.isIpv6() ? IPV6_AND_TCP_BYTES : IPV4_AND_TCP_BYTES;
        int mss = host.profile.data().mtuBytes() - header;
        int asked = tcb.options.maxSegmentBytes();
        return asked == 0 ? mss : Math.min(mss, asked);
    }

    /// What options take from every segment of text.
    public static int optionBytes(Tcb tcb) {
        return tcb.timestamps ? TIMESTAMPS_BYTES : 0;
    }
}
