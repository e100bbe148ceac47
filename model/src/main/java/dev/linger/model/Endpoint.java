package dev.linger.model;

/// An address and a port, 0 to 65535; port 0 is "any" and prints as `*`.
public record Endpoint(IpAddress address, int port) implements Comparable<Endpoint> {
    public Endpoint {
        PortRange.requirePort(port);
    }

    @Override
    public String toString() {
        String host = address.isIpv4() ? address.toString() : "[" + address + "]";
        return host + ":" + (port == 0 ? "*" : port);
    }

    @Override
    public int compareTo(Endpoint other) {
        int byAddress = address.compareTo(other.address);
        return byAddress != 0 ? byAddress : Integer.compare(port, other.port);
    }
}
