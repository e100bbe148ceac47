package dev.linger.sockets;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The descriptors of one process: small numbers, of which a new one is always the lowest free. The first three are
/// taken by the standard streams.
final class Descriptors {
    static final int FIRST = 3;
    /// There is none free.
    static final int NONE = -1;
    /// RLIMIT_NOFILE as a program finds it.
    static final int LIMIT = 1024;

    private @Nullable SocketFile[] files = new SocketFile[8];
    // None below is free.
    private int lowest = FIRST;

    @Nullable
    SocketFile find(int fd) {
        return fd >= FIRST && fd < files.length ? files[fd] : null;
    }

    /// Whether another one can be had.
    boolean hasRoom() {
        return lowestFree() < LIMIT;
    }

    /// The new descriptor, or [#NONE].
    int add(SocketFile file) {
        int fd = lowestFree();
        if (fd >= LIMIT) {
            return NONE;
        }
        if (fd >= files.length) {
            files = Arrays.copyOf(files, 2 * files.length);
        }
        files[fd] = file;
        lowest = fd + 1;
        file.references++;
        return fd;
    }

    void remove(int fd) {
        SocketFile file = files[fd];
        if (file != null) {
            file.references--;
        }
        files[fd] = null;
        lowest = Math.min(lowest, fd);
    }

    private int lowestFree() {
        int fd = lowest;
        while (fd < files.length && files[fd] != null) {
            fd++;
        }
        lowest = fd;
        return fd;
    }
}
