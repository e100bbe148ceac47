package dev.linger.wire;

/// The Internet checksum (RFC 1071): the ones' complement of the ones' complement sum of 16-bit words.
///
/// A sum is kept unfolded in a `long` while ranges are added to it; it can take every array that Java has without
/// overflow. [#finish] makes the checksum of it. Over bytes that hold their right checksum already, the result is
/// 0.
public final class Checksum {
    private Checksum() {}

    /// The checksum of a range, 0 to 65535. An odd last byte counts as if a zero followed (RFC 1071 §4.1).
    ///
    /// @throws IllegalArgumentException when the range is not within the array
    public static int of(byte[] bytes, int offset, int length) {
        return finish(add(0, bytes, offset, length));
    }

    /// `sum` and a range that begins at an even place of what is summed up: only the last range added may have an
    /// odd length.
    ///
    /// @throws IllegalArgumentException when the range is not within the array
    public static long add(long sum, byte[] bytes, int offset, int length) {
        BigEndian.requireRange(bytes, offset, length);
        long total = sum;
        int position = offset;
        int end = offset + length;
        // Words of 32 bits fold to the same 16 bits as their halves (RFC 1071 §2, parallel summation).
        while (end - position >= Long.BYTES) {
            long word = BigEndian.int64(bytes, position);
            total += (word >>> 32) + (word & 0xFFFF_FFFFL);
            position += Long.BYTES;
        }
        while (end - position >= Short.BYTES) {
            total += BigEndian.unsignedShort(bytes, position);
            position += Short.BYTES;
        }
        return position < end ? total + ((long) BigEndian.unsignedByte(bytes, position) << 8) : total;
    }

    /// The sum over the pseudo-header of IPv4 (RFC 9293 §3.1).
    ///
    /// @param protocol number of the protocol, 0 to 255
    /// @param length bytes of the protocol's header and what follows it
    public static long ipv4PseudoHeader(int source, int destination, int protocol, int length) {
        return Integer.toUnsignedLong(source) + Integer.toUnsignedLong(destination) + protocol + length;
    }

    /// The sum over the pseudo-header of IPv6 (RFC 8200 §8.1), of addresses in two halves.
    ///
    /// @param protocol number of the protocol, 0 to 255, which need not be the header's Next Header
    /// @param length bytes of the protocol's header and what follows it
    public static long ipv6PseudoHeader(
            long sourceHigh, long sourceLow, long destinationHigh, long destinationLow, int protocol, int length) {
        return halves(sourceHigh)
                + halves(sourceLow)
                + halves(destinationHigh)
                + halves(destinationLow)
                + protocol
                + length;
    }

    /// The pseudo-header of whichever version the addresses are of: v4-mapped ones are IPv4.
    static long pseudoHeader(
            long sourceHigh, long sourceLow, long destinationHigh, long destinationLow, int protocol, int length) {
        return Ipv4Header.isMapped(sourceHigh, sourceLow)
                ? ipv4PseudoHeader((int) sourceLow, (int) destinationLow, protocol, length)
                : ipv6PseudoHeader(sourceHigh, sourceLow, destinationHigh, destinationLow, protocol, length);
    }

    /// The checksum for a sum, 0 to 65535.
    public static int finish(long sum) {
        long folded = halves(sum);
        folded = (folded >>> 16) + (folded & 0xFFFF);
        folded = (folded >>> 16) + (folded & 0xFFFF);
        folded = (folded >>> 16) + (folded & 0xFFFF);
        return (int) ~folded & 0xFFFF;
    }

    private static long halves(long word) {
        return (word >>> 32) + (word & 0xFFFF_FFFFL);
    }
}
