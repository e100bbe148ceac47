package dev.linger.engine.profile;

import dev.linger.engine.profile.OpeningRules.Overflow;
import dev.linger.engine.sequence.SequenceRules.TimestampOffset;
import dev.linger.engine.timewait.ExpiryGranularity;
import dev.linger.engine.timewait.SegmentRules.OnReset;
import dev.linger.model.Setting;
import java.util.ArrayList;
import java.util.List;

/// The sysctls of Linux. Ranges of 6.x were measured on 6.18, unless the meaning says otherwise. Older kernels take any
/// number for most of them (net/ipv4/sysctl_net_ipv4.c of 3.10 and 4.9: proc_dointvec); theirs are what has a meaning.
final class LinuxSettings {
    /// With more, the row that follows would wait for longer than rows can.
    private static final int FIN_TIMEOUT_MAX = 860;

    private static final int SECONDS_MAX = 2_147_483;
    private static final int ANY = Integer.MAX_VALUE;
    private static final long MILLIS = 1_000;

    static final List<ProfileSetting> LINUX = List.copyOf(modern());
    static final List<ProfileSetting> LINUX_4_10 = List.copyOf(older(true));
    static final List<ProfileSetting> LINUX_3_6 = List.copyOf(older(false));

    private LinuxSettings() {}

    private static List<ProfileSetting> modern() {
        List<ProfileSetting> settings = new ArrayList<>();
        settings.add(setting(
                Setting.TCP_TW_REUSE,
                "",
                "Whether connect() may take over a port from a TIME_WAIT that had timestamps and is older than"
                        + " tcp_tw_reuse_delay: 0 never, 1 always, 2 on loopback. A port fixed by bind() needs neither",
                SettingForm.number(0, 2, "timeWait.reuse.setting")));
        settings.add(setting(
                Setting.TCP_TW_REUSE_DELAY,
                "ms",
                "How old a TIME_WAIT must be before tcp_tw_reuse lets its port be taken over",
                SettingForm.number(1, 60_000, "timeWait.reuse.delayMillis")));
        settings.addAll(waiting());
        settings.add(invalidRatelimit());
        settings.add(timestampsWithOffset(TimestampOffset.FOUR_TUPLE));
        settings.addAll(options());
        settings.addAll(opening(ANY));
        settings.add(setting(
                "net.ipv4.tcp_syn_linear_timeouts",
                "retransmissions",
                "How many of the first retransmissions of a SYN do not double the wait, and are not counted by"
                        + " tcp_syn_retries",
                SettingForm.number(0, 127, "opening.synLinearTimeouts")));
        settings.addAll(ports(PortForm.RANGE_FROM_1024));
        settings.add(setting(
                Setting.IP_AUTOBIND_REUSE,
                "",
                "Whether bind() of port 0 may share a port when all are taken and both sockets have SO_REUSEADDR",
                SettingForm.flag("ports.autobindReuse")));
        settings.addAll(giving());
        settings.add(setting(
                "net.ipv4.tcp_rto_min_us",
                "µs",
                "Floor of the retransmission time-out beyond the smoothed round trip. The kernel takes 1 and more, and"
                        + " rounds up to its clock's ticks",
                SettingForm.steps(1_000, 2_147_483_000L, 1_000, "retransmission.minMillis")));
        settings.add(setting(
                "net.ipv4.tcp_rto_max_ms",
                "ms",
                "Ceiling of the retransmission time-out",
                SettingForm.number(1_000, 120_000, "retransmission.maxMillis")));
        settings.addAll(keepAlive());
        settings.add(hertz(ExpiryGranularity.Kind.LINUX_WHEEL));
        return settings;
    }

