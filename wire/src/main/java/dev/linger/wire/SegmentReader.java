package dev.linger.wire;

import dev.linger.model.IpAddress;

/// Makes a [Segment] of a packet without a copy of its text and without allocation; meant to be reused, by one
/// thread.
///
/// No bytes whatsoever make it throw. A segment is filled when the result is [ReadResult#READ] and untouched
/// otherwise. Its text is the packet's array: it lasts as long as nobody writes there.
///
/// Of the options, the last of each kind counts. One whose length is not its kind's, or that nobody knows, is
/// passed over (RFC 9293 §3.1, MUST-6). They are read in any segment (MUST-5), wherever they are aligned (RFC 9293
/// §3.2, MUST-64): whether one means anything without the SYN flag is for the engine to say.
public final class SegmentReader {
    private static final int MSS_LENGTH = 2;
    private static final int WINDOW_SCALE_LENGTH = 1;
    private static final int TIMESTAMPS_LENGTH = 8;
    private static final int SACK_BLOCK_LENGTH = 8;

    private final Ipv4Header ipv4 = new Ipv4Header();
    private final Ipv6Header ipv6 = new Ipv6Header();
    private final TcpHeader tcp = new TcpHeader();
    private final TcpOptions options = new TcpOptions();
    private final boolean checksumsCount;

    /// One that refuses what does not match its checksum (RFC 9293 §3.1, MUST-3).
    public SegmentReader() {
        this(true);
    }

    private SegmentReader(boolean checksumsCount) {
        this.checksumsCount = checksumsCount;
    }

    /// One for captures on the sending host, where the card has yet to fill in the checksums.
    public static SegmentReader withoutChecksums() {
        return new SegmentReader(false);
    }

    /// Reads an IPv4 or IPv6 packet. Bytes beyond the length that its header gives are padding.
    ///
    /// @throws IllegalArgumentException when the range is not within the array
    public ReadResult read(byte[] packet, int offset, int length, Segment into) {
        BigEndian.requireRange(packet, offset, length);
        if (length > 0 && (packet[offset] >>> 4) == 6) {
            return readIpv6(packet, offset, length, into);
        }
        return readIpv4(packet, offset, length, into);
    }

    /// Reads a segment without an IP header; `into` has the addresses already, which its checksum covers.
    ///
    /// @throws IllegalArgumentException when the range is not within the array, or one address is IPv4 and one
    ///     IPv6
    public ReadResult readTcp(byte[] bytes, int offset, int length, Segment into) {
        Ipv4Header.requireOneFamily(into.sourceHigh, into.sourceLow, into.destinationHigh, into.destinationLow);
        return decode(
                bytes,
                offset,
                length,
                into.sourceHigh,
                into.sourceLow,
                into.destinationHigh,
                into.destinationLow,
                into);
    }

    private ReadResult readIpv4(byte[] packet, int offset, int length, Segment into) {
        ReadResult result = ipv4.look(packet, offset, length, false);
        if (result != ReadResult.READ) {
            return result;
        }
        if (checksumsCount && !ipv4.checksumMatches()) {
            return ReadResult.BAD_HEADER_CHECKSUM;
        }
        if (ipv4.isFragment()) {
            return ReadResult.FRAGMENT;
        }
        int start = ipv4.payloadOffset();
        return switch (ipv4.protocol()) {
            case Protocol.TCP ->
                decode(
                        packet,
                        start,
                        ipv4.payloadLength(),
                        0,
                        IpAddress.mappedLow(ipv4.source()),
                        0,
                        IpAddress.mappedLow(ipv4.destination()),
                        into);
            case Protocol.ICMP -> message(ipv4.payloadLength() > 0 && IcmpCodes.isIpv4Error(packet[start]));
            default -> ReadResult.NOT_TCP;
        };
    }

