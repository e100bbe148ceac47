package dev.linger.engine.timer;

import dev.linger.engine.hash.StateDigest;
import java.util.Arrays;

/// When each of many slots is due next, and which is due first: a heap with four children a node that knows where
/// every slot stands, so that a deadline moves in place.
///
/// Deadlines are nanoseconds on the engine's clock. Slots with the same one are due in the order of their numbers,
/// whatever was set first: the order depends on nothing but what is set.
public final class Deadlines {
    /// [#earliest] when no slot has a deadline.
    public static final int NONE = -1;
    /// Deadline of a slot that has none.
    public static final long NEVER = Long.MAX_VALUE;
    /// Slots that it may grow to.
    public static final int MAX_SLOTS = 1 << 28;

    private static final int ABSENT = -1;

    // By place in the heap; the first `count` are in use.
    private long[] nanos;
    private int[] slots;
    // By slot.
    private int[] places;
    private int count;

    /// @param initialSlots slots it has room for before it grows, 0 to [#MAX_SLOTS]
    public Deadlines(int initialSlots) {
        if (initialSlots < 0 || initialSlots > MAX_SLOTS) {
            throw new IllegalArgumentException("room for " + initialSlots + " slots");
        }
        nanos = new long[initialSlots];
        slots = new int[initialSlots];
        places = new int[initialSlots];
        Arrays.fill(places, ABSENT);
    }

    /// Sets or moves a slot's deadline; [#NEVER] takes it away.
    ///
    /// @param slot 0 to [#MAX_SLOTS] - 1; the first use of a slot may allocate
    public void set(int slot, long deadlineNanos) {
        check(slot);
        if (deadlineNanos == NEVER) {
            clear(slot);
            return;
        }
        if (slot >= places.length) {
            growFor(slot);
        }
        int place = places[slot];
        if (place == ABSENT) {
            place = count;
            count++;
        }
        put(place, slot, deadlineNanos);
    }

    /// Takes a slot's deadline away, if it has one.
    public void clear(int slot) {
        check(slot);
        int place = slot < places.length ? places[slot] : ABSENT;
        if (place == ABSENT) {
            return;
        }
        places[slot] = ABSENT;
        count--;
        if (place < count) {
            put(place, slots[count], nanos[count]);
        }
    }

    /// A slot's deadline, or [#NEVER].
    public long get(int slot) {
        check(slot);
        int place = slot < places.length ? places[slot] : ABSENT;
        return place == ABSENT ? NEVER : nanos[place];
    }

    /// The slot that is due first, or [#NONE].
    public int earliest() {
        return count == 0 ? NONE : slots[0];
    }

    /// When the first is due, or [#NEVER].
    public long earliestNanos() {
        return count == 0 ? NEVER : nanos[0];
    }

    /// Slots that have a deadline.
    public int size() {
        return count;
    }

    /// Becomes what `other` is, another one.
    public void copyFrom(Deadlines other) {
        if (places.length < other.places.length) {
            nanos = new long[other.places.length];
            slots = new int[other.places.length];
            places = new int[other.places.length];
        }
        count = other.count;
        System.arraycopy(other.nanos, 0, nanos, 0, count);
        System.arraycopy(other.slots, 0, slots, 0, count);
        System.arraycopy(other.places, 0, places, 0, other.places.length);
        Arrays.fill(places, other.places.length, places.length, ABSENT);
    }

    /// Adds each deadline in the order of the slots; how the heap lies makes no difference.
    public void addTo(StateDigest digest) {
        digest.add(count);
        for (int slot = 0; slot < places.length; slot++) {
            if (places[slot] != ABSENT) {
                digest.add(slot);
                digest.add(nanos[places[slot]]);
            }
        }
    }

    /// Puts a deadline where it belongs, beginning at a place that is free or holds the one to be replaced.
    private void put(int place, int slot, long deadlineNanos) {
        int risen = rise(place, slot, deadlineNanos);
        int at = risen == place ? sink(place, slot, deadlineNanos) : risen;
        occupy(at, slot, deadlineNanos);
    }

    private int rise(int place, int slot, long deadlineNanos) {
        int at = place;
        while (at > 0) {
            int parent = (at - 1) / 4;
            if (!isBefore(deadlineNanos, slot, parent)) {
                break;
            }
            occupy(at, slots[parent], nanos[parent]);
            at = parent;
        }
        return at;
    }

    private int sink(int place, int slot, long deadlineNanos) {
        int at = place;
        while (true) {
            int child = earliestChild(at);
            if (child == ABSENT || isBefore(deadlineNanos, slot, child)) {
                return at;
            }
            occupy(at, slots[child], nanos[child]);
            at = child;
        }
    }

    private int earliestChild(int place) {
        int child = 4 * place + 1;
        if (child >= count) {
            return ABSENT;
        }
        int end = Math.min(child + 4, count);
        for (int other = child + 1; other < end; other++) {
            if (isBefore(nanos[other], slots[other], child)) {
                child = other;
            }
        }
        return child;
    }

    private boolean isBefore(long deadlineNanos, int slot, int place) {
        return deadlineNanos < nanos[place] || (deadlineNanos == nanos[place] && slot < slots[place]);
    }

    private void occupy(int place, int slot, long deadlineNanos) {
        nanos[place] = deadlineNanos;
        slots[place] = slot;
        places[slot] = place;
    }

    private void growFor(int slot) {
        int before = places.length;
        int length = Math.max(slot + 1, Math.min(2 * before, MAX_SLOTS));
        nanos = Arrays.copyOf(nanos, length);
        slots = Arrays.copyOf(slots, length);
        places = Arrays.copyOf(places, length);
        Arrays.fill(places, before, length, ABSENT);
    }

    private static void check(int slot) {
        if (slot < 0 || slot >= MAX_SLOTS) {
            throw new IllegalArgumentException("no slot has number " + slot);
        }
    }
}
