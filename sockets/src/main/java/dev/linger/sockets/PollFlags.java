package dev.linger.sockets;

/// Events of poll(), with Linux's values (include/uapi/asm-generic/poll.h).
public final class PollFlags {
    public static final int POLLIN = 0x1;
    public static final int POLLPRI = 0x2;
    public static final int POLLOUT = 0x4;
    public static final int POLLERR = 0x8;
    public static final int POLLHUP = 0x10;
    /// The descriptor is not open.
    public static final int POLLNVAL = 0x20;

    public static final int POLLRDNORM = 0x40;
    public static final int POLLRDBAND = 0x80;
    public static final int POLLWRNORM = 0x100;
    public static final int POLLWRBAND = 0x200;
    /// The peer will send no more.
    public static final int POLLRDHUP = 0x2000;

    /// Told without being asked for.
    static final int ALWAYS = POLLERR | POLLHUP | POLLNVAL;

    private PollFlags() {}
}
