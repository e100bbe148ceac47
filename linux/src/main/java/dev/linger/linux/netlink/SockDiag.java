package dev.linger.linux.netlink;

import dev.linger.linux.kernel.Errno;
import dev.linger.linux.libc.LibC;
import dev.linger.linux.libc.SystemCallException;
import dev.linger.observation.SocketSink;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Dumps the TCP sockets of the calling thread's network namespace over netlink; needs no rights.
public final class SockDiag {
    private static final int NETLINK_SOCK_DIAG = 4;

    /// The kernel fills datagrams of up to 32 KB when it has seen a buffer of that size
    /// (net/netlink/af_netlink.c:netlink_recvmsg).
    private static final int BUFFER_BYTES = 32 * 1024;

    /// How many datagrams in a row may bring no socket. The kernel sends none without one but the last
    /// (net/netlink/af_netlink.c:netlink_dump).
    private static final int MAX_IDLE_DATAGRAMS = 16;

    private static final String CALL = "sock_diag dump";

    /// What one dump brought.
    ///
    /// @param unknownRows sockets left out because their state or family is not known
    /// @param interrupted whether the kernel called the dump inconsistent
    public record Dump(int rows, int unknownRows, boolean interrupted, long bytes) {
        public static final Dump NOTHING = new Dump(0, 0, false, 0);

        public Dump plus(Dump more) {
            return new Dump(
                    rows + more.rows,
                    unknownRows + more.unknownRows,
                    interrupted || more.interrupted,
                    bytes + more.bytes);
        }
    }

    /// Where datagrams come from.
    @FunctionalInterface
    interface Datagrams {
        /// Puts the next datagram at the start of `bytes` and returns its length.
        int receive(byte[] bytes) throws SystemCallException;
    }

    private SockDiag() {}

    /// Makes one dump and hands every socket to `sink`; when it fails, the sink may have seen a part.
    public static Dump dump(byte[] request, SocketSink sink) throws SystemCallException {
        try (LibC libc = LibC.open()) {
            int socket = libc.socket(LibC.AF_NETLINK, LibC.SOCK_RAW | LibC.SOCK_CLOEXEC, NETLINK_SOCK_DIAG);
            try {
                MemorySegment buffer = libc.allocate(BUFFER_BYTES);
                MemorySegment.copy(request, 0, buffer, ValueLayout.JAVA_BYTE, 0, request.length);
                libc.send(socket, buffer, request.length);
                return read(bytes -> receive(libc, socket, buffer, bytes), sink);
            } finally {
                libc.close(socket);
            }
        }
    }

    /// The kernel makes the next piece while the one before is received, so there is never anything to wait for:
    /// EAGAIN means that it ran out of memory (af_netlink.c:netlink_dump).
    private static int receive(LibC libc, int socket, MemorySegment buffer, byte[] bytes) throws SystemCallException {
        int length = libc.recv(socket, buffer, LibC.MSG_DONTWAIT | LibC.MSG_TRUNC);
        if (length > BUFFER_BYTES) {
            throw new SystemCallException(CALL, Errno.ENOBUFS);
        }
        MemorySegment.copy(buffer, ValueLayout.JAVA_BYTE, 0, bytes, 0, length);
        return length;
    }

    /// Reads the answer to a request, to its end.
    static Dump read(Datagrams datagrams, SocketSink sink) throws SystemCallException {
        byte[] bytes = new byte[BUFFER_BYTES];
        SockDiagReader reader = new SockDiagReader(sink);
        long total = 0;
        int idle = 0;
        while (reader.progress() == SockDiagReader.Progress.RUNNING) {
            if (idle == MAX_IDLE_DATAGRAMS) {
                throw new SystemCallException(CALL, Errno.EBADMSG);
            }
            int before = reader.rows() + reader.unknownRows();
            int length = datagrams.receive(bytes);
            total += length;
            reader.read(bytes, length);
            idle = reader.rows() + reader.unknownRows() == before ? idle + 1 : 0;
        }
        return switch (reader.progress()) {
            case REFUSED -> throw new SystemCallException(CALL, reader.errno());
            case MALFORMED -> throw new SystemCallException(CALL, Errno.EBADMSG);
            case DONE, RUNNING -> new Dump(reader.rows(), reader.unknownRows(), reader.interrupted(), total);
        };
    }
}
