package dev.linger.wire;

/// The header of an IPv6 packet with its extension headers as a view of bytes (RFC 8200 §3, §4), meant to be
/// reused.
///
/// [#wrap] makes the one check of lengths there is. As long as the array lives, no accessor can fail after it;
/// what they return is what the headers say, true or not. Extension headers are skipped without a look at what is
/// in them, but for the fragment header. A packet that a routing header sends on has a final destination of its
/// own, which is in the pseudo-header of its checksum (RFC 8200 §8.1): here it reads as one that does not match.
public final class Ipv6Header {
    /// Bytes without extension headers.
    public static final int MIN_LENGTH = 40;

    /// More extension headers than this and the packet is malformed: a host may have such a limit (RFC 8504 §5.3),
    /// and the order RFC 8200 §4.1 recommends has no more than eight.
    public static final int MAX_EXTENSION_HEADERS = 16;

    private static final int HOP_BY_HOP_OPTIONS = 0;
    private static final int ROUTING = 43;
    private static final int FRAGMENT = 44;
    private static final int AUTHENTICATION = 51;
    private static final int DESTINATION_OPTIONS = 60;
    private static final int MOBILITY = 135;
    private static final int HOST_IDENTITY = 139;
    private static final int SHIM6 = 140;

    /// The least an extension header takes.
    private static final int MIN_EXTENSION_LENGTH = 8;

    private static final int MORE_FRAGMENTS = 1;

    private byte[] bytes = new byte[MIN_LENGTH];
    private int offset;
    private int protocol;
    private int payloadOffset = MIN_LENGTH;
    private int payloadLength;
    private int fragmentation;

    /// Makes this a view of the packet that begins at `offset`. False, and this view unusable until the next
    /// success, when the `length` bytes there are no whole IPv6 packet; more bytes than the packet says it has are
    /// padding. A packet of more than 65,535 bytes (RFC 2675) counts as not whole.
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
        if ((bytes[offset] >>> 4) != 6) {
            return ReadResult.NOT_IP;
        }
        if (length < MIN_LENGTH) {
            return ReadResult.TRUNCATED;
        }
        // Routers cut what they quote.
        int rest = quoted ? length - MIN_LENGTH : BigEndian.unsignedShort(bytes, offset + 4);
        if (rest > length - MIN_LENGTH) {
            return ReadResult.TRUNCATED;
        }
        this.bytes = bytes;
        this.offset = offset;
        return skipExtensionHeaders(rest);
    }

    private ReadResult skipExtensionHeaders(int rest) {
        int end = offset + MIN_LENGTH + rest;
        payloadOffset = offset + MIN_LENGTH;
        payloadLength = rest;
        protocol = BigEndian.unsignedByte(bytes, offset + 6);
        fragmentation = 0;
        for (int count = 0; isExtension(protocol) && fragmentOffset() == 0; count++) {
            if (count == MAX_EXTENSION_HEADERS) {
                return ReadResult.MALFORMED;
            }
            if (payloadLength < MIN_EXTENSION_LENGTH) {
                return ReadResult.TRUNCATED;
            }
            int extensionLength = extensionLength(protocol, BigEndian.unsignedByte(bytes, payloadOffset + 1));
            if (extensionLength > payloadLength) {
                return ReadResult.TRUNCATED;
            }
            if (protocol == FRAGMENT) {
                fragmentation = BigEndian.unsignedShort(bytes, payloadOffset + 2) & (0xFFF8 | MORE_FRAGMENTS);
            }
            protocol = BigEndian.unsignedByte(bytes, payloadOffset);
            payloadOffset += extensionLength;
            payloadLength = end - payloadOffset;
        }
        return ReadResult.READ;
    }

    private static boolean isExtension(int protocol) {
        return switch (protocol) {
            case HOP_BY_HOP_OPTIONS,
                    ROUTING,
                    FRAGMENT,
                    AUTHENTICATION,
                    DESTINATION_OPTIONS,
                    MOBILITY,
                    HOST_IDENTITY,
                    SHIM6 -> true;
            default -> false;
        };
    }

    /// Bytes of the extension header whose length field is this: never less than [#MIN_EXTENSION_LENGTH].
    private static int extensionLength(int protocol, int lengthField) {
        return switch (protocol) {
            case FRAGMENT -> MIN_EXTENSION_LENGTH;
            case AUTHENTICATION -> (lengthField + 2) * 4; // RFC 4302 §2.2
            default -> (lengthField + 1) * 8;
        };
    }

    public int trafficClass() {
        return (BigEndian.int32(bytes, offset) >>> 20) & 0xFF;
    }

    /// 20 bits.
    public int flowLabel() {
        return BigEndian.int32(bytes, offset) & 0xF_FFFF;
    }

    public int hopLimit() {
        return BigEndian.unsignedByte(bytes, offset + 7);
    }

    public long sourceHigh() {
        return BigEndian.int64(bytes, offset + 8);
    }

    public long sourceLow() {
        return BigEndian.int64(bytes, offset + 16);
    }

    public long destinationHigh() {
        return BigEndian.int64(bytes, offset + 24);
    }

    public long destinationLow() {
        return BigEndian.int64(bytes, offset + 32);
    }

    /// Whether one of the addresses is v4-mapped, as none on a network is.
    boolean hasMappedAddress() {
        return Ipv4Header.isMapped(sourceHigh(), sourceLow())
                || Ipv4Header.isMapped(destinationHigh(), destinationLow());
    }

    /// Whether this is but a part of a packet. One in a single part (RFC 6946) is whole.
    public boolean isFragment() {
        return fragmentation != 0;
    }

    /// Where this part belongs in the whole, in bytes.
    public int fragmentOffset() {
        return fragmentation & ~MORE_FRAGMENTS;
    }

    /// The protocol of the payload, 0 to 255: what the last extension header says.
    public int protocol() {
        return protocol;
    }

    /// Where in the array the payload begins, after all extension headers.
    public int payloadOffset() {
        return payloadOffset;
    }

    /// Bytes after all extension headers, without padding.
    public int payloadLength() {
        return payloadLength;
    }
}
