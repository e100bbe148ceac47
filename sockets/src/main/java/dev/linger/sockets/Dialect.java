package dev.linger.sockets;

import dev.linger.engine.profile.ArrivalRules;
import dev.linger.engine.profile.Profile;

/// Where calls answer differently on different systems. Those that nothing is known of answer as Linux does.
enum Dialect {
    LINUX,
    /// FreeBSD and macOS, by reading (sys/kern/uipc_socket.c, sys/kern/uipc_syscalls.c).
    BSD;

    static Dialect of(Profile profile) {
        return profile.arrival().order() == ArrivalRules.Order.BSD ? BSD : LINUX;
    }
}
