package dev.linger.linux.netlink;

import dev.linger.linux.kernel.Errno;
import dev.linger.linux.kernel.KernelState;
import dev.linger.model.SocketState;
import dev.linger.observation.SocketSink;
import org.jspecify.annotations.Nullable;

/// Reads the answer to one dump request: takes the datagrams one after another and hands each socket to a sink.
///
/// It trusts no length: a message that does not fit into its datagram ends the dump as malformed, and nothing is read
/// beyond the bytes given. What it does not know (other messages, attributes, states, families) it leaves out, the
/// sockets among that counted in [#unknownRows()].
public final class SockDiagReader {
    /// Asks for attribute 2, INET_DIAG_INFO, which is `struct tcp_info`.
    public static final int INFO_EXTENSION = 1 << 1;

    /// How a dump stands after the datagrams so far.
    public enum Progress {
        RUNNING,
        /// The kernel said that this was all.
        DONE,
        /// The kernel refused or gave up, see [#errno()].
        REFUSED,
        /// What came was no netlink message.
        MALFORMED
    }

    private static final int NLMSG_ERROR = 2;
    private static final int NLMSG_DONE = 3;
    private static final int NLMSG_OVERRUN = 4;
    private static final int NLM_F_DUMP_INTR = 0x10;
    private static final int HEADER = SockDiagRequest.HEADER_BYTES;

    private final SocketSink sink;
    private final DiagRow row = new DiagRow();
    private Progress progress = Progress.RUNNING;
    private int rows;
    private int unknownRows;
    private int errno;
    private boolean interrupted;

    public SockDiagReader(SocketSink sink) {
        this.sink = sink;
    }

    /// Reads the datagram in the first `length` bytes. Call it until the answer is no longer RUNNING.
    public Progress read(byte[] bytes, int length) {
        int offset = 0;
        while (progress == Progress.RUNNING && offset < length) {
            int left = length - offset;
            int size = left < HEADER ? -1 : NativeBytes.hostInt(bytes, offset);
            if (size < HEADER || size > left) {
                progress = Progress.MALFORMED;
                break;
            }
            message(bytes, offset, offset + size);
            offset += (size + 3) & ~3;
        }
        return progress;
    }

    private void message(byte[] bytes, int start, int end) {
        int type = NativeBytes.hostShort(bytes, start + 4);
        interrupted |= (NativeBytes.hostShort(bytes, start + 6) & NLM_F_DUMP_INTR) != 0;
        switch (type) {
            case SockDiagRequest.SOCK_DIAG_BY_FAMILY, SockDiagRequest.TCPDIAG_GETSOCK ->
                socket(bytes, start + HEADER, end);
            case NLMSG_DONE -> done(bytes, start + HEADER, end);
            case NLMSG_ERROR -> error(bytes, start + HEADER, end);
            case NLMSG_OVERRUN -> refuse(Errno.ENOBUFS);
            default -> {} // NLMSG_NOOP among them
        }
    }

    private void socket(byte[] bytes, int body, int end) {
        if (end - body < DiagRow.BYTES) {
            progress = Progress.MALFORMED;
            return;
        }
        int family = bytes[body + DiagRow.FAMILY];
        SocketState state = state(bytes, body);
        boolean known = family == SockDiagRequest.AF_INET || family == SockDiagRequest.AF_INET6;
        if (state == null || !known) {
            unknownRows++;
            return;
        }
        rows++;
        row.moveTo(bytes, body, end, family == SockDiagRequest.AF_INET6, state);
        sink.accept(row);
    }

    /// A bound socket is asked for by bit 13 and comes with its true state, 7: closed, but with a port
    /// (net/ipv4/inet_diag.c:inet_diag_dump_icsk).
    private static @Nullable SocketState state(byte[] bytes, int body) {
        SocketState state = KernelState.of(bytes[body + DiagRow.STATE]);
        boolean bound = state == SocketState.CLOSED && NativeBytes.networkShort(bytes, body + DiagRow.LOCAL_PORT) != 0;
        return bound ? SocketState.BOUND : state;
    }

    private void done(byte[] bytes, int body, int end) {
        int status = end - body < Integer.BYTES ? 0 : NativeBytes.hostInt(bytes, body);
        if (status < 0) {
            refuse(-status);
        } else {
            progress = Progress.DONE;
        }
    }

    private void error(byte[] bytes, int body, int end) {
        if (end - body < Integer.BYTES) {
            progress = Progress.MALFORMED;
            return;
        }
        int status = NativeBytes.hostInt(bytes, body);
        if (status != 0) { // 0 acknowledges the request
            refuse(-status);
        }
    }

    private void refuse(int reason) {
        errno = reason;
        progress = Progress.REFUSED;
    }

    public Progress progress() {
        return progress;
    }

    /// How many sockets the sink was handed.
    public int rows() {
        return rows;
    }

    /// How many sockets were left out because their state or family is not known.
    public int unknownRows() {
        return unknownRows;
    }

    /// Why the kernel refused; 0 when it did not.
    public int errno() {
        return errno;
    }

    /// Whether the kernel said that its tables changed in a way that makes the dump inconsistent.
    public boolean interrupted() {
        return interrupted;
    }
}
