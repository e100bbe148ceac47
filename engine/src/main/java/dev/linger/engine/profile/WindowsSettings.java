package dev.linger.engine.profile;

import java.util.ArrayList;
import java.util.List;

/// The registry values and netsh words of Windows, after Microsoft's documents. Out of range, Windows takes the
/// default;
/// here such a value is refused. Most of them want a restart there.
final class WindowsSettings {
    private static final int ANY = Integer.MAX_VALUE;
    private static final long MILLIS = 1_000;

    static final List<ProfileSetting> WINDOWS_2000 = List.copyOf(registry(true));
    static final List<ProfileSetting> WINDOWS_2003 = List.copyOf(registry(false));
    static final List<ProfileSetting> WINDOWS_10 = List.copyOf(recent());

    private WindowsSettings() {}

    private static List<ProfileSetting> registry(boolean forIpv6) {
        List<ProfileSetting> settings = new ArrayList<>();
        settings.add(
                forIpv6
                        ? timedWaitDelay(30, "", "timeWait.holdIpv4Millis", "timeWait.holdIpv6Millis")
                        : timedWaitDelay(30, ", over IPv4; one page allows less than 30", "timeWait.holdIpv4Millis"));
        settings.add(setting(
                "MaxUserPort",
                "",
                "The highest port of automatic choices, which begin at 1025",
                SettingForm.number(5_000, 65_534, "ports.range.last")));
        settings.add(setting(
                "TcpMaxDataRetransmissions",
                "retransmissions",
                "How often data is sent again before the connection is given up, and how many keepalive probes may stay"
                        + " unanswered",
                SettingForm.number(
                        0, 255, "retransmission.retries", "retransmission.orphanRetries", "data.keepAliveProbes")));
        settings.add(setting(
                "TcpMaxConnectRetransmissions",
                "retransmissions",
                "How often a SYN is sent again before connect() fails",
                SettingForm.number(0, 255, "opening.synRetries")));
        settings.add(setting(
                "Tcp1323Opts",
                "",
                "Which options are offered and accepted: 1 window scaling, 2 timestamps, 3 both. Without the value,"
                        + " Windows offers none and accepts both",
                SettingForm.words("data.windowScaling", "data.timestamps")
                        .word("0", false, false)
                        .word("1", true, false)
                        .word("2", false, true)
                        .word("3", true, true)));
        settings.addAll(keepAlive());
        return settings;
    }

    private static List<ProfileSetting> recent() {
        List<ProfileSetting> settings = new ArrayList<>();
        settings.add(timedWaitDelay(
                2,
                ". No netsh or PowerShell word sets it; one article says that it is 240 s out of the box",
                "timeWait.holdIpv4Millis",
                "timeWait.holdIpv6Millis"));
        settings.add(setting(
                "dynamicport",
                "",
                "The ports of automatic choices: netsh int ipv4 set dynamicport tcp start=S num=N. Both families here",
                PortForm.DYNAMIC));
        settings.add(setting(
                "AutoReusePortRangeStartPort",
                "",
                "First of the ports that connect() shares between destinations; 0 for off. Given alone, one port",
                PortForm.AUTO_REUSE_START));
        settings.add(setting(
                "AutoReusePortRangeNumberOfPorts",
                "ports",
                "How many ports connect() shares between destinations; 0 for off. Given alone, from the first dynamic"
                        + " one",
                PortForm.AUTO_REUSE_COUNT));
        settings.add(setting(
                "TcpMaxDataRetransmissions",
                "retransmissions",
                "How often data is sent again before the connection is given up",
                SettingForm.number(0, 255, "retransmission.retries", "retransmission.orphanRetries")));
        settings.add(setting(
                "MaxSynRetransmissions",
                "retransmissions",
                "How often a SYN is sent again before connect() fails (Set-NetTCPSetting); the range and what it is out"
                        + " of the box are unconfirmed",
                SettingForm.number(2, 8, "opening.synRetries")));
        settings.add(setting(
                "InitialRto",
                "ms",
                "Retransmission time-out before the first measurement (Set-NetTCPSetting); unconfirmed as above",
                SettingForm.number(300, 3_000, "retransmission.initialMillis")));
        settings.add(setting(
                "Timestamps",
                "",
                "Whether timestamps are offered and accepted (Set-NetTCPSetting)",
                SettingForm.words("data.timestamps").word("Disabled", false).word("Enabled", true)));
        settings.addAll(keepAlive());
        return settings;
    }

    private static ProfileSetting timedWaitDelay(int minSeconds, String note, String... paths) {
        return setting(
                "TcpTimedWaitDelay",
                "s",
                "How long TIME_WAIT lasts" + note,
                SettingForm.number(minSeconds, 300, MILLIS, paths));
    }

    private static List<ProfileSetting> keepAlive() {
        return List.of(
                setting(
                        "KeepAliveTime",
                        "ms",
                        "Silence before the first keepalive probe, where a program has asked for keepalive",
                        SettingForm.number(1, ANY, "data.keepAliveIdleMillis")),
                setting(
                        "KeepAliveInterval",
                        "ms",
                        "Time between keepalive probes",
                        SettingForm.number(1, ANY, "data.keepAliveIntervalMillis")));
    }

    private static ProfileSetting setting(String name, String unit, String meaning, SettingForm form) {
        return new ProfileSetting(name, unit, meaning, form);
    }
}
