package dev.linger.linux;

import dev.linger.linux.kernel.Errno;
import dev.linger.linux.kernel.KernelState;
import dev.linger.linux.libc.SystemCallException;
import dev.linger.linux.netlink.SockDiag;
import dev.linger.linux.netlink.SockDiagRequest;
import dev.linger.linux.procfs.ProcFiles;
import dev.linger.linux.procfs.ProcSockets;
import dev.linger.model.SocketState;
import dev.linger.observation.Limit;
import dev.linger.observation.SocketSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Reads the sockets of the calling thread's namespace by the best way that this kernel lets us go.
final class SocketReader {
    /// The ways, best first.
    enum Way {
        /// One netlink dump of both address families. The kernel goes through listeners, then bound sockets, then all
        /// others (net/ipv4/inet_diag.c:inet_diag_dump_icsk), which is the order promised.
        BOTH_FAMILIES,
        /// One netlink dump for each family, and those of listeners and bound sockets first.
        EACH_FAMILY,
        /// The text files of /proc.
        PROC
    }

    /// Makes one netlink dump.
    @FunctionalInterface
    interface Dumps {
        SockDiag.Dump dump(byte[] request, SocketSink sink) throws SystemCallException;
    }

    private static final int ATTEMPTS = 4;
    private static final int FIRST = KernelState.mask(SocketState.LISTEN) | KernelState.mask(SocketState.BOUND);

    private final ProcFiles proc;
    private final Dumps dumps;
    private final List<Limit> limits = new ArrayList<>();
    private Way way;
    private int rows;
    private long netlinkBytes;
    private @Nullable SystemCallException refusal;

    SocketReader(ProcFiles proc, Dumps dumps, Way way) {
        this.proc = proc;
        this.dumps = dumps;
        this.way = way;
    }

    /// Hands the sockets in these states to a sink, each once, and returns that sink.
    <S extends SocketSink> S read(int states, Supplier<S> sinks) throws HostException {
        for (int attempt = 1; way != Way.PROC; attempt++) {
            S sink = sinks.get();
            try {
                SockDiag.Dump dump = dump(states, 0, sink);
                if (!dump.interrupted() || attempt >= ATTEMPTS) {
                    accept(dump);
                    return sink;
                }
            } catch (SystemCallException failure) {
                boolean passing = failure.errno() == Errno.ENOBUFS || failure.errno() == Errno.EAGAIN;
                if (!passing || attempt >= ATTEMPTS) {
                    goOn(failure);
                    attempt = 0;
                }
            }
        }
        S sink = sinks.get();
        readProc(states, sink);
        return sink;
    }

    private SockDiag.Dump dump(int states, int extensions, SocketSink sink) throws SystemCallException {
        if (way == Way.BOTH_FAMILIES) {
            return counted(SockDiagRequest.bothFamilies(states, extensions), sink);
        }
        SockDiag.Dump total = SockDiag.Dump.NOTHING;
        int[] parts = {states & FIRST, states & ~FIRST};
        for (int part : parts) {
            if (part != 0) {
                total = total.plus(counted(SockDiagRequest.oneFamily(SockDiagRequest.AF_INET, part, extensions), sink))
                        .plus(counted(SockDiagRequest.oneFamily(SockDiagRequest.AF_INET6, part, extensions), sink));
            }
        }
        return total;
    }

    private SockDiag.Dump counted(byte[] request, SocketSink sink) throws SystemCallException {
        SockDiag.Dump dump = dumps.dump(request, sink);
        netlinkBytes += dump.bytes();
        return dump;
    }

    private void accept(SockDiag.Dump dump) {
        rows = dump.rows();
        if (dump.interrupted()) {
            limits.add(new Limit(
                    "the sockets changed while they were read: counts may be off by a few", "a quieter moment"));
        }
        if (dump.unknownRows() > 0) {
            limits.add(new Limit(
                    Amount.of(dump.unknownRows(), "socket", "sockets") + " in states not known here",
                    "a newer Linger"));
        }
    }

    /// After a refusal to the next way; any other failure is the end.
    private void goOn(SystemCallException failure) throws HostException {
        if (!failure.isNotPermitted() && !failure.isNotSupported()) {
            throw HostException.of(failure, "the sockets could not be read");
        }
        refusal = failure;
        way = way == Way.BOTH_FAMILIES ? Way.EACH_FAMILY : Way.PROC;
    }

    private void readProc(int states, SocketSink sink) throws HostException {
        try {
            ProcSockets sockets = ProcSockets.read(proc, states, sink);
            rows = sockets.rows();
            String reason = refusal == null ? "" : " (" + refusal.getMessage() + ")";
            limits.add(new Limit(
                    "sockets that are only bound, identities and idle times, and speed: read from /proc/net/tcp"
                            + reason,
                    "netlink's sock_diag"));
            if (sockets.malformedLines() > 0) {
                limits.add(new Limit(
                        Amount.of(sockets.malformedLines(), "line", "lines") + " of /proc/net/tcp", "a newer Linger"));
            }
        } catch (IOException failure) {
            throw refusal == null
                    ? HostException.failed("cannot read the sockets: " + failure.getMessage(), failure)
                    : HostException.of(refusal, "and " + failure.getMessage());
        }
    }

    /// For connections in these states, how long ago the peer was last heard; nothing where this cannot be had.
    void readIdleTimes(int states, IdleTimes idleTimes) {
        if (way == Way.PROC) {
            return;
        }
        try {
            dump(states, IdleTimes.EXTENSION, idleTimes);
        } catch (SystemCallException failure) {
            limits.add(new Limit(
                    "how long closing connections have been idle (" + failure.getMessage() + ")", "a new try"));
        }
    }

    /// How many sockets the returned sink was handed.
    int rows() {
        return rows;
    }

    /// What was read over netlink; what was read from /proc is counted there.
    long netlinkBytes() {
        return netlinkBytes;
    }

    List<Limit> limits() {
        return limits;
    }
}
