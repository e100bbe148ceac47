package dev.linger.observation.census;

import dev.linger.model.Counter;
import dev.linger.model.Destination;
import dev.linger.observation.Activity;
import dev.linger.observation.Counters;
import dev.linger.observation.Flow;
import dev.linger.observation.HostSnapshot;
import dev.linger.observation.LongIndex;
import dev.linger.observation.SocketTable;
import dev.linger.observation.SocketView;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Compares two snapshots of one host: which connections came and went, which stayed in their state.
public final class Changes {
    private static final int OPENED = 0;
    private static final int RELEASED = 1;

    private final HostSnapshot before;
    private final HostSnapshot after;
    private final Map<Destination, int[]> flows = new TreeMap<>();
    private final BitSet held = new BitSet();

    private Changes(HostSnapshot before, HostSnapshot after) {
        this.before = before;
        this.after = after;
    }

    /// What happened between two snapshots of the same namespace, `nanos` apart.
    public static Activity between(HostSnapshot before, HostSnapshot after, long nanos) {
        Changes changes = new Changes(before, after);
        changes.compareSockets();
        List<Flow> flows = new ArrayList<>();
        changes.flows.forEach(
                (destination, counts) -> flows.add(new Flow(destination, counts[OPENED], counts[RELEASED])));
        return new Activity(nanos, increments(before.counters(), after.counters()), flows, changes.held, List.of());
    }

    private void compareSockets() {
        SocketTable old = before.sockets();
        SocketTable current = after.sockets();
        LongIndex known = new LongIndex();
        int[] rowOf = new int[old.size()]; // a socket that moved while it was read can stand in a table twice
        for (int row = 0; row < old.size(); row++) {
            rowOf[known.number(old.identity(row))] = row;
        }
        BitSet stayed = new BitSet();
        LongIndex opened = new LongIndex();
        Directions directions = directions(after);
        for (int row = 0; row < current.size(); row++) {
            int earlier = known.find(current.identity(row));
            if (earlier == LongIndex.ABSENT) {
                int seen = opened.size();
                if (opened.number(current.identity(row)) == seen) {
                    count(current.view(row), directions, OPENED);
                }
            } else {
                stayed.set(earlier);
                held.set(row, old.state(rowOf[earlier]) == current.state(row));
            }
        }
        for (int gone = stayed.nextClearBit(0); gone < known.size(); gone = stayed.nextClearBit(gone + 1)) {
            count(old.view(rowOf[gone]), directions, RELEASED);
        }
    }

    private void count(SocketView socket, Directions directions, int what) {
        switch (socket.state()) {
            case LISTEN, BOUND, CLOSED -> {}
            case SYN_SENT,
                    SYN_RECEIVED,
                    ESTABLISHED,
                    FIN_WAIT_1,
                    FIN_WAIT_2,
                    CLOSE_WAIT,
                    CLOSING,
                    LAST_ACK,
                    TIME_WAIT -> {
                if (!directions.incoming(socket)) {
                    Destination destination = new Destination(socket.local().address(), socket.remote());
                    flows.computeIfAbsent(destination, _ -> new int[2])[what]++;
                }
            }
        }
    }

    private static Directions directions(HostSnapshot snapshot) {
        Listeners listeners = new Listeners();
        snapshot.sockets().forEach(listeners);
        return new Directions(listeners, snapshot.settings().ephemeralPorts().range());
    }

    /// Only what is counted since boot and did not run backwards. Of the gauges only CurrEstab has an increment, which
    /// may be negative: with the openings it tells how many connections were closed.
    private static Map<String, Long> increments(Counters before, Counters after) {
        Map<String, Long> increments = new HashMap<>();
        after.values().forEach((name, value) -> {
            Long earlier = before.values().get(name);
            boolean counts = !name.startsWith("sockstat.");
            boolean gauge = name.equals(Counter.CURR_ESTAB.key());
            if (earlier != null && counts && (gauge || value >= earlier)) {
                increments.put(name, value - earlier);
            }
        });
        return increments;
    }
}
