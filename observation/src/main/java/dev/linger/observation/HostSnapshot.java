package dev.linger.observation;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// One moment of one network namespace of one host, as far as it concerns TCP connections, from whatever source: a
/// live host, a file, later a capture or a simulated host. Immutable; its JSON form is `linger/snapshot/v1`.
///
/// @param host the host's name
/// @param takenEpochMillis when, in milliseconds since 1970 UTC
/// @param counters since boot; rates need [#activity()]
/// @param conntrack empty where the namespace tracks no connections or the table could not be read
/// @param activity what changed in the interval before, when two samples were taken
/// @param limits what could not be seen, in the order of its weight
public record HostSnapshot(
        String host,
        long takenEpochMillis,
        Kernel kernel,
        NetworkNamespace namespace,
        SocketTable sockets,
        Owners owners,
        Settings settings,
        Counters counters,
        Optional<Conntrack> conntrack,
        Optional<Activity> activity,
        List<Limit> limits,
        Cost cost) {
    public HostSnapshot {
        Objects.requireNonNull(sockets);
        limits = List.copyOf(limits);
    }

    public HostSnapshot withActivity(Activity measured) {
        return new HostSnapshot(
                host,
                takenEpochMillis,
                kernel,
                namespace,
                sockets,
                owners,
                settings,
                counters,
                conntrack,
                Optional.of(measured),
                limits,
                cost);
    }

    public HostSnapshot withCost(Cost measured) {
        return new HostSnapshot(
                host,
                takenEpochMillis,
                kernel,
                namespace,
                sockets,
                owners,
                settings,
                counters,
                conntrack,
                activity,
                limits,
                measured);
    }
}
