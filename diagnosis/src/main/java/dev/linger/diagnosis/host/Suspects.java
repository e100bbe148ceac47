package dev.linger.diagnosis.host;

import dev.linger.diagnosis.finding.Numbers;
import dev.linger.diagnosis.finding.Suspect;
import dev.linger.model.Destination;
import dev.linger.model.SocketState;
import dev.linger.observation.Activity;
import dev.linger.observation.HostProcess;
import dev.linger.observation.HostSnapshot;
import dev.linger.observation.SocketView;
import dev.linger.observation.census.Directions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Names the process behind connections of which most have no owner any more: the kernel keeps none for TIME_WAIT,
/// so it is inferred from live connections to the same destination, in the snapshot or seen in the interval before.
final class Suspects {
    private final HostSnapshot snapshot;
    private final Directions directions;

    Suspects(HostSnapshot snapshot, Directions directions) {
        this.snapshot = snapshot;
        this.directions = directions;
    }

    Suspect opener(Destination destination) {
        Map<HostProcess, Integer> toDestination = holders(socket -> toward(socket, destination));
        if (!toDestination.isEmpty()) {
            return most(toDestination, "holds ", " live sockets to the same destination");
        }
        Map<HostProcess, Integer> seen = new HashMap<>();
        snapshot.activity().map(Activity::sightings).orElse(List.of()).stream()
                .filter(sighting -> sighting.destination().equals(destination))
                .forEach(sighting -> seen.merge(sighting.process(), sighting.times(), Integer::sum));
        if (!seen.isEmpty()) {
            return most(seen, "was caught with ", " short connections to it in the interval");
        }
        Map<HostProcess, Integer> toAddress = holders(socket -> !directions.incoming(socket)
                && socket.remote().address().equals(destination.remote().address()));
        if (!toAddress.isEmpty()) {
            return most(toAddress, "holds ", " live sockets to the same address");
        }
        return onlyProgram()
                .orElse(Suspect.unknown("no live socket to this destination was seen, and TIME_WAIT has no owner"));
    }

    /// Empty as soon as one live connection's owner could not be seen: it may be another program's.
    Optional<Suspect> onlyProgram() {
        Map<HostProcess, Integer> any = holders(Suspects::live);
        boolean one = any.keySet().stream().map(HostProcess::name).distinct().count() == 1;
        return one && allOwnersSeen()
                ? Optional.of(most(any, "holds ", " live sockets, and no other program has any"))
                : Optional.empty();
    }

    private static boolean live(SocketView socket) {
        return socket.state() != SocketState.LISTEN && socket.state() != SocketState.BOUND;
    }

    private boolean allOwnersSeen() {
        boolean[] all = {true};
        snapshot.sockets().forEach(socket -> {
            if (socket.inode() != 0 && live(socket)) {
                all[0] &= snapshot.owners().of(socket).isPresent();
            }
        });
        return all[0];
    }

    private static boolean toward(SocketView socket, Destination destination) {
        return socket.remotePort() == destination.remote().port()
                && socket.remote().equals(destination.remote())
                && socket.local().address().equals(destination.source());
    }

    private Map<HostProcess, Integer> holders(Predicate<SocketView> which) {
        Map<HostProcess, Integer> holders = new HashMap<>();
        snapshot.sockets().forEach(socket -> {
            if (socket.inode() != 0 && which.test(socket)) {
                Optional<HostProcess> owner = snapshot.owners().of(socket);
                owner.ifPresent(process -> holders.merge(process, 1, Integer::sum));
            }
        });
        return holders;
    }

    private static Suspect most(Map<HostProcess, Integer> holders, String before, String after) {
        HostProcess process = null;
        int most = 0;
        for (Map.Entry<HostProcess, Integer> holder : holders.entrySet()) {
            boolean more = process == null
                    || holder.getValue() > most
                    || (holder.getValue() == most && holder.getKey().pid() < process.pid());
            if (more) {
                process = holder.getKey();
                most = holder.getValue();
            }
        }
        if (process == null) {
            throw new IllegalStateException("nobody to suspect");
        }
        return Suspect.inferred(process, before + Numbers.count(most) + after);
    }
}
