package dev.linger.sockets;

/// Which directions shutdown() ends.
public enum ShutdownHow {
    SHUT_RD(true, false),
    SHUT_WR(false, true),
    SHUT_RDWR(true, true);

    private final boolean read;
    private final boolean write;

    ShutdownHow(boolean read, boolean write) {
        this.read = read;
        this.write = write;
    }

    boolean read() {
        return read;
    }

    boolean write() {
        return write;
    }
}
