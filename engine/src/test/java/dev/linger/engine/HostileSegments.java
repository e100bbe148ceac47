package dev.linger.engine;

import dev.linger.model.Endpoint;
import dev.linger.model.Flags;
import dev.linger.model.FourTuple;
import dev.linger.model.IpAddress;
import dev.linger.model.TcpState;
import dev.linger.wire.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// Segments that nobody in his right mind would send, near enough to what an engine waits for that it looks at them:
/// made from its connections, waiting rows, listeners and none, or from what it has sent itself.
final class HostileSegments {
    private static final int[] OFFSETS = {
        0,
        0,
        0,
        0,
        0,
        0,
        1,
        -1,
        2,
        -2,
        10,
        -10,
        1_000,
        -1_000,
        65_534,
        65_535,
        65_536,
        -65_536,
        1 << 30,
        -(1 << 30),
        Integer.MAX_VALUE,
        Integer.MIN_VALUE
    };
    private static final int[] FLAGS = {
        Flags.SYN,
        Flags.SYN,
        Flags.ACK,
        Flags.ACK,
        Flags.ACK,
        Flags.ACK | Flags.PSH,
        Flags.SYN | Flags.ACK,
        Flags.SYN | Flags.ACK,
        Flags.FIN | Flags.ACK,
        Flags.FIN | Flags.ACK,
        Flags.RST,
        Flags.RST | Flags.ACK,
        Flags.FIN,
        Flags.SYN | Flags.FIN,
        Flags.ACK | Flags.URG,
        0
    };
    private static final int[] WINDOWS = {0, 1, 100, 65_535};
    private static final int[] LENGTHS = {0, 0, 0, 0, 1, 10, 536, 1_460, 9_000, 65_000};
    private static final int[] SIZES = {0, 1, 12, 20, 64, 536, 1_460, 65_535};
    private static final int[] SCALES = {0, 1, 7, 14, 15, 255};

    /// Something that a segment can be for, and the numbers that it goes by.
    private record Target(FourTuple tuple, TcpState state, int rcvNxt, int sndUna, int sndNxt) {}

    private final RandomGenerator random;
    private final IpAddress[] own;
    private final IpAddress[] remote;
    private final int[] ports;
    private final byte[] text = new byte[65_000];

    HostileSegments(RandomGenerator random, IpAddress[] own, IpAddress[] remote, int[] ports) {
        this.random = random;
        this.own = own;
        this.remote = remote;
        this.ports = ports;
    }

    /// @param sent what the engine has sent
    Segment next(TcpEngine engine, List<Segment> sent, long now) {
        int dice = random.nextInt(10);
        if (dice < 2 && !sent.isEmpty()) {
            return mutated(sent.get(random.nextInt(sent.size())));
        }
        List<Target> targets = targets(engine);
        if (dice < 9 && !targets.isEmpty()) {
            Target target = targets.get(random.nextInt(targets.size()));
            return random.nextInt(3) == 0 ? fitting(target, now) : aimedAt(target, now);
        }
        IpAddress here = pick(own);
        FourTuple tuple = new FourTuple(new Endpoint(here, pick(ports)), new Endpoint(peerOf(here), pick(ports)));
        return aimedAt(new Target(tuple, TcpState.CLOSED, random.nextInt(), random.nextInt(), random.nextInt()), now);
    }

    private List<Target> targets(TcpEngine engine) {
        List<Target> targets = new ArrayList<>();
        engine.visit(new HostVisitor() {
            @Override
            public void socket(SocketSight socket) {
                Endpoint here = new Endpoint(new IpAddress(socket.localHigh(), socket.localLow()), socket.localPort());
                Endpoint there =
                        new Endpoint(new IpAddress(socket.remoteHigh(), socket.remoteLow()), socket.remotePort());
                if (socket.state() == TcpState.LISTEN) {
                    here = isWildcard(here.address()) ? new Endpoint(pick(own), here.port()) : here;
                    there = new Endpoint(peerOf(here.address()), 1_024 + random.nextInt(4));
                }
                if (socket.state() == TcpState.CLOSED) {
                    return;
                }
                targets.add(new Target(
                        new FourTuple(here, there), socket.state(), socket.rcvNxt(), socket.sndUna(), socket.sndNxt()));
            }

            @Override
            public void waiting(WaitingSight row) {
                Endpoint here = new Endpoint(new IpAddress(row.localHigh(), row.localLow()), row.localPort());
                Endpoint there = new Endpoint(new IpAddress(row.remoteHigh(), row.remoteLow()), row.remotePort());
                targets.add(
                        new Target(new FourTuple(here, there), row.state(), row.rcvNxt(), row.sndNxt(), row.sndNxt()));
            }
        });
        return targets;
    }

