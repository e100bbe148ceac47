package dev.linger.engine.connection;

import dev.linger.engine.hash.RandomBits;
import dev.linger.engine.hash.StateDigest;
import dev.linger.engine.port.PortRequest;
import dev.linger.engine.port.PortSearch;
import dev.linger.engine.port.PortTable;
import dev.linger.engine.profile.HostConfig;
import dev.linger.engine.profile.Profile;
import dev.linger.engine.sequence.SequenceRules.TimestampOffset;
import dev.linger.engine.sequence.SequenceSource;
import dev.linger.engine.socket.Output;
import dev.linger.engine.socket.SocketEvent;
import dev.linger.engine.socket.SocketOptions;
import dev.linger.engine.state.StateDiagram;
import dev.linger.engine.state.TcpEvent;
import dev.linger.engine.timer.Deadlines;
import dev.linger.engine.timewait.RecycleCache;
import dev.linger.engine.timewait.TimeWaitRow;
import dev.linger.engine.timewait.TimeWaitStore;
import dev.linger.model.Counter;
import dev.linger.model.TcpState;
import dev.linger.wire.Segment;
import org.jspecify.annotations.Nullable;

/// One host's TCP: its tables, its rules, the present moment, and where output goes. What steps share, and nothing
/// that decides: a connection is in exactly one place, which is why entering and leaving the tables happens here
/// alone.
public final class Host {
    private static final long NANOS_PER_MILLI = 1_000_000;
    /// Half of what a long holds, so that the sum of two is never [Tcb#NEVER].
    public static final long LATEST_NANOS = Long.MAX_VALUE / 2;

    /// Peers whose timestamps tcp_tw_recycle remembers: net/ipv4/tcp_metrics.c has a table of bounded depth.
    private static final int RECYCLED_PEERS = 1024;

    public Profile profile;
    public final Sockets sockets;
    public final TimeWaitStore waiting;
    /// The row that is being worked on.
    public final TimeWaitRow row;
    public final RecycleCache recycled;
    public final PortTable ports;
    public final PortSearch portSearch;
    public final PortRequest portRequest;
    public final SequenceSource sequence;
    public final Counters counters = new Counters();
    public final ChallengeBudget challenges = new ChallengeBudget();

    /// The segment that is being made.
    public final Segment outgoing;

    /// Connections that no program holds and that are not waiting rows.
    public int orphans;

    final ConnectionTable connections;
    final ListenerTable listeners = new ListenerTable();
    final Deadlines deadlines;
    final RandomBits random;
    public final OwnAddresses addresses;

    final Workspace workspace;
    private long nowNanos;
    // No part of the state: they follow from the present moment.
    private long timestampNanos = -1;
    private long timestampTick;
    private int timestampClock;
    private @Nullable Output output;

    public Host(HostConfig config) {
        this(config, new Workspace());
    }

    private Host(HostConfig config, Workspace workspace) {
        this.workspace = workspace;
        this.row = workspace.row;
        this.portRequest = workspace.portRequest;
        this.outgoing = workspace.outgoing;
        this.profile = config.profile();
        this.addresses = new OwnAddresses(config.addresses());
        this.random = new RandomBits(config.seed());
        HostConfig.Room room = config.room();
        boolean keepsAll =
                profile.timeWait().recycle().exists() || profile.sequence().timestampOffset() == TimestampOffset.RANDOM;
        this.sockets = new Sockets(room.sockets(), workspace);
        this.connections = new ConnectionTable(room.sockets(), random.next());
        this.waiting = new TimeWaitStore(room.waitingRows(), room.wheelBits(), keepsAll, random.next());
        this.recycled = new RecycleCache(profile.timeWait().recycle().exists() ? RECYCLED_PEERS : 1, random.next());
        this.ports = new PortTable(profile.ports().stickyBound());
        this.portSearch = new PortSearch(random.next(), 1 << room.perturbationBits());
        this.sequence = new SequenceSource(random.next());
        this.deadlines = new Deadlines(room.sockets());
    }

    // --- the present moment ------------------------------------------------------------------------------------------

    /// Begins to handle one input. Time may stand still and never goes back.
    public void begin(long now, Output to) {
        advance(now);
        output = to;
    }

    /// The same for what has no output.
    public void advance(long now) {
        if (output != null) {
            throw new IllegalStateException("an output must only take note: it may not call the engine it hears from");
        }
        if (now < nowNanos) {
            throw new IllegalArgumentException("time went back from " + nowNanos + " ns to " + now + " ns");
        }
        if (now > LATEST_NANOS) {
            throw new IllegalArgumentException("time is " + now + " ns, past the latest, " + LATEST_NANOS + " ns");
        }
        nowNanos = now;
    }

