package dev.linger.observation;

import dev.linger.model.PortRange;
import dev.linger.model.PortSet;

/// The ports that the kernel may choose for an outgoing connection by itself.
///
/// @param range net.ipv4.ip_local_port_range
/// @param reserved net.ipv4.ip_local_reserved_ports: never chosen
/// @param assumed whether the range could not be read, so that it is Linux's default
public record EphemeralPorts(PortRange range, PortSet reserved, boolean assumed) {
    /// Ports of the range that are not reserved.
    public int size() {
        return range.size() - reserved.within(range).size();
    }
}
