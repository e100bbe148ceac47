package dev.linger.testkit;

import java.util.Locale;

/// How a peer's client goes on with a connection it has opened: above all, who closes first.
public enum Ending {
    /// Closes first and waits for the server's FIN: TIME_WAIT on the client. The server must close in answer.
    /// On busy processors a reset by the closed server removes a few of the waiting sockets (RFC 1337), up to six
    /// in 13,000 as seen. Where the exact number matters, set `net.ipv4.tcp_rfc1337` to 1 in the namespace.
    CLOSE,
    /// Waits for the server's FIN and closes then: TIME_WAIT on the server.
    AWAIT,
    /// Sends a byte, waits for the server's FIN and closes then: TIME_WAIT on the server.
    ASK,
    /// Keeps it open.
    HOLD,
    /// Resets it (SO_LINGER 0): nothing lingers.
    ABORT,
    /// Closes its own direction only and keeps the socket: FIN_WAIT_2 as long as the server does not close.
    HALF,
    /// Does not wait for the connection at all and keeps the socket: SYN_SENT while nobody answers.
    PENDING;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Ending of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /// Whether the peer keeps the socket.
    boolean holds() {
        return this == HOLD || this == HALF || this == PENDING;
    }
}
