package dev.linger.linux.procfs;

import dev.linger.linux.kernel.KernelState;
import dev.linger.observation.SocketSink;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;

/// Reads the TCP sockets of the calling thread's network namespace from /proc/thread-self/net/tcp and tcp6, for where
/// netlink is refused: about four times as slow, without cookies, and without sockets that are only bound.
public final class ProcSockets {
    private int rows;
    private int malformedLines;

    private ProcSockets() {}

    /// Hands the sockets in states of `stateMask` (bit n for the kernel's state n) to `sink`, listeners first.
    public static ProcSockets read(ProcFiles proc, int stateMask, SocketSink sink) throws IOException {
        ProcSockets sockets = new ProcSockets();
        try (InputStream file = new FileInputStream(proc.path("thread-self/net/tcp"));
                InputStream file6 = openOrEmpty(proc.path("thread-self/net/tcp6"))) {
            ProcNetTcp ipv4 = new ProcNetTcp(file);
            ProcNetTcp ipv6 = new ProcNetTcp(file6);
            boolean more4 = sockets.readListeners(ipv4, stateMask, sink);
            boolean more6 = sockets.readListeners(ipv6, stateMask, sink);
            sockets.readRest(ipv4, more4, stateMask, sink);
            sockets.readRest(ipv6, more6, stateMask, sink);
            proc.addBytesRead(ipv4.bytesRead() + ipv6.bytesRead());
            sockets.malformedLines = ipv4.malformedLines() + ipv6.malformedLines();
        }
        return sockets;
    }

    /// A kernel without IPv6 has no tcp6.
    private static InputStream openOrEmpty(String path) {
        try {
            return new FileInputStream(path);
        } catch (FileNotFoundException missing) {
            return InputStream.nullInputStream();
        }
    }

    /// Each file begins with all its listeners (net/ipv4/tcp_ipv4.c:tcp_seek_last_pos). The result is whether the row
    /// is one that is still to be handed on.
    private boolean readListeners(ProcNetTcp row, int stateMask, SocketSink sink) throws IOException {
        while (row.next()) {
            if (row.stateNumber() != KernelState.LISTEN) {
                return true;
            }
            hand(row, stateMask, sink);
        }
        return false;
    }

    private void readRest(ProcNetTcp row, boolean hasRow, int stateMask, SocketSink sink) throws IOException {
        for (boolean has = hasRow; has; has = row.next()) {
            hand(row, stateMask, sink);
        }
    }

    private void hand(ProcNetTcp row, int stateMask, SocketSink sink) {
        if ((stateMask & 1 << row.stateNumber()) != 0) {
            rows++;
            sink.accept(row);
        }
    }

    public int rows() {
        return rows;
    }

    /// Lines that could not be read as a socket.
    public int malformedLines() {
        return malformedLines;
    }
}
