package dev.linger.script.command;

import dev.linger.engine.profile.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Settings that systems have and the engine does not: with which values it does nonetheless what they ask for, and
/// what other values ask for.
final class SystemSettings {
    /// Names (after a common beginning; a star stands for any ending), values that change nothing (a pattern, or a
    /// star for all), and what others ask for. Linux 6.18, Documentation/networking/ip-sysctl.rst.
    private static final List<Row> LINUX = rows("net.ipv4.", """
            tcp_congestion_control | reno | the congestion control '%s'
            tcp_allowed_congestion_control | * |
            tcp_available_* | * |
            tcp_ecn | 0|2 | explicit congestion notification
            tcp_ecn_* | * |
            tcp_early_retrans | 0 | tail loss probes
            tcp_recovery | 0 | RACK
            tcp_frto | 0 | F-RTO
            tcp_reordering | 3 | another number of duplicate acknowledgments
            tcp_max_reordering | * |
            tcp_slow_start_after_idle | 1 | a congestion window that outlasts a pause
            tcp_syncookies | 0|1 | SYN cookies for every SYN
            tcp_fastopen | * |
            tcp_fastopen_* | * |
            tcp_fack | * |
            tcp_dsack | 0 | duplicate SACK
            tcp_rmem | \\S+ 131072 \\S+ | other receive buffers
            tcp_wmem | \\S+ 16384 \\S+ | other send buffers
            tcp_mem | * |
            tcp_moderate_rcvbuf | 0 | receive buffers that grow
            tcp_adv_win_scale | 1 | another share of the buffer as window
            tcp_app_win | * |
            tcp_shrink_window | 0 | windows that shrink
            tcp_notsent_lowat | 4294967295|-1 | a limit of what is unsent
            tcp_mtu_probing | 0 | MTU probing
            tcp_base_mss | * |
            tcp_min_snd_mss | * |
            tcp_mtu_probe_floor | * |
            tcp_probe_* | * |
            tcp_min_tso_segs | * |
            tcp_tso_* | * |
            tcp_limit_output_bytes | * |
            tcp_pacing_* | * |
            tcp_autocorking | * |
            tcp_comp_sack_* | 0 | compressed SACK
            tcp_backlog_ack_defer | * |
            tcp_thin_linear_timeouts | 0 | linear time-outs of thin streams
            tcp_retrans_collapse | * |
            tcp_retries1 | * |
            tcp_no_metrics_save | * |
            tcp_no_ssthresh_metrics_save | * |
            tcp_low_latency | * |
            tcp_early_demux | * |
            tcp_min_rtt_wlen | * |
            tcp_pingpong_thresh | * |
            tcp_plb_* | 0 | protective load balancing
            tcp_reflect_tos | * |
            tcp_stdurg | * |
            tcp_migrate_req | * |
            tcp_fwmark_accept | * |
            tcp_l3mdev_accept | * |
            tcp_workaround_signed_windows | 0 | another window in the first segment
            tcp_ehash_entries | * |
            tcp_child_ehash_entries | * |
            ip_unprivileged_port_start | * |
            ip_nonlocal_bind | 0 | addresses that are not its own
            ip_no_pmtu_disc | 0 | no path MTU discovery
            ip_forward* | * |
            ip_default_ttl | 64 | another time to live
            ip_early_demux | * |
            ip_dynaddr | * |
            icmp_* | * |
            conf.* | * |
            neigh.* | * |
            route.* | * |
            fib_* | * |
            udp_* | * |
            ping_group_range | * |
            """, "net.core.", """
            default_qdisc | * |
            rmem_default | 212992|131072 | other receive buffers
            wmem_default | 212992|16384 | other send buffers
            rmem_max | * |
            wmem_max | * |
            optmem_max | * |
            netdev_* | * |
            busy_* | * |
            bpf_* | * |
            rps_* | * |
            dev_weight* | * |
            gro_normal_batch | * |
            max_skb_frags | * |
            skb_defer_max | * |
            high_order_alloc_disable | * |
            txrehash | * |
            tstamp_allow_data | * |
            message_* | * |
            warnings | * |
            """, "net.", """
            ipv6.* | * |
            mptcp.* | * |
            netfilter.* | * |
            unix.* | * |
            """, "kernel.", """
            * | * |
            """);

