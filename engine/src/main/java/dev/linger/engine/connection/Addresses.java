package dev.linger.engine.connection;

import dev.linger.model.IpAddress;

/// Questions about addresses that are kept as two halves, without making an object of them.
public final class Addresses {
    private static final long MAPPED_MASK = 0xFFFF_FFFF_0000_0000L;
    private static final long MAPPED = IpAddress.mappedLow(0);

    private Addresses() {}

    public static boolean isIpv4(long high, long low) {
        return high == 0 && (low & MAPPED_MASK) == MAPPED;
    }

    /// `::` or `0.0.0.0`.
    public static boolean isWildcard(long high, long low) {
        return high == 0 && (low == 0 || low == MAPPED);
    }

    /// 127.0.0.0/8, also v4-mapped, or `::1` (net/ipv4/tcp_ipv4.c:tcp_twsk_unique).
    public static boolean isLoopback(long high, long low) {
        return isIpv4(high, low) ? ((int) low >>> 24) == 127 : high == 0 && low == 1;
    }

    /// An address that a host can have: neither a wildcard nor multicast nor 255.255.255.255. The broadcast addresses
    /// of subnets are not known here.
    public static boolean isUnicast(long high, long low) {
        if (isIpv4(high, low)) {
            int address = (int) low;
            return address != 0 && address != -1 && address >>> 28 != 0xE;
        }
        return high >>> 56 != 0xFF && (high | low) != 0;
    }

    /// Whether a socket bound to the first address receives what is sent to the second.
    public static boolean covers(long boundHigh, long boundLow, boolean v6Only, long high, long low) {
        if (boundHigh == high && boundLow == low) {
            return true;
        }
        if (boundHigh != 0) {
            return false;
        }
        return boundLow == 0 ? !(v6Only && isIpv4(high, low)) : boundLow == MAPPED && isIpv4(high, low);
    }
}
