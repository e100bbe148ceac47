package dev.linger.engine.profile;

import dev.linger.engine.port.PortRules;
import dev.linger.engine.sequence.SequenceRules;
import dev.linger.engine.timewait.TimeWaitRules;
import dev.linger.wire.OptionOrder;

/// Windows, from Microsoft's documents. Unconfirmed: whatever they do not say, which is how segments are
/// judged, from Vista on also in TIME_WAIT, and whether close() with unread text resets.
final class WindowsProfiles {
    private static final long OUTDATED_MILLIS = 24L * 24 * 60 * 60 * 1000;
    private static final int BUFFER_BYTES = 64 * 1024;

    /// TcpMaxConnectRetransmissions 2, TcpMaxConnectResponseRetransmissions 2; a full backlog is answered by a
    /// reset.
    private static final OpeningRules OPENING = new OpeningRules(
            2,
            0,
            0,
            2,
            1000,
            200,
            OpeningRules.AcceptQueue.BACKLOG,
            OpeningRules.Overflow.RESET,
            OpeningRules.Overflow.RESET,
            false,
            0);

    /// TcpMaxDataRetransmissions 5, TcpInitialRTT 3 s.
    private static final RetransmissionRules OLD_RETRANSMISSION = new RetransmissionRules(
            3_000,
            300,
            240_000,
            1,
            RetransmissionRules.Floor.SUM,
            RetransmissionRules.Limit.COUNT,
            5,
            5,
            0,
            Integer.MAX_VALUE,
            2,
            0,
            0,
            RetransmissionRules.Congestion.RENO);

    private static final RetransmissionRules RETRANSMISSION = new RetransmissionRules(
            1_000,
            300,
            60_000,
            1,
            RetransmissionRules.Floor.SUM,
            RetransmissionRules.Limit.COUNT,
            5,
            5,
            0,
            Integer.MAX_VALUE,
            3,
            0,
            0,
            RetransmissionRules.Congestion.RENO);

    private static final ArrivalRules OLD_ARRIVAL = new ArrivalRules(
            ArrivalRules.Order.RFC,
            false,
            false,
            Integer.MAX_VALUE,
            0,
            true,
            false,
            OUTDATED_MILLIS,
            false,
            false,
            ArrivalRules.OpeningErrors.HARD);

    private static final ArrivalRules ARRIVAL = new ArrivalRules(
            ArrivalRules.Order.RFC,
            true,
            false,
            Integer.MAX_VALUE,
            0,
            true,
            false,
            OUTDATED_MILLIS,
            false,
            false,
            ArrivalRules.OpeningErrors.HARD);

    /// FIN_WAIT_2 lasts two minutes (KB 923200), and five at most after shutdown for sending (KB 813056).
    private static final ClosingRules OLD_CLOSING = closing(300_000);

    private static final ClosingRules CLOSING = closing(0);

    static final Profile WINDOWS_2000 = new Profile(
            "windows-2000",
            OPENING,
            data(false),
            OLD_RETRANSMISSION,
            OLD_ARRIVAL,
            OLD_CLOSING,
            TimeWaitRules.WINDOWS_2000,
            PortRules.WINDOWS_2000,
            SequenceRules.WINDOWS,
            CountingRules.LINUX,
            OptionRules.OLD_WINDOWS);

    static final Profile WINDOWS_2003 = new Profile(
            "windows-2003",
            OPENING,
            data(false),
            OLD_RETRANSMISSION,
            OLD_ARRIVAL,
            OLD_CLOSING,
            TimeWaitRules.WINDOWS_2003,
            PortRules.WINDOWS_2003,
            SequenceRules.WINDOWS,
            CountingRules.LINUX,
            OptionRules.OLD_WINDOWS);

    static final Profile WINDOWS_10 = new Profile(
            "windows-10",
            OPENING,
            data(true),
            RETRANSMISSION,
            ARRIVAL,
            CLOSING,
            TimeWaitRules.WINDOWS_10,
            PortRules.WINDOWS_10,
            SequenceRules.WINDOWS,
            CountingRules.LINUX,
            OptionRules.WINDOWS_10);

    private WindowsProfiles() {}

    private static ClosingRules closing(long heldFinWait2Millis) {
        return new ClosingRules(
                ClosingRules.UnreadText.READABLE,
                true,
                false,
                false,
                false,
                false,
                ClosingRules.FinWait2.SILENT,
                120_000,
                0,
                heldFinWait2Millis,
                Integer.MAX_VALUE);
    }

    /// Timestamps are off unless Tcp1323Opts or its successor turns them on.
    private static DataRules data(boolean windowScaling) {
        // TcpMaxDataRetransmissions counted keepalive probes too, before Vista.
        int probes = windowScaling ? 10 : 5;
        int shift = windowScaling ? 8 : 0;
        return new DataRules(
                false,
                windowScaling,
                true,
                windowScaling ? OptionOrder.WINDOWS : OptionOrder.WINDOWS_XP,
                1500,
                BUFFER_BYTES,
                BUFFER_BYTES,
                0,
                shift,
                true,
                10,
                200,
                0,
                7_200_000,
                1_000,
                probes);
    }
}
