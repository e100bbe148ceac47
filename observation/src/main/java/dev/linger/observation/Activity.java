package dev.linger.observation;

import dev.linger.model.Counter;
import dev.linger.model.Destination;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;

/// What changed on a host in the interval that ended with its snapshot. Immutable.
public final class Activity {
    private final long nanos;
    private final Map<String, Long> increments;
    private final Map<Destination, Flow> flows = new LinkedHashMap<>();
    private final BitSet held;
    private final List<Sighting> sightings;

    /// @param nanos the interval's length, above 0
    /// @param increments by how much each counter rose
    /// @param flows destinations toward which anything was opened or released
    /// @param held rows of the snapshot's table whose socket was in the same state at the interval's beginning
    /// @param sightings processes seen with connections that may since be gone; empty where nobody looked
    public Activity(long nanos, Map<String, Long> increments, List<Flow> flows, BitSet held, List<Sighting> sightings) {
        if (nanos <= 0) {
            throw new IllegalArgumentException("an interval is longer than " + nanos + " ns");
        }
        this.nanos = nanos;
        this.increments = Collections.unmodifiableMap(new TreeMap<>(increments));
        flows.forEach(flow -> this.flows.put(flow.destination(), flow));
        this.held = (BitSet) held.clone();
        this.sightings = List.copyOf(sightings);
    }

    public Activity withSightings(List<Sighting> seen) {
        return new Activity(nanos, increments, flows(), held, seen);
    }

    public long nanos() {
        return nanos;
    }

    public double seconds() {
        return nanos / 1e9;
    }

    public Map<String, Long> increments() {
        return increments;
    }

    public OptionalLong increment(Counter counter) {
        Long increment = increments.get(counter.key());
        return increment == null ? OptionalLong.empty() : OptionalLong.of(increment);
    }

    /// How often a second `counter` rose; 0 when the kernel has no such counter.
    public double perSecond(Counter counter) {
        return increment(counter).orElse(0) / seconds();
    }

    /// Connections closed a second, by either side: those opened, less those there are more of than before.
    public double closedPerSecond() {
        long opened = increment(Counter.ACTIVE_OPENS).orElse(0)
                + increment(Counter.PASSIVE_OPENS).orElse(0)
                - increment(Counter.ATTEMPT_FAILS).orElse(0);
        return Math.max(opened - increment(Counter.CURR_ESTAB).orElse(0), 0) / seconds();
    }

    /// The part of the closed connections that this side closed first, 0 to 1: each of these, and no other, left a
    /// TIME_WAIT. Empty where none was closed. A connection with both ends on this host counts at both.
    public OptionalDouble closedFirstShare() {
        double closed = closedPerSecond();
        return closed == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(Math.min(perSecond(Counter.TIME_WAIT_MADE) / closed, 1));
    }

    public List<Flow> flows() {
        return List.copyOf(flows.values());
    }

    public Optional<Flow> flow(Destination destination) {
        return Optional.ofNullable(flows.get(destination));
    }

    public List<Sighting> sightings() {
        return sightings;
    }

    /// Whether the socket of this row was in the same state at the interval's beginning.
    public boolean held(int row) {
        return held.get(row);
    }
}
