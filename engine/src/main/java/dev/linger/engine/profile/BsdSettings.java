package dev.linger.engine.profile;

import dev.linger.engine.profile.OpeningRules.Overflow;
import dev.linger.engine.sequence.SequenceRules.TimestampOffset;
import java.util.ArrayList;
import java.util.List;

/// The sysctls of FreeBSD and macOS, with ranges as their sources check them. FreeBSD's of 13; that those of 14 are the
/// same is unconfirmed.
final class BsdSettings {
    private static final int MSL_MAX_MILLIS = 400_000;
    private static final int ANY = Integer.MAX_VALUE;
    /// sys/kern/uipc_socket.c:sysctl_somaxconn.
    private static final int ACCEPT_QUEUE_MAX = 1_431_655_765;
    /// A row of ours counts no further; the system takes any number.
    private static final int REPLIES_MAX = 15;

    static final List<ProfileSetting> FREEBSD_13 = List.copyOf(freebsd(true));
    static final List<ProfileSetting> FREEBSD_14 = List.copyOf(freebsd(false));
    static final List<ProfileSetting> MACOS = List.copyOf(macos());

    private BsdSettings() {}

    private static List<ProfileSetting> freebsd(boolean compressed) {
        List<ProfileSetting> settings = new ArrayList<>();
        settings.add(msl());
        settings.add(setting(
                "net.inet.tcp.nolocaltimewait",
                "",
                "Whether a connection with a peer on the same host skips TIME_WAIT",
                SettingForm.flag("timeWait.skipsLocalPeers")));
        if (compressed) {
            settings.add(setting(
                    "net.inet.tcp.maxtcptw",
                    "rows",
                    "How many connections may be in TIME_WAIT; beyond that the oldest makes room. Out of the box half"
                            + " the ephemeral ports, or a fifth of kern.ipc.maxsockets if that is less; the system"
                            + " ignores numbers below 32",
                    SettingForm.number(32, ANY, "timeWait.overflow.limit")));
        }
        settings.add(setting(
                "net.inet.tcp.drop_synfin",
                "",
                compressed
                        ? "Whether a listener drops a SYN that carries a FIN"
                        : "Whether a listener, and a connection in TIME_WAIT, drops a SYN that carries a FIN",
                compressed
                        ? SettingForm.flag("opening.synFinRefused")
                        : SettingForm.flag("opening.synFinRefused", "timeWait.segments.synFinDropped")));
        settings.add(setting(
                "net.inet.tcp.tolerate_missing_ts",
                "",
                "Whether segments are taken that lack the timestamps agreed on, in TIME_WAIT too",
                SettingForm.words("arrival.missingTimestampDropped", "timeWait.segments.missingTimestampDropped")
                        .word("0", true, true)
                        .word("1", false, false)));
        settings.add(setting(
                "net.inet.tcp.rfc1323",
                "",
                "Whether timestamps and window scaling are offered and accepted",
                SettingForm.flag("data.timestamps", "data.windowScaling")));
        settings.add(setting(
                "net.inet.tcp.sack.enable",
                "",
                "Whether selective acknowledgments are offered and accepted",
                SettingForm.flag("data.selectiveAcknowledgments")));
        settings.add(setting(
                "net.inet.tcp.fast_finwait2_recycle",
                "",
                "How long a closed connection stays in FIN_WAIT_2: 0 until nothing has come for keepcnt times"
                        + " keepintvl, 1 for finwait2_timeout",
                SettingForm.words("closing.finWait2")
                        .word("0", ClosingRules.FinWait2.IDLE)
                        .word("1", ClosingRules.FinWait2.SILENT)));
        settings.add(setting(
                "net.inet.tcp.finwait2_timeout",
                "ms",
                "How long that is with fast_finwait2_recycle",
                SettingForm.number(1, ANY, "closing.finWait2Millis")));
        settings.addAll(keepAlive());
        settings.add(keepInit());
        settings.addAll(freebsdOpening());
        settings.addAll(ports());
        return settings;
    }

