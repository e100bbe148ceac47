package dev.linger.wire;

/// Makes a packet of a [Segment], as Linux would have written it, without allocation.
///
/// By its addresses it becomes IPv4 or IPv6. The hop limit is 64, IPv4 has the Don't Fragment bit, IPv6 has no
/// flow label; options come as Linux has them unless another [OptionOrder] is given, and the checksums are right
/// (RFC 9293 §3.1, MUST-2). Every segment that [SegmentReader] reads can be written. Nothing is written when an
/// argument is refused.
public final class SegmentWriter {
    private SegmentWriter() {}

    /// Bytes of the packet with its IP header.
    ///
    /// @throws IllegalArgumentException as [#write] does for a segment that no packet can hold
    public static int length(Segment segment) {
        return length(segment, OptionOrder.LINUX);
    }

    /// The same with the options in another order.
    public static int length(Segment segment, OptionOrder order) {
        boolean ipv4 = isIpv4(segment);
        return IpHeaderWriter.headerLength(ipv4) + tcpLength(segment, order, ipv4);
    }

    /// Writes the packet with 0 for an identification, which suits packets that are never taken apart (RFC 6864
    /// §4.1).
    ///
    /// @return bytes of the packet
    /// @throws IllegalArgumentException when a field is out of its range, the addresses are of different versions,
    ///     the text is not within its array, the options take more than 40 bytes, or the packet fits neither into
    ///     its length field nor into the array
    public static int write(Segment segment, byte[] into, int offset) {
        return write(segment, into, offset, 0);
    }

    /// Writes the packet; of `identification` the low 16 bits count, and only in IPv4.
    ///
    /// @return bytes of the packet
    /// @throws IllegalArgumentException as the shorter form
    public static int write(Segment segment, byte[] into, int offset, int identification) {
        return write(segment, OptionOrder.LINUX, into, offset, identification);
    }

    /// The same with the options in another order.
    public static int write(Segment segment, OptionOrder order, byte[] into, int offset, int identification) {
        requireInRange(segment);
        boolean ipv4 = isIpv4(segment);
        int tcpLength = tcpLength(segment, order, ipv4);
        int headerLength = IpHeaderWriter.headerLength(ipv4);
        requireSpace(headerLength + tcpLength, into, offset);
        // The text first: it may lie in the very array that is written to.
        encode(segment, order, into, offset + headerLength, tcpLength);
        IpHeaderWriter.write(
                into,
                offset,
                Protocol.TCP,
                tcpLength,
                identification,
                segment.sourceHigh,
                segment.sourceLow,
                segment.destinationHigh,
                segment.destinationLow);
        return headerLength + tcpLength;
    }

    /// Writes the segment without an IP header, with a checksum that covers its addresses.
    ///
    /// @return bytes of the segment
    /// @throws IllegalArgumentException as [#write]
    public static int writeTcp(Segment segment, byte[] into, int offset) {
        requireInRange(segment);
        int tcpLength = tcpLength(segment, OptionOrder.LINUX, isIpv4(segment));
        requireSpace(tcpLength, into, offset);
        encode(segment, OptionOrder.LINUX, into, offset, tcpLength);
        return tcpLength;
    }

    private static boolean isIpv4(Segment segment) {
        return Ipv4Header.isMapped(segment.sourceHigh, segment.sourceLow);
    }

    /// Bytes of header and text: with aligned options if they fit, else with packed ones.
    private static int tcpLength(Segment segment, OptionOrder order, boolean ipv4) {
        int most = IpHeaderWriter.maxPayloadLength(ipv4);
        int withoutOptions = TcpHeader.MIN_LENGTH + segment.textLength;
        int options = OptionLayout.length(segment, order, true);
        if (options > TcpHeader.MAX_OPTIONS_LENGTH || withoutOptions > most - options) {
            options = OptionLayout.length(segment, order, false);
        }
        if (options > TcpHeader.MAX_OPTIONS_LENGTH) {
            throw OptionLayout.tooLong(options);
        }
        if (withoutOptions > most - options) {
            throw new IllegalArgumentException("a text of " + segment.textLength + " bytes, "
                    + (most - TcpHeader.MIN_LENGTH - options) + " fit into a packet");
        }
        return withoutOptions + options;
    }

    private static void encode(Segment segment, OptionOrder order, byte[] into, int offset, int tcpLength) {
        int headerLength = tcpLength - segment.textLength;
        int textOffset = offset + headerLength;
        System.arraycopy(segment.text, segment.textOffset, into, textOffset, segment.textLength);
        BigEndian.putShort(into, offset, segment.sourcePort);
        BigEndian.putShort(into, offset + 2, segment.destinationPort);
        BigEndian.putInt(into, offset + 4, segment.seq);
        BigEndian.putInt(into, offset + 8, segment.ack);
        BigEndian.putShort(into, offset + 12, ((headerLength / 4) << 12) | segment.flags);
        BigEndian.putShort(into, offset + 14, segment.wnd);
        BigEndian.putShort(into, offset + 16, 0);
        BigEndian.putShort(into, offset + 18, segment.urgentPointer);
        boolean aligned = headerLength == TcpHeader.MIN_LENGTH + OptionLayout.length(segment, order, true);
        OptionLayout.write(segment, order, aligned, into, offset + TcpHeader.MIN_LENGTH, textOffset);
        long sum = Checksum.pseudoHeader(
                segment.sourceHigh,
                segment.sourceLow,
                segment.destinationHigh,
                segment.destinationLow,
                Protocol.TCP,
                tcpLength);
        BigEndian.putShort(into, offset + 16, Checksum.finish(Checksum.add(sum, into, offset, tcpLength)));
    }

    private static void requireInRange(Segment segment) {
        Ipv4Header.requireOneFamily(
                segment.sourceHigh, segment.sourceLow, segment.destinationHigh, segment.destinationLow);
        requireUnsigned("source port", segment.sourcePort, 0xFFFF);
        requireUnsigned("destination port", segment.destinationPort, 0xFFFF);
        requireUnsigned("flags", segment.flags, 0xFF);
        requireUnsigned("window", segment.wnd, 0xFFFF);
        requireUnsigned("urgent pointer", segment.urgentPointer, 0xFFFF);
        requireUnsigned("maximum segment size", segment.mss, 0xFFFF);
        requireUnsigned("window scale", segment.windowScale, 0xFF);
        requireUnsigned("count of SACK blocks", segment.sackCount, Segment.MAX_SACK_BLOCKS);
        BigEndian.requireRange(segment.text, segment.textOffset, segment.textLength);
    }

    static void requireUnsigned(String name, int value, int most) {
        if (value < 0 || value > most) {
            throw new IllegalArgumentException(name + " " + value + ", it is 0 to " + most);
        }
    }

    static void requireSpace(int length, byte[] into, int offset) {
        if (offset < 0 || length > into.length - offset) {
            throw new IllegalArgumentException("a packet of " + length + " bytes from " + offset
                    + " does not fit into an array of " + into.length);
        }
    }
}
