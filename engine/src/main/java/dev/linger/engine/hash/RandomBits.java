package dev.linger.engine.hash;

/// The one source of chance of an engine: a sequence that its seed decides (SplitMix64, Steele and others, 2014).
public final class RandomBits {
    private static final long STEP = 0x9E37_79B9_7F4A_7C15L;

    private long state;

    public RandomBits(long seed) {
        this.state = seed;
    }

    public long next() {
        state += STEP;
        return mix(state);
    }

    /// 0 to `bound` - 1, where `bound` is at least 1.
    public int below(int bound) {
        if (bound < 1) {
            throw new IllegalArgumentException("nothing lies below " + bound);
        }
        return (int) Long.remainderUnsigned(next() >>> 16, bound);
    }

    /// Spreads the bits of `value` over all 64.
    public static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D0_49BB_1331_11EBL;
        return mixed ^ (mixed >>> 31);
    }

    public void copyFrom(RandomBits other) {
        state = other.state;
    }

    public void addTo(StateDigest digest) {
        digest.add(state);
    }
}
