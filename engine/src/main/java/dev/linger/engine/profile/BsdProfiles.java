package dev.linger.engine.profile;

import dev.linger.engine.port.PortRules;
import dev.linger.engine.sequence.SequenceRules;
import dev.linger.engine.timewait.TimeWaitRules;
import dev.linger.wire.OptionOrder;

/// FreeBSD and macOS, by reading their sources; nothing of it was run.
final class BsdProfiles {
    private static final long OUTDATED_MILLIS = 24L * 24 * 60 * 60 * 1000;
    private static final int BUFFER_BYTES = 64 * 1024;

    /// Embryos are counted for the whole host there, and SYN cookies answer beyond that
    /// (sys/netinet/tcp_syncache.c: 512 buckets of 30; rst_on_sock_fail).
    private static final OpeningRules FREEBSD_OPENING = new OpeningRules(
            12,
            0,
            75_000,
            3,
            15_360,
            128,
            OpeningRules.AcceptQueue.THREE_HALVES_AND_ONE,
            OpeningRules.Overflow.RESET,
            OpeningRules.Overflow.ADMIT,
            false,
            0);

    private static final DataRules FREEBSD_DATA = new DataRules(
            true,
            true,
            true,
            OptionOrder.FREEBSD,
            1500,
            BUFFER_BYTES,
            BUFFER_BYTES,
            0,
            6,
            true,
            10,
            40,
            0,
            7_200_000,
            75_000,
            8);

    private static final RetransmissionRules FREEBSD_RETRANSMISSION = retransmission(30, 9);

    private static final RetransmissionRules MACOS_RETRANSMISSION = retransmission(100, 6);

    private static final ArrivalRules ARRIVAL = new ArrivalRules(
            ArrivalRules.Order.BSD,
            true,
            false,
            Integer.MAX_VALUE,
            0,
            true,
            true,
            OUTDATED_MILLIS,
            false,
            false,
            ArrivalRules.OpeningErrors.BSD);

    /// Unread text does not make close() reset. The counters keep Linux's meaning: these systems have other ones.
    private static final ClosingRules FREEBSD_CLOSING =
            closing(ClosingRules.UnreadText.FORGOTTEN, ClosingRules.FinWait2.IDLE, 60_000);

    static final Profile FREEBSD_13 = new Profile(
            "freebsd-13",
            FREEBSD_OPENING,
            FREEBSD_DATA,
            FREEBSD_RETRANSMISSION,
            ARRIVAL,
            FREEBSD_CLOSING,
            TimeWaitRules.FREEBSD_13,
            PortRules.FREEBSD_13,
            SequenceRules.FREEBSD,
            CountingRules.LINUX,
            OptionRules.FREEBSD);

    static final Profile FREEBSD_14 = new Profile(
            "freebsd-14",
            FREEBSD_OPENING,
            FREEBSD_DATA,
            FREEBSD_RETRANSMISSION,
            ARRIVAL,
            FREEBSD_CLOSING,
            TimeWaitRules.FREEBSD_14,
            PortRules.FREEBSD_14,
            SequenceRules.FREEBSD,
            CountingRules.LINUX,
            OptionRules.FREEBSD);

    /// A SYN is repeated four times before the wait doubles (bsd/netinet/tcp_timer.c:tcp_syn_backoff), a SYN-ACK as
    /// often as 75 s allow, and embryos take places of the accept queue there (bsd/kern/uipc_socket2.c:
    /// sonewconn_internal). SYN with FIN is dropped by everybody (bsd/netinet/tcp_input.c:tcp_input).
    static final Profile MACOS = new Profile(
            "macos",
            new OpeningRules(
                    8,
                    4,
                    75_000,
                    6,
                    4096,
                    128,
                    OpeningRules.AcceptQueue.BACKLOG,
                    OpeningRules.Overflow.DROP,
                    OpeningRules.Overflow.DROP,
                    true,
                    0),
            new DataRules(
                    true,
                    true,
                    true,
                    OptionOrder.MACOS,
                    1500,
                    128 * 1024,
                    128 * 1024,
                    0,
                    6,
                    true,
                    10,
                    100,
                    0,
                    7_200_000,
                    75_000,
                    8),
            MACOS_RETRANSMISSION,
            new ArrivalRules(
                    ArrivalRules.Order.BSD,
                    true,
                    false,
                    10,
                    0,
                    true,
                    true,
                    OUTDATED_MILLIS,
                    false,
                    false,
                    ArrivalRules.OpeningErrors.BSD),
            closing(ClosingRules.UnreadText.READABLE_OR_EARLY, ClosingRules.FinWait2.RESET, 60_000),
            TimeWaitRules.MACOS,
            PortRules.MACOS,
            SequenceRules.MACOS,
            CountingRules.LINUX,
            OptionRules.MACOS);

    private BsdProfiles() {}

    /// The floor of macOS is net.inet.tcp.rtt_min; where the routing table remembers a round trip it is 30 ms there too
    /// (bsd/netinet/tcp_subr.c:tcp_newtcpcb, tcp_getrt_rtt).
    private static RetransmissionRules retransmission(int minMillis, int doublings) {
        return new RetransmissionRules(
                1_000,
                minMillis,
                64_000,
                1,
                RetransmissionRules.Floor.SUM_AND_SLOP,
                RetransmissionRules.Limit.COUNT,
                12,
                12,
                0,
                doublings,
                3,
                0,
                0,
                RetransmissionRules.Congestion.RENO);
    }

    private static ClosingRules closing(
            ClosingRules.UnreadText unreadText, ClosingRules.FinWait2 finWait2, long finWait2Millis) {
        return new ClosingRules(
                unreadText, true, false, false, true, false, finWait2, finWait2Millis, 0, 0, Integer.MAX_VALUE);
    }
}
