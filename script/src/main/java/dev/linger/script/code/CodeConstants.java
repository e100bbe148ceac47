package dev.linger.script.code;

import java.util.Map;

/// The names that code may use for what fields of tcp_info hold, by their values in Linux (include/net/tcp_states.h,
/// include/uapi/linux/tcp.h).
final class CodeConstants {
    static final Map<String, Long> VALUES = Map.ofEntries(
            Map.entry("TCP_ESTABLISHED", 1L),
            Map.entry("TCP_SYN_SENT", 2L),
            Map.entry("TCP_SYN_RECV", 3L),
            Map.entry("TCP_FIN_WAIT1", 4L),
            Map.entry("TCP_FIN_WAIT2", 5L),
            Map.entry("TCP_TIME_WAIT", 6L),
            Map.entry("TCP_CLOSE", 7L),
            Map.entry("TCP_CLOSE_WAIT", 8L),
            Map.entry("TCP_LAST_ACK", 9L),
            Map.entry("TCP_LISTEN", 10L),
            Map.entry("TCP_CLOSING", 11L),
            Map.entry("TCP_CA_Open", 0L),
            Map.entry("TCP_CA_Disorder", 1L),
            Map.entry("TCP_CA_CWR", 2L),
            Map.entry("TCP_CA_Recovery", 3L),
            Map.entry("TCP_CA_Loss", 4L),
            Map.entry("TCPI_OPT_TIMESTAMPS", 1L),
            Map.entry("TCPI_OPT_SACK", 2L),
            Map.entry("TCPI_OPT_WSCALE", 4L),
            Map.entry("TCPI_OPT_ECN", 8L),
            Map.entry("TCPI_OPT_ECN_SEEN", 16L),
            Map.entry("TCPI_OPT_SYN_DATA", 32L),
            Map.entry("TCPI_OPT_USEC_TS", 64L),
            Map.entry("TCPI_OPT_TFO_CHILD", 128L));

    private CodeConstants() {}
}
