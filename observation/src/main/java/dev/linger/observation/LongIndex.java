package dev.linger.observation;

import java.util.Arrays;

/// Gives each key met a number, counted from 0 in order of first appearance. Keys are any longs. Never shrinks.
public final class LongIndex {
    public static final int ABSENT = -1;

    private long[] keys = new long[16];
    private int[] slots = new int[64]; // the key's number plus one, 0 for empty
    private int size;

    /// The number of `key`, a new one when it was not met before: then it equals the former [#size()].
    public int number(long key) {
        int slot = slotOf(key);
        if (slots[slot] != 0) {
            return slots[slot] - 1;
        }
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, size * 2);
        }
        keys[size++] = key;
        slots[slot] = size;
        if (size * 2 > slots.length) {
            rehash();
        }
        return size - 1;
    }

    /// The number of `key`, or [#ABSENT].
    public int find(long key) {
        return slots[slotOf(key)] - 1;
    }

    public long key(int number) {
        return keys[number];
    }

    public int size() {
        return size;
    }

    private int slotOf(long key) {
        int mask = slots.length - 1;
        int slot = Hash.mix(key) & mask;
        while (slots[slot] != 0 && keys[slots[slot] - 1] != key) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void rehash() {
        slots = new int[slots.length * 2];
        for (int number = 0; number < size; number++) {
            slots[slotOf(keys[number])] = number + 1;
        }
    }
}