    /// FreeBSD 13 and 14, macOS: sys/netinet/tcp_*.c, in_proto.c.
    private static final List<Row> BSD = rows("net.inet.tcp.", """
            cc.algorithm | newreno | the congestion control '%s'
            cc.* | * |
            functions_default | freebsd | the TCP stack '%s'
            functions_* | * |
            ecn.enable | 0|2 | explicit congestion notification
            ecn.* | * |
            ecn_* | * |
            fastopen.* | * |
            fastopen | * |
            syncookies | 0|1 | SYN cookies for every SYN
            syncookies_only | 0 | SYN cookies for every SYN
            syncache.* | * |
            hostcache.* | * |
            delayed_ack | 1 | acknowledgments without delay
            delacktime | 40 | another delay of acknowledgments
            rfc3042 | 1 | no limited transmit
            rfc3390 | * |
            rfc3465 | 0 | appropriate byte counting
            rfc6675_pipe | * |
            abc_l_var | * |
            initcwnd_segments | 10 | another initial window
            do_prr* | 0 | proportional rate reduction
            newcwv | 0 | congestion window validation
            path_mtu_discovery | 1 | no path MTU discovery
            pmtud_blackhole_* | * |
            v6pmtud_blackhole_* | * |
            mssdflt | * |
            v6mssdflt | * |
            minmss | * |
            recvspace | 65536 | other receive buffers
            sendspace | 65536|32768 | other send buffers
            recvbuf_auto | 0 | receive buffers that grow
            sendbuf_auto | 0 | send buffers that grow
            recvbuf_* | * |
            sendbuf_* | * |
            tso | * |
            lro.* | * |
            hpts.* | * |
            rack.* | * |
            bbr.* | * |
            bb.* | * |
            rl.* | * |
            udp_tunneling_* | * |
            reass.* | * |
            sack.* | * |
            sack_attack.* | * |
            insecure_rst | 0 | RSTs anywhere in the window
            insecure_syn | 0 | SYNs that end a connection
            insecure_ack | 0 | acknowledgments of what was never sent
            blackhole | 0 | silence at closed ports
            always_keepalive | * |
            icmp_may_rst | 1 | ICMP errors that end nothing
            rexmit_slop | 200 | another slop of time-outs
            rexmit_drop_options | * |
            persmin | * |
            persmax | * |
            ts_offset_per_conn | 1 | one timestamp clock
            require_unique_port | * |
            isn_reseed_interval | * |
            log_* | * |
            per_cpu_timers | * |
            perconn_stats_* | * |
            tcp_pcap_* | * |
            soreceive_stream | * |
            map_limit | * |
            split_limit | * |
            do_tcpdrain | * |
            """, "net.inet.", """
            ip.ttl | 64 | another time to live
            ip.portrange.randomized | 1 | ports that are not random
            ip.portrange.* | * |
            ip.* | * |
            icmp.* | * |
            udp.* | * |
            siftr.* | * |
            """, "net.", """
            inet6.* | * |
            isr.* | * |
            link.* | * |
            local.* | * |
            """, "kern.", """
            ipc.* | * |
            timecounter.* | * |
            eventtimer.* | * |
            hz | * |
            """);

    private SystemSettings() {}

    /// @param harmless a pattern of the values that change nothing
    record Row(Pattern name, Pattern harmless, String asksFor) {
        /// What is to be said of this value.
        String note(String written, String value) {
            String change = written + "=" + value;
            return harmless.matcher(value).matches()
                    ? change + ": without effect"
                    : change + " asks for " + asksFor.replace("%s", value) + ", which this engine does not have";
        }
    }

    static Optional<Row> find(Profile profile, String name) {
        List<Row> rows = profile.name().startsWith("linux")
                ? LINUX
                : profile.name().startsWith("freebsd") || profile.name().equals("macos") ? BSD : List.of();
        return rows.stream().filter(row -> row.name().matcher(name).matches()).findFirst();
    }

    /// The first row that fits counts.
    private static List<Row> rows(String... parts) {
        List<Row> rows = new ArrayList<>();
        for (int part = 0; part < parts.length; part += 2) {
            String prefix = parts[part];
            for (String line : parts[part + 1].lines().toList()) {
                String[] columns = line.split(" \\| ?", 3);
                String name = Pattern.quote(prefix + columns[0]).replace("*", "\\E.+\\Q");
                Pattern harmless = Pattern.compile(columns[1].equals("*") ? ".*" : columns[1]);
                rows.add(new Row(Pattern.compile(name), harmless, columns[2]));
            }
        }
        return List.copyOf(rows);
    }
}
