package dev.linger.testkit;

import java.util.Locale;

/// What a peer's listener does with the connections it gets: above all, who closes first.
public enum Serving {
    /// Keeps them open and never reads: received bytes stay in the receive queue.
    HOLD,
    /// Closes at once after accepting: TIME_WAIT on the server.
    CLOSE_FIRST,
    /// Closes when the client's first byte has come: TIME_WAIT on the server.
    CLOSE_AFTER_READ,
    /// Reads, and closes when the client has closed: TIME_WAIT on the client.
    CLOSE_ON_EOF,
    /// Reads, and never closes, not even after the client has: CLOSE_WAIT on the server.
    LEAK,
    /// The same without reading: CLOSE_WAIT with unread bytes.
    LEAK_UNREAD,
    /// Never accepts: the accept queue fills.
    NO_ACCEPT;

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Serving of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /// Whether the listener has to look at what arrives.
    boolean watches() {
        return this == CLOSE_AFTER_READ || this == CLOSE_ON_EOF || this == LEAK;
    }
}
