package dev.linger.engine.socket;

/// Why a call failed or a connection ended, under the names of POSIX.
public enum Errno {
    /// Nothing is wrong.
    OK,
    EACCES,
    /// bind() or listen() found a conflict; on BSD and macOS also connect() to a four-tuple that waits.
    EADDRINUSE,
    /// No local port, or on Linux a four-tuple that waits.
    EADDRNOTAVAIL,
    /// The call cannot be finished now: nothing to read, no room to write, nobody to accept.
    EAGAIN,
    EAFNOSUPPORT,
    EALREADY,
    EBADF,
    ECONNABORTED,
    ECONNREFUSED,
    ECONNRESET,
    EFAULT,
    EHOSTUNREACH,
    EINPROGRESS,
    EINVAL,
    EISCONN,
    EMFILE,
    ENETUNREACH,
    ENOBUFS,
    ENOPROTOOPT,
    ENOTCONN,
    EOPNOTSUPP,
    EPIPE,
    EPROTO,
    ETIMEDOUT
}
