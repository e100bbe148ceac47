package dev.linger.wire;

import dev.linger.model.IpAddress;
import dev.linger.wire.IcmpError.Kind;

/// Makes an [IcmpError] of an IPv4 or IPv6 packet without allocation; meant to be reused, by one thread.
///
/// No bytes whatsoever make it throw. An error is filled when the result is [ReadResult#READ] and untouched
/// otherwise. Of what is quoted, the IP header and 8 bytes of the TCP header are enough, which is all that every
/// router sends (RFC 792); lengths and checksums in it are not looked at, since routers change them.
public final class IcmpReader {
    /// Type, code, checksum, and a word whose meaning depends on them.
    static final int HEADER_LENGTH = 8;

    /// Ports and SEG.SEQ.
    static final int QUOTED_TCP_LENGTH = 8;

    private final Ipv4Header ipv4 = new Ipv4Header();
    private final Ipv6Header ipv6 = new Ipv6Header();

    /// Reads a packet. Bytes beyond the length that its header gives are padding.
    ///
    /// @throws IllegalArgumentException when the range is not within the array
    public ReadResult read(byte[] packet, int offset, int length, IcmpError into) {
        BigEndian.requireRange(packet, offset, length);
        if (length > 0 && (packet[offset] >>> 4) == 6) {
            return readIpv6(packet, offset, length, into);
        }
        return readIpv4(packet, offset, length, into);
    }

    private ReadResult readIpv4(byte[] packet, int offset, int length, IcmpError into) {
        ReadResult result = ipv4.look(packet, offset, length, false);
        if (result != ReadResult.READ) {
            return result;
        }
        if (!ipv4.checksumMatches()) {
            return ReadResult.BAD_HEADER_CHECKSUM;
        }
        if (ipv4.isFragment()) {
            return ReadResult.FRAGMENT;
        }
        if (ipv4.protocol() != Protocol.ICMP) {
            return ReadResult.NOT_ICMP_ERROR;
        }
        int start = ipv4.payloadOffset();
        int messageLength = ipv4.payloadLength();
        if (messageLength < HEADER_LENGTH) {
            return ReadResult.TRUNCATED;
        }
        if (Checksum.of(packet, start, messageLength) != 0) {
            return ReadResult.BAD_CHECKSUM;
        }
        Kind kind = IcmpCodes.ipv4Kind(packet[start], BigEndian.unsignedByte(packet, start + 1));
        if (kind == null) {
            return ReadResult.NOT_ICMP_ERROR;
        }
        result = readIpv4Quote(packet, start + HEADER_LENGTH, messageLength - HEADER_LENGTH, into);
        if (result == ReadResult.READ) {
            into.kind = kind;
            // RFC 1191 §4; a router that does not know it leaves 0.
            into.mtu = kind == Kind.TOO_BIG ? BigEndian.unsignedShort(packet, start + 6) : 0;
        }
        return result;
    }

    private ReadResult readIpv4Quote(byte[] packet, int offset, int length, IcmpError into) {
        ReadResult result = ipv4.look(packet, offset, length, true);
        if (result != ReadResult.READ) {
            return result;
        }
        result = tcpPart(ipv4.protocol(), ipv4.fragmentOffset(), ipv4.payloadLength());
        if (result == ReadResult.READ) {
            into.sourceHigh = 0;
            into.sourceLow = IpAddress.mappedLow(ipv4.source());
            into.destinationHigh = 0;
            into.destinationLow = IpAddress.mappedLow(ipv4.destination());
            readTcpPart(packet, ipv4.payloadOffset(), into);
        }
        return result;
    }

    private ReadResult readIpv6(byte[] packet, int offset, int length, IcmpError into) {
        ReadResult result = ipv6.look(packet, offset, length, false);
        if (result != ReadResult.READ) {
            return result;
        }
        if (ipv6.isFragment()) {
            return ReadResult.FRAGMENT;
        }
        if (ipv6.protocol() != Protocol.ICMPV6) {
            return ReadResult.NOT_ICMP_ERROR;
        }
        int start = ipv6.payloadOffset();
        int messageLength = ipv6.payloadLength();
        if (messageLength < HEADER_LENGTH) {
            return ReadResult.TRUNCATED;
        }
        long sum = Checksum.ipv6PseudoHeader(
                ipv6.sourceHigh(),
                ipv6.sourceLow(),
                ipv6.destinationHigh(),
                ipv6.destinationLow(),
                Protocol.ICMPV6,
                messageLength);
        if (Checksum.finish(Checksum.add(sum, packet, start, messageLength)) != 0) {
            return ReadResult.BAD_CHECKSUM;
        }
        Kind kind = IcmpCodes.ipv6Kind(packet[start], BigEndian.unsignedByte(packet, start + 1));
        if (kind == null) {
            return ReadResult.NOT_ICMP_ERROR;
        }
        result = readIpv6Quote(packet, start + HEADER_LENGTH, messageLength - HEADER_LENGTH, into);
        if (result == ReadResult.READ) {
            into.kind = kind;
            into.mtu = kind == Kind.TOO_BIG ? mtu(BigEndian.int32(packet, start + 4)) : 0;
        }
        return result;
    }

    private ReadResult readIpv6Quote(byte[] packet, int offset, int length, IcmpError into) {
        ReadResult result = ipv6.look(packet, offset, length, true);
        if (result != ReadResult.READ) {
            return result;
        }
        if (ipv6.hasMappedAddress()) {
            return ReadResult.MAPPED_ADDRESS;
        }
        result = tcpPart(ipv6.protocol(), ipv6.fragmentOffset(), ipv6.payloadLength());
        if (result == ReadResult.READ) {
            into.sourceHigh = ipv6.sourceHigh();
            into.sourceLow = ipv6.sourceLow();
            into.destinationHigh = ipv6.destinationHigh();
            into.destinationLow = ipv6.destinationLow();
            readTcpPart(packet, ipv6.payloadOffset(), into);
        }
        return result;
    }

    private static ReadResult tcpPart(int protocol, int fragmentOffset, int length) {
        if (fragmentOffset > 0) {
            return ReadResult.FRAGMENT;
        }
        if (protocol != Protocol.TCP) {
            return ReadResult.NOT_TCP;
        }
        return length < QUOTED_TCP_LENGTH ? ReadResult.TRUNCATED : ReadResult.READ;
    }

    private static void readTcpPart(byte[] packet, int offset, IcmpError into) {
        into.sourcePort = BigEndian.unsignedShort(packet, offset);
        into.destinationPort = BigEndian.unsignedShort(packet, offset + 2);
        into.seq = BigEndian.int32(packet, offset + 4);
    }

    /// 32 bits, of which more than 31 are said by nobody honest.
    private static int mtu(int field) {
        return field < 0 ? Integer.MAX_VALUE : field;
    }
}
