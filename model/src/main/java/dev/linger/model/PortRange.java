package dev.linger.model;

/// The ports from `first` to `last`, both included, 0 to 65535.
public record PortRange(int first, int last) {
    /// What Linux starts with (net/ipv4/af_inet.c:inet_init_net): 32768 to 60999, which is 28,232 ports.
    public static final PortRange LINUX_DEFAULT = new PortRange(32768, 60999);

    public PortRange {
        requirePort(first);
        requirePort(last);
        if (first > last) {
            throw new IllegalArgumentException("port range runs backwards: " + first + " to " + last);
        }
    }

    static int requirePort(int port) {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("a port is 0 to 65535, not " + port);
        }
        return port;
    }

    public int size() {
        return last - first + 1;
    }

    public boolean contains(int port) {
        return port >= first && port <= last;
    }

    /// Whether an automatic choice tries `port` in its first pass: Linux goes through every second port from the
    /// low end, and through the others only when all of those are taken
    /// (net/ipv4/inet_hashtables.c:__inet_hash_connect; measured).
    public boolean inFirstHalf(int port) {
        return contains(port) && (port - first) % 2 == 0;
    }

    @Override
    public String toString() {
        return first + "-" + last;
    }
}
