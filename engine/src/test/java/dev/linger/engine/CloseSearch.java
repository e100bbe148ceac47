package dev.linger.engine;

import dev.linger.engine.hash.Fingerprint;
import dev.linger.engine.hash.StateDigest;
import dev.linger.engine.profile.HostConfig;
import dev.linger.engine.profile.HostConfig.Room;
import dev.linger.engine.profile.Profile;
import dev.linger.engine.socket.Output;
import dev.linger.model.Endpoint;
import dev.linger.model.FourTuple;
import dev.linger.model.TcpState;
import dev.linger.wire.Segment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Every way in which two programs can close a connection over a network that reorders at will, and may lose and
/// repeat so many segments: engines are copied at each choice, and states met before are known by their fingerprint.
///
/// Time passes only while nothing is on its way, up to the next deadline.
final class CloseSearch {
    private static final int DEPTH_MAX = 60;

    private final int[] sockets = new int[2];
    private final Endpoint[] ends = {new Endpoint(World.HERE, 40_000), new Endpoint(World.THERE, 80)};
    private final Set<Fingerprint> known = new HashSet<>();
    private final StateDigest digest = new StateDigest();
    private final List<State> spare = new ArrayList<>();
    /// How it ended, as `client server`.
    final Set<String> outcomes = new HashSet<>();

    private static final class State {
        final TcpEngine[] engines = new TcpEngine[2];
        final List<Segment> flights = new ArrayList<>();
        final boolean[] closed = new boolean[2];
        int losses;
        int duplicates;
        long now;
        final Output output = segment -> flights.add(new Segment().copyFrom(segment));

        void copyFrom(State other) {
            for (int host = 0; host < 2; host++) {
                engines[host].copyFrom(other.engines[host]);
                closed[host] = other.closed[host];
            }
            flights.clear();
            flights.addAll(other.flights);
            losses = other.losses;
            duplicates = other.duplicates;
            now = other.now;
        }
    }

    /// How many different states there are; throws when one breaks a rule.
    int run(Profile profile, int losses, int duplicates) {
        State start = new State();
        start.losses = losses;
        start.duplicates = duplicates;
        start.now = World.SECOND;
        for (int host = 0; host < 2; host++) {
            start.engines[host] = new TcpEngine(
                    HostConfig.of(profile, host + 1, ends[host].address()).withRoom(Room.TINY));
        }
        establish(start);
        explore(start, 0);
        return known.size();
    }

    private void establish(State state) {
        TcpEngine client = state.engines[0];
        TcpEngine server = state.engines[1];
        int listener = server.socket();
        server.bind(listener, ends[1], state.now);
        server.listen(listener, 1, state.now);
        sockets[0] = client.socket();
        client.bind(sockets[0], ends[0], state.now);
        client.connect(sockets[0], ends[1], state.now, state.output);
        while (!state.flights.isEmpty()) {
            deliver(state, 0);
        }
        sockets[1] = server.accept(listener);
    }

    private void explore(State state, int depth) {
        if (!known.add(fingerprint(state))) {
            return;
        }
        if (depth > DEPTH_MAX) {
            throw new AssertionError("no end in sight");
        }
        Invariants.check(state.engines[0]);
        Invariants.check(state.engines[1]);
        State next = spare.isEmpty() ? blankLike(state) : spare.removeLast();
        boolean moved = false;
        for (int host = 0; host < 2; host++) {
            if (!state.closed[host]) {
                next.copyFrom(state);
                next.closed[host] = true;
                next.engines[host].close(sockets[host], next.now, next.output);
                explore(next, depth + 1);
                moved = true;
            }
        }
        for (int flight = 0; flight < state.flights.size(); flight++) {
            moved = true;
            next.copyFrom(state);
            deliver(next, flight);
            explore(next, depth + 1);
            if (state.duplicates > 0) {
                next.copyFrom(state);
                next.duplicates--;
                next.flights.add(next.flights.get(flight));
                deliver(next, flight);
                explore(next, depth + 1);
            }
            if (state.losses > 0) {
                next.copyFrom(state);
                next.losses--;
                next.flights.remove(flight);
                explore(next, depth + 1);
            }
        }
        if (!moved) {
            settle(state, next, depth);
        }
        spare.add(next);
    }

    /// Nothing is on its way and both programs have closed: either it is over, or a deadline goes on.
    private void settle(State state, State next, int depth) {
        TcpState client = state.engines[0].state(new FourTuple(ends[0], ends[1]));
        TcpState server = state.engines[1].state(new FourTuple(ends[1], ends[0]));
        if (isOver(client) && isOver(server)) {
            outcomes.add(client + " " + server);
            return;
        }
        next.copyFrom(state);
        long deadline = Math.min(next.engines[0].nextDeadlineNanos(), next.engines[1].nextDeadlineNanos());
        if (deadline == TcpEngine.NEVER) {
            throw new AssertionError("stuck in " + client + " and " + server);
        }
        next.now = Math.max(next.now, deadline);
        for (TcpEngine engine : next.engines) {
            engine.onTime(next.now, next.output);
        }
        explore(next, depth + 1);
    }

    private static boolean isOver(TcpState state) {
        return state == TcpState.CLOSED || state == TcpState.TIME_WAIT;
    }

    private void deliver(State state, int flight) {
        Segment segment = state.flights.remove(flight);
        int to = segment.destinationPort == ends[1].port() ? 1 : 0;
        state.engines[to].onSegment(segment, state.now, state.output);
    }

    private State blankLike(State state) {
        State blank = new State();
        blank.engines[0] = state.engines[0].copy();
        blank.engines[1] = state.engines[1].copy();
        return blank;
    }

    private Fingerprint fingerprint(State state) {
        digest.reset();
        digest.add(state.now);
        for (int host = 0; host < 2; host++) {
            state.engines[host].addTo(digest);
            digest.add(state.closed[host]);
        }
        digest.add(state.losses, state.duplicates);
        digest.beginSet();
        for (Segment segment : state.flights) {
            digest.add(segment.destinationPort, segment.flags);
            digest.add(segment.seq, segment.ack);
            digest.add(segment.wnd, segment.options);
            digest.add(segment.tsVal, segment.tsEcr);
            digest.add(segment.textLength);
            digest.endElement();
        }
        digest.endSet();
        return new Fingerprint(digest.high(), digest.low());
    }
}
