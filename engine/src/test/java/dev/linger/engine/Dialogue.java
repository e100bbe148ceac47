package dev.linger.engine;

import dev.linger.engine.profile.Profile;
import dev.linger.engine.socket.Errno;
import dev.linger.engine.socket.SocketEvent;
import dev.linger.engine.socket.SocketOption;
import dev.linger.model.Flags;
import dev.linger.model.FourTuple;
import dev.linger.model.TcpState;
import dev.linger.wire.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A [World] and its [Peer] in the words of packet scripts: `P. 1:101(100) ack 1`, with numbers relative to either
/// side's first. The world's port is 80, the peer's 40000.
///
/// For tests of opening and closing, where flags and acknowledgments of every segment matter. Where text and its timing
/// do, [Exchange] says it shorter.
public final class Dialogue {
    private static final Pattern SEGMENT =
            Pattern.compile("([FSRP.-]+) (-?\\d+):-?\\d+\\((\\d+)\\)(?: ack (-?\\d+))?(?: win (\\d+))?(?: ts (\\d+))?");

    public final World world;
    public final Peer peer;
    public final FourTuple tuple;
    public int listener = TcpEngine.NONE;
    public int socket = TcpEngine.NONE;
    private int iss;
    private boolean issKnown;

    public Dialogue(Profile profile) {
        this(new World(profile), 40_000);
    }

    private Dialogue(World world, int remotePort) {
        this.world = world;
        peer = new Peer(world, 80, remotePort);
        tuple = new FourTuple(peer.here(), peer.there());
    }

    /// Another one with the same listener, whose peer has another port. What is said is to be asked for by turns.
    public Dialogue beside(int remotePort) {
        Dialogue other = new Dialogue(world, remotePort);
        other.listener = listener;
        return other;
    }

    // --- getting there -----------------------------------------------------------------------------------------------

    public Dialogue listens() {
        listener = world.listen(80, 4);
        return this;
    }

    /// An established connection that the program has accepted, the handshake being a tenth of a second old.
    public Dialogue accepted() {
        if (listener == TcpEngine.NONE) {
            listens();
        }
        hears("S 0:0(0)");
        says();
        hears(". 1:1(0) ack 1");
        socket = world.engine.accept(listener);
        passMillis(100);
        world.events.clear();
        return this;
    }

    /// The program's SYN is on its way.
    public Dialogue connecting() {
        socket = world.engine.socket();
        require(world.engine.bind(socket, peer.here(), world.now), Errno.OK);
        require(world.engine.connect(socket, peer.there(), world.now, world), Errno.EINPROGRESS);
        return this;
    }

    /// The connection is in `state` by way of shutdown(), so that the program still holds it; nothing is unread, and
    /// what was said on the way is forgotten.
    public Dialogue reaches(TcpState state) {
        switch (state) {
            case SYN_SENT -> connecting();
            case SYN_RECEIVED -> connecting().hears("S 0:0(0)");
            case LISTEN -> socket = listens().listener;
            case CLOSED -> socket = world.engine.socket();
            default -> accepted();
        }
        switch (state) {
            case CLOSE_WAIT -> hears("F. 1:1(0) ack 1");
            case FIN_WAIT_1 -> shutdownWrite();
            case FIN_WAIT_2 -> {
                shutdownWrite();
                hears(". 1:1(0) ack 2");
            }
            case CLOSING -> {
                shutdownWrite();
                hears("F. 1:1(0) ack 1");
            }
            case LAST_ACK -> {
                hears("F. 1:1(0) ack 1");
                shutdownWrite();
            }
            case TIME_WAIT -> {
                shutdownWrite();
                hears("F. 1:1(0) ack 2");
            }
            default -> {}
        }
        says();
        if (state() != state && state != TcpState.LISTEN) {
            throw new IllegalStateException("in " + state() + ", not in " + state);
        }
        world.events.clear();
        return this;
    }

    // --- what the peer does ------------------------------------------------------------------------------------------

