package dev.linger.observation;

/// Spreads the bits of a key over the slots of the open-addressing tables here; the same on every run.
final class Hash {
    private Hash() {}

    static int mix(long key) {
        long mixed = key * 0x9E37_79B9_7F4A_7C15L;
        return (int) (mixed ^ mixed >>> 32);
    }

    /// Adds `value` to a hash that takes in several, each of its bits reaching all 64 (the finalizer of SplitMix64).
    static long add(long hash, long value) {
        long mixed = (hash ^ value) + 0x9E37_79B9_7F4A_7C15L;
        mixed = (mixed ^ mixed >>> 30) * 0xBF58_476D_1CE4_E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D0_49BB_1331_11EBL;
        return mixed ^ mixed >>> 31;
    }
}
