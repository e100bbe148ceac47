package dev.linger.observation.census;

import dev.linger.model.Destination;
import dev.linger.model.Endpoint;
import dev.linger.model.PortRange;
import dev.linger.model.SocketState;
import dev.linger.observation.AddressTable;
import dev.linger.observation.LongIndex;
import dev.linger.observation.SocketSink;
import dev.linger.observation.SocketView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.PriorityQueue;

/// Groups outgoing connections by [Destination] while they are read: a table of counts, no object a socket.
///
/// What [Directions] calls incoming, listeners and bound sockets are passed over. A four-tuple exists once in the
/// kernel, so the sockets of a destination have different local ports and counting them counts ports.
public final class DestinationCensus implements SocketSink {
    private static final int STATES = SocketState.count();

    /// What a TIME_WAIT's timer starts with on Linux, milliseconds (include/net/tcp.h:TCP_TIMEWAIT_LEN).
    private static final int TIME_WAIT_MILLIS = 60_000;

    private final Directions directions;
    private final PortRange range;
    private final int reuseDelayMillis;
    private final AddressTable sources = new AddressTable();
    private final AddressTable remotes = new AddressTable();
    private final LongIndex groups = new LongIndex();
    private int[] states = new int[16 * STATES];
    private int[] ports = new int[16];
    private int[] firstHalfPorts = new int[16];
    private final BitSet portsAnywhere = new BitSet();
    private int[] waitingPorts = new int[16];
    private int[] orphanPorts = new int[16];
    private int[] endingSoon = new int[16];
    private int[] freshWaiting = new int[16];

    /// @param reuseDelayMillis age from which tcp_tw_reuse may take a TIME_WAIT over
    public DestinationCensus(Directions directions, PortRange range, int reuseDelayMillis) {
        this.directions = directions;
        this.range = range;
        this.reuseDelayMillis = reuseDelayMillis;
    }

    @Override
    public void accept(SocketView socket) {
        SocketState state = socket.state();
        if (state == SocketState.LISTEN || state == SocketState.BOUND || directions.incoming(socket)) {
            return;
        }
        int group = groups.number(key(socket));
        if (group == ports.length) {
            grow();
        }
        states[group * STATES + state.ordinal()]++;
        int port = socket.localPort();
        if (range.contains(port)) {
            ports[group]++;
            portsAnywhere.set(port);
            firstHalfPorts[group] += range.inFirstHalf(port) ? 1 : 0;
            if (state == SocketState.TIME_WAIT) {
                int left = socket.timerMillis();
                waitingPorts[group]++;
                endingSoon[group] += left <= DestinationUse.SOON_MILLIS ? 1 : 0;
                freshWaiting[group] += left > TIME_WAIT_MILLIS - reuseDelayMillis ? 1 : 0;
            } else if (state == SocketState.FIN_WAIT_2 && socket.inode() == 0) {
                orphanPorts[group]++;
            }
        }
    }

    private long key(SocketView socket) {
        long source = sources.number(socket.localHigh(), socket.localLow());
        long remote = remotes.number(socket.remoteHigh(), socket.remoteLow());
        return source << 40 | remote << 16 | socket.remotePort();
    }

    private void grow() {
        int capacity = ports.length * 2;
        states = Arrays.copyOf(states, capacity * STATES);
        ports = Arrays.copyOf(ports, capacity);
        firstHalfPorts = Arrays.copyOf(firstHalfPorts, capacity);
        waitingPorts = Arrays.copyOf(waitingPorts, capacity);
        orphanPorts = Arrays.copyOf(orphanPorts, capacity);
        endingSoon = Arrays.copyOf(endingSoon, capacity);
        freshWaiting = Arrays.copyOf(freshWaiting, capacity);
    }

    /// How many different destinations there are.
    public int size() {
        return groups.size();
    }

    /// The `limit` destinations with the most ports in use, then the most sockets; equal ones in order of address.
    public List<DestinationUse> largest(int limit) {
        PriorityQueue<Integer> largest = new PriorityQueue<>(this::compare); // the least of them comes out first
        for (int group = 0; group < groups.size(); group++) {
            if (largest.size() < limit) {
                largest.add(group);
            } else if (limit > 0 && compare(group, largest.element()) > 0) {
                largest.remove();
                largest.add(group);
            }
        }
        List<DestinationUse> uses = new ArrayList<>(largest.size());
        while (!largest.isEmpty()) {
            uses.add(use(largest.remove()));
        }
        return uses.reversed();
    }

    /// Below zero when group `left` is less than `right`. Destinations are made only to part equal ones.
    private int compare(int left, int right) {
        int byPorts = Integer.compare(ports[left], ports[right]);
        int byUse = byPorts != 0 ? byPorts : Integer.compare(sockets(left), sockets(right));
        return byUse != 0 ? byUse : destination(right).compareTo(destination(left));
    }

    /// All outgoing connections, by state.
    public StateCounts total() {
        StateCounts total = new StateCounts();
        for (int group = 0; group < groups.size(); group++) {
            total.add(StateCounts.copyOf(states, group * STATES));
        }
        return total;
    }

    /// Ports of the range in use toward any destination, each counted once.
    public int portsAnywhere() {
        return portsAnywhere.cardinality();
    }

    /// Ports of the range in use, each counted once for each destination.
    public int totalPorts() {
        int total = 0;
        for (int group = 0; group < groups.size(); group++) {
            total += ports[group];
        }
        return total;
    }

    private int sockets(int group) {
        int sockets = 0;
        for (int state = 0; state < STATES; state++) {
            sockets += states[group * STATES + state];
        }
        return sockets;
    }

    private DestinationUse use(int group) {
        return new DestinationUse(
                destination(group),
                StateCounts.copyOf(states, group * STATES),
                ports[group],
                firstHalfPorts[group],
                waitingPorts[group],
                orphanPorts[group],
                endingSoon[group],
                freshWaiting[group]);
    }

    private Destination destination(int group) {
        long key = groups.key(group);
        int port = (int) key & 0xFFFF;
        Endpoint remote = new Endpoint(remotes.address((int) (key >>> 16) & 0xFF_FFFF), port);
        return new Destination(sources.address((int) (key >>> 40)), remote);
    }
}
