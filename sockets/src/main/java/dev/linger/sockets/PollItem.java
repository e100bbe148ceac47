package dev.linger.sockets;

/// One of the descriptors that poll() looks at: struct pollfd.
public final class PollItem {
    private final int fd;
    private final int events;
    private int revents;

    /// @param fd negative to be left out
    /// @param events [PollFlags] joined
    public PollItem(int fd, int events) {
        this.fd = fd;
        this.events = events;
    }

    public int fd() {
        return fd;
    }

    public int events() {
        return events;
    }

    /// What poll() found.
    public int revents() {
        return revents;
    }

    void found(int flags) {
        revents = flags;
    }
}
