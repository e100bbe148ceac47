package dev.linger.engine.waiting;

import dev.linger.engine.HostVisitor;
import dev.linger.engine.Peer;
import dev.linger.engine.World;
import dev.linger.engine.profile.Profile;
import dev.linger.engine.profile.Profiles;
import dev.linger.model.Counter;
import dev.linger.model.Flags;
import dev.linger.model.FourTuple;
import dev.linger.model.TcpState;
import dev.linger.wire.Segment;
import java.util.EnumMap;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/// A host whose program closed first and which now waits, and a peer that still sends. Numbers are written as
/// in the tables of measurements: S is the row's SND.NXT, R its RCV.NXT, E the right edge of its window, T
/// its TS.Recent.
final class Waiting {
    /// Time between the beginning of the wait and the segment that a table sends.
    static final long BEFORE_MILLIS = 10_000;

    private static final int PORT = 80;
    private static final int NEAR = 200_000;

    final World world;
    final Peer peer;
    final int listener;
    final FourTuple tuple;
    int sndNxt;
    int rcvNxt;
    private int tsRecent;
    private int window;
    private final Map<Counter, Long> before = new EnumMap<>(Counter.class);
    private int remainingBefore;
    private int tsValBefore;
    private long establishedNanos;
    private long roundTripNanos;

    private Waiting(World world, int listener, int remotePort, boolean timestamps) {
        this.world = world;
        this.listener = listener;
        peer = new Peer(world, PORT, remotePort);
        peer.timestamps = timestamps;
        tuple = new FourTuple(peer.here(), peer.there());
    }

    private static Waiting open(Profile profile, boolean timestamps, int backlog) {
        World world = new World(profile);
        return new Waiting(world, world.listen(PORT, backlog), 40_000, timestamps);
    }

    /// In TIME_WAIT for ten seconds, after a connection without data.
    static Waiting timeWait(Profile profile, boolean timestamps) {
        return timeWait(profile, timestamps, 4);
    }

    static Waiting timeWait(Profile profile, boolean timestamps, int backlog) {
        return open(profile, timestamps, backlog).intoTimeWait();
    }

    /// Another connection of the same host and listener, from this port of the peer.
    Waiting alsoTimeWait(int remotePort) {
        return new Waiting(world, listener, remotePort, peer.timestamps).intoTimeWait();
    }

    /// In TIME_WAIT since this moment, after a connection to a listener of this world.
    static Waiting timeWaitIn(World world, int listener, int remotePort, boolean timestamps) {
        return timeWaitIn(world, listener, remotePort, timestamps, 0);
    }

    /// The same with a peer whose answers take so long.
    static Waiting timeWaitIn(World world, int listener, int remotePort, boolean timestamps, int roundTripMillis) {
        Waiting waiting = new Waiting(world, listener, remotePort, timestamps);
        waiting.roundTripNanos = roundTripMillis * World.MILLI;
        Segment fin = waiting.closed();
        world.pass(waiting.roundTripNanos);
        waiting.peer.closeAfter(fin);
        waiting.note();
        return waiting;
    }

    private Waiting intoTimeWait() {
        peer.closeAfter(closed());
        window = world.lastSent().wnd;
        settle();
        return this;
    }

    /// In FIN_WAIT_2 for ten seconds, and no program holds the connection.
    static Waiting finWait2(Profile profile, boolean timestamps) {
        Waiting waiting = open(profile, timestamps, 4);
        waiting.peer.ack = waiting.closed().end();
        waiting.peer.arrive(Flags.ACK, waiting.peer.seq, 0);
        waiting.settle();
        return waiting;
    }

    static Waiting timeWait(String profile, boolean timestamps) {
        return timeWait(Profiles.named(profile), timestamps);
    }

    /// The FIN of the host's program.
    private Segment closed() {
        establishedNanos = world.now;
        peer.arrive(Flags.SYN, peer.seq, 0);
        Segment synAck = world.lastSent();
        peer.seq++;
        peer.ack = synAck.end();
        peer.tsEcr = synAck.tsVal;
        world.pass(roundTripNanos);
        peer.arrive(Flags.ACK, peer.seq, 0);
        int connection = world.engine.accept(listener);
        world.sent.clear();
        world.engine.close(connection, world.now, world);
        Segment fin = world.lastSent();
        window = fin.wnd;
        return fin;
    }

    private void settle() {
        note();
        world.pass(BEFORE_MILLIS * World.MILLI);
    }

    private void note() {
        sndNxt = peer.ack;
        rcvNxt = peer.seq;
        tsRecent = peer.tsVal;
        tsValBefore = peer.tsEcr;
        world.sent.clear();
    }

