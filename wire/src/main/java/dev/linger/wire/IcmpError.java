package dev.linger.wire;

/// An ICMP or ICMPv6 error about a TCP segment, in decoded form and meant to be reused.
///
/// The addresses and ports are those of the segment that the error quotes, which the receiver of the error once
/// sent: the source is the receiver itself.
public final class IcmpError {
    /// What went wrong, as far as TCP tells the cases apart (RFC 9293 §3.9.2.2, RFC 5461 §4).
    public enum Kind {
        NET_UNREACHABLE,
        HOST_UNREACHABLE,
        PROTOCOL_UNREACHABLE,
        PORT_UNREACHABLE,
        /// The segment was too long for a link; [IcmpError#mtu] says what fits, 0 if the router did not say.
        TOO_BIG,
        SOURCE_ROUTE_FAILED,
        NET_PROHIBITED,
        ADMINISTRATIVELY_PROHIBITED,
        TIME_EXCEEDED,
        PARAMETER_PROBLEM
    }

    public Kind kind = Kind.HOST_UNREACHABLE;
    /// Bytes; meaningful for [Kind#TOO_BIG].
    public int mtu;

    public long sourceHigh;
    public long sourceLow;
    public long destinationHigh;
    public long destinationLow;
    public int sourcePort;
    public int destinationPort;
    /// SEG.SEQ of the segment the error quotes.
    public int seq;

    public IcmpError copyFrom(IcmpError other) {
        kind = other.kind;
        mtu = other.mtu;
        sourceHigh = other.sourceHigh;
        sourceLow = other.sourceLow;
        destinationHigh = other.destinationHigh;
        destinationLow = other.destinationLow;
        sourcePort = other.sourcePort;
        destinationPort = other.destinationPort;
        seq = other.seq;
        return this;
    }
}
