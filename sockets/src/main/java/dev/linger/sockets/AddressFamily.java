package dev.linger.sockets;

/// What kind of addresses a socket has.
public enum AddressFamily {
    AF_INET,
    /// Also v4-mapped ones, unless IPV6_V6ONLY is set.
    AF_INET6
}
