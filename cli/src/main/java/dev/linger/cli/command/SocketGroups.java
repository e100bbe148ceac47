package dev.linger.cli.command;

import dev.linger.model.SocketState;
import dev.linger.observation.EphemeralPorts;
import dev.linger.observation.SocketSink;
import dev.linger.observation.SocketTable;
import dev.linger.observation.SocketView;
import dev.linger.observation.census.DestinationCensus;
import dev.linger.observation.census.Directions;
import dev.linger.observation.census.ListenerCensus;
import dev.linger.observation.census.Listeners;
import dev.linger.observation.census.OwnerCensus;
import dev.linger.observation.census.PortBudget;
import dev.linger.observation.census.StateCounts;
import java.util.Set;

/// Every grouping that was asked for, made while the sockets pass by once. Listeners and bound sockets come first, as
/// they decide which connections are incoming; those that were not asked for are taken note of and not counted.
final class SocketGroups implements SocketSink {
    /// Only about ports that tcp_tw_reuse may take, which `linger states` does not show.
    private static final int REUSE_DELAY_MILLIS = 1000;

    private final Set<SocketState> wanted;
    private final boolean byOwner;
    private final boolean byDestination;
    private final boolean byListener;
    private final Listeners listeners = new Listeners();
    private final StateCounts counts = new StateCounts();
    private final OwnerCensus owners = new OwnerCensus();
    private final EphemeralPorts ephemeral;
    private final Directions directions;
    private final DestinationCensus destinations;
    private final ListenerCensus incoming;

    SocketGroups(StatesQuestion question, EphemeralPorts ephemeral) {
        wanted = question.states();
        byOwner = question.asksFor(Grouping.PROCESS) || question.asksFor(Grouping.UID);
        byDestination = question.asksFor(Grouping.DESTINATION);
        byListener = question.asksFor(Grouping.LISTENER);
        this.ephemeral = ephemeral;
        directions = new Directions(listeners, ephemeral.range());
        destinations = new DestinationCensus(directions, ephemeral.range(), REUSE_DELAY_MILLIS);
        incoming = new ListenerCensus(listeners, directions);
    }

    /// Takes a table whose rows are in any order.
    void readAll(SocketTable table) {
        table.forEach(listeners);
        table.forEach(this);
    }

    @Override
    public void accept(SocketView socket) {
        listeners.accept(socket);
        if (!wanted.contains(socket.state())) {
            return;
        }
        counts.accept(socket);
        if (byOwner) {
            owners.accept(socket);
        }
        if (byListener) {
            incoming.accept(socket);
        }
        if (byDestination) {
            destinations.accept(socket);
        }
    }

    StateCounts counts() {
        return counts;
    }

    OwnerCensus owners() {
        return owners;
    }

    DestinationCensus destinations() {
        return destinations;
    }

    ListenerCensus incoming() {
        return incoming;
    }

    PortBudget budget() {
        return PortBudget.of(ephemeral, listeners);
    }
}