    /// The peer says this: `F. 1:1(0) ack 2 win 100 ts 1000`, of which everything after the length may be missing.
    public void hears(String text) {
        Matcher match = SEGMENT.matcher(text);
        if (!match.matches()) {
            throw new IllegalArgumentException("no segment: " + text);
        }
        learnIss();
        int flags = flags(match.group(1));
        peer.ack = iss + (match.group(4) == null ? 0 : Integer.parseInt(match.group(4)));
        Segment segment =
                peer.segment(flags, Peer.ISS + Integer.parseInt(match.group(2)), Integer.parseInt(match.group(3)));
        if (match.group(5) != null) {
            segment.wnd = Integer.parseInt(match.group(5));
        }
        if (match.group(6) != null) {
            segment.options |= Segment.TIMESTAMPS;
            segment.tsVal = Integer.parseInt(match.group(6));
        }
        world.arrive(segment);
    }

    private static int flags(String letters) {
        int flags = 0;
        for (int at = 0; at < letters.length(); at++) {
            flags |= switch (letters.charAt(at)) {
                case 'F' -> Flags.FIN;
                case 'S' -> Flags.SYN;
                case 'R' -> Flags.RST;
                case 'P' -> Flags.PSH;
                case '.' -> Flags.ACK;
                default -> 0;
            };
        }
        return flags;
    }

    // --- what the world does -----------------------------------------------------------------------------------------

    /// What was sent since it was last asked for, segment after segment; empty for silence.
    public String says() {
        learnIss();
        List<String> texts = new ArrayList<>();
        for (Segment segment : world.sent) {
            texts.add(text(segment));
        }
        world.sent.clear();
        return String.join(", ", texts);
    }

    private String text(Segment segment) {
        int start = segment.seq - iss;
        String text = Flags.text(segment.flags) + " " + start + ":" + (start + segment.textLength) + "("
                + segment.textLength + ")";
        return segment.has(Flags.ACK) ? text + " ack " + (segment.ack - Peer.ISS) : text;
    }

    /// Whether the segments of which the last one is a part carried timestamps.
    public boolean lastSaidHadTimestamps() {
        return world.sent.getLast().hasOption(Segment.TIMESTAMPS);
    }

    private void learnIss() {
        for (Segment segment : world.sent) {
            if (segment.has(Flags.SYN) && !issKnown) {
                iss = segment.seq;
                issKnown = true;
            }
        }
    }

    /// Lets time pass until something is sent or happens to the connection, `millis` at the most; how many
    /// milliseconds that were.
    public double passUntilHeard(long millis) {
        long begun = world.now;
        long end = world.now + millis * World.MILLI;
        TcpState before = state();
        while (world.sent.isEmpty() && state() == before && world.engine.nextDeadlineNanos() <= end) {
            world.pass(Math.max(0, world.engine.nextDeadlineNanos() - world.now));
        }
        return (double) (world.now - begun) / World.MILLI;
    }

    /// The real sequence number of one of ours.
    public int sequence(int relative) {
        return iss + relative;
    }

    public void passMillis(long millis) {
        world.pass(millis * World.MILLI);
    }

    // --- what the program does ---------------------------------------------------------------------------------------

    public Errno close() {
        return world.engine.close(socket, world.now, world);
    }

    public void abort() {
        world.engine.abort(socket, world.now, world);
    }

    public Errno shutdownWrite() {
        return world.engine.shutdownWrite(socket, world.now, world);
    }

    public int send(int length) {
        return world.engine.send(socket, new byte[length], 0, length, world.now, world);
    }

    public int receive(int length) {
        return world.engine.receive(socket, new byte[length], 0, length, world.now, world);
    }

    public Dialogue with(SocketOption option, long value) {
        require(world.engine.setOption(socket, option, value), Errno.OK);
        return this;
    }

    public Errno error() {
        return world.engine.takeError(socket);
    }

    // --- what is so --------------------------------------------------------------------------------------------------

    /// Of the connection, wherever it is kept.
    public TcpState state() {
        return world.engine.state(tuple);
    }

    /// The events since it was last asked for.
    public List<SocketEvent> events() {
        List<SocketEvent> events = List.copyOf(world.events);
        world.events.clear();
        return events;
    }

    private static void require(Errno seen, Errno expected) {
        if (seen != expected) {
            throw new IllegalStateException("told " + seen + ", not " + expected);
        }
    }
}
