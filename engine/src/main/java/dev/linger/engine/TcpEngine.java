package dev.linger.engine;

import dev.linger.engine.arrival.IcmpArrival;
import dev.linger.engine.arrival.SegmentArrival;
import dev.linger.engine.call.Bind;
import dev.linger.engine.call.Close;
import dev.linger.engine.call.Connect;
import dev.linger.engine.call.Disconnect;
import dev.linger.engine.call.Listen;
import dev.linger.engine.call.SetOption;
import dev.linger.engine.call.Transfer;
import dev.linger.engine.connection.Host;
import dev.linger.engine.connection.Tcb;
import dev.linger.engine.hash.StateDigest;
import dev.linger.engine.profile.HostConfig;
import dev.linger.engine.profile.Profile;
import dev.linger.engine.socket.Errno;
import dev.linger.engine.socket.Output;
import dev.linger.engine.socket.SocketOption;
import dev.linger.engine.socket.SocketOptions;
import dev.linger.engine.timeout.Timeouts;
import dev.linger.model.Counter;
import dev.linger.model.Endpoint;
import dev.linger.model.FourTuple;
import dev.linger.model.TcpState;
import dev.linger.wire.IcmpError;
import dev.linger.wire.Segment;

/// The TCP of one host: RFC 9293 with the behaviour of the profile it is given, and without any I/O.
///
/// It has no clock, thread, socket or chance of its own. Methods come in four families, and a driver calls them so:
///
/// 1. *What happened*: [#onSegment], [#onIcmp], [#onTime]. Each takes the present time and an [Output].
/// 2. *What a program wants*: [#socket], [#bind], [#listen], [#connect], [#accept], [#send], [#receive],
///    [#shutdownWrite], [#close], [#abort], [#setOption]. They never wait: what has to be waited for is told to the
///    output as an event.
/// 3. *What comes next*: [#nextDeadlineNanos]. After every call of the first two families the driver asks for it
///    and calls [#onTime] no later than then, or earlier; waking too early does nothing.
/// 4. *What is so*: getters and [#visit] change nothing and may be called at any time.
///
/// The output is called during the call and must only take note; segments it is handed are used again afterwards.
/// A host is driven by one thread.
/// Time is nanoseconds from an origin that the driver chooses, 0 to [#LATEST_NANOS], and never goes back. Calls that
/// take none happen when the last one that took it did, and only [#setOption] among them may make something due.
///
/// Exceptions are the caller's mistakes, and come before anything has changed. [IllegalArgumentException]: a socket
/// that is not open; a time that went back or is too late; a port that is none; text that is not within its array; a
/// profile or configuration of another system. [IllegalStateException]: a call from inside an output.
///
/// Sockets are numbers, like file descriptors: free again after [#close] or [#abort], and then used for the next
/// one. The same configuration and the same calls give the same output, byte for byte.
public final class TcpEngine {
    /// No socket; no error; nothing.
    public static final int NONE = Tcb.NONE;

    /// [#receive]: there is no more, the peer has closed.
    public static final int END_OF_STREAM = Transfer.END;

    /// [#send], [#receive]: the call failed, see [#takeError].
    public static final int FAILED = Transfer.FAILED;

    /// [#nextDeadlineNanos]: nothing is due, ever.
    public static final long NEVER = Tcb.NEVER;

    /// The latest present there may be, 146 years after the origin: no deadline that is reckoned from it overflows.
    public static final long LATEST_NANOS = Host.LATEST_NANOS;

    private final HostConfig config;
    private final Host host;
    private final Connect connect;

    public TcpEngine(HostConfig config) {
        this(config, new Host(config));
    }

    private TcpEngine(HostConfig config, Host host) {
        this.config = config;
        this.host = host;
        this.connect = new Connect(host);
    }

    // --- what happened -----------------------------------------------------------------------------------------------

    /// A segment arrived for one of this host's addresses, and its checksum was right.
    public void onSegment(Segment segment, long nowNanos, Output output) {
        host.begin(nowNanos, output);
        try {
            SegmentArrival.process(host, segment);
        } finally {
            host.end();
        }
    }

    /// An ICMP error arrived about a segment that this host sent.
    public void onIcmp(IcmpError error, long nowNanos, Output output) {
        host.begin(nowNanos, output);
        try {
            IcmpArrival.process(host, error);
        } finally {
            host.end();
        }
    }

    /// Time has come to `nowNanos`: does everything that is due.
    public void onTime(long nowNanos, Output output) {
        host.begin(nowNanos, output);
        try {
            Timeouts.process(host);
        } finally {
            host.end();
        }
    }

    // --- what a program wants ----------------------------------------------------------------------------------------

    /// A new socket, without port or peer.
    public int socket() {
        Tcb tcb = host.newSocket();
        tcb.owned = true;
        return tcb.slot;
    }

    /// ENOPROTOOPT for an option that the system does not have, EINVAL for a value that it does not take.
    public Errno setOption(int socket, SocketOption option, long value) {
        return SetOption.process(host, owned(socket), option, value);
    }

