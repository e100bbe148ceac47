package dev.linger.engine.hash;

/// SipHash-2-4 over 64-bit words: a keyed hash that a peer cannot predict (Aumasson and Bernstein, 2012).
///
/// Linux draws sequence numbers, timestamp offsets and ports from it (lib/siphash.c, net/core/secure_seq.c). Words
/// are taken as little-endian; the length in bytes is part of the last one, as the definition has it.
public final class SipHash {
    private SipHash() {}

    /// Two words, 16 bytes.
    public static long hash(long key0, long key1, long word0, long word1) {
        return hash(key0, key1, 3, word0, word1, lengthWord(2), 0, 0, 0);
    }

    /// Two addresses in halves, and one word more. Those of IPv4 in their v4-mapped form count with 32 bits each, as
    /// in Linux (lib/siphash.c:siphash_3u32).
    public static long ofAddresses(
            long key0, long key1, long oneHigh, long oneLow, long otherHigh, long otherLow, long word) {
        return (oneHigh | otherHigh) == 0
                ? hash(key0, key1, (oneLow << Integer.SIZE) | (otherLow & 0xFFFF_FFFFL), word)
                : hash(key0, key1, oneHigh, oneLow, otherHigh, otherLow, word);
    }

    /// Five words, 40 bytes.
    public static long hash(long key0, long key1, long word0, long word1, long word2, long word3, long word4) {
        return hash(key0, key1, 6, word0, word1, word2, word3, word4, lengthWord(5));
    }

    private static long lengthWord(int words) {
        return ((long) words * Long.BYTES) << 56;
    }

    /// Absorbs `words` words, the one with the length among them, and finishes. Two rounds absorb a word and four
    /// finish, so that everything is passes of two rounds; shifting the words along costs less than choosing one.
    private static long hash(
            long key0, long key1, int words, long next, long second, long third, long fourth, long fifth, long sixth) {
        long v0 = key0 ^ 0x736f_6d65_7073_6575L;
        long v1 = key1 ^ 0x646f_7261_6e64_6f6dL;
        long v2 = key0 ^ 0x6c79_6765_6e65_7261L;
        long v3 = key1 ^ 0x7465_6462_7974_6573L;
        for (int pass = 0; pass < words + 2; pass++) {
            v2 ^= pass == words ? 0xff : 0;
            v3 ^= next;
            v0 += v1;
            v2 += v3;
            v1 = Long.rotateLeft(v1, 13) ^ v0;
            v3 = Long.rotateLeft(v3, 16) ^ v2;
            v0 = Long.rotateLeft(v0, 32);
            v2 += v1;
            v0 += v3;
            v1 = Long.rotateLeft(v1, 17) ^ v2;
            v3 = Long.rotateLeft(v3, 21) ^ v0;
            v2 = Long.rotateLeft(v2, 32);
            v0 += v1;
            v2 += v3;
            v1 = Long.rotateLeft(v1, 13) ^ v0;
            v3 = Long.rotateLeft(v3, 16) ^ v2;
            v0 = Long.rotateLeft(v0, 32);
            v2 += v1;
            v0 += v3;
            v1 = Long.rotateLeft(v1, 17) ^ v2;
            v3 = Long.rotateLeft(v3, 21) ^ v0;
            v2 = Long.rotateLeft(v2, 32);
            v0 ^= next;
            next = second;
            second = third;
            third = fourth;
            fourth = fifth;
            fifth = sixth;
            sixth = 0;
        }
        return v0 ^ v1 ^ v2 ^ v3;
    }
}
