package dev.linger.sockets;

import dev.linger.engine.TcpEngine;
import dev.linger.engine.socket.Errno;
import dev.linger.engine.socket.Output;
import dev.linger.engine.socket.SocketOption;
import dev.linger.model.Endpoint;
import dev.linger.model.IpAddress;
import dev.linger.model.TcpState;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The socket calls of one process, over the engine of its host: POSIX's, with Linux's answers where systems differ
/// and nothing else is known of the engine's profile.
///
/// Calls that may have to wait come as a [Call], which has been tried once. A driver goes on with those that are not
/// done like this: after each input to the engine, with the output that [EventRouter#toward] gives, it calls
/// [#proceed]; and so it does at [#nextDeadlineNanos]. Time and output are as in [TcpEngine].
public final class ProcessSockets {
    /// [#setReceiveTimeout], [#setSendTimeout]: a call waits for as long as it takes.
    public static final long NO_TIMEOUT = TcpEngine.NEVER;

    private static final IpAddress ANY_IPV4 = IpAddress.ipv4(0);

    private final EventRouter router;
    private final TcpEngine engine;
    private final Descriptors descriptors = new Descriptors();
    private final WaitingCalls waiting = new WaitingCalls();

    public ProcessSockets(EventRouter router) {
        this.router = router;
        this.engine = router.engine();
    }

    // --- calls that wait ---------------------------------------------------------------------------------------------

    /// accept() and accept4().
    ///
    /// @param nonBlocking SOCK_NONBLOCK of accept4(); on BSD the new socket is also non-blocking if the listener is
    public Call accept(int fd, boolean nonBlocking, long nowNanos, Output output) {
        SocketFile file = find(fd);
        if (file == null) {
            return badDescriptor(nowNanos, output);
        }
        boolean inherits = dialect() == Dialect.BSD && file.nonBlocking;
        return begin(new AcceptCall(this, file, nonBlocking || inherits, nowNanos), nowNanos, output);
    }

    public Call connect(int fd, Endpoint remote, long nowNanos, Output output) {
        SocketFile file = find(fd);
        return file == null
                ? badDescriptor(nowNanos, output)
                : begin(new ConnectCall(this, file, remote, nowNanos), nowNanos, output);
    }

    /// read() and all its kin. Text goes to `into` from `offset` on; with MSG_TRUNC nowhere.
    public Call receive(
            int fd, byte[] into, int offset, int length, Set<MessageFlag> flags, long nowNanos, Output output) {
        SocketFile file = find(fd);
        return file == null
                ? badDescriptor(nowNanos, output)
                : begin(new ReceiveCall(engine, file, into, offset, length, flags, nowNanos), nowNanos, output);
    }

    /// write() and all its kin. The array must not change before the call is done.
    public Call send(
            int fd, byte[] text, int offset, int length, Set<MessageFlag> flags, long nowNanos, Output output) {
        SocketFile file = find(fd);
        return file == null
                ? badDescriptor(nowNanos, output)
                : begin(new SendCall(this, file, text, offset, length, flags, nowNanos), nowNanos, output);
    }

    /// Ends when the connection is closed or its time is over where SO_LINGER makes it wait.
    public Call close(int fd, long nowNanos, Output output) {
        SocketFile file = find(fd);
        return file == null ? badDescriptor(nowNanos, output) : begin(new CloseCall(this, file, fd), nowNanos, output);
    }

    /// poll(). The items are filled in at each attempt.
    ///
    /// @param timeoutMillis negative to wait for ever
    public Call poll(List<PollItem> items, int timeoutMillis, long nowNanos, Output output) {
        return begin(new PollCall(this, List.copyOf(items), timeoutMillis, nowNanos), nowNanos, output);
    }

    // --- calls that do not -------------------------------------------------------------------------------------------

    /// socket() of a stream.
    ///
    /// @param nonBlocking SOCK_NONBLOCK
    public CallResult socket(AddressFamily family, boolean nonBlocking) {
        if (!hasFreeDescriptor()) {
            return CallResult.failed(Errno.EMFILE);
        }
        SocketFile file = open(engine.socket(), family);
        setNonBlocking(file, nonBlocking);
        return CallResult.of(descriptorFor(file));
    }

    public CallResult bind(int fd, Endpoint local, long nowNanos) {
        SocketFile file = find(fd);
        return result(file == null ? Errno.EBADF : engine.bind(file.socket, local, nowNanos));
    }

    public CallResult listen(int fd, int backlog, long nowNanos) {
        SocketFile file = find(fd);
        if (file == null) {
            return CallResult.failed(Errno.EBADF);
        }
        if (file.phase != SocketFile.Phase.UNCONNECTED) {
            return CallResult.failed(Errno.EINVAL);
        }
        if (file.family == AddressFamily.AF_INET && isUnbound(file)) {
            Errno bound = engine.bind(file.socket, new Endpoint(ANY_IPV4, 0), nowNanos);
            if (bound != Errno.OK) {
                return CallResult.failed(bound);
            }
        }
        // A negative one counts as unsigned, and so as the most that can be had (net/socket.c:__sys_listen).
        return result(engine.listen(file.socket, backlog < 0 ? Integer.MAX_VALUE : backlog, nowNanos));
    }