    /// The peer sends one segment; what it changes is judged by [#reply], [#timer] and [#counters].
    ///
    /// @param flags as [Flags#text] writes them
    /// @param seq R, E or S with a distance
    /// @param length bytes of text
    /// @param timestamp T with a distance, or null for a segment without
    void arrives(String flags, String seq, int length, @Nullable String timestamp) {
        for (Counter counter : Counter.values()) {
            before.put(counter, world.engine.count(counter));
        }
        remainingBefore = remainingMillis();
        world.sent.clear();
        Segment segment = peer.segment(flags(flags), number(seq), length);
        segment.ack = segment.has(Flags.ACK) ? sndNxt : 0;
        segment.options &= ~Segment.TIMESTAMPS;
        if (timestamp != null) {
            segment.options |= Segment.TIMESTAMPS;
            segment.tsVal = number(timestamp);
        }
        world.arrive(segment);
    }

    /// What was answered: `silence`, `ACK(S,R)` with `ecr T` if it has timestamps, `SYN-ACK(S+65537,R+1)`,
    /// `RST(S)`.
    String reply() {
        if (world.sent.isEmpty()) {
            return "silence";
        }
        if (world.sent.size() > 1) {
            return "too much: " + world.sent;
        }
        Segment reply = world.sent.getFirst();
        String ack = reply.has(Flags.ACK) ? "," + symbol(reply.ack) : "";
        String name = name(reply.flags) + "(" + symbol(reply.seq) + ack + ")";
        if (reply.flags == Flags.ACK && reply.hasOption(Segment.TIMESTAMPS)) {
            return name + " ecr " + symbol(reply.tsEcr) + (isLive(reply) ? "" : " with a clock that stands still");
        }
        return name;
    }

    private static String name(int flags) {
        return switch (flags) {
            case Flags.ACK -> "ACK";
            case Flags.RST -> "RST";
            case Flags.RST | Flags.ACK -> "RST-ACK";
            case Flags.SYN | Flags.ACK -> "SYN-ACK";
            default -> Flags.text(flags);
        };
    }

    /// Its timestamp is that of the connection's clock, which went on.
    private boolean isLive(Segment reply) {
        return reply.tsVal - tsValBefore == (int) ((world.now - establishedNanos) / World.MILLI);
    }

    /// `unchanged`, seconds that are left when they were set anew, `gone` without a row.
    String timer() {
        int remaining = remainingMillis();
        if (remaining < 0) {
            return "gone";
        }
        return remaining == remainingBefore ? "unchanged" : text(remaining);
    }

    private static String text(int millis) {
        return millis % 1_000 == 0 ? Integer.toString(millis / 1_000) : millis + " ms";
    }

    /// Counters that changed, but for those of segments in and out.
    String counters() {
        StringJoiner changed = new StringJoiner(" ");
        for (Counter counter : Counter.values()) {
            boolean isTraffic = counter == Counter.IN_SEGS || counter == Counter.OUT_SEGS;
            long gained = world.engine.count(counter) - before.getOrDefault(counter, 0L);
            if (gained != 0 && !isTraffic && counter != Counter.SOCKSTAT_TIME_WAIT) {
                String key = counter.key();
                changed.add(key.substring(key.indexOf('.') + 1) + (gained > 0 ? "+" : "") + gained);
            }
        }
        return changed.length() == 0 ? "-" : changed.toString();
    }

    /// Where the connection is: TIME_WAIT, FIN_WAIT_2 or CLOSED, or SYN_RECEIVED when a new one took its
    /// place.
    TcpState state() {
        return world.engine.state(tuple);
    }

    /// Milliseconds until the row ends, or -1 when there is none.
    int remainingMillis() {
        int[] remaining = {-1};
        world.engine.onTime(world.now, world);
        world.engine.visit(new HostVisitor() {
            @Override
            public void socket(SocketSight socket) {}

            @Override
            public void waiting(WaitingSight row) {
                if (row.remotePort() == tuple.remote().port()) {
                    remaining[0] = row.remainingMillis();
                }
            }
        });
        return remaining[0];
    }

    private int number(String symbol) {
        int origin = switch (symbol.charAt(0)) {
            case 'R' -> rcvNxt;
            case 'S' -> sndNxt;
            case 'T' -> tsRecent;
            case 'E' -> rcvNxt + window;
            default -> throw new IllegalArgumentException("no such symbol: " + symbol);
        };
        return symbol.length() == 1 ? origin : origin + Integer.parseInt(symbol.substring(1));
    }

    private String symbol(int number) {
        if (number == 0) {
            return "0";
        }
        if (Math.abs(number - sndNxt) < NEAR) {
            return distance("S", number - sndNxt);
        }
        if (Math.abs(number - tsRecent) < 1_000) {
            return distance("T", number - tsRecent);
        }
        return Math.abs(number - rcvNxt) < NEAR ? distance("R", number - rcvNxt) : Integer.toUnsignedString(number);
    }

    private static String distance(String origin, int distance) {
        if (distance == 0) {
            return origin;
        }
        return origin + (distance > 0 ? "+" : "") + distance;
    }

    private static int flags(String text) {
        int flags = 0;
        for (int bit = 1; bit <= Flags.CWR; bit <<= 1) {
            if (text.contains(Flags.text(bit))) {
                flags |= bit;
            }
        }
        return flags;
    }
}