    private ReadResult readIpv6(byte[] packet, int offset, int length, Segment into) {
        ReadResult result = ipv6.look(packet, offset, length, false);
        if (result != ReadResult.READ) {
            return result;
        }
        if (ipv6.hasMappedAddress()) {
            return ReadResult.MAPPED_ADDRESS;
        }
        if (ipv6.isFragment()) {
            return ReadResult.FRAGMENT;
        }
        int start = ipv6.payloadOffset();
        return switch (ipv6.protocol()) {
            case Protocol.TCP ->
                decode(
                        packet,
                        start,
                        ipv6.payloadLength(),
                        ipv6.sourceHigh(),
                        ipv6.sourceLow(),
                        ipv6.destinationHigh(),
                        ipv6.destinationLow(),
                        into);
            case Protocol.ICMPV6 -> message(ipv6.payloadLength() > 0 && IcmpCodes.isIpv6Error(packet[start]));
            default -> ReadResult.NOT_TCP;
        };
    }

    private static ReadResult message(boolean error) {
        return error ? ReadResult.ICMP_ERROR : ReadResult.NOT_TCP;
    }

    private ReadResult decode(
            byte[] bytes,
            int offset,
            int length,
            long sourceHigh,
            long sourceLow,
            long destinationHigh,
            long destinationLow,
            Segment into) {
        ReadResult result = tcp.look(bytes, offset, length);
        if (result != ReadResult.READ) {
            return result;
        }
        if (checksumsCount) {
            long sum =
                    Checksum.pseudoHeader(sourceHigh, sourceLow, destinationHigh, destinationLow, Protocol.TCP, length);
            if (Checksum.finish(Checksum.add(sum, bytes, offset, length)) != 0) {
                return ReadResult.BAD_CHECKSUM;
            }
        }
        into.clear();
        into.sourceHigh = sourceHigh;
        into.sourceLow = sourceLow;
        into.destinationHigh = destinationHigh;
        into.destinationLow = destinationLow;
        into.sourcePort = tcp.sourcePort();
        into.destinationPort = tcp.destinationPort();
        into.seq = tcp.seq();
        into.ack = tcp.ack();
        into.flags = tcp.flags();
        into.wnd = tcp.wnd();
        into.urgentPointer = tcp.urgentPointer();
        into.text = bytes;
        into.textOffset = tcp.textOffset();
        into.textLength = tcp.textLength();
        options.wrap(bytes, tcp.optionsOffset(), tcp.optionsLength());
        while (options.next()) {
            decodeOption(bytes, options.valueOffset(), options.valueLength(), into);
        }
        return ReadResult.READ;
    }

    private void decodeOption(byte[] bytes, int value, int valueLength, Segment into) {
        switch (options.kind()) {
            case TcpOptions.MAXIMUM_SEGMENT_SIZE -> {
                if (valueLength == MSS_LENGTH) {
                    into.options |= Segment.MSS;
                    into.mss = BigEndian.unsignedShort(bytes, value);
                }
            }
            case TcpOptions.WINDOW_SCALE -> {
                if (valueLength == WINDOW_SCALE_LENGTH) {
                    into.options |= Segment.WINDOW_SCALE;
                    into.windowScale = BigEndian.unsignedByte(bytes, value);
                }
            }
            case TcpOptions.SACK_PERMITTED -> {
                if (valueLength == 0) {
                    into.options |= Segment.SACK_PERMITTED;
                }
            }
            case TcpOptions.TIMESTAMPS -> {
                if (valueLength == TIMESTAMPS_LENGTH) {
                    into.options |= Segment.TIMESTAMPS;
                    into.tsVal = BigEndian.int32(bytes, value);
                    into.tsEcr = BigEndian.int32(bytes, value + Integer.BYTES);
                }
            }
            case TcpOptions.SACK -> {
                if (valueLength > 0 && valueLength % SACK_BLOCK_LENGTH == 0) {
                    decodeSack(bytes, value, valueLength / SACK_BLOCK_LENGTH, into);
                }
            }
            default -> {} // unknown
        }
    }

    // No more than four blocks fit into 40 bytes, so the array has a place for each.
    private static void decodeSack(byte[] bytes, int value, int count, Segment into) {
        into.sackCount = count;
        for (int edge = 0; edge < 2 * count; edge++) {
            into.sack[edge] = BigEndian.int32(bytes, value + edge * Integer.BYTES);
        }
    }
}
