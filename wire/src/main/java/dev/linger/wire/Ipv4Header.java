package dev.linger.wire;

import dev.linger.model.IpAddress;

/// The header of an IPv4 packet as a view of bytes (RFC 791 §3.1), meant to be reused.
///
/// [#wrap] makes the one check of lengths there is. As long as the array lives, no accessor can fail after it;
/// what they return is what the header says, true or not. Options are skipped: none matters to TCP
/// (RFC 9293 §3.9.2 MUST-50).
public final class Ipv4Header {
    /// Bytes without options.
    public static final int MIN_LENGTH = 20;

    private static final int DONT_FRAGMENT = 0x4000;
    private static final int MORE_FRAGMENTS = 0x2000;
    private static final int FRAGMENT_OFFSET = 0x1FFF;

    private byte[] bytes = new byte[MIN_LENGTH];
    private int offset;
    private int payloadLength;

    /// Makes this a view of the packet that begins at `offset`. False, and this view as it was, when the `length`
    /// bytes there are no whole IPv4 packet; more bytes than the packet says it has are padding.
    ///
    /// @throws IllegalArgumentException when the range is not within the array
    public boolean wrap(byte[] bytes, int offset, int length) {
        return look(bytes, offset, length, false) == ReadResult.READ;
    }

    ReadResult look(byte[] bytes, int offset, int length, boolean quoted) {
        BigEndian.requireRange(bytes, offset, length);
        if (length < 1) {
            return ReadResult.TRUNCATED;
        }
        if ((bytes[offset] >>> 4) != 4) {
            return ReadResult.NOT_IP;
        }
        if (length < MIN_LENGTH) {
            return ReadResult.TRUNCATED;
        }
        int headerLength = (bytes[offset] & 0xF) * 4;
        // Routers cut what they quote, and some quote the total length in another byte order: it is not looked at
        // there.
        int totalLength = quoted ? Math.max(length, headerLength) : BigEndian.unsignedShort(bytes, offset + 2);
        if (headerLength < MIN_LENGTH || totalLength < headerLength) {
            return ReadResult.MALFORMED;
        }
        if (totalLength > length) {
            return ReadResult.TRUNCATED;
        }
        this.bytes = bytes;
        this.offset = offset;
        this.payloadLength = totalLength - headerLength;
        return ReadResult.READ;
    }

    /// Whether this address in two halves is the v4-mapped form of an IPv4 address.
    static boolean isMapped(long high, long low) {
        return high == 0 && (low >>> 32) == 0xFFFF;
    }

    /// Refuses to send from an address of one version to one of the other: the caller's mistake.
    static void requireOneFamily(long sourceHigh, long sourceLow, long destinationHigh, long destinationLow) {
        if (isMapped(sourceHigh, sourceLow) != isMapped(destinationHigh, destinationLow)) {
            throw new IllegalArgumentException("no packet goes from " + new IpAddress(sourceHigh, sourceLow) + " to "
                    + new IpAddress(destinationHigh, destinationLow));
        }
    }

    /// Bytes, options included: 20 to 60.
    public int headerLength() {
        return (bytes[offset] & 0xF) * 4;
    }

    /// The octet once called type of service (RFC 2474 §3, RFC 3168 §5).
    public int trafficClass() {
        return BigEndian.unsignedByte(bytes, offset + 1);
    }

    public int totalLength() {
        return BigEndian.unsignedShort(bytes, offset + 2);
    }

    public int identification() {
        return BigEndian.unsignedShort(bytes, offset + 4);
    }

    public boolean dontFragment() {
        return (fragmentation() & DONT_FRAGMENT) != 0;
    }

    /// Whether this is but a part of a packet.
    public boolean isFragment() {
        return (fragmentation() & (MORE_FRAGMENTS | FRAGMENT_OFFSET)) != 0;
    }

    /// Where this part belongs in the whole, in bytes.
    public int fragmentOffset() {
        return (fragmentation() & FRAGMENT_OFFSET) * 8;
    }

    public int hopLimit() {
        return BigEndian.unsignedByte(bytes, offset + 8);
    }

    public int protocol() {
        return BigEndian.unsignedByte(bytes, offset + 9);
    }

    public int checksum() {
        return BigEndian.unsignedShort(bytes, offset + 10);
    }

    /// Whether the header matches its checksum.
    public boolean checksumMatches() {
        return Checksum.of(bytes, offset, headerLength()) == 0;
    }

    public int source() {
        return BigEndian.int32(bytes, offset + 12);
    }

    public int destination() {
        return BigEndian.int32(bytes, offset + 16);
    }

    /// Where in the array the payload begins.
    public int payloadOffset() {
        return offset + headerLength();
    }

    /// Bytes after the header, without padding.
    public int payloadLength() {
        return payloadLength;
    }

    private int fragmentation() {
        return BigEndian.unsignedShort(bytes, offset + 6);
    }
}
