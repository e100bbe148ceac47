package dev.linger.sockets;

import dev.linger.engine.socket.Errno;

/// What a call returned.
///
/// @param value as in POSIX: a descriptor, a count or 0; -1 when the call failed
/// @param errno why it failed, or [Errno#OK]
public record CallResult(long value, Errno errno) {
    public static CallResult of(long value) {
        return new CallResult(value, Errno.OK);
    }

    public static CallResult failed(Errno errno) {
        return new CallResult(-1, errno);
    }

    public boolean isFailed() {
        return errno != Errno.OK;
    }
}
