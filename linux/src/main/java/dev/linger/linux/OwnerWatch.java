package dev.linger.linux;

import dev.linger.model.Destination;
import dev.linger.model.SocketState;
import dev.linger.observation.HostProcess;
import dev.linger.observation.HostSnapshot;
import dev.linger.observation.LongIndex;
import dev.linger.observation.Owners;
import dev.linger.observation.Sighting;
import dev.linger.observation.SocketSink;
import dev.linger.observation.SocketView;
import dev.linger.observation.census.Directions;
import dev.linger.observation.census.Listeners;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/// Watches the live outgoing connections between two samples, to catch who opens those that are gone, and have no
/// owner any more, by the time of the second.
///
/// It looks every 20 ms at the most and spends no more than a tenth of the time on it.
final class OwnerWatch {
    private static final long PAUSE_NANOS = 20_000_000;
    private static final int PAUSE_PER_WORK = 9;
    private static final int SOCKETS_A_LOOK = 256;
    private static final SocketSelection LIVE = SocketSelection.of(
            SocketState.SYN_SENT,
            SocketState.ESTABLISHED,
            SocketState.FIN_WAIT_1,
            SocketState.FIN_WAIT_2,
            SocketState.CLOSE_WAIT,
            SocketState.CLOSING,
            SocketState.LAST_ACK);

    private final LinuxHost host;
    private final Directions directions;
    private final LongIndex seen = new LongIndex();
    private final Map<Destination, Map<HostProcess, Integer>> sightings = new HashMap<>();

    private OwnerWatch(LinuxHost host, Directions directions) {
        this.host = host;
        this.directions = directions;
    }

    /// Watches until `deadlineNanos` on [System#nanoTime()]'s clock; returns what was seen, in no particular order.
    static List<Sighting> until(long deadlineNanos, LinuxHost host, HostSnapshot before) throws HostException {
        Listeners listeners = new Listeners();
        before.sockets().forEach(listeners);
        Directions directions =
                new Directions(listeners, before.settings().ephemeralPorts().range());
        OwnerWatch watch = new OwnerWatch(host, directions);
        for (long now = System.nanoTime(); now < deadlineNanos; now = System.nanoTime()) {
            watch.look();
            long pause = Math.max(PAUSE_NANOS, PAUSE_PER_WORK * (System.nanoTime() - now));
            LockSupport.parkNanos(Math.min(pause, Math.max(deadlineNanos - System.nanoTime(), 1)));
        }
        return watch.sightings();
    }

    /// The outgoing connections of one look that were not met before.
    private final class NewConnections implements SocketSink {
        private final LongIndex inodes = new LongIndex();
        private final List<Destination> destinations = new ArrayList<>();

        @Override
        public void accept(SocketView socket) {
            if (socket.inode() == 0
                    || destinations.size() == SOCKETS_A_LOOK
                    || seen.find(socket.inode()) != LongIndex.ABSENT
                    || directions.incoming(socket)) {
                return;
            }
            if (inodes.number(socket.inode()) == destinations.size()) {
                destinations.add(new Destination(socket.local().address(), socket.remote()));
            }
        }
    }

    private void look() throws HostException {
        NewConnections found = host.readSockets(LIVE, NewConnections::new).sink();
        if (found.destinations.isEmpty()) {
            return;
        }
        Owners owners = host.owners(found.inodes).owners();
        for (int number = 0; number < found.destinations.size(); number++) {
            long inode = found.inodes.key(number);
            Destination destination = found.destinations.get(number);
            owners.of(inode).ifPresent(process -> {
                seen.number(inode);
                sightings.computeIfAbsent(destination, _ -> new HashMap<>()).merge(process, 1, Integer::sum);
            });
        }
    }

    private List<Sighting> sightings() {
        List<Sighting> all = new ArrayList<>();
        sightings.forEach((destination, processes) ->
                processes.forEach((process, times) -> all.add(new Sighting(destination, process, times))));
        return all;
    }
}