    public void end() {
        output = null;
    }

    public long now() {
        return nowNanos;
    }

    /// Whole milliseconds, which wrap: the clock of timestamps and of waiting rows.
    public int nowMillis() {
        return (int) (nowNanos / NANOS_PER_MILLI);
    }

    /// The same, never before now: what deadlines are reckoned from, so that nothing ends early.
    public int nowMillisRoundedUp() {
        return (int) ((nowNanos + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI);
    }

    /// The TSval that a connection with this offset sends now.
    public int timestamp(int offset) {
        // Reckoned once for each moment: a division takes as long as a dozen other steps.
        long tick = profile.sequence().timestampTickNanos();
        if (timestampNanos != nowNanos || timestampTick != tick) {
            timestampNanos = nowNanos;
            timestampTick = tick;
            timestampClock = profile.sequence().timestamp(nowNanos, 0);
        }
        return timestampClock + offset;
    }

    /// The moment `millis` from now, in nanoseconds; what is further off than [#LATEST_NANOS] is as far off as that.
    public long in(long millis) {
        return nowNanos + Math.min(millis, LATEST_NANOS / NANOS_PER_MILLI) * NANOS_PER_MILLI;
    }

    // --- output ------------------------------------------------------------------------------------------------------

    public void send(Segment segment) {
        counters.add(Counter.OUT_SEGS);
        out().segment(segment);
    }

    /// Tells the program that holds the socket, if one does. One that waits in close() hears only of its end.
    public void tell(Tcb tcb, SocketEvent event) {
        if (tcb.owned && (!tcb.closing || event == SocketEvent.LINGERED)) {
            out().event(tcb.slot, event);
        }
    }

    /// Room for the text of a segment.
    public byte[] textRoom(int length) {
        return workspace.textRoom(length);
    }

    public void count(Counter counter) {
        counters.add(counter);
    }

    private Output out() {
        if (output == null) {
            throw new IllegalStateException("nothing is being handled");
        }
        return output;
    }

    // --- where connections are ---------------------------------------------------------------------------------------

    public int find(long localHigh, long localLow, long remoteHigh, long remoteLow, int localPort, int remotePort) {
        return connections.find(
                sockets.array(),
                localHigh,
                localLow,
                remoteHigh,
                remoteLow,
                ConnectionTable.ports(localPort, remotePort));
    }

    public int findListener(long high, long low, int port, int hash) {
        return listeners.find(sockets.array(), high, low, port, hash);
    }

    public Tcb socket(int slot) {
        return sockets.get(slot);
    }

    public Tcb newSocket() {
        Tcb tcb = sockets.take();
        tcb.inUse = true;
        return tcb;
    }

    /// From here on segments find it.
    public void enterTable(Tcb tcb) {
        connections.add(sockets.array(), tcb);
        tcb.inTable = true;
    }

    public void leaveTable(Tcb tcb) {
        if (tcb.inTable) {
            connections.remove(sockets.array(), tcb);
            tcb.inTable = false;
        }
    }

    public void enterListeners(Tcb tcb) {
        listeners.add(sockets.array(), tcb);
    }

    public void leaveListeners(Tcb tcb) {
        listeners.remove(sockets.array(), tcb);
    }

    /// Its local port is taken, with these attributes of the port table.
    public void enterPort(Tcb tcb, int attributes) {
        tcb.portAttributes = attributes;
        ports.enter(tcb.localPort, tcb.localHigh, tcb.localLow, tcb.options.uid(), attributes);
    }

    /// Its port stays taken, with other attributes.
    public void changePort(Tcb tcb, int attributes) {
        ports.change(tcb.localPort, tcb.localHigh, tcb.localLow, tcb.options.uid(), tcb.portAttributes, attributes);
        tcb.portAttributes = attributes;
    }

    /// Other options, of which the port table has to know some.
    public void changeOptions(Tcb tcb, SocketOptions options) {
        int uid = tcb.options.uid();
        int attributes = tcb.portAttributes;
        tcb.options = options;
        if (attributes != 0) {
            enterPort(tcb, PortOwner.changed(attributes, options));
            ports.leave(tcb.localPort, tcb.localHigh, tcb.localLow, uid, attributes);
        }
    }

    public void leavePort(Tcb tcb) {
        if (tcb.portAttributes != 0) {
            ports.leave(tcb.localPort, tcb.localHigh, tcb.localLow, tcb.options.uid(), tcb.portAttributes);
            tcb.portAttributes = 0;
        }
    }

    /// Its number may be used again, if neither a program nor a connection nor a listener refers to it.
    public void releaseIfDone(Tcb tcb) {
        if (tcb.inUse && !tcb.owned && tcb.parent == Tcb.NONE && tcb.state == TcpState.CLOSED) {
            leaveTable(tcb);
            leavePort(tcb);
            deadlines.clear(tcb.slot);
            if (tcb.orphan) {
                tcb.orphan = false;
                orphans--;
            }
            tcb.sendBuffer.clear();
            tcb.receiveBuffer.clear();
            sockets.give(tcb);
        }
    }

    /// Moves along an arrow of the state diagram.
    public void move(Tcb tcb, TcpEvent event) {
        TcpState next = StateDiagram.next(tcb.state, event);
        counters.onMove(tcb, event, next);
        tcb.state = next;
    }

    // --- deadlines ---------------------------------------------------------------------------------------------------

    /// Makes sure the host wakes up for the earliest of the socket's deadlines. A wake-up that has become too early
    /// is left where it is: moving it at every acknowledgment would cost more than finding out when it comes.
    public void arm(Tcb tcb) {
        long earliest = tcb.earliestDeadline();
        if (earliest < deadlines.get(tcb.slot)) {
            deadlines.set(tcb.slot, earliest);
        }
    }

    /// The socket with the earliest deadline, set right first, or [Tcb#NONE].
    public int earliestSocket() {
        int slot = deadlines.earliest();
        while (slot != Tcb.NONE) {
            long earliest = sockets.get(slot).earliestDeadline();
            if (earliest == deadlines.get(slot)) {
                return slot;
            }
            if (earliest == Tcb.NEVER) {
                deadlines.clear(slot);
            } else {
                deadlines.set(slot, earliest);
            }
            slot = deadlines.earliest();
        }
        return Tcb.NONE;
    }

    /// When something is due next: [Tcb#NEVER] when nothing is.
    public long nextDeadline() {
        int slot = earliestSocket();
        long next = slot == Tcb.NONE ? Tcb.NEVER : sockets.get(slot).earliestDeadline();
        if (waiting.isEmpty()) {
            return next;
        }
        long millis = nowNanos / NANOS_PER_MILLI;
        return Math.min(next, (millis + (waiting.nextDeadline((int) millis) - (int) millis)) * NANOS_PER_MILLI);
    }

    /// The queues of the socket with this number, which is in LISTEN.
    public Listener listenerOf(int slot) {
        Listener listener = sockets.get(slot).listener;
        if (listener == null) {
            throw new IllegalStateException("socket " + slot + " does not listen");
        }
        return listener;
    }

    /// The send sequence space of a connection that begins with this number: its SYN is as good as sent.
    public void beginSending(Tcb tcb, int iss) {
        tcb.synAcknowledged = false;
        tcb.retransmits = 0;
        tcb.resentSince = Tcb.NEVER;
        tcb.iss = iss;
        tcb.sndUna = iss;
        tcb.sndNxt = iss + 1;
        tcb.resendNxt = tcb.sndNxt;
        tcb.recover = iss;
        tcb.unackedSince = nowNanos;
        tcb.tsOffset = sequence.timestampOffset(
                profile.sequence(),
                tcb.localHigh,
                tcb.localLow,
                tcb.remoteHigh,
                tcb.remoteLow,
                tcb.localPort,
                tcb.remotePort);
    }

    // --- the whole of it ---------------------------------------------------------------------------------------------

    /// Another host, made from the same `config`, that is equal to this one; what is no part of their state
    /// they share.
    public Host copy(HostConfig config) {
        Host copy = new Host(config, workspace);
        copy.copyFrom(this);
        return copy;
    }

    /// Becomes equal to another host that was made from the same configuration.
    public void copyFrom(Host other) {
        if (output != null || other.output != null) {
            throw new IllegalStateException("a host can not be copied while it handles an input");
        }
        profile = other.profile;
        nowNanos = other.nowNanos;
        orphans = other.orphans;
        sockets.copyFrom(other.sockets);
        connections.copyFrom(other.connections);
        listeners.copyFrom(other.listeners);
        waiting.copyFrom(other.waiting);
        recycled.copyFrom(other.recycled);
        ports.copyFrom(other.ports);
        portSearch.copyFrom(other.portSearch);
        sequence.copyFrom(other.sequence);
        deadlines.copyFrom(other.deadlines);
        counters.copyFrom(other.counters);
        challenges.copyFrom(other.challenges);
        random.copyFrom(other.random);
    }

    /// Adds everything that decides what the host will do; see [HostDigest].
    public void addTo(StateDigest digest) {
        HostDigest.add(digest, this);
    }

    /// Adds everything that decides what this socket will do.
    public void addTo(StateDigest digest, Tcb tcb) {
        TcbDigest.add(digest, tcb, this);
    }
}
