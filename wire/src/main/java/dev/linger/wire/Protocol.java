package dev.linger.wire;

/// Numbers of protocols, as IPv4 and IPv6 have them in their headers.
final class Protocol {
    static final int ICMP = 1;
    static final int TCP = 6;
    static final int ICMPV6 = 58;

    private Protocol() {}
}