    /// The same, and what the option lets go is sent at once: TCP_CORK taken back, TCP_NODELAY, TCP_QUICKACK.
    public Errno setOption(int socket, SocketOption option, long value, long nowNanos, Output output) {
        host.begin(nowNanos, output);
        try {
            return SetOption.processAtOnce(host, owned(socket), option, value);
        } finally {
            host.end();
        }
    }

    /// The user the socket belongs to, 0 unless said otherwise: SO_REUSEPORT is shared among one user's sockets.
    public void setUser(int socket, int uid) {
        host.changeOptions(owned(socket), owned(socket).options.withUid(uid));
    }

    /// EADDRINUSE, EACCES or EADDRNOTAVAIL as the system reports a conflict; EINVAL for a socket that has a port
    /// already.
    public Errno bind(int socket, Endpoint local, long nowNanos) {
        Tcb tcb = owned(socket);
        host.advance(nowNanos);
        return Bind.process(host, tcb, local.address().high(), local.address().low(), local.port());
    }

    /// Begins to listen, or gives a listener another backlog (0 or more, held to the system's ceiling).
    public Errno listen(int socket, int backlog, long nowNanos) {
        Tcb tcb = owned(socket);
        host.advance(nowNanos);
        return Listen.process(host, tcb, backlog);
    }

    /// The child that has waited longest for it, or [#NONE].
    public int accept(int listener) {
        return Listen.accept(host, owned(listener));
    }

    /// EINPROGRESS when a SYN was sent: CONNECTED or FAILED follows. Else nothing was sent, and the result says
    /// why.
    public Errno connect(int socket, Endpoint remote, long nowNanos, Output output) {
        return connect(socket, remote.address().high(), remote.address().low(), remote.port(), nowNanos, output);
    }

    /// The same with the address in two halves, as [dev.linger.model.IpAddress] has it.
    public Errno connect(int socket, long high, long low, int port, long nowNanos, Output output) {
        Tcb tcb = owned(socket);
        CallerCheck.requirePort(port);
        host.begin(nowNanos, output);
        try {
            return connect.process(tcb, high, low, port);
        } finally {
            host.end();
        }
    }

    /// How many bytes were taken, 0 for no room (WRITABLE follows), or [#FAILED].
    public int send(int socket, byte[] text, int offset, int length, long nowNanos, Output output) {
        return send(socket, text, offset, length, false, nowNanos, output);
    }

    /// The same; `more` text is to follow, so less than a full segment waits for it: MSG_MORE.
    public int send(int socket, byte[] text, int offset, int length, boolean more, long nowNanos, Output output) {
        Tcb tcb = owned(socket);
        CallerCheck.requireWithin(text, offset, length);
        host.begin(nowNanos, output);
        try {
            return Transfer.send(host, tcb, text, offset, length, more);
        } finally {
            host.end();
        }
    }

    /// How many bytes were read, 0 when there are none yet, [#END_OF_STREAM], or [#FAILED].
    public int receive(int socket, byte[] into, int offset, int length, long nowNanos, Output output) {
        Tcb tcb = owned(socket);
        CallerCheck.requireWithin(into, offset, length);
        host.begin(nowNanos, output);
        try {
            return Transfer.receive(host, tcb, into, offset, length);
        } finally {
            host.end();
        }
    }

    /// How many bytes were copied of those that [#receive] would give behind the first `skipped`; they stay.
    public int peek(int socket, int skipped, byte[] into, int offset, int length) {
        return owned(socket).receiveBuffer.peek(skipped, into, offset, length);
    }

    /// WRITABLE follows when something is acknowledged, as after a [#send] that found no room.
    public void awaitRoom(int socket) {
        owned(socket).wantsRoom = true;
    }

    /// shutdown() for writing. ENOTCONN where there is no connection.
    public Errno shutdownWrite(int socket, long nowNanos, Output output) {
        Tcb tcb = owned(socket);
        host.begin(nowNanos, output);
        try {
            return Close.shutdownWrite(host, tcb);
        } finally {
            host.end();
        }
    }

    /// shutdown() for reading: [#receive] sees the end; what arrives is still acknowledged.
    public void shutdownRead(int socket) {
        owned(socket).receiveShutDown = true;
    }

    /// Gives the socket back; the connection is closed, reset or left to the host as state, unread text and
    /// SO_LINGER have it. EINPROGRESS when SO_LINGER makes the program wait: LINGERED follows and nothing else.
    /// Systems differ in whether a program that set O_NONBLOCK waits too.
    public Errno close(int socket, long nowNanos, Output output) {
        Tcb tcb = owned(socket);
        host.begin(nowNanos, output);
        try {
            return Close.process(host, tcb);
        } finally {
            host.end();
        }
    }