    /// From the wrong end, or as an answer.
    private Segment mutated(Segment original) {
        Segment segment = new Segment().copyFrom(original);
        if (random.nextBoolean()) {
            segment.from(original.destination()).to(original.source());
            segment.seq = original.ack;
            segment.ack = original.end();
        }
        switch (random.nextInt(6)) {
            case 0 -> segment.flags = pick(FLAGS);
            case 1 -> segment.seq += pick(OFFSETS);
            case 2 -> segment.ack += pick(OFFSETS);
            case 3 -> segment.options = random.nextInt(16);
            default -> segment.flags |= Flags.ACK;
        }
        return segment;
    }

    /// What a peer that means well might send next, so that connections live long enough to be harmed.
    private Segment fitting(Target target, long now) {
        Segment segment =
                new Segment().from(target.tuple().remote()).to(target.tuple().local());
        segment.flags = switch (target.state()) {
            case LISTEN, CLOSED -> Flags.SYN;
            case SYN_SENT -> Flags.SYN | Flags.ACK;
            case SYN_RECEIVED, ESTABLISHED, FIN_WAIT_1, FIN_WAIT_2, CLOSE_WAIT, CLOSING, LAST_ACK, TIME_WAIT ->
                Flags.ACK | (random.nextInt(4) == 0 ? Flags.FIN : 0);
        };
        segment.seq = target.rcvNxt();
        segment.ack = target.sndNxt();
        segment.wnd = pick(WINDOWS);
        segment.text = text;
        segment.textLength = (segment.flags & Flags.SYN) == 0 ? pick(LENGTHS) : 0;
        segment.options = Segment.TIMESTAMPS | Segment.MSS;
        segment.tsVal = (int) (now / World.MILLI);
        segment.mss = pick(SIZES);
        return segment;
    }

    private Segment aimedAt(Target target, long now) {
        Segment segment =
                new Segment().from(target.tuple().remote()).to(target.tuple().local());
        segment.seq = target.rcvNxt() + pick(OFFSETS);
        segment.ack = (random.nextBoolean() ? target.sndUna() : target.sndNxt()) + pick(OFFSETS);
        segment.flags = random.nextInt(20) == 0 ? random.nextInt(256) : pick(FLAGS);
        segment.wnd = pick(WINDOWS);
        segment.urgentPointer = random.nextInt(65_536);
        segment.text = text;
        segment.textLength = pick(LENGTHS);
        segment.options = random.nextInt(16);
        segment.tsVal = random.nextInt(3) == 0 ? random.nextInt() : (int) (now / World.MILLI) + random.nextInt(5);
        segment.tsEcr = random.nextInt();
        segment.mss = pick(SIZES);
        segment.windowScale = pick(SCALES);
        segment.sackCount = random.nextInt(4) == 0 ? 1 + random.nextInt(Segment.MAX_SACK_BLOCKS) : 0;
        for (int index = 0; index < segment.sack.length; index++) {
            segment.sack[index] = segment.ack + 1_000 * random.nextInt(-2, 3);
        }
        return segment;
    }

    /// No packet goes from one family to the other.
    private IpAddress peerOf(IpAddress here) {
        IpAddress there = pick(remote);
        while (there.isIpv4() != here.isIpv4()) {
            there = pick(remote);
        }
        return there;
    }

    private int pick(int[] values) {
        return values[random.nextInt(values.length)];
    }

    private IpAddress pick(IpAddress[] values) {
        return values[random.nextInt(values.length)];
    }

    private static boolean isWildcard(IpAddress address) {
        return address.high() == 0 && (int) address.low() == 0;
    }
}
