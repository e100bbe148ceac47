package dev.linger.observation.census;

import dev.linger.model.Endpoint;
import dev.linger.model.SocketState;
import dev.linger.observation.AddressTable;
import dev.linger.observation.LongIndex;
import dev.linger.observation.SocketSink;
import dev.linger.observation.SocketView;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/// Groups incoming connections, and the listeners themselves, by the listener they came through; by their own local
/// endpoint where nothing listens any more.
public final class ListenerCensus implements SocketSink {
    private static final int STATES = SocketState.count();

    private final Listeners listeners;
    private final Directions directions;
    private final AddressTable addresses = new AddressTable();
    private final LongIndex locals = new LongIndex();
    private int[] states = new int[16 * STATES];

    public ListenerCensus(Listeners listeners, Directions directions) {
        this.listeners = listeners;
        this.directions = directions;
    }

    @Override
    public void accept(SocketView socket) {
        boolean counts = socket.state() == SocketState.LISTEN
                || (socket.state() != SocketState.BOUND && directions.incoming(socket));
        if (counts) {
            long address = addresses.number(socket.localHigh(), socket.localLow());
            int group = locals.number(address << 16 | socket.localPort());
            if (group * STATES == states.length) {
                states = Arrays.copyOf(states, states.length * 2);
            }
            states[group * STATES + socket.state().ordinal()]++;
        }
    }

    /// The counts of each listener, in order of its address and port.
    public Map<Endpoint, StateCounts> byListener() {
        Map<Endpoint, StateCounts> byListener = new TreeMap<>();
        for (int group = 0; group < locals.size(); group++) {
            long key = locals.key(group);
            Endpoint local = new Endpoint(addresses.address((int) (key >>> 16)), (int) key & 0xFFFF);
            Endpoint listener = listeners.listenerOf(local).orElse(local);
            byListener
                    .computeIfAbsent(listener, _ -> new StateCounts())
                    .add(StateCounts.copyOf(states, group * STATES));
        }
        return byListener;
    }
}
