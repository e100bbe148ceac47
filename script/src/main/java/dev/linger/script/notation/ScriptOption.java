package dev.linger.script.notation;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One of the options lines before the first event: `--tolerance_usecs=10000`, or `--dry_run` without a value.
///
/// @param name without the dashes
public record ScriptOption(int line, String name, @Nullable String value) {
    private static final Set<String> NAMES = Set.of(
            "bind_port",
            "code_command",
            "code_format",
            "code_sockopt",
            "connect_port",
            "debug",
            "define",
            "dry_run",
            "gateway_ip",
            "gateway_linklocal_ip",
            "init_scripts",
            "ip_version",
            "is_anyip",
            "local_ip",
            "local_linklocal_ip",
            "mss",
            "mtu",
            "netmask_ip",
            "no_cleanup",
            "non_fatal",
            "persistent_tun_dev",
            "psp_udp_port",
            "remote_ip",
            "send_omit_free",
            "so_filename",
            "so_flags",
            "speed",
            "strict_segments",
            "tcp_md5_secret",
            "tcp_ts_ecr_scaled",
            "tcp_ts_tick_usecs",
            "tolerance_percent",
            "tolerance_usecs",
            "tun_dev",
            "udp_encapsulation",
            "verbose",
            "wire_client",
            "wire_client_dev",
            "wire_server",
            "wire_server_at",
            "wire_server_dev",
            "wire_server_ip",
            "wire_server_port");

    /// Whether packetdrill or its fork has an option with this name.
    public static boolean isKnown(String name) {
        return NAMES.contains(name);
    }
}
