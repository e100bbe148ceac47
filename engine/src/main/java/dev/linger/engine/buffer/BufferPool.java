package dev.linger.engine.buffer;

import java.util.Arrays;

/// Arrays that buffers take when they have something to hold and give back when they have not.
///
/// Lengths are powers of two from [#SMALLEST] to [#LARGEST], so that a buffer that grows by doubling finds an array
/// that another one gave back. What the pool keeps has no influence on what an engine does: it is never copied with
/// one and no part of its fingerprint, and engines on one thread may share a pool.
public final class BufferPool {
    /// Length in bytes of the arrays of the first class.
    public static final int SMALLEST = 64;
    /// Length in bytes of the arrays of the last class.
    public static final int LARGEST = 1 << 30;

    /// An array without bytes, which buffers have while they are empty; it is not from a pool.
    static final byte[] NOTHING = {};

    private static final int CLASSES = classOf(LARGEST) + 1;
    private static final int DEFAULT_KEPT_BYTES = 64 << 20;
    private static final int KEPT_RANGE_ARRAYS = 256;
    private static final byte[][] NO_ARRAYS = {};
    private static final int[] NO_RANGES = {};

    private final long keptBytesLimit;
    private final byte[][][] kept = new byte[CLASSES][][];
    private final int[] keptCounts = new int[CLASSES];
    private long keptBytes;
    private int[][] keptRanges = {};
    private int keptRangeCount;

    /// A pool that keeps 64 MiB at most.
    public BufferPool() {
        this(DEFAULT_KEPT_BYTES);
    }

    /// @param keptBytesLimit bytes in the arrays kept at most, 0 to keep none; what is given back beyond it is
    ///     garbage @throws IllegalArgumentException if the limit is negative
    public BufferPool(long keptBytesLimit) {
        if (keptBytesLimit < 0) {
            throw new IllegalArgumentException("a pool can not keep " + keptBytesLimit + " bytes");
        }
        this.keptBytesLimit = keptBytesLimit;
        Arrays.fill(kept, NO_ARRAYS);
    }

    /// The shortest array of the pool's lengths that has at least so many bytes. Its content is what its last user
    /// left.
    ///
    /// @param atLeast 0 to [#LARGEST] bytes
    public byte[] take(int atLeast) {
        int sizeClass = classOf(lengthFor(atLeast));
        int count = keptCounts[sizeClass];
        if (count == 0) {
            return new byte[SMALLEST << sizeClass];
        }
        byte[][] arrays = kept[sizeClass];
        byte[] taken = arrays[count - 1];
        arrays[count - 1] = NOTHING;
        keptCounts[sizeClass] = count - 1;
        keptBytes -= taken.length;
        return taken;
    }

    /// Takes an array back. The caller must not touch it again.
    ///
    /// @throws IllegalArgumentException if no pool could have handed out an array of this length
    public void give(byte[] array) {
        int length = array.length;
        if (length < SMALLEST || length > LARGEST || Integer.bitCount(length) != 1) {
            throw new IllegalArgumentException("an array of " + length + " bytes is not from a pool");
        }
        if (keptBytes + length > keptBytesLimit) {
            return;
        }
        int sizeClass = classOf(length);
        int count = keptCounts[sizeClass];
        byte[][] arrays = kept[sizeClass];
        if (count == arrays.length) {
            arrays = Arrays.copyOf(arrays, Math.max(2, 2 * count));
            kept[sizeClass] = arrays;
        }
        arrays[count] = array;
        keptCounts[sizeClass] = count + 1;
        keptBytes += length;
    }

    /// Bytes in all arrays that wait here to be taken.
    public long keptBytes() {
        return keptBytes;
    }

    /// Room for as many ranges as a [ReceiveBuffer] may have, with whatever content.
    int[] takeRanges() {
        if (keptRangeCount == 0) {
            return new int[ReceiveBuffer.RANGE_WORDS];
        }
        keptRangeCount--;
        int[] taken = keptRanges[keptRangeCount];
        keptRanges[keptRangeCount] = NO_RANGES;
        return taken;
    }

    void giveRanges(int[] ranges) {
        if (keptRangeCount == KEPT_RANGE_ARRAYS) {
            return;
        }
        if (keptRangeCount == keptRanges.length) {
            keptRanges = Arrays.copyOf(keptRanges, Math.max(2, 2 * keptRangeCount));
        }
        keptRanges[keptRangeCount] = ranges;
        keptRangeCount++;
    }

    /// The length of the array that [#take] would return.
    static int lengthFor(int atLeast) {
        if (atLeast < 0 || atLeast > LARGEST) {
            throw new IllegalArgumentException("a buffer can not hold " + atLeast + " bytes");
        }
        return atLeast <= SMALLEST ? SMALLEST : Integer.highestOneBit(atLeast - 1) << 1;
    }

    private static int classOf(int length) {
        return Integer.numberOfTrailingZeros(length) - Integer.numberOfTrailingZeros(SMALLEST);
    }
}
