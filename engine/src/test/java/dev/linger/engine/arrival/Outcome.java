package dev.linger.engine.arrival;

import dev.linger.engine.HostVisitor;
import dev.linger.engine.Peer;
import dev.linger.engine.Stage;
import dev.linger.engine.World;
import dev.linger.engine.profile.Profile;
import dev.linger.engine.profile.Profiles;
import dev.linger.model.Flags;
import dev.linger.model.FourTuple;
import dev.linger.model.SequenceNumber;
import dev.linger.model.TcpState;
import dev.linger.wire.Segment;
import java.util.List;

/// What one segment does to a connection, in letters: the reply and, behind `>`, the next state if it is another.
///
/// Replies: `-` none, `A` ACK, `T` ACK of something new (t: taken, and acknowledged later), `S` SYN-ACK, `R` RST,
/// `RA` RST with ACK. States: LI, SS, SR, ES, F1, F2, CW, CG (CLOSING), LA, TW, CL.
final class Outcome {
    /// First numbers of the peer: any, and such that numbers wrap in every part of the window.
    static final int[] ORIGINS = {Peer.ISS, -2, -20_000, -50_000, Integer.MAX_VALUE - 30_000};

    final World world;
    final Peer peer;
    /// The right edge of the window as the peer has been told.
    final int edge;

    private final FourTuple tuple;

    Outcome(Profile profile, Stage stage, int origin) {
        this(new World(profile), origin, false, stage);
    }

    private Outcome(World world, int origin, boolean timestamps, Stage stage) {
        this(world, peer(world, origin, timestamps), stage);
    }

    /// With a peer that is as the test wants it.
    Outcome(World world, Peer peer, Stage stage) {
        this.world = world;
        this.peer = peer;
        stage.bring(world, peer);
        tuple = new FourTuple(peer.here(), peer.there());
        int told = peer.seq;
        for (Segment segment : world.sent) {
            if (segment.has(Flags.ACK)) {
                told = SequenceNumber.later(told, segment.ack + segment.wnd);
            }
        }
        edge = told;
        world.sent.clear();
    }

    /// With a peer that offers timestamps and whose last one was 5000.
    static Outcome withTimestamps(Profile profile, Stage stage) {
        return new Outcome(new World(profile), Peer.ISS, true, stage);
    }

    private static Peer peer(World world, int origin, boolean timestamps) {
        Peer peer = new Peer(world, 80, 40_000);
        peer.seq = origin;
        peer.timestamps = timestamps;
        return peer;
    }

    String of(int flags, int seq, int length) {
        TcpState before = world.engine.state(tuple);
        int next = peer.seq;
        peer.arrive(flags, seq, length);
        TcpState after = world.engine.state(tuple);
        return reply(world.sent, next) + (after == before ? "" : ">" + letters(after));
    }

    /// Profiles as the tables write them: as in [ArrivalGridTest].
    static List<Profile> profiles(String letters) {
        return letters.chars().mapToObj(letter -> profile((char) letter)).toList();
    }

    private static Profile profile(char letter) {
        return switch (letter) {
            case 'R' -> Profiles.RFC_9293;
            case 'L' -> Profiles.LINUX;
            case '4' -> Profiles.LINUX_4_10;
            case '3' -> Profiles.LINUX_3_6;
            case 'F' -> Profiles.FREEBSD_14;
            case 'G' -> Profiles.FREEBSD_13;
            case 'O' -> Profiles.WINDOWS_2000;
            case 'N' -> Profiles.WINDOWS_2003;
            case 'W' -> Profiles.WINDOWS_10;
            case 'M' -> Profiles.MACOS;
            default -> throw new IllegalArgumentException("no profile is written " + letter);
        };
    }

    /// Flags as the tables write them; `data` is an ACK.
    static int flags(String event) {
        return switch (event) {
            case "S" -> Flags.SYN;
            case "S." -> Flags.SYN | Flags.ACK;
            case "FS" -> Flags.SYN | Flags.FIN;
            case ".", "data" -> Flags.ACK;
            case "F" -> Flags.FIN;
            case "F." -> Flags.FIN | Flags.ACK;
            case "R" -> Flags.RST;
            case "R." -> Flags.RST | Flags.ACK;
            default -> throw new IllegalArgumentException("no such event: " + event);
        };
    }

    private String reply(List<Segment> sent, int next) {
        if (sent.isEmpty()) {
            return takenUpTo() - next > 0 ? "t" : "-";
        }
        StringBuilder text = new StringBuilder();
        for (Segment segment : sent) {
            text.append(
                    switch (segment.flags & ~Flags.PSH) {
                        case Flags.ACK -> segment.ack - next > 0 ? "T" : "A";
                        case Flags.SYN | Flags.ACK -> "S";
                        case Flags.RST -> "R";
                        case Flags.RST | Flags.ACK -> "RA";
                        default -> "?" + segment;
                    });
        }
        return text.toString();
    }

    /// RCV.NXT of the connection, the peer's own next number where there is none.
    private int takenUpTo() {
        Numbers numbers = numbers();
        return numbers.synchronizedState ? numbers.rcvNxt : peer.seq;
    }

    int sndUna() {
        return numbers().sndUna;
    }

    int sndNxt() {
        return numbers().sndNxt;
    }

    private Numbers numbers() {
        Numbers numbers = new Numbers();
        world.engine.visit(numbers);
        return numbers;
    }

    /// What the connection counts with, or its waiting row.
    private static final class Numbers implements HostVisitor {
        private boolean synchronizedState;
        private int sndUna;
        private int sndNxt;
        private int rcvNxt;

        @Override
        public void socket(SocketSight socket) {
            if (socket.state() != TcpState.LISTEN && socket.state() != TcpState.CLOSED) {
                synchronizedState = socket.state().isSynchronized();
                sndUna = socket.sndUna();
                sndNxt = socket.sndNxt();
                rcvNxt = socket.rcvNxt();
            }
        }

        @Override
        public void waiting(WaitingSight row) {
            synchronizedState = true;
            sndUna = row.sndNxt();
            sndNxt = row.sndNxt();
            rcvNxt = row.rcvNxt();
        }
    }

    private static String letters(TcpState state) {
        return switch (state) {
            case LISTEN -> "LI";
            case SYN_SENT -> "SS";
            case SYN_RECEIVED -> "SR";
            case ESTABLISHED -> "ES";
            case FIN_WAIT_1 -> "F1";
            case FIN_WAIT_2 -> "F2";
            case CLOSE_WAIT -> "CW";
            case CLOSING -> "CG";
            case LAST_ACK -> "LA";
            case TIME_WAIT -> "TW";
            case CLOSED -> "CL";
        };
    }
}
