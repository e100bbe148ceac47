package dev.linger.engine.profile;

import dev.linger.engine.port.PortRules;
import dev.linger.engine.sequence.SequenceRules;
import dev.linger.engine.timewait.TimeWaitRules;
import dev.linger.wire.OptionOrder;
import java.util.List;

/// The systems whose behaviour the engine knows, out of the box; settings make copies of them.
public final class Profiles {
    /// RFC 9293 to the letter, with its companions on congestion, retransmission, timestamps and attacks: FIN_WAIT_2
    /// has no end, R2 is 100 s for data and 3 min for a SYN (RFC 9293 §3.8.3), which a SYN-ACK sent again seven
    /// times reaches too.
    public static final Profile RFC_9293 = new Profile(
            "rfc-9293",
            new OpeningRules(
                    127,
                    0,
                    180_000,
                    7,
                    1024,
                    4096,
                    OpeningRules.AcceptQueue.BACKLOG,
                    OpeningRules.Overflow.DROP,
                    OpeningRules.Overflow.DROP,
                    false,
                    0),
            new DataRules(
                    true,
                    true,
                    true,
                    OptionOrder.LINUX,
                    1500,
                    65_536,
                    65_536,
                    0,
                    0,
                    true,
                    0,
                    200,
                    0,
                    7_200_000,
                    75_000,
                    9),
            new RetransmissionRules(
                    1_000,
                    1_000,
                    60_000,
                    1,
                    RetransmissionRules.Floor.SUM,
                    RetransmissionRules.Limit.TIME,
                    0,
                    0,
                    100_000,
                    Integer.MAX_VALUE,
                    3,
                    3_000,
                    0,
                    RetransmissionRules.Congestion.RENO),
            new ArrivalRules(
                    ArrivalRules.Order.RFC,
                    true,
                    false,
                    100,
                    0,
                    false,
                    true,
                    24L * 24 * 60 * 60 * 1000,
                    false,
                    true,
                    ArrivalRules.OpeningErrors.HARD),
            new ClosingRules(
                    ClosingRules.UnreadText.READABLE,
                    true,
                    false,
                    false,
                    false,
                    false,
                    ClosingRules.FinWait2.FOREVER,
                    0,
                    0,
                    0,
                    Integer.MAX_VALUE),
            TimeWaitRules.RFC_9293,
            PortRules.RFC_9293,
            SequenceRules.RFC_9293,
            CountingRules.LINUX,
            OptionRules.RFC_9293);

    /// Linux 6.x.
    public static final Profile LINUX = LinuxProfiles.LINUX;

    /// Linux 3.6, with tcp_tw_recycle.
    public static final Profile LINUX_3_6 = LinuxProfiles.LINUX_3_6;

    /// Linux 4.10, with tcp_tw_recycle and timestamps that jump.
    public static final Profile LINUX_4_10 = LinuxProfiles.LINUX_4_10;

    /// By reading, not run.
    public static final Profile FREEBSD_13 = BsdProfiles.FREEBSD_13;

    /// By reading, not run.
    public static final Profile FREEBSD_14 = BsdProfiles.FREEBSD_14;

    /// After Microsoft's documents.
    public static final Profile WINDOWS_2000 = WindowsProfiles.WINDOWS_2000;

    /// After Microsoft's documents.
    public static final Profile WINDOWS_2003 = WindowsProfiles.WINDOWS_2003;

    /// After Microsoft's documents; how segments are treated is unconfirmed.
    public static final Profile WINDOWS_10 = WindowsProfiles.WINDOWS_10;

    /// macOS 15, by reading, not run.
    public static final Profile MACOS = BsdProfiles.MACOS;

    private static final List<Profile> ALL = List.of(
            RFC_9293,
            LINUX,
            LINUX_3_6,
            LINUX_4_10,
            FREEBSD_13,
            FREEBSD_14,
            WINDOWS_2000,
            WINDOWS_2003,
            WINDOWS_10,
            MACOS);

    private Profiles() {}

    /// In the order in which they are always shown.
    public static List<Profile> all() {
        return ALL;
    }

    /// Throws [IllegalArgumentException] that lists the names when there is none with this one.
    public static Profile named(String name) {
        for (Profile profile : ALL) {
            if (profile.name().equals(name)) {
                return profile;
            }
        }
        throw new IllegalArgumentException("no profile '" + name + "'; there are "
                + String.join(", ", ALL.stream().map(Profile::name).toList()));
    }
}
