package dev.linger.model;

import java.util.Optional;

/// The kernel settings that decide how connections end, under their real sysctl names.
///
/// Those of the network namespace have one value in each; the others are the machine's. A kernel may lack one: old
/// ones have no tcp_tw_reuse_delay, new ones (since 4.12) no tcp_tw_recycle.
public enum Setting {
    IP_LOCAL_PORT_RANGE("net.ipv4.ip_local_port_range", Scope.NAMESPACE),
    IP_LOCAL_RESERVED_PORTS("net.ipv4.ip_local_reserved_ports", Scope.NAMESPACE),
    IP_AUTOBIND_REUSE("net.ipv4.ip_autobind_reuse", Scope.NAMESPACE),
    IP_UNPRIVILEGED_PORT_START("net.ipv4.ip_unprivileged_port_start", Scope.NAMESPACE),
    /// 0 off, 1 on, 2 on for loopback only (the default since 4.19): outgoing connections may take over a port
    /// whose TIME_WAIT is older than tcp_tw_reuse_delay, if timestamps were in use.
    TCP_TW_REUSE("net.ipv4.tcp_tw_reuse", Scope.NAMESPACE),
    /// Milliseconds; 1000 where the kernel has no such setting.
    TCP_TW_REUSE_DELAY("net.ipv4.tcp_tw_reuse_delay", Scope.NAMESPACE),
    /// Gone since 4.12; refuses clients behind NAT.
    TCP_TW_RECYCLE("net.ipv4.tcp_tw_recycle", Scope.NAMESPACE),
    TCP_TIMESTAMPS("net.ipv4.tcp_timestamps", Scope.NAMESPACE),
    /// Entries; beyond it no TIME_WAIT is made at all (TCPTimeWaitOverflow).
    TCP_MAX_TW_BUCKETS("net.ipv4.tcp_max_tw_buckets", Scope.NAMESPACE),
    /// Seconds of an orphaned FIN_WAIT_2. Not of TIME_WAIT.
    TCP_FIN_TIMEOUT("net.ipv4.tcp_fin_timeout", Scope.NAMESPACE),
    TCP_RFC1337("net.ipv4.tcp_rfc1337", Scope.NAMESPACE),
    TCP_MAX_ORPHANS("net.ipv4.tcp_max_orphans", Scope.MACHINE),
    TCP_ORPHAN_RETRIES("net.ipv4.tcp_orphan_retries", Scope.NAMESPACE),
    TCP_RETRIES1("net.ipv4.tcp_retries1", Scope.NAMESPACE),
    TCP_RETRIES2("net.ipv4.tcp_retries2", Scope.NAMESPACE),
    TCP_SYN_RETRIES("net.ipv4.tcp_syn_retries", Scope.NAMESPACE),
    TCP_SYNACK_RETRIES("net.ipv4.tcp_synack_retries", Scope.NAMESPACE),
    TCP_SYNCOOKIES("net.ipv4.tcp_syncookies", Scope.NAMESPACE),
    TCP_MAX_SYN_BACKLOG("net.ipv4.tcp_max_syn_backlog", Scope.NAMESPACE),
    TCP_ABORT_ON_OVERFLOW("net.ipv4.tcp_abort_on_overflow", Scope.NAMESPACE),
    TCP_INVALID_RATELIMIT("net.ipv4.tcp_invalid_ratelimit", Scope.NAMESPACE),
    TCP_KEEPALIVE_TIME("net.ipv4.tcp_keepalive_time", Scope.NAMESPACE),
    TCP_KEEPALIVE_INTVL("net.ipv4.tcp_keepalive_intvl", Scope.NAMESPACE),
    TCP_KEEPALIVE_PROBES("net.ipv4.tcp_keepalive_probes", Scope.NAMESPACE),
    TCP_MEM("net.ipv4.tcp_mem", Scope.MACHINE),
    /// The ceiling of every listener's backlog.
    SOMAXCONN("net.core.somaxconn", Scope.NAMESPACE),
    NF_CONNTRACK_MAX("net.netfilter.nf_conntrack_max", Scope.MACHINE),
    NF_CONNTRACK_TIME_WAIT("net.netfilter.nf_conntrack_tcp_timeout_time_wait", Scope.NAMESPACE),
    NF_CONNTRACK_CLOSE_WAIT("net.netfilter.nf_conntrack_tcp_timeout_close_wait", Scope.NAMESPACE),
    NF_CONNTRACK_FIN_WAIT("net.netfilter.nf_conntrack_tcp_timeout_fin_wait", Scope.NAMESPACE);

    /// Whether each network namespace has a value of its own.
    public enum Scope {
        NAMESPACE,
        MACHINE
    }

    private final String sysctl;
    private final Scope scope;

    Setting(String sysctl, Scope scope) {
        this.sysctl = sysctl;
        this.scope = scope;
    }

    public String sysctl() {
        return sysctl;
    }

    public Scope scope() {
        return scope;
    }

    public static Optional<Setting> named(String sysctl) {
        for (Setting setting : values()) {
            if (setting.sysctl.equals(sysctl)) {
                return Optional.of(setting);
            }
        }
        return Optional.empty();
    }
}
