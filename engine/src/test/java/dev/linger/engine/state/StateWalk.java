package dev.linger.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.engine.HostVisitor;
import dev.linger.engine.Peer;
import dev.linger.engine.TcpEngine;
import dev.linger.engine.World;
import dev.linger.engine.profile.Profiles;
import dev.linger.engine.socket.SocketOption;
import dev.linger.model.Flags;
import dev.linger.model.FourTuple;
import dev.linger.model.TcpState;
import dev.linger.wire.IcmpError;
import dev.linger.wire.Segment;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;

/// One host and one four-tuple, on which chance acts; after each act it is looked at which arrows lead from the old
/// state to the new one. What a call, a segment, an ICMP error or time can cause is told apart, and whether a RST was
/// sent.
final class StateWalk {
    private static final int STEPS = 40;
    private static final int PORT = 80;
    private static final int[] FLAGS = {
        Flags.SYN,
        Flags.SYN | Flags.ACK,
        Flags.ACK,
        Flags.ACK,
        Flags.ACK,
        Flags.FIN | Flags.ACK,
        Flags.FIN | Flags.ACK,
        Flags.RST,
        Flags.FIN | Flags.SYN
    };

    private final RandomGenerator random;
    private final Set<Transition> taken;
    private final World world;
    private final Peer peer;
    private final FourTuple tuple;
    private int socket = TcpEngine.NONE;
    private int listener = TcpEngine.NONE;
    private int sndUna;
    private int sndNxt;
    private int rcvNxt;

    StateWalk(RandomGenerator random, long seed, Set<Transition> taken) {
        this.random = random;
        this.taken = taken;
        world = new World(Profiles.all().get(random.nextInt(Profiles.all().size())), seed);
        peer = new Peer(world, PORT, 40_000);
        peer.timestamps = random.nextBoolean();
        tuple = new FourTuple(peer.here(), peer.there());
    }

    void go() {
        for (int step = 0; step < STEPS; step++) {
            TcpState before = state();
            world.sent.clear();
            Set<TcpEvent> causes = act(before);
            boolean reset = world.sent.stream().anyMatch(segment -> segment.has(Flags.RST));
            if (reset && !causes.contains(TcpEvent.CLOSE)) {
                causes.add(TcpEvent.ABORT);
            }
            check(before, state(), causes);
        }
    }

    private TcpState state() {
        TcpState state = world.engine.state(tuple);
        return state == TcpState.CLOSED && listener != TcpEngine.NONE ? TcpState.LISTEN : state;
    }

    private void check(TcpState before, TcpState after, Set<TcpEvent> causes) {
        if (before == after) {
            return;
        }
        // A listener stays behind its connection: where that ends, it is seen again.
        TcpState end = after == TcpState.LISTEN && before != TcpState.CLOSED ? TcpState.CLOSED : after;
        Set<Transition> single = new HashSet<>();
        for (Transition arrow : StateDiagram.transitions()) {
            if (arrow.from() == before && arrow.to() == end && causes.contains(arrow.event())) {
                single.add(arrow);
            }
        }
        if (single.isEmpty()) {
            assertThat(leads(before, end, causes, 3))
                    .as(
                            "%s to %s by %s under %s",
                            before, after, causes, world.engine.profile().name())
                    .isTrue();
        } else if (single.size() == 1) {
            taken.addAll(single);
        }
    }

    private static boolean leads(TcpState from, TcpState to, Set<TcpEvent> causes, int steps) {
        if (from == to) {
            return true;
        }
        return steps > 0
                && StateDiagram.transitions().stream()
                        .anyMatch(arrow -> arrow.from() == from
                                && causes.contains(arrow.event())
                                && leads(arrow.to(), to, causes, steps - 1));
    }

    private Set<TcpEvent> act(TcpState state) {
        return switch (random.nextInt(10)) {
            case 0, 1 -> call(state);
            case 2 -> passTime(state);
            case 3 -> icmp();
            default -> segment(state);
        };
    }

    // --- programs ----------------------------------------------------------------------------------------------------

    private Set<TcpEvent> call(TcpState state) {
        if (socket == TcpEngine.NONE && listener != TcpEngine.NONE) {
            socket = world.engine.accept(listener);
            if (socket != TcpEngine.NONE) {
                return EnumSet.noneOf(TcpEvent.class);
            }
        }
        if (socket != TcpEngine.NONE) {
            return callOnSocket();
        }
        if (listener != TcpEngine.NONE) {
            if (random.nextInt(4) == 0) {
                world.engine.close(listener, world.now, world);
                listener = TcpEngine.NONE;
                return state == TcpState.LISTEN
                        ? EnumSet.of(TcpEvent.CLOSE)
                        : EnumSet.of(TcpEvent.GIVE_UP, TcpEvent.ABORT);
            }
            return EnumSet.noneOf(TcpEvent.class);
        }
        return open();
    }

    /// connect() may take over what waits, whose wait is over then.
    private Set<TcpEvent> open() {
        int fresh = world.engine.socket();
        world.engine.setOption(fresh, SocketOption.SO_REUSEADDR, 1);
        world.engine.bind(fresh, peer.here(), world.now);
        if (random.nextBoolean()) {
            listener = fresh;
            world.engine.listen(fresh, 4, world.now);
            if (world.engine.state(fresh) != TcpState.LISTEN) {
                world.engine.close(fresh, world.now, world);
                listener = TcpEngine.NONE;
            }
            return EnumSet.of(TcpEvent.PASSIVE_OPEN);
        }
        socket = fresh;
        world.engine.setOption(fresh, SocketOption.SO_KEEPALIVE, random.nextInt(2));
        world.engine.connect(fresh, peer.there(), world.now, world);
        return EnumSet.of(TcpEvent.ACTIVE_OPEN, TcpEvent.WAIT_OVER);
    }

