package dev.linger.engine.profile;

import dev.linger.engine.port.PortRules;
import dev.linger.engine.sequence.SequenceRules;
import dev.linger.engine.timewait.TimeWaitRules;
import dev.linger.wire.OptionOrder;

/// Linux, from its sources and measured on 6.18 with HZ=250. What depends on memory is that of a host with 262,144 hash
/// entries for connections: half of them for tcp_max_tw_buckets and tcp_max_orphans, and one in 128 for
/// tcp_max_syn_backlog, in older kernels one in 256 (net/ipv4/tcp.c:tcp_init, tcp_ipv4.c:tcp_sk_init).
final class LinuxProfiles {
    private static final int DAY_MILLIS = 24 * 60 * 60 * 1000;
    /// include/net/tcp.h:TCP_PAWS_WRAP since 6.12: a timestamp clock of microseconds goes half round in that time.
    private static final long WRAP_MILLIS = 2_147_000;
    /// Buffers do not grow by themselves here: this is what a connection over a short path ends with.
    private static final int SEND_BUFFER_BYTES = 256 * 1024;
    /// What text fits into the 131,072 bytes of tcp_rmem: half of them before any has come, and then the share that
    /// full segments have of the memory they take (net/ipv4/tcp_input.c:tcp_measure_rcv_mss; measured over a TUN
    /// device).
    private static final int RECEIVE_BUFFER_BYTES = 82_944;

    private static final int FIRST_WINDOW_BYTES = 65_536;

    private static final OpeningRules OPENING = new OpeningRules(
            6,
            4,
            0,
            5,
            2048,
            4096,
            OpeningRules.AcceptQueue.BACKLOG_AND_ONE,
            OpeningRules.Overflow.DROP,
            OpeningRules.Overflow.DROP,
            true,
            8);

    private static final DataRules DATA = new DataRules(
            true,
            true,
            true,
            OptionOrder.LINUX,
            1500,
            SEND_BUFFER_BYTES,
            RECEIVE_BUFFER_BYTES,
            FIRST_WINDOW_BYTES,
            7,
            false,
            10,
            40,
            16,
            7_200_000,
            75_000,
            9);

    private static final RetransmissionRules RETRANSMISSION = new RetransmissionRules(
            1_000,
            200,
            120_000,
            4,
            RetransmissionRules.Floor.VARIANCE,
            RetransmissionRules.Limit.DOUBLING_TIME,
            15,
            0,
            0,
            Integer.MAX_VALUE,
            3,
            3_000,
            1,
            RetransmissionRules.Congestion.RENO);

    private static final ArrivalRules ARRIVAL = new ArrivalRules(
            ArrivalRules.Order.LINUX,
            true,
            true,
            Integer.MAX_VALUE,
            500,
            true,
            false,
            WRAP_MILLIS,
            true,
            false,
            ArrivalRules.OpeningErrors.LINUX);

    private static final ClosingRules CLOSING = closing(120);

    /// TCP_LINGER2 could only shorten what the system has.
    private static final ClosingRules OLD_CLOSING = closing(0);

    /// 6.x, as of 6.18.
    static final Profile LINUX = new Profile(
            "linux",
            OPENING,
            DATA,
            RETRANSMISSION,
            ARRIVAL,
            CLOSING,
            TimeWaitRules.LINUX,
            PortRules.LINUX,
            SequenceRules.LINUX,
            CountingRules.LINUX,
            OptionRules.LINUX);

    /// 3.6: a SYN is not sent again in a hurry, a backlog of 128 at most, 100 challenges a second, no limit per
    /// connection.
    static final Profile LINUX_3_6 = new Profile(
            "linux-3.6",
            new OpeningRules(
                    5,
                    0,
                    0,
                    5,
                    1024,
                    128,
                    OpeningRules.AcceptQueue.BACKLOG_AND_ONE,
                    OpeningRules.Overflow.DROP,
                    OpeningRules.Overflow.DROP,
                    true,
                    0),
            DATA,
            RETRANSMISSION,
            new ArrivalRules(
                    ArrivalRules.Order.OLD_LINUX,
                    true,
                    false,
                    100,
                    0,
                    true,
                    false,
                    24L * DAY_MILLIS,
                    false,
                    false,
                    ArrivalRules.OpeningErrors.LINUX),
            OLD_CLOSING,
            TimeWaitRules.LINUX_3_6,
            PortRules.LINUX_3_6,
            SequenceRules.LINUX_3_6,
            CountingRules.OLD_LINUX,
            OptionRules.LINUX_3_6);

    /// 4.10: as 3.6, but 1000 challenges a second and one answer per connection and half second.
    static final Profile LINUX_4_10 = new Profile(
            "linux-4.10",
            new OpeningRules(
                    6,
                    0,
                    0,
                    5,
                    1024,
                    128,
                    OpeningRules.AcceptQueue.BACKLOG_AND_ONE,
                    OpeningRules.Overflow.DROP,
                    OpeningRules.Overflow.DROP,
                    true,
                    0),
            DATA,
            RETRANSMISSION,
            new ArrivalRules(
                    ArrivalRules.Order.OLD_LINUX,
                    true,
                    true,
                    1000,
                    500,
                    true,
                    false,
                    24L * DAY_MILLIS,
                    false,
                    false,
                    ArrivalRules.OpeningErrors.LINUX),
            OLD_CLOSING,
            TimeWaitRules.LINUX_4_10,
            PortRules.LINUX_4_10,
            SequenceRules.LINUX_4_10,
            CountingRules.OLD_LINUX,
            OptionRules.LINUX_4_10);

    private LinuxProfiles() {}

    private static ClosingRules closing(int linger2MaxSeconds) {
        return new ClosingRules(
                ClosingRules.UnreadText.READABLE,
                true,
                true,
                true,
                false,
                true,
                ClosingRules.FinWait2.LINUX,
                60_000,
                linger2MaxSeconds,
                0,
                131_072);
    }
}
