package dev.linger.model;

import java.util.Locale;
import java.util.Optional;

/// What a TCP socket can be seen in: the eleven states of RFC 9293 §3.3.2 in that order, and [#BOUND].
///
/// The order of the constants is the order of every table and is part of the JSON contract.
public enum SocketState {
    LISTEN("LISTEN"),
    SYN_SENT("SYN-SENT"),
    SYN_RECEIVED("SYN-RECV"),
    ESTABLISHED("ESTAB"),
    FIN_WAIT_1("FIN-WAIT-1"),
    FIN_WAIT_2("FIN-WAIT-2"),
    CLOSE_WAIT("CLOSE-WAIT"),
    CLOSING("CLOSING"),
    LAST_ACK("LAST-ACK"),
    TIME_WAIT("TIME-WAIT"),
    CLOSED("UNCONN"),
    /// Has a local port by `bind` but neither listens nor connects: CLOSED for the RFC, yet the port is taken.
    /// Linux shows these since 6.12 (`TCP_BOUND_INACTIVE`, net/ipv4/inet_diag.c:inet_diag_dump_icsk).
    BOUND("BOUND");

    private static final SocketState[] ALL = values();

    private final String ssName;

    SocketState(String ssName) {
        this.ssName = ssName;
    }

    /// The state with this ordinal, without the copy that `values()` makes; for rows that keep a state as a byte.
    public static SocketState of(int ordinal) {
        return ALL[ordinal];
    }

    public static int count() {
        return ALL.length;
    }

    /// The spelling of `ss`, used in every table (`TIME-WAIT`, `SYN-RECV`).
    public String ssName() {
        return ssName;
    }

    /// The one state that `text` names in the spelling of the RFC, ss, netstat or node_exporter, in any case.
    public static Optional<SocketState> parse(String text) {
        String bare = text.strip().toUpperCase(Locale.ROOT).replace("-", "").replace("_", "");
        return Optional.ofNullable(
                switch (bare) {
                    case "LISTEN", "LISTENING" -> LISTEN;
                    case "SYNSENT" -> SYN_SENT;
                    case "SYNRECEIVED", "SYNRECV", "SYNRCVD" -> SYN_RECEIVED;
                    case "ESTABLISHED", "ESTAB" -> ESTABLISHED;
                    case "FINWAIT1" -> FIN_WAIT_1;
                    case "FINWAIT2" -> FIN_WAIT_2;
                    case "CLOSEWAIT" -> CLOSE_WAIT;
                    case "CLOSING" -> CLOSING;
                    case "LASTACK" -> LAST_ACK;
                    case "TIMEWAIT" -> TIME_WAIT;
                    case "CLOSED", "CLOSE", "UNCONN" -> CLOSED;
                    case "BOUND", "BOUNDINACTIVE" -> BOUND;
                    default -> null;
                });
    }
}
