package dev.linger.engine.timewait;

import dev.linger.engine.hash.RandomBits;
import java.util.Arrays;

/// The few local addresses that waiting rows have, each with a number that rows keep instead of it.
///
/// A number is free again once the last row with its address has left. Lookup is by open chains; the tables grow by
/// doubling up to [#MAX_ADDRESSES].
final class LocalAddresses {
    static final int NONE = -1;
    /// As many as the 15 bits of a row's number can tell apart.
    static final int MAX_ADDRESSES = 1 << 15;

    private static final int FIRST_CAPACITY = 2;

    private long secret;
    private long[] highs = new long[FIRST_CAPACITY];
    private long[] lows = new long[FIRST_CAPACITY];
    private int[] uses = new int[FIRST_CAPACITY];
    /// The next number in the chain, or in the list of free numbers.
    private int[] nexts = new int[FIRST_CAPACITY];

    private int[] heads = new int[FIRST_CAPACITY];
    private int numbered;
    private int free = NONE;
    /// The one that was found last: a host has few addresses.
    private int latest = NONE;

    LocalAddresses(long secret) {
        this.secret = secret;
        Arrays.fill(heads, NONE);
    }

    long high(int number) {
        return highs[number];
    }

    long low(int number) {
        return lows[number];
    }

    /// The number of an address that has one, else NONE.
    int find(long high, long low) {
        if (latest != NONE && lows[latest] == low && highs[latest] == high) {
            return latest;
        }
        int number = heads[slot(high, low)];
        while (number != NONE && (lows[number] != low || highs[number] != high)) {
            number = nexts[number];
        }
        latest = number;
        return number;
    }

    /// The number of an address, with one more row that uses it.
    int acquire(long high, long low) {
        int number = find(high, low);
        if (number == NONE) {
            number = unused();
            highs[number] = high;
            lows[number] = low;
            link(number);
        }
        uses[number]++;
        return number;
    }

    /// One row less uses the number.
    void release(int number) {
        uses[number]--;
        if (uses[number] > 0) {
            return;
        }
        latest = NONE;
        int slot = slot(highs[number], lows[number]);
        if (heads[slot] == number) {
            heads[slot] = nexts[number];
        } else {
            int previous = heads[slot];
            while (nexts[previous] != number) {
                previous = nexts[previous];
            }
            nexts[previous] = nexts[number];
        }
        nexts[number] = free;
        free = number;
    }

    void copyFrom(LocalAddresses other) {
        if (highs.length != other.highs.length) {
            highs = new long[other.highs.length];
            lows = new long[other.highs.length];
            uses = new int[other.highs.length];
            nexts = new int[other.highs.length];
            heads = new int[other.highs.length];
        }
        System.arraycopy(other.highs, 0, highs, 0, other.numbered);
        System.arraycopy(other.lows, 0, lows, 0, other.numbered);
        System.arraycopy(other.uses, 0, uses, 0, other.numbered);
        System.arraycopy(other.nexts, 0, nexts, 0, other.numbered);
        System.arraycopy(other.heads, 0, heads, 0, heads.length);
        secret = other.secret;
        latest = NONE;
        numbered = other.numbered;
        free = other.free;
    }

    long memoryBytes() {
        return (2L * Long.BYTES + 3L * Integer.BYTES) * highs.length;
    }

    private int unused() {
        if (free != NONE) {
            int number = free;
            free = nexts[number];
            return number;
        }
        if (numbered == highs.length) {
            grow();
        }
        return numbered++;
    }

    private void grow() {
        if (numbered == MAX_ADDRESSES) {
            throw new IllegalStateException("waiting connections already have " + numbered + " local addresses");
        }
        int capacity = 2 * numbered;
        highs = Arrays.copyOf(highs, capacity);
        lows = Arrays.copyOf(lows, capacity);
        uses = Arrays.copyOf(uses, capacity);
        nexts = Arrays.copyOf(nexts, capacity);
        heads = new int[capacity];
        Arrays.fill(heads, NONE);
        // It only grows when no number is free: every one is in use and belongs into a chain.
        for (int number = 0; number < numbered; number++) {
            link(number);
        }
    }

    private void link(int number) {
        int slot = slot(highs[number], lows[number]);
        nexts[number] = heads[slot];
        heads[slot] = number;
    }

    private int slot(long high, long low) {
        return (int) RandomBits.mix(RandomBits.mix(high ^ secret) ^ low) & (heads.length - 1);
    }
}
