package dev.linger.model;

import java.util.BitSet;

/// A set of ports; written the way net.ipv4.ip_local_reserved_ports is: `8080,9000-9100`, empty for none.
public final class PortSet {
    public static final PortSet EMPTY = new PortSet(new BitSet());

    private final BitSet ports;

    private PortSet(BitSet ports) {
        this.ports = ports;
    }

    public static PortSet of(int... ports) {
        BitSet bits = new BitSet();
        for (int port : ports) {
            bits.set(PortRange.requirePort(port));
        }
        return new PortSet(bits);
    }

    /// A set with a copy of these bits.
    public static PortSet copyOf(BitSet ports) {
        if (ports.length() > 65536) {
            throw new IllegalArgumentException("a port is 0 to 65535, not " + (ports.length() - 1));
        }
        return new PortSet((BitSet) ports.clone());
    }

    /// Throws [IllegalArgumentException] naming the piece that is neither a port nor a range of ports.
    public static PortSet parse(String text) {
        BitSet bits = new BitSet();
        for (String piece : text.strip().split(",", -1)) {
            String trimmed = piece.strip();
            if (!trimmed.isEmpty()) {
                PortRange range = range(trimmed);
                bits.set(range.first(), range.last() + 1);
            }
        }
        return new PortSet(bits);
    }

    private static PortRange range(String piece) {
        int dash = piece.indexOf('-');
        try {
            int first = Integer.parseInt(dash < 0 ? piece : piece.substring(0, dash));
            return new PortRange(first, dash < 0 ? first : Integer.parseInt(piece.substring(dash + 1)));
        } catch (IllegalArgumentException notPorts) {
            throw new IllegalArgumentException(
                    "'" + piece + "' is neither a port nor a range like 9000-9100", notPorts);
        }
    }

    public boolean contains(int port) {
        return ports.get(port);
    }

    public int size() {
        return ports.cardinality();
    }

    public boolean isEmpty() {
        return ports.isEmpty();
    }

    /// Those of these ports that lie within `range`.
    public PortSet within(PortRange range) {
        BitSet within = new BitSet();
        within.set(range.first(), range.last() + 1);
        within.and(ports);
        return new PortSet(within);
    }

    public PortSet union(PortSet other) {
        BitSet both = (BitSet) ports.clone();
        both.or(other.ports);
        return new PortSet(both);
    }

    public PortSet minus(PortSet other) {
        BitSet rest = (BitSet) ports.clone();
        rest.andNot(other.ports);
        return new PortSet(rest);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PortSet set && set.ports.equals(ports);
    }

    @Override
    public int hashCode() {
        return ports.hashCode();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int first = ports.nextSetBit(0); first >= 0; ) {
            int end = ports.nextClearBit(first);
            text.append(text.isEmpty() ? "" : ",").append(first);
            if (end - 1 > first) {
                text.append('-').append(end - 1);
            }
            first = ports.nextSetBit(end);
        }
        return text.toString();
    }
}