    /// The socket has no peer and does not listen any more, and can be used again: connect() to AF_UNSPEC, or
    /// shutdown() of a socket that listens or opens. A connection is reset.
    public void disconnect(int socket, long nowNanos, Output output) {
        Tcb tcb = owned(socket);
        host.begin(nowNanos, output);
        try {
            Disconnect.process(host, tcb);
        } finally {
            host.end();
        }
    }

    /// Resets the connection and gives the socket back.
    public void abort(int socket, long nowNanos, Output output) {
        Tcb tcb = owned(socket);
        host.begin(nowNanos, output);
        try {
            Close.abort(host, tcb);
        } finally {
            host.end();
        }
    }

    /// Why the connection ended or a call failed, or else what ICMP said without ending it (SO_ERROR); asking takes it
    /// back.
    public Errno takeError(int socket) {
        Tcb tcb = owned(socket);
        Errno error = tcb.error == Errno.OK ? tcb.softError : tcb.error;
        if (tcb.error == Errno.OK) {
            tcb.softError = Errno.OK;
        }
        tcb.error = Errno.OK;
        return error;
    }

    /// What was reported about a connection without ending it, the latest that ICMP has said (RFC 9293 §3.9.1.8
    /// MUST-47); a program that does not want to know need not ask (SHLD-20).
    public Errno softError(int socket) {
        return owned(socket).softError;
    }

    /// A setting changed while the host runs. What is there already stays as it is; new timers and segments follow
    /// it.
    public void setProfile(Profile profile) {
        CallerCheck.requireSameSystem(host.profile, profile);
        host.profile = profile;
    }

    // --- what comes next ---------------------------------------------------------------------------------------------

    /// When [#onTime] has something to do next, or [#NEVER]; it is due now if it is not later than the driver's
    /// present. Right after [#onTime] it is later, and before it only if [#setOption] has made something due.
    public long nextDeadlineNanos() {
        return host.nextDeadline();
    }

    // --- what is so --------------------------------------------------------------------------------------------------

    public Profile profile() {
        return host.profile;
    }

    /// How often something has happened since the host began, by the kernel's names.
    public long count(Counter counter) {
        return Visits.count(host, counter);
    }

    /// The state of a socket that a program holds; CLOSED too once its connection waits as a row.
    public TcpState state(int socket) {
        return owned(socket).state;
    }

    /// The state of a connection wherever it is kept: socket or waiting row; CLOSED when there is none.
    public TcpState state(FourTuple tuple) {
        return Visits.state(host, tuple);
    }

    public Endpoint localEndpoint(int socket) {
        return Visits.local(owned(socket));
    }

    public Endpoint remoteEndpoint(int socket) {
        return Visits.remote(owned(socket));
    }

    /// Bytes that can be read at once.
    public int readableBytes(int socket) {
        return owned(socket).receiveBuffer.readable();
    }

    /// What the program has asked for.
    public SocketOptions options(int socket) {
        return owned(socket).options;
    }

    /// One socket as a visit would show it now, until the next call.
    public HostVisitor.SocketSight look(int socket, long nowNanos) {
        return new SocketSighting(host, owned(socket), nowNanos);
    }

    /// How many ports the last automatic choice looked at: what it cost.
    public int portCandidates() {
        return host.portSearch.candidates();
    }

    /// Shows every socket, waiting row and owner of a port, as they are when something last happened.
    public void visit(HostVisitor visitor) {
        Visits.visit(host, visitor, host.now());
    }

    /// The same at a later moment: what is due by then is overdue.
    public void visit(HostVisitor visitor, long nowNanos) {
        Visits.visit(host, visitor, nowNanos);
    }

    /// Another engine with the same past and the same future. Both use the same memory while they handle an input,
    /// so one thread drives them, one after the other; for another thread, make a new engine and [#copyFrom] this.
    public TcpEngine copy() {
        return new TcpEngine(config, host.copy(config));
    }

    /// Becomes equal to another engine that was made from the same configuration, without making new objects
    /// where it has them.
    public void copyFrom(TcpEngine other) {
        if (!config.equals(other.config)) {
            throw new IllegalArgumentException("engines of different configurations cannot be copied to one another");
        }
        host.copyFrom(other.host);
    }

    /// Adds to `digest` everything that decides what this engine will do, with times relative to its present
    /// moment. Two engines in the same state add the same, however they came there.
    ///
    /// What it does not add, a search has to add where it matters: the present moment itself, on which timestamps,
    /// initial sequence numbers and the ends of seconds and milliseconds depend; and which socket a program
    /// means by a number that it holds ([#addTo(StateDigest, int)]), because numbers depend on history.
    public void addTo(StateDigest digest) {
        host.addTo(digest);
    }

    /// Adds to `digest` everything that decides what this socket will do, but for its number: programs that hold
    /// equal sockets by other numbers add the same.
    public void addTo(StateDigest digest, int socket) {
        host.addTo(digest, owned(socket));
    }

    private Tcb owned(int socket) {
        return CallerCheck.requireOpen(host, socket);
    }
}
