package dev.linger.linux.libc;

import dev.linger.linux.kernel.Errno;

/// A system call, or a request carried by one, was refused. The message is `call: ERRNO (number)`.
public final class SystemCallException extends Exception {
    private final int errno;

    public SystemCallException(String call, int errno) {
        super(call + ": " + Errno.name(errno) + " (" + errno + ")");
        this.errno = errno;
    }

    SystemCallException(String call, int errno, Throwable cause) {
        this(call, errno);
        initCause(cause);
    }

    public int errno() {
        return errno;
    }

    public boolean isNotPermitted() {
        return errno == Errno.EPERM || errno == Errno.EACCES;
    }

    /// Whether this kernel lacks what was asked for: the address family, the protocol, the module, the call.
    public boolean isNotSupported() {
        return switch (errno) {
            case Errno.ENOENT,
                    Errno.EINVAL,
                    Errno.ENOSYS,
                    Errno.EPROTONOSUPPORT,
                    Errno.EOPNOTSUPP,
                    Errno.EAFNOSUPPORT -> true;
            default -> false;
        };
    }
}
