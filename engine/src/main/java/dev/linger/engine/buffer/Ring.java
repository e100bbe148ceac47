package dev.linger.engine.buffer;

import dev.linger.engine.hash.StateDigest;

/// Bytes in an array whose end joins its beginning. The length of such an array is a power of two.
final class Ring {
    private Ring() {}

    /// Copies `length` bytes from the ring, beginning `at` bytes after the array's first, which may be beyond its
    /// end.
    static void copyOut(byte[] ring, int at, byte[] to, int toOffset, int length) {
        if (length == 0) {
            return;
        }
        int begin = at & (ring.length - 1);
        int straight = Math.min(length, ring.length - begin);
        System.arraycopy(ring, begin, to, toOffset, straight);
        System.arraycopy(ring, 0, to, toOffset + straight, length - straight);
    }

    static void copyIn(byte[] from, int fromOffset, byte[] ring, int at, int length) {
        if (length == 0) {
            return;
        }
        int begin = at & (ring.length - 1);
        int straight = Math.min(length, ring.length - begin);
        System.arraycopy(from, fromOffset, ring, begin, straight);
        System.arraycopy(from, fromOffset + straight, ring, 0, length - straight);
    }

    /// Adds the length and then the bytes, eight to a word: the digest's cost is per word.
    static void addTo(StateDigest digest, byte[] ring, int at, int length) {
        digest.add(length);
        long word = 0;
        for (int index = 0; index < length; index++) {
            word = (word << Byte.SIZE) | (ring[(at + index) & (ring.length - 1)] & 0xffL);
            if (index % Long.BYTES == Long.BYTES - 1) {
                digest.add(word);
                word = 0;
            }
        }
        if (length % Long.BYTES != 0) {
            digest.add(word);
        }
    }
}
