package dev.linger.observation.census;

import dev.linger.model.Destination;
import dev.linger.model.SocketState;

/// The sockets toward one destination.
///
/// @param states how many in each state
/// @param ports local ports of the automatic range in use, each counted once
/// @param firstHalfPorts those among them that the kernel tries first
/// @param waitingPorts those of `ports` in TIME_WAIT
/// @param orphanPorts those of `ports` in FIN_WAIT_2 that no process holds
/// @param endingSoon those of `ports` whose TIME_WAIT ends within [#SOON_MILLIS]
/// @param freshWaiting TIME_WAIT among `ports` so young that tcp_tw_reuse cannot take them over yet
public record DestinationUse(
        Destination destination,
        StateCounts states,
        int ports,
        int firstHalfPorts,
        int waitingPorts,
        int orphanPorts,
        int endingSoon,
        int freshWaiting) {
    /// Long enough to hold several of the two-second batches in which the kernel ends TIME_WAIT.
    public static final int SOON_MILLIS = 10_000;

    public int waiting() {
        return states.of(SocketState.TIME_WAIT);
    }

    /// Those of `ports` that are not in TIME_WAIT.
    public int livePorts() {
        return ports - waitingPorts;
    }
}
