package dev.linger.engine.hash;

/// A 128-bit fingerprint of a state, built by adding its parts in a fixed order.
///
/// Two states that differ get the same fingerprint with a chance of about n²/2^129 among n states: a search can
/// hold fingerprints for states.
public final class StateDigest {
    private static final long FIRST_MULTIPLIER = 0x9E37_79B9_7F4A_7C15L;
    private static final long SECOND_MULTIPLIER = 0xC2B2_AE3D_27D4_EB4FL;

    private long first = FIRST_MULTIPLIER;
    private long second = SECOND_MULTIPLIER;

    // While a set is being added: what came before it, and the sums over its elements so far.
    private boolean inSet;
    private long outerFirst;
    private long outerSecond;
    private long highSum;
    private long lowSum;
    private int elements;

    public void add(long part) {
        first = Long.rotateLeft(first ^ part, 29) * FIRST_MULTIPLIER;
        first ^= first >>> 32;
        second = (Long.rotateLeft(second, 31) + part) * SECOND_MULTIPLIER;
        second ^= second >>> 29;
    }

    /// Adds two parts at once, for the price of one.
    public void add(int left, int right) {
        add((long) left << Integer.SIZE | (right & 0xFFFF_FFFFL));
    }

    public void add(boolean part) {
        add(part ? 1L : 0L);
    }

    /// Adds bytes in their order, and how many they are.
    public void add(byte[] bytes, int offset, int length) {
        add(length);
        for (int at = offset; at < offset + length; at++) {
            add(bytes[at]);
        }
    }

    /// Begins a set: what is added up to each [#endElement] is an element of it, and the order of elements makes no
    /// difference. A set has no sets in it.
    public void beginSet() {
        if (inSet) {
            throw new IllegalStateException("a set in a set");
        }
        inSet = true;
        outerFirst = first;
        outerSecond = second;
        highSum = 0;
        lowSum = 0;
        elements = 0;
        restart();
    }

    public void endElement() {
        highSum += high();
        lowSum += low();
        elements++;
        restart();
    }

    public void endSet() {
        inSet = false;
        first = outerFirst;
        second = outerSecond;
        add(elements);
        add(highSum);
        add(lowSum);
    }

    public long high() {
        return finish(first);
    }

    public long low() {
        return finish(second ^ first);
    }

    public void reset() {
        inSet = false;
        restart();
    }

    private void restart() {
        first = FIRST_MULTIPLIER;
        second = SECOND_MULTIPLIER;
    }

    private static long finish(long value) {
        long mixed = (value ^ (value >>> 33)) * 0xFF51_AFD7_ED55_8CCDL;
        return mixed ^ (mixed >>> 33);
    }
}
