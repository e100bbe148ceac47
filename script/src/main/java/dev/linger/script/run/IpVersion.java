package dev.linger.script.run;

/// Which addresses a script runs with.
public enum IpVersion {
    IPV4,
    /// IPv6 sockets with v4-mapped addresses: IPv4 on the wire.
    IPV4_MAPPED,
    IPV6
}
