package dev.linger.observation.json;

import java.util.Optional;

/// The columns of a socket row, by the names that a file lists in `sockets.columns`. A file may have fewer, in any
/// order, and others that this Linger does not know.
enum SocketColumn {
    STATE("state"),
    LOCAL("local"),
    LOCAL_PORT("localPort"),
    REMOTE("remote"),
    REMOTE_PORT("remotePort"),
    TIMER("timer"),
    TIMER_MILLIS("timerMillis"),
    RECEIVE_QUEUE("receiveQueueBytes"),
    SEND_QUEUE("sendQueueBytes"),
    UID("uid"),
    INODE("inode"),
    COOKIE("cookie"),
    IDLE_MILLIS("idleMillis"),
    HELD("held");

    private final String title;

    SocketColumn(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    static Optional<SocketColumn> named(String title) {
        for (SocketColumn column : values()) {
            if (column.title.equals(title)) {
                return Optional.of(column);
            }
        }
        return Optional.empty();
    }
}
