package dev.linger.engine;

import dev.linger.engine.connection.Host;
import dev.linger.engine.connection.SegmentSize;
import dev.linger.engine.connection.Tcb;
import dev.linger.model.SequenceNumber;
import dev.linger.model.TcpState;
import java.util.LinkedHashMap;
import java.util.Map;

/// The fields of Linux's struct tcp_info that follow from what a socket is like (net/ipv4/tcp.c:tcp_get_info). Others
/// are not there: an estimate would look like a fact.
final class TcpInfoFields {
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long INFINITE_SSTHRESH = 0x7FFF_FFFF;
    /// From here on a threshold stands for none.
    private static final int NO_THRESHOLD = 1 << 30;

    private static final long TIMESTAMPS = 1;
    private static final long SACK = 2;
    private static final long WINDOW_SCALE = 4;

    private TcpInfoFields() {}

    static Map<String, Long> of(Host host, Tcb tcb, long nowNanos) {
        Map<String, Long> fields = new LinkedHashMap<>();
        fields.put("tcpi_state", (long) tcb.state.kernelNumber());
        if (tcb.listener != null) {
            fields.put("tcpi_unacked", (long) tcb.listener.waiting());
            fields.put("tcpi_sacked", (long) tcb.listener.backlog);
            return fields;
        }
        addRetransmission(fields, tcb);
        addOptions(fields, tcb);
        addTimes(fields, tcb, nowNanos);
        if (tcb.synAcknowledged) {
            addWindows(fields, host, tcb);
            addCounts(fields, tcb);
        }
        return fields;
    }

    private static void addRetransmission(Map<String, Long> fields, Tcb tcb) {
        fields.put("tcpi_ca_state", congestionState(tcb));
        fields.put("tcpi_retransmits", tcb.probing ? 0L : tcb.retransmits);
        fields.put("tcpi_probes", (long) tcb.probes);
        fields.put("tcpi_rto", (long) tcb.rtoMicros);
        fields.put("tcpi_rtt", (long) tcb.srttMicros);
        fields.put("tcpi_rttvar", (long) tcb.rttvarMicros);
        if (!tcb.hasUnacknowledged()) {
            // How many segments are on their way is not kept: only that there are none is known.
            fields.put("tcpi_unacked", 0L);
            fields.put("tcpi_sacked", 0L);
            fields.put("tcpi_lost", 0L);
            fields.put("tcpi_retrans", 0L);
        }
    }

    /// Open, Disorder, Recovery or Loss (include/uapi/linux/tcp.h:tcp_ca_state).
    private static long congestionState(Tcb tcb) {
        if (tcb.recovering) {
            return 3;
        }
        boolean loss = tcb.synAcknowledged
                ? SequenceNumber.lessThan(tcb.sndUna, tcb.recover)
                : tcb.state == TcpState.SYN_SENT && tcb.retransmits > 0;
        return loss ? 4 : Math.min(1, tcb.duplicateAcks);
    }

    private static void addOptions(Map<String, Long> fields, Tcb tcb) {
        long options = (tcb.timestamps ? TIMESTAMPS : 0)
                | (tcb.selectiveAcknowledgments ? SACK : 0)
                | (tcb.windowScaling ? WINDOW_SCALE : 0);
        fields.put("tcpi_options", options);
        fields.put("tcpi_snd_wscale", tcb.windowScaling ? tcb.sndWindShift : 0L);
        fields.put("tcpi_rcv_wscale", tcb.windowScaling ? tcb.rcvWindShift : 0L);
    }

    private static void addTimes(Map<String, Long> fields, Tcb tcb, long nowNanos) {
        if (tcb.textSentNanos != Tcb.NEVER) {
            fields.put("tcpi_last_data_sent", (nowNanos - tcb.textSentNanos) / NANOS_PER_MILLI);
        }
        // The kernel leaves this one empty.
        fields.put("tcpi_last_ack_sent", 0L);
        if (tcb.lastReceivedNanos != Tcb.NEVER) {
            fields.put("tcpi_last_ack_recv", (nowNanos - tcb.lastReceivedNanos) / NANOS_PER_MILLI);
        }
    }

    private static void addWindows(Map<String, Long> fields, Host host, Tcb tcb) {
        int mss = tcb.effSndMss;
        fields.put("tcpi_snd_mss", (long) mss);
        fields.put("tcpi_advmss", (long) SegmentSize.offeredMss(host, tcb) - SegmentSize.optionBytes(tcb));
        fields.put("tcpi_pmtu", (long) host.profile.data().mtuBytes());
        fields.put("tcpi_reordering", (long) host.profile.retransmission().duplicateAcks());
        fields.put("tcpi_snd_cwnd", (long) tcb.cwnd / mss);
        fields.put("tcpi_snd_ssthresh", tcb.ssthresh >= NO_THRESHOLD ? INFINITE_SSTHRESH : tcb.ssthresh / mss);
        fields.put("tcpi_snd_wnd", (long) tcb.sndWnd);
        fields.put("tcpi_rcv_wnd", (long) Math.max(0, tcb.rcvWnd()));
    }

    /// Modulo 2^32. The peer's FIN counts as received, and ours as acknowledged.
    private static void addCounts(Map<String, Long> fields, Tcb tcb) {
        fields.put("tcpi_bytes_received", Integer.toUnsignedLong(tcb.rcvNxt - tcb.irs - 1));
        int end = tcb.textEnd() + (tcb.finQueued ? 1 : 0);
        fields.put("tcpi_notsent_bytes", Math.max(0L, end - tcb.sndNxt));
    }
}
