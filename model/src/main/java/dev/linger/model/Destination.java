package dev.linger.model;

/// Where connections go and from which own address: the unit within which Linux shares out local ports.
///
/// Within one network namespace a local port can be taken once for each (source address, destination address,
/// destination port), so this triple is what has a port budget (facts: net/ipv4/inet_hashtables.c, measured).
public record Destination(IpAddress source, Endpoint remote) implements Comparable<Destination> {
    @Override
    public String toString() {
        return source + " → " + remote;
    }

    @Override
    public int compareTo(Destination other) {
        int bySource = source.compareTo(other.source);
        return bySource != 0 ? bySource : remote.compareTo(other.remote);
    }
}
