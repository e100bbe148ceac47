package dev.linger.linux.netlink;

import java.nio.ByteOrder;

/// Numbers in a byte array, by hand: as fast as it gets before and while the quick compiler has compiled it.
final class NativeBytes {
    private static final boolean BIG_ENDIAN = ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN;

    private NativeBytes() {}

    /// Four bytes in network order.
    static int networkInt(byte[] bytes, int offset) {
        return bytes[offset] << 24
                | (bytes[offset + 1] & 0xFF) << 16
                | (bytes[offset + 2] & 0xFF) << 8
                | (bytes[offset + 3] & 0xFF);
    }

    static long networkLong(byte[] bytes, int offset) {
        return (long) networkInt(bytes, offset) << 32 | (networkInt(bytes, offset + 4) & 0xFFFF_FFFFL);
    }

    static int networkShort(byte[] bytes, int offset) {
        return (bytes[offset] & 0xFF) << 8 | (bytes[offset + 1] & 0xFF);
    }

    /// Four bytes in this machine's order.
    static int hostInt(byte[] bytes, int offset) {
        int value = networkInt(bytes, offset);
        return BIG_ENDIAN ? value : Integer.reverseBytes(value);
    }

    static int hostShort(byte[] bytes, int offset) {
        int value = networkShort(bytes, offset);
        return BIG_ENDIAN ? value : (value & 0xFF) << 8 | value >>> 8;
    }

    static void putHostInt(byte[] bytes, int offset, int value) {
        int ordered = BIG_ENDIAN ? value : Integer.reverseBytes(value);
        bytes[offset] = (byte) (ordered >> 24);
        bytes[offset + 1] = (byte) (ordered >> 16);
        bytes[offset + 2] = (byte) (ordered >> 8);
        bytes[offset + 3] = (byte) ordered;
    }

    static void putHostShort(byte[] bytes, int offset, int value) {
        bytes[offset] = (byte) (BIG_ENDIAN ? value >> 8 : value);
        bytes[offset + 1] = (byte) (BIG_ENDIAN ? value : value >> 8);
    }
}
