package dev.linger.diagnosis.host;

import dev.linger.diagnosis.finding.Suspect;
import dev.linger.diagnosis.finding.Threshold;
import dev.linger.diagnosis.finding.Thresholds;
import dev.linger.model.Counter;
import dev.linger.model.Destination;
import dev.linger.observation.Activity;
import dev.linger.observation.Flow;
import dev.linger.observation.HostSnapshot;
import dev.linger.observation.census.DestinationCensus;
import dev.linger.observation.census.DestinationUse;
import dev.linger.observation.census.Directions;
import dev.linger.observation.census.Listeners;
import dev.linger.observation.census.PortBudget;
import dev.linger.observation.census.StateCounts;
import java.util.List;
import java.util.Optional;

/// What every rule needs to know of a host, worked out once: groupings of its sockets, the port budget, rates.
public final class Situation {
    /// Enough for every destination that can matter: a host cannot use half a budget toward this many.
    private static final int DESTINATIONS = 1000;

    /// A little above 1: a port can be bound by hand after it was chosen automatically.
    private static final double MOST_SHARE = 1.02;

    private final HostSnapshot snapshot;
    private final Thresholds thresholds;
    private final StateCounts states = new StateCounts();
    private final Listeners listeners = new Listeners();
    private final Directions directions;
    private final PortBudget budget;
    private final PortReuse reuse;
    private final List<DestinationUse> destinations;
    private final int portsAnywhere;
    private final TimeWaitHold hold;
    private final Suspects suspects;

    public Situation(HostSnapshot snapshot, Thresholds thresholds) {
        this.snapshot = snapshot;
        this.thresholds = thresholds;
        snapshot.sockets().forEach(states);
        snapshot.sockets().forEach(listeners);
        budget = PortBudget.of(snapshot.settings().ephemeralPorts(), listeners);
        directions = new Directions(listeners, budget.range());
        reuse = PortReuse.of(snapshot.settings());
        DestinationCensus census = new DestinationCensus(directions, budget.range(), reuse.delayMillis());
        snapshot.sockets().forEach(census);
        destinations = census.largest(DESTINATIONS);
        portsAnywhere = census.portsAnywhere();
        hold = TimeWaitHold.of(snapshot, destinations, reuse);
        suspects = new Suspects(snapshot, directions);
    }

    public HostSnapshot snapshot() {
        return snapshot;
    }

    public double threshold(Threshold threshold) {
        return thresholds.of(threshold);
    }

    public StateCounts states() {
        return states;
    }

    public Listeners listeners() {
        return listeners;
    }

    public Directions directions() {
        return directions;
    }

    public PortBudget budget() {
        return budget;
    }

    public PortReuse reuse() {
        return reuse;
    }

    /// Outgoing connections by destination, those with the most ports in use first.
    public List<DestinationUse> destinations() {
        return destinations;
    }

    /// Ports of the range in use toward any destination, each counted once: what a program finds taken that chooses
    /// its port by bind() before it connects.
    public int portsAnywhere() {
        return portsAnywhere;
    }

    public TimeWaitHold hold() {
        return hold;
    }

    /// How long a port toward this destination is held after its connection: less where it is taken over.
    public TimeWaitHold hold(DestinationUse use) {
        return reused(use)
                ? new TimeWaitHold(reuse.delayMillis() / 1000.0, "then tcp_tw_reuse takes the port over")
                : hold;
    }

    /// Whether tcp_tw_reuse gives ports toward this destination back. It cannot where the peer uses no timestamps,
    /// which shows when the range is full and not one port was ever taken over.
    public boolean reused(DestinationUse use) {
        boolean full = use.ports() >= budget.size() * thresholds.of(Threshold.PORTS_EXHAUSTED_SHARE);
        boolean neverTakenOver =
                snapshot.counters().value(Counter.TIME_WAIT_RECYCLED).orElse(1) == 0;
        return reuse.applies(use.destination()) && !(full && neverTakenOver);
    }

    public Optional<Activity> activity() {
        return snapshot.activity();
    }

    public Optional<Flow> flow(Destination destination) {
        return activity().flatMap(activity -> activity.flow(destination));
    }

    /// Whether the sockets toward a destination can be held against the budget: there is one, and they are not more
    /// than it, as the same pair of addresses on two interfaces can make them.
    public boolean judged(DestinationUse use) {
        return budget.size() > 0 && use.ports() <= budget.size() * MOST_SHARE;
    }

    /// Ports toward a destination that a new connection cannot have: all in use, less those in TIME_WAIT that
    /// tcp_tw_reuse gives back.
    public int blockedPorts(DestinationUse use) {
        return reused(use) ? use.livePorts() + use.freshWaiting() : use.ports();
    }

    /// The part of a destination's budget that is blocked; 1 where the range leaves nothing at all.
    public double blockedShare(DestinationUse use) {
        return budget.size() <= 0 ? 1 : (double) blockedPorts(use) / budget.size();
    }

    /// The one program that holds live connections here, where it is only one.
    public Optional<Suspect> onlyProgram() {
        return suspects.onlyProgram();
    }

    /// Who opens the connections to `destination`.
    public Suspect opener(Destination destination) {
        return suspects.opener(destination);
    }
}
