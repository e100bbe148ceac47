package dev.linger.engine.profile;

import java.util.Map;

/// Why a profile does not know a setting that somebody may ask it for.
final class AbsentSettings {
    private static final String NO_BUFFERS =
            "buffers do not grow here; a program can set SO_RCVBUF and SO_SNDBUF of its sockets";
    private static final String NO_CONNTRACK = "connection tracking is not part of TCP";

    private static final Map<String, String> REASONS = Map.ofEntries(
            Map.entry("net.ipv4.tcp_tw_recycle", "gone since Linux 4.12"),
            Map.entry("net.ipv4.tcp_tw_reuse_delay", "there since about Linux 6.14"),
            Map.entry("net.ipv4.tcp_syn_linear_timeouts", "there since Linux 6.5"),
            Map.entry("net.ipv4.tcp_rto_min_us", "there since Linux 6.11"),
            Map.entry("net.ipv4.tcp_rto_max_ms", "there since Linux 6.15"),
            Map.entry("net.ipv4.ip_autobind_reuse", "there since Linux 5.7"),
            Map.entry("net.ipv4.tcp_invalid_ratelimit", "there since Linux 4.0"),
            Map.entry("net.ipv4.tcp_rmem", NO_BUFFERS),
            Map.entry("net.ipv4.tcp_wmem", NO_BUFFERS),
            Map.entry("net.ipv4.tcp_mem", "memory is not counted here"),
            Map.entry("net.ipv4.tcp_syncookies", "SYN cookies are not modelled"),
            Map.entry("net.ipv4.tcp_retries1", "it decides about routes, which are not modelled"),
            Map.entry("net.ipv4.ip_unprivileged_port_start", "users' rights to ports are not modelled"),
            Map.entry("net.netfilter.nf_conntrack_max", NO_CONNTRACK),
            Map.entry("net.netfilter.nf_conntrack_tcp_timeout_time_wait", NO_CONNTRACK),
            Map.entry("net.netfilter.nf_conntrack_tcp_timeout_close_wait", NO_CONNTRACK),
            Map.entry("net.netfilter.nf_conntrack_tcp_timeout_fin_wait", NO_CONNTRACK),
            Map.entry("net.inet.tcp.maxtcptw", "gone since FreeBSD 14, where nothing limits TIME_WAIT"),
            Map.entry("net.inet.tcp.rfc1323", "on macOS options are not a setting any more"),
            Map.entry("MaxUserPort", "without effect since Windows Vista, where dynamicport decides"),
            Map.entry("dynamicport", "there since Windows Vista"),
            Map.entry("StrictTimeWaitSeqCheck", "no document of Microsoft's describes it"),
            Map.entry("TcpNumConnections", "Windows' limit of connections is not modelled"),
            Map.entry("MaxFreeTcbs", "that Windows ends waits early when it runs out of them is not modelled"));

    private AbsentSettings() {}

    /// In a few words, or empty where there is nothing to say.
    static String reason(String name) {
        return REASONS.getOrDefault(name, "");
    }
}
