package dev.linger.wire;

import dev.linger.wire.IcmpError.Kind;

/// Makes a packet of an [IcmpError], as the router or host that sends it would, without allocation.
///
/// It quotes the least that is allowed: an IP header and the first 8 bytes of the segment (RFC 792; RFC 4443 §2.4
/// asks for more where there is more). Nothing is written when an argument is refused.
public final class IcmpWriter {
    private IcmpWriter() {}

    /// Bytes of the packet with its IP header.
    public static int length(IcmpError error) {
        return 2 * IpHeaderWriter.headerLength(isIpv4(error)) + IcmpReader.HEADER_LENGTH + IcmpReader.QUOTED_TCP_LENGTH;
    }

    /// Writes the error to the source of the segment it quotes, from the address of whoever reports it, in two
    /// halves.
    ///
    /// ICMPv6 has no word of its own for [Kind#PROTOCOL_UNREACHABLE]: it becomes a parameter problem, an
    /// unrecognized Next Header (RFC 4443 §3.4), and is read as [Kind#PARAMETER_PROBLEM].
    ///
    /// @return bytes of the packet
    /// @throws IllegalArgumentException when a field is out of its range, the addresses are of different versions,
    ///     or the packet does not fit into the array
    public static int write(IcmpError error, long reporterHigh, long reporterLow, byte[] into, int offset) {
        requireInRange(error);
        Ipv4Header.requireOneFamily(reporterHigh, reporterLow, error.sourceHigh, error.sourceLow);
        int length = length(error);
        SegmentWriter.requireSpace(length, into, offset);
        boolean ipv4 = isIpv4(error);
        int headerLength = IpHeaderWriter.headerLength(ipv4);
        IpHeaderWriter.write(
                into,
                offset,
                ipv4 ? Protocol.ICMP : Protocol.ICMPV6,
                length - headerLength,
                0,
                reporterHigh,
                reporterLow,
                error.sourceHigh,
                error.sourceLow);
        int start = offset + headerLength;
        quote(error, into, start + IcmpReader.HEADER_LENGTH, headerLength);
        writeMessage(error, reporterHigh, reporterLow, into, start, length - headerLength);
        return length;
    }

    private static void writeMessage(
            IcmpError error, long reporterHigh, long reporterLow, byte[] into, int start, int messageLength) {
        boolean ipv4 = isIpv4(error);
        int typeAndCode = ipv4 ? IcmpCodes.ipv4TypeAndCode(error.kind) : IcmpCodes.ipv6TypeAndCode(error.kind);
        BigEndian.putShort(into, start, typeAndCode);
        BigEndian.putShort(into, start + 2, 0);
        // In ICMP the field has but the lower half of this word, and the range says that it fits.
        BigEndian.putInt(into, start + 4, error.kind == Kind.TOO_BIG ? error.mtu : 0);
        long sum = ipv4
                ? 0
                : Checksum.ipv6PseudoHeader(
                        reporterHigh, reporterLow, error.sourceHigh, error.sourceLow, Protocol.ICMPV6, messageLength);
        BigEndian.putShort(into, start + 2, Checksum.finish(Checksum.add(sum, into, start, messageLength)));
    }

    /// The header says that a bare TCP header followed.
    private static void quote(IcmpError error, byte[] into, int offset, int headerLength) {
        IpHeaderWriter.write(
                into,
                offset,
                Protocol.TCP,
                TcpHeader.MIN_LENGTH,
                0,
                error.sourceHigh,
                error.sourceLow,
                error.destinationHigh,
                error.destinationLow);
        BigEndian.putShort(into, offset + headerLength, error.sourcePort);
        BigEndian.putShort(into, offset + headerLength + 2, error.destinationPort);
        BigEndian.putInt(into, offset + headerLength + 4, error.seq);
    }

    private static boolean isIpv4(IcmpError error) {
        return Ipv4Header.isMapped(error.sourceHigh, error.sourceLow);
    }

    private static void requireInRange(IcmpError error) {
        Ipv4Header.requireOneFamily(error.sourceHigh, error.sourceLow, error.destinationHigh, error.destinationLow);
        SegmentWriter.requireUnsigned("source port", error.sourcePort, 0xFFFF);
        SegmentWriter.requireUnsigned("destination port", error.destinationPort, 0xFFFF);
        if (error.kind == Kind.TOO_BIG) {
            SegmentWriter.requireUnsigned(
                    "maximum transmission unit", error.mtu, isIpv4(error) ? 0xFFFF : Integer.MAX_VALUE);
        }
    }
}
