package dev.linger.wire;

/// What became of an attempt to read a packet, from the first check it failed.
public enum ReadResult {
    /// All went well; what was to be filled is filled. With every other result it is as it was.
    READ,
    /// Neither IPv4 nor IPv6 by its version.
    NOT_IP,
    /// Ends before its headers say it does.
    TRUNCATED,
    /// One of its lengths is less than a header takes, or it has more extension headers than anybody needs.
    MALFORMED,
    /// The header of IPv4 does not match its checksum.
    BAD_HEADER_CHECKSUM,
    /// An IPv6 packet between v4-mapped addresses, which no network carries; what comes out of it could not be
    /// told from what came by IPv4. Linux drops these too (net/ipv6/ip6_input.c:ip6_rcv_core).
    MAPPED_ADDRESS,
    /// Part of a packet that a router or its sender took apart: reassembly is not done here.
    FRAGMENT,
    /// A sound packet of another protocol; from [IcmpReader], an error about one.
    NOT_TCP,
    /// An error of ICMP or ICMPv6, for [IcmpReader].
    ICMP_ERROR,
    /// Not an error of ICMP or ICMPv6, or one of a type or code without a meaning for TCP. From [IcmpReader] only.
    NOT_ICMP_ERROR,
    /// The segment or message does not match its checksum (RFC 9293 §3.1, MUST-3).
    BAD_CHECKSUM
}