    private static List<ProfileSetting> older(boolean limitsReplies) {
        List<ProfileSetting> settings = new ArrayList<>();
        settings.add(setting(
                Setting.TCP_TW_REUSE,
                "",
                "Whether connect() may take over a port from a TIME_WAIT that had timestamps and is older than one"
                        + " second. A port fixed by bind() needs neither",
                SettingForm.number(0, 1, "timeWait.reuse.setting")));
        settings.add(setting(
                Setting.TCP_TW_RECYCLE,
                "",
                "Whether TIME_WAIT ends after 3.5 retransmission time-outs if the peer had timestamps, and SYNs with"
                        + " older timestamps than its host has shown are refused for 60 s: clients behind NAT"
                        + " among them",
                SettingForm.flag("timeWait.recycle.on")));
        settings.addAll(waiting());
        if (limitsReplies) {
            settings.add(invalidRatelimit());
            settings.add(timestampsWithOffset(TimestampOffset.RANDOM));
        } else {
            settings.add(setting(
                    Setting.TCP_TIMESTAMPS,
                    "",
                    "Whether timestamps are offered and accepted",
                    SettingForm.flag("data.timestamps")));
        }
        settings.addAll(options());
        settings.addAll(opening(65_535));
        settings.addAll(ports(PortForm.RANGE_FROM_1));
        settings.addAll(giving());
        settings.addAll(keepAlive());
        settings.add(hertz(limitsReplies ? ExpiryGranularity.Kind.LINUX_WHEEL : ExpiryGranularity.Kind.LINUX_SLOTS));
        return settings;
    }

    private static List<ProfileSetting> waiting() {
        return List.of(
                setting(
                        Setting.TCP_MAX_TW_BUCKETS,
                        "rows",
                        "How many connections may be in TIME_WAIT; beyond that they are closed at once"
                                + " (TCPTimeWaitOverflow). Half the kernel's hash entries: here those of a host with"
                                + " 262,144. The kernel takes negative numbers too, for none",
                        SettingForm.number(0, ANY, "timeWait.overflow.limit")),
                setting(
                        Setting.TCP_RFC1337,
                        "",
                        "Whether TIME_WAIT ignores a RST: 0 lets it end the wait, 1 does not. The kernel takes 0"
                                + " to 255,"
                                + " all but 0 as 1",
                        SettingForm.words("timeWait.segments.onReset")
                                .word("0", OnReset.DISCARD_EXACT)
                                .word("1", OnReset.IGNORE)),
                setting(
                        Setting.TCP_FIN_TIMEOUT,
                        "s",
                        "How long a closed connection stays in FIN_WAIT_2, not in TIME_WAIT. Above 60 it is twice what"
                                + " is above: 61 is 2 s, 90 is 60 s. The kernel takes any number",
                        SettingForm.number(0, FIN_TIMEOUT_MAX, MILLIS, "closing.finWait2Millis")),
                setting(
                        Setting.TCP_MAX_ORPHANS,
                        "connections",
                        "How many closed connections may be unfinished, TIME_WAIT not among them; beyond that they are"
                                + " reset. Half the kernel's hash entries. Not in a network namespace of its own",
                        SettingForm.number(0, ANY, "closing.orphanLimit")),
                setting(
                        "net.ipv4.tcp_challenge_ack_limit",
                        "a second",
                        "How many challenge ACKs (RFC 5961) the host sends; 2147483647 is no limit",
                        SettingForm.number(0, ANY, "arrival.challengesPerSecond")));
    }

    private static ProfileSetting invalidRatelimit() {
        return setting(
                Setting.TCP_INVALID_RATELIMIT,
                "ms",
                "Least time between two answers of a connection, or of a TIME_WAIT, to segments out of its window;"
                        + " 0 for"
                        + " no limit. The kernel rounds up to its clock's ticks",
                SettingForm.number(0, ANY, "arrival.replyIntervalMillis", "timeWait.replyLimitMillis"));
    }

    private static ProfileSetting timestampsWithOffset(TimestampOffset offset) {
        return setting(
                Setting.TCP_TIMESTAMPS,
                "",
                "Whether timestamps are offered and accepted: 0 no, 1 with an offset for each connection, 2"
                        + " without. The"
                        + " kernel takes 0 to 255. Connections that wait already answer with the new offset",
                SettingForm.words("data.timestamps", "sequence.timestampOffset")
                        .word("0", false, offset)
                        .word("1", true, offset)
                        .word("2", true, TimestampOffset.NONE));
    }

    private static List<ProfileSetting> options() {
        return List.of(
                setting(
                        "net.ipv4.tcp_window_scaling",
                        "",
                        "Whether window scaling is offered and accepted. The kernel takes 0 to 255",
                        SettingForm.flag("data.windowScaling")),
                setting(
                        "net.ipv4.tcp_sack",
                        "",
                        "Whether selective acknowledgments are offered and accepted. The kernel takes 0 to 255",
                        SettingForm.flag("data.selectiveAcknowledgments")));
    }