    private boolean isUnbound(SocketFile file) {
        return engine.state(file.socket) == TcpState.CLOSED
                && engine.localEndpoint(file.socket).port() == 0;
    }

    /// connect() to AF_UNSPEC: the socket has no peer any more.
    public CallResult disconnect(int fd, long nowNanos, Output output) {
        SocketFile file = find(fd);
        if (file == null) {
            return CallResult.failed(Errno.EBADF);
        }
        disconnect(file, nowNanos, output);
        return CallResult.of(0);
    }

    /// net/ipv4/af_inet.c:inet_shutdown.
    public CallResult shutdown(int fd, ShutdownHow how, long nowNanos, Output output) {
        SocketFile file = find(fd);
        if (file == null) {
            return CallResult.failed(Errno.EBADF);
        }
        Errno errno = shutdown(file, how, nowNanos, router.toward(output));
        file.wake();
        return result(errno);
    }

    private Errno shutdown(SocketFile file, ShutdownHow how, long nowNanos, Output output) {
        TcpState state = engine.state(file.socket);
        boolean opens = state == TcpState.SYN_SENT || state == TcpState.SYN_RECEIVED;
        if (file.phase == SocketFile.Phase.CONNECTING) {
            file.phase =
                    opens || state == TcpState.CLOSED ? SocketFile.Phase.DISCONNECTING : SocketFile.Phase.CONNECTED;
        }
        if (state == TcpState.SYN_SENT || (state == TcpState.LISTEN && how.read())) {
            disconnect(file, nowNanos, output);
            return Errno.OK;
        }
        if (state == TcpState.LISTEN) {
            return dialect() == Dialect.BSD ? Errno.ENOTCONN : Errno.OK;
        }
        file.readShutDown |= how.read();
        file.writeShutDown |= how.write();
        if (how.read()) {
            engine.shutdownRead(file.socket);
        }
        if (how.write() && state != TcpState.CLOSED) {
            return engine.shutdownWrite(file.socket, nowNanos, output);
        }
        return state == TcpState.CLOSED ? Errno.ENOTCONN : Errno.OK;
    }

    private void disconnect(SocketFile file, long nowNanos, Output output) {
        engine.disconnect(file.socket, nowNanos, router.toward(output));
        file.phase = SocketFile.Phase.UNCONNECTED;
        file.readShutDown = false;
        file.writeShutDown = false;
        file.wake();
    }

    /// Another descriptor for the same socket.
    public CallResult dup(int fd) {
        SocketFile file = find(fd);
        if (file == null) {
            return CallResult.failed(Errno.EBADF);
        }
        return hasFreeDescriptor() ? CallResult.of(descriptorFor(file)) : CallResult.failed(Errno.EMFILE);
    }

    // --- what a socket is like ---------------------------------------------------------------------------------------

    public boolean isOpen(int fd) {
        return find(fd) != null;
    }

    /// The number that the engine knows the socket of an open descriptor by.
    public int engineSocket(int fd) {
        return existing(fd).socket;
    }

    /// As the program sees it: CLOSED once the connection waits as a row.
    public TcpState state(int fd) {
        return engine.state(existing(fd).socket);
    }

    public AddressFamily family(int fd) {
        return existing(fd).family;
    }

    /// fcntl(F_GETFL): O_NONBLOCK.
    public boolean isNonBlocking(int fd) {
        return existing(fd).nonBlocking;
    }

    /// fcntl(F_SETFL).
    public void setNonBlocking(int fd, boolean nonBlocking) {
        setNonBlocking(existing(fd), nonBlocking);
    }

    void setNonBlocking(SocketFile file, boolean nonBlocking) {
        file.nonBlocking = nonBlocking;
        engine.setOption(file.socket, SocketOption.O_NONBLOCK, nonBlocking ? 1 : 0);
    }

    /// setsockopt(). ENOPROTOOPT for an option that the system does not have, EINVAL for a value that it does not take.
    public CallResult setOption(int fd, SocketOption option, long value, long nowNanos, Output output) {
        SocketFile file = find(fd);
        if (file == null) {
            return CallResult.failed(Errno.EBADF);
        }
        Errno verdict = engine.setOption(file.socket, option, value, nowNanos, router.toward(output));
        return verdict == Errno.OK ? CallResult.of(0) : CallResult.failed(verdict);
    }

    /// getsockopt(): the value, as [#setOption] takes it.
    public CallResult option(int fd, SocketOption option, long nowNanos) {
        SocketFile file = find(fd);
        return file == null
                ? CallResult.failed(Errno.EBADF)
                : CallResult.of(OptionValue.of(engine, file, option, nowNanos));
    }

    /// getsockopt(SO_ERROR): the next call does not fail because of it any more.
    public Errno takeError(int fd) {
        return engine.takeError(existing(fd).socket);
    }