    private Set<TcpEvent> callOnSocket() {
        return switch (random.nextInt(5)) {
            case 0 -> {
                world.engine.shutdownWrite(socket, world.now, world);
                yield EnumSet.of(TcpEvent.CLOSE);
            }
            case 1, 2 -> {
                world.engine.close(socket, world.now, world);
                socket = TcpEngine.NONE;
                boolean reset = world.sent.stream().anyMatch(segment -> segment.has(Flags.RST));
                yield EnumSet.of(reset ? TcpEvent.ABORT : TcpEvent.CLOSE);
            }
            case 3 -> {
                world.engine.abort(socket, world.now, world);
                socket = TcpEngine.NONE;
                yield EnumSet.of(TcpEvent.ABORT);
            }
            default -> {
                world.engine.send(socket, new byte[10], 0, 10, world.now, world);
                yield EnumSet.noneOf(TcpEvent.class);
            }
        };
    }

    // --- time and the network ----------------------------------------------------------------------------------------

    /// To the next deadline, or over many of them while nobody answers.
    private Set<TcpEvent> passTime(TcpState state) {
        long next = world.engine.nextDeadlineNanos();
        if (next != TcpEngine.NEVER) {
            world.pass(Math.max(0, next - world.now));
            for (int more = random.nextBoolean() ? 0 : 40; more > 0 && state() == state; more--) {
                long then = world.engine.nextDeadlineNanos();
                if (then != TcpEngine.NEVER) {
                    world.pass(Math.max(0, then - world.now));
                }
            }
        }
        boolean waits = state == TcpState.FIN_WAIT_2 || state == TcpState.TIME_WAIT;
        return EnumSet.of(waits ? TcpEvent.WAIT_OVER : TcpEvent.GIVE_UP);
    }

    private Set<TcpEvent> icmp() {
        look();
        IcmpError error = new IcmpError();
        error.kind = IcmpError.Kind.PORT_UNREACHABLE;
        error.sourceHigh = World.HERE.high();
        error.sourceLow = World.HERE.low();
        error.sourcePort = PORT;
        error.destinationHigh = World.THERE.high();
        error.destinationLow = World.THERE.low();
        error.destinationPort = peer.there().port();
        error.seq = sndUna;
        world.engine.onIcmp(error, world.now, world);
        return EnumSet.of(TcpEvent.GIVE_UP);
    }

    private Set<TcpEvent> segment(TcpState state) {
        look();
        int flags = FLAGS[random.nextInt(FLAGS.length)];
        boolean opening = state == TcpState.SYN_SENT || state == TcpState.LISTEN || state == TcpState.CLOSED;
        int seq = opening ? random.nextInt() : rcvNxt + (random.nextInt(5) == 0 ? random.nextInt(70_000) - 20 : 0);
        if (opening && random.nextBoolean()) {
            flags = state == TcpState.SYN_SENT && random.nextBoolean() ? Flags.SYN | Flags.ACK : Flags.SYN;
        }
        peer.ack = random.nextInt(3) == 0 ? sndUna : sndNxt;
        if (state == TcpState.SYN_SENT && flags == Flags.RST) {
            flags |= Flags.ACK;
        }
        Segment segment = peer.segment(flags, seq, flags == Flags.ACK && random.nextBoolean() ? 10 : 0);
        peer.tsVal += random.nextInt(100);
        peer.tsEcr = 0;
        segment.tsVal = peer.tsVal;
        world.arrive(segment);
        return causes(state, flags);
    }

    private static Set<TcpEvent> causes(TcpState state, int flags) {
        if ((flags & Flags.RST) != 0) {
            return EnumSet.of(TcpEvent.RESET_RECEIVED);
        }
        Set<TcpEvent> causes = EnumSet.of(
                TcpEvent.SYN_RECEIVED,
                TcpEvent.SYN_ACK_RECEIVED,
                TcpEvent.SYN_ACKNOWLEDGED,
                TcpEvent.FIN_RECEIVED,
                TcpEvent.FIN_ACKNOWLEDGED,
                TcpEvent.REOPEN);
        // An embryo returns to LISTEN for a SYN as it does for a RST.
        if (state == TcpState.SYN_RECEIVED && (flags & Flags.SYN) != 0) {
            causes.add(TcpEvent.RESET_RECEIVED);
        }
        // On Linux a waiting row gives way before its listener has looked at the SYN, and may refuse it.
        if (state == TcpState.TIME_WAIT && (flags & Flags.SYN) != 0) {
            causes.add(TcpEvent.WAIT_OVER);
        }
        return causes;
    }

    private void look() {
        world.engine.visit(new HostVisitor() {
            @Override
            public void socket(SocketSight seen) {
                if (seen.remotePort() != 0 && seen.state() != TcpState.CLOSED) {
                    sndUna = seen.sndUna();
                    sndNxt = seen.sndNxt();
                    rcvNxt = seen.rcvNxt();
                }
            }

            @Override
            public void waiting(WaitingSight row) {
                sndUna = row.sndNxt();
                sndNxt = row.sndNxt();
                rcvNxt = row.rcvNxt();
            }
        });
    }
}