    private static List<ProfileSetting> opening(int backlogMax) {
        return List.of(
                setting(
                        Setting.SOMAXCONN,
                        "connections",
                        "Ceiling of every listener's backlog when it begins to listen",
                        SettingForm.number(0, backlogMax, "opening.backlogLimit")),
                setting(
                        Setting.TCP_MAX_SYN_BACKLOG,
                        "embryos",
                        "How many half-open connections one listener may have. The kernel also stops at three quarters"
                                + " of it and at the backlog, where SYN cookies begin, which are not modelled",
                        SettingForm.number(0, ANY, "opening.synQueueLimit")),
                setting(
                        Setting.TCP_ABORT_ON_OVERFLOW,
                        "",
                        "What the last ACK of a handshake meets at a full accept queue: 0 nothing, 1 a RST. The kernel"
                                + " takes 0 to 255",
                        SettingForm.words("opening.overflow")
                                .word("0", Overflow.DROP)
                                .word("1", Overflow.RESET)),
                setting(
                        Setting.TCP_SYN_RETRIES,
                        "retransmissions",
                        "How often a SYN is sent again before connect() fails",
                        SettingForm.number(1, 127, "opening.synRetries")),
                setting(
                        Setting.TCP_SYNACK_RETRIES,
                        "retransmissions",
                        "How often a SYN-ACK is sent again before the half-open connection is dropped",
                        SettingForm.number(0, 255, "opening.synAckRetries")));
    }

    private static List<ProfileSetting> ports(PortForm range) {
        return List.of(
                setting(
                        Setting.IP_LOCAL_PORT_RANGE,
                        "",
                        "The ports that connect() and bind() of port 0 choose from. The lowest one the kernel takes is"
                                + (range == PortForm.RANGE_FROM_1
                                        ? " 1"
                                        : " ip_unprivileged_port_start, which is 1024 out of the box"),
                        range),
                setting(
                        Setting.IP_LOCAL_RESERVED_PORTS,
                        "",
                        "Ports that no automatic choice takes; bind() may still ask for them",
                        PortForm.RESERVED));
    }

    private static List<ProfileSetting> giving() {
        return List.of(
                setting(
                        Setting.TCP_RETRIES2,
                        "retransmissions",
                        "When a connection is given up whose data is not acknowledged: after the time that so many"
                                + " doublings from 200 ms take, counted from the first retransmission",
                        SettingForm.number(0, 255, "retransmission.retries")),
                setting(
                        Setting.TCP_ORPHAN_RETRIES,
                        "retransmissions",
                        "The same once the program has closed the connection; 0 stands for 8 as long as the time-out is"
                                + " below its ceiling",
                        SettingForm.number(0, 255, "retransmission.orphanRetries")));
    }

    private static List<ProfileSetting> keepAlive() {
        return List.of(
                setting(
                        Setting.TCP_KEEPALIVE_TIME,
                        "s",
                        "Silence before the first keepalive probe, where a program has asked for keepalive",
                        SettingForm.number(1, SECONDS_MAX, MILLIS, "data.keepAliveIdleMillis")),
                setting(
                        Setting.TCP_KEEPALIVE_INTVL,
                        "s",
                        "Time between keepalive probes",
                        SettingForm.number(1, SECONDS_MAX, MILLIS, "data.keepAliveIntervalMillis")),
                setting(
                        Setting.TCP_KEEPALIVE_PROBES,
                        "probes",
                        "Unanswered keepalive probes before the connection is dropped",
                        SettingForm.number(0, 255, "data.keepAliveProbes")));
    }

    private static ProfileSetting hertz(ExpiryGranularity.Kind kind) {
        SettingForm.WordForm words = SettingForm.words("timeWait.granularity").word("exact", ExpiryGranularity.EXACT);
        for (int hertz : new int[] {100, 250, 300, 1000}) {
            words = words.word(Integer.toString(hertz), new ExpiryGranularity(kind, hertz));
        }
        return setting(
                "CONFIG_HZ",
                "",
                "Ticks a second of the kernel's clock, which is chosen when the kernel is built: by them,"
                        + " TIME_WAIT ends"
                        + " as late as it does in the kernel; 'exact' for to the millisecond",
                words);
    }

    private static ProfileSetting setting(Setting setting, String unit, String meaning, SettingForm form) {
        return setting(setting.sysctl(), unit, meaning, form);
    }

    private static ProfileSetting setting(String name, String unit, String meaning, SettingForm form) {
        return new ProfileSetting(name, unit, meaning, form);
    }
}