    /// ioctl(SIOCINQ), also called FIONREAD: bytes that can be read. EINVAL for a listener (net/ipv4/tcp.c:tcp_ioctl).
    public CallResult unreadBytes(int fd) {
        SocketFile file = find(fd);
        if (file == null) {
            return CallResult.failed(Errno.EBADF);
        }
        boolean listens = engine.state(file.socket) == TcpState.LISTEN;
        return listens ? CallResult.failed(Errno.EINVAL) : CallResult.of(engine.readableBytes(file.socket));
    }

    /// ioctl(SIOCOUTQ): bytes unsent or unacknowledged, and a FIN. EINVAL for a listener.
    public CallResult unacknowledgedBytes(int fd, long nowNanos) {
        SocketFile file = find(fd);
        if (file == null) {
            return CallResult.failed(Errno.EBADF);
        }
        return switch (engine.state(file.socket)) {
            case LISTEN -> CallResult.failed(Errno.EINVAL);
            case SYN_SENT, SYN_RECEIVED -> CallResult.of(0);
            case ESTABLISHED, CLOSE_WAIT, FIN_WAIT_1, FIN_WAIT_2, CLOSING, LAST_ACK, TIME_WAIT, CLOSED ->
                CallResult.of(engine.look(file.socket, nowNanos).sendQueue());
        };
    }

    /// getsockopt(TCP_INFO): what is known of struct tcp_info, under the kernel's names and in its units. Of a
    /// connection
    /// that waits as a row the program's socket knows nothing but that it is closed, as on Linux.
    public Map<String, Long> tcpInfo(int fd, long nowNanos) {
        return engine.look(existing(fd).socket, nowNanos).tcpInfo();
    }

    /// SO_RCVTIMEO, or [#NO_TIMEOUT].
    public void setReceiveTimeout(int fd, long nanos) {
        existing(fd).receiveTimeoutNanos = nanos;
    }

    /// SO_SNDTIMEO, or [#NO_TIMEOUT].
    public void setSendTimeout(int fd, long nanos) {
        existing(fd).sendTimeoutNanos = nanos;
    }

    /// getsockname().
    public Endpoint localEndpoint(int fd) {
        return engine.localEndpoint(existing(fd).socket);
    }

    /// getpeername(), also once the connection has ended.
    public Endpoint remoteEndpoint(int fd) {
        return engine.remoteEndpoint(existing(fd).socket);
    }

    // --- going on ----------------------------------------------------------------------------------------------------

    /// Tries again what waits and has been heard of, or has waited long enough.
    public void proceed(long nowNanos, Output output) {
        // Each turn takes one call out of the queue; it comes back only if another one has done something.
        Call call = waiting.next(nowNanos);
        while (call != null) {
            call.step(nowNanos, router.toward(output));
            if (call.isDone()) {
                for (SocketFile file : call.unregister()) {
                    releaseIfUnused(file, nowNanos, router);
                }
            }
            call = waiting.next(nowNanos);
        }
    }

    /// When [#proceed] has something to do though nothing happens, or [TcpEngine#NEVER].
    public long nextDeadlineNanos() {
        return waiting.nextDeadlineNanos();
    }

    private Call begin(Call call, long nowNanos, Output output) {
        call.step(nowNanos, router.toward(output));
        if (!call.isDone()) {
            waiting.add(call);
        }
        return call;
    }

    // --- for the calls -----------------------------------------------------------------------------------------------

    TcpEngine engine() {
        return engine;
    }

    Dialect dialect() {
        return Dialect.of(engine.profile());
    }

    @Nullable
    SocketFile find(int fd) {
        return descriptors.find(fd);
    }

    private SocketFile existing(int fd) {
        SocketFile file = find(fd);
        if (file == null) {
            throw new IllegalArgumentException("descriptor " + fd + " is not open");
        }
        return file;
    }

    boolean hasFreeDescriptor() {
        return descriptors.hasRoom();
    }

    int descriptorFor(SocketFile file) {
        return descriptors.add(file);
    }

    SocketFile open(int socket, AddressFamily family) {
        SocketFile file = new SocketFile(socket, family, waiting);
        router.add(file);
        return file;
    }

    void forget(int fd) {
        descriptors.remove(fd);
    }

    /// Closes the socket if neither a descriptor nor a call has it. Whether that is all: else it is told when it is.
    boolean releaseIfUnused(SocketFile file, long nowNanos, Output output) {
        if (file.references > 0 || file.released) {
            return true;
        }
        file.released = true;
        if (engine.close(file.socket, nowNanos, output) == Errno.EINPROGRESS) {
            return false;
        }
        router.remove(file);
        return true;
    }

    private Call badDescriptor(long nowNanos, Output output) {
        return begin(new RefusedCall(Errno.EBADF), nowNanos, output);
    }

    private static CallResult result(Errno errno) {
        return errno == Errno.OK ? CallResult.of(0) : CallResult.failed(errno);
    }
}
