package dev.linger.cli.command;

import java.util.Locale;

/// What `linger states` can group sockets by.
enum Grouping {
    STATE,
    PROCESS,
    DESTINATION,
    LISTENER,
    NAMESPACE,
    UID;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
