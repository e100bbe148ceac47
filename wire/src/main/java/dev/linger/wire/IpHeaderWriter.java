package dev.linger.wire;

/// Headers of IPv4 and IPv6 as Linux writes them: hop limit 64, no options.
final class IpHeaderWriter {
    static final int HOP_LIMIT = 64;

    /// The most that the length field of either version can express. In IPv4 it counts the header, in IPv6 it does
    /// not.
    static final int MAX_LENGTH = 0xFFFF;

    private static final int DONT_FRAGMENT = 0x4000;

    private IpHeaderWriter() {}

    static int headerLength(boolean ipv4) {
        return ipv4 ? Ipv4Header.MIN_LENGTH : Ipv6Header.MIN_LENGTH;
    }

    /// The most bytes of payload.
    static int maxPayloadLength(boolean ipv4) {
        return ipv4 ? MAX_LENGTH - Ipv4Header.MIN_LENGTH : MAX_LENGTH;
    }

    /// The header of whichever version the addresses are of.
    static void write(
            byte[] into,
            int offset,
            int protocol,
            int payloadLength,
            int identification,
            long sourceHigh,
            long sourceLow,
            long destinationHigh,
            long destinationLow) {
        if (Ipv4Header.isMapped(sourceHigh, sourceLow)) {
            writeIpv4(into, offset, protocol, payloadLength, identification, (int) sourceLow, (int) destinationLow);
            return;
        }
        BigEndian.putInt(into, offset, 6 << 28);
        BigEndian.putShort(into, offset + 4, payloadLength);
        BigEndian.putByte(into, offset + 6, protocol);
        BigEndian.putByte(into, offset + 7, HOP_LIMIT);
        BigEndian.putLong(into, offset + 8, sourceHigh);
        BigEndian.putLong(into, offset + 16, sourceLow);
        BigEndian.putLong(into, offset + 24, destinationHigh);
        BigEndian.putLong(into, offset + 32, destinationLow);
    }

    private static void writeIpv4(
            byte[] into, int offset, int protocol, int payloadLength, int identification, int source, int destination) {
        BigEndian.putShort(into, offset, 0x4500);
        BigEndian.putShort(into, offset + 2, Ipv4Header.MIN_LENGTH + payloadLength);
        BigEndian.putShort(into, offset + 4, identification);
        BigEndian.putShort(into, offset + 6, DONT_FRAGMENT);
        BigEndian.putByte(into, offset + 8, HOP_LIMIT);
        BigEndian.putByte(into, offset + 9, protocol);
        BigEndian.putShort(into, offset + 10, 0);
        BigEndian.putInt(into, offset + 12, source);
        BigEndian.putInt(into, offset + 16, destination);
        BigEndian.putShort(into, offset + 10, Checksum.of(into, offset, Ipv4Header.MIN_LENGTH));
    }
}