    private static List<ProfileSetting> freebsdOpening() {
        List<ProfileSetting> settings = new ArrayList<>();
        settings.add(setting(
                "net.inet.tcp.rexmit_initial",
                "ms",
                "Retransmission time-out before the first measurement",
                SettingForm.number(1, ANY / 1_000, "retransmission.initialMillis")));
        settings.add(setting(
                "net.inet.tcp.rexmit_min",
                "ms",
                "Floor of the retransmission time-out, to which 200 ms are added"
                        + " (net.inet.tcp.rexmit_slop, which cannot be set here)",
                SettingForm.number(1, ANY / 1_000, "retransmission.minMillis")));
        settings.add(setting(
                "net.inet.tcp.syncache.rexmtlimit",
                "retransmissions",
                "How often a SYN-ACK is sent again before the half-open connection is dropped",
                SettingForm.number(0, 12, "opening.synAckRetries")));
        settings.add(setting(
                "net.inet.tcp.syncache.rst_on_sock_fail",
                "",
                "What the last ACK of a handshake meets at a full accept queue: 0 nothing, 1 a RST",
                SettingForm.words("opening.overflow").word("0", Overflow.DROP).word("1", Overflow.RESET)));
        settings.add(acceptQueue("kern.ipc.soacceptqueue", ACCEPT_QUEUE_MAX, ""));
        settings.add(acceptQueue("kern.ipc.somaxconn", ACCEPT_QUEUE_MAX, "; the old name of kern.ipc.soacceptqueue"));
        return settings;
    }

    private static List<ProfileSetting> macos() {
        List<ProfileSetting> settings = new ArrayList<>();
        settings.add(msl());
        settings.add(setting(
                "net.inet.tcp.fin_timeout",
                "ms",
                "How long a closed connection stays in FIN_WAIT_2 before it is reset",
                SettingForm.number(0, ANY, "closing.finWait2Millis")));
        settings.add(setting(
                "net.inet.tcp.challengeack_limit",
                "a second",
                "How many challenge ACKs a connection in TIME_WAIT sends, and here the host for all others. The system"
                        + " takes any number, and counts for each connection",
                SettingForm.number(1, REPLIES_MAX, "timeWait.repliesPerLimit", "arrival.challengesPerSecond")));
        settings.add(setting(
                "net.inet.tcp.randomize_timestamps",
                "",
                "Whether timestamps have an offset for each connection. Connections that wait already answer with the"
                        + " new one",
                SettingForm.words("sequence.timestampOffset")
                        .word("0", TimestampOffset.NONE)
                        .word("1", TimestampOffset.FOUR_TUPLE)));
        settings.add(setting(
                "net.inet.tcp.sack",
                "",
                "Whether selective acknowledgments are offered and accepted",
                SettingForm.flag("data.selectiveAcknowledgments")));
        settings.addAll(keepAlive());
        settings.add(keepInit());
        settings.add(setting(
                "net.inet.tcp.rtt_min",
                "ms",
                "Floor of the retransmission time-out, to which 200 ms are added (net.inet.tcp.rexmt_slop, which"
                        + " cannot be set here)",
                SettingForm.number(1, ANY / 1_000, "retransmission.minMillis")));
        settings.add(
                acceptQueue("kern.ipc.somaxconn", ANY, ". A backlog of 0 stands for it too, which is not modelled"));
        settings.addAll(ports());
        return settings;
    }

    private static ProfileSetting msl() {
        return setting(
                "net.inet.tcp.msl",
                "ms",
                "Half of TIME_WAIT. The system takes anything above 0",
                SettingForm.number(1, MSL_MAX_MILLIS, 2, "timeWait.holdIpv4Millis", "timeWait.holdIpv6Millis"));
    }

    private static ProfileSetting keepInit() {
        return setting(
                "net.inet.tcp.keepinit",
                "ms",
                "After how long connect() fails, however often the SYN was repeated",
                SettingForm.number(1, ANY, "opening.synLimitMillis"));
    }

    private static List<ProfileSetting> keepAlive() {
        return List.of(
                setting(
                        "net.inet.tcp.keepidle",
                        "ms",
                        "Silence before the first keepalive probe",
                        SettingForm.number(1, ANY, "data.keepAliveIdleMillis")),
                setting(
                        "net.inet.tcp.keepintvl",
                        "ms",
                        "Time between keepalive probes",
                        SettingForm.number(1, ANY, "data.keepAliveIntervalMillis")),
                setting(
                        "net.inet.tcp.keepcnt",
                        "probes",
                        "Unanswered keepalive probes before the connection is dropped",
                        SettingForm.number(1, ANY, "data.keepAliveProbes")));
    }

    private static ProfileSetting acceptQueue(String name, int max, String note) {
        return setting(
                name,
                "connections",
                "Ceiling of every listener's backlog when it begins to listen" + note,
                SettingForm.number(1, max, "opening.backlogLimit"));
    }

    private static List<ProfileSetting> ports() {
        return List.of(
                setting(
                        "net.inet.ip.portrange.first",
                        "",
                        "The lowest port of automatic choices. The system turns a range round that runs backwards",
                        PortForm.FIRST),
                setting("net.inet.ip.portrange.last", "", "The highest port of automatic choices", PortForm.LAST));
    }

    private static ProfileSetting setting(String name, String unit, String meaning, SettingForm form) {
        return new ProfileSetting(name, unit, meaning, form);
    }
}
