/// Bytes to header fields and back: IPv4, IPv6, TCP and its options, ICMP errors, checksums.
@org.jspecify.annotations.NullMarked
module dev.linger.wire {
    requires transitive dev.linger.model;
    requires static transitive org.jspecify;

    exports dev.linger.wire;
}
