package dev.linger.observation;

import dev.linger.model.IpAddress;
import java.util.Arrays;

/// Gives each address met a small number, counted from 0, so that rows keep four bytes instead of sixteen.
/// Numbers are given in order of first appearance and never change. Up to 2^24 addresses.
public final class AddressTable {
    public static final int MAX_ADDRESSES = 1 << 24;

    private static final int EMPTY = 0; // a slot holds the address number plus one

    private long[] highs = new long[16];
    private long[] lows = new long[16];
    private int[] slots = new int[64];
    private int size;
    private int last;

    /// The number of this address, a new one when it was not met before. Asking for the same again is quickest.
    public int number(long high, long low) {
        if (size == 0 || lows[last] != low || highs[last] != high) {
            last = find(high, low);
        }
        return last;
    }

    private int find(long high, long low) {
        int slot = slotOf(high, low);
        if (slots[slot] != EMPTY) {
            return slots[slot] - 1;
        }
        if (size == MAX_ADDRESSES) {
            throw new IllegalStateException("more than " + MAX_ADDRESSES + " different addresses");
        }
        if (size == highs.length) {
            highs = Arrays.copyOf(highs, size * 2);
            lows = Arrays.copyOf(lows, size * 2);
        }
        highs[size] = high;
        lows[size] = low;
        size++;
        slots[slot] = size;
        if (size * 2 > slots.length) {
            rehash();
        }
        return size - 1;
    }

    public long high(int number) {
        return highs[number];
    }

    public long low(int number) {
        return lows[number];
    }

    public IpAddress address(int number) {
        if (number >= size) {
            throw new IndexOutOfBoundsException("address " + number + " of " + size);
        }
        return new IpAddress(highs[number], lows[number]);
    }

    public int size() {
        return size;
    }

    private int slotOf(long high, long low) {
        int mask = slots.length - 1;
        int slot = Hash.mix(high * 31 + low) & mask;
        while (slots[slot] != EMPTY) {
            int number = slots[slot] - 1;
            if (lows[number] == low && highs[number] == high) {
                return slot;
            }
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void rehash() {
        slots = new int[slots.length * 2];
        for (int number = 0; number < size; number++) {
            slots[slotOf(highs[number], lows[number])] = number + 1;
        }
    }
}
