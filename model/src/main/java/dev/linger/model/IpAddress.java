package dev.linger.model;

import java.util.Optional;

/// An IPv4 or IPv6 address as 128 bits; IPv4 is kept in its v4-mapped form (`::ffff:a.b.c.d`, RFC 4291 §2.5.5.2).
///
/// So a dual-stack socket that speaks IPv4 and a plain IPv4 socket have equal addresses, which is what the port
/// budget needs: the kernel counts them together. An IPv4 address prints in dotted form, IPv6 by RFC 5952.
public record IpAddress(long high, long low) implements Comparable<IpAddress> {
    private static final long MAPPED_PREFIX = 0x0000_FFFF_0000_0000L;

    /// An IPv4 address from its 32 bits, the first octet in the highest.
    public static IpAddress ipv4(int bits) {
        return new IpAddress(0, mappedLow(bits));
    }

    /// The lower half of the v4-mapped form of these 32 bits; its higher half is zero.
    public static long mappedLow(int bits) {
        return MAPPED_PREFIX | Integer.toUnsignedLong(bits);
    }

    public boolean isIpv4() {
        return high == 0 && (low & 0xFFFF_FFFF_0000_0000L) == MAPPED_PREFIX;
    }

    /// `0.0.0.0` or `::`.
    public boolean isWildcard() {
        return high == 0 && (low == 0 || low == MAPPED_PREFIX);
    }

    /// 127.0.0.0/8 or `::1`, what Linux takes for loopback in tcp_tw_reuse=2 (net/ipv4/tcp_ipv4.c:tcp_twsk_unique).
    public boolean isLoopback() {
        return isIpv4() ? ((int) low >>> 24) == 127 : high == 0 && low == 1;
    }

    /// Reads a numeric address; no name is ever looked up. Empty when `text` is not one.
    public static Optional<IpAddress> parse(String text) {
        return IpAddressText.parse(text);
    }

    @Override
    public String toString() {
        return IpAddressText.format(this);
    }

    /// Numeric order, IPv4 among themselves by octets.
    @Override
    public int compareTo(IpAddress other) {
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }
}
