package dev.linger.linux;

import dev.linger.linux.libc.SystemCallException;

/// A live host could not be looked at. The message names the call, the error and what would help, such as
/// `setns: EPERM: entering another network namespace needs CAP_SYS_ADMIN`.
public final class HostException extends Exception {
    /// What the reader can do about it.
    public enum Kind {
        /// A right is missing; the message names the capability.
        NOT_PERMITTED,
        /// This system, kernel or Java cannot do it.
        NOT_SUPPORTED,
        /// What the user named does not exist; the message lists what does.
        NOT_FOUND,
        /// Anything else, which should not happen.
        FAILED
    }

    private final Kind kind;

    HostException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    private HostException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /// A failed system call, with what it was good for and what it needs, such as
    /// `entering another network namespace needs CAP_SYS_ADMIN`.
    static HostException of(SystemCallException failure, String hint) {
        Kind kind = failure.isNotPermitted()
                ? Kind.NOT_PERMITTED
                : failure.isNotSupported() ? Kind.NOT_SUPPORTED : Kind.FAILED;
        return new HostException(kind, failure.getMessage() + ": " + hint, failure);
    }

    static HostException failed(String message, Throwable cause) {
        return new HostException(Kind.FAILED, message, cause);
    }

    public Kind kind() {
        return kind;
    }
}
