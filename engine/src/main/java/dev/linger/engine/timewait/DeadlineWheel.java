package dev.linger.engine.timewait;

import java.util.Arrays;

/// The order in which rows expire: a hierarchical timing wheel, exact to the millisecond.
///
/// A deadline is read as digits of `bits` bits. Level 0 has a spoke for each of the next milliseconds that differ
/// from the wheel's time in the last digit only; a row whose deadline differs in a higher digit waits on the level
/// of the highest one, and cascades down when the wheel's time reaches its spoke (Varghese and Lauck, "Hashed and
/// hierarchical timing wheels", 1987, scheme 7). The highest level is circular. At any moment all rows with one
/// deadline are on one spoke, and every move keeps their order: that is why equal deadlines expire in the order in
/// which they were set.
///
/// The wheel's time is never later than the present. Bitmaps of the spokes in use let it jump over empty ones.
final class DeadlineWheel {
    static final int MIN_BITS = 3;
    static final int MAX_BITS = 12;
    /// What all levels together must tell apart, so that a revolution of the highest exceeds any hold and some lag.
    private static final int RANGE_BITS = 21;

    /// Dividing takes longer than all the rest of finding a spoke, so it is a multiplication.
    private static final int INVERSE_BITS = 16;

    private static final int NONE = TimeWaitStore.NONE;
    private static final int[] NOTHING = {};

    private final RowTable ipv4;
    private final RowTable ipv6;
    private final int bits;
    private final int inverse;
    private final int levels;
    private final int spokes;
    /// Head and tail of each spoke, level by level; made for the first row, because many hosts have none.
    private int[] ends = NOTHING;

    private final long[] occupied;
    /// Spokes to which a deadline was added that is earlier than the one before it.
    private final long[] disordered;

    private int wheelMillis;
    /// The handle that [#earliest] found last, or NONE when it has to look again.
    private int earliest = NONE;

    DeadlineWheel(int bits, RowTable ipv4, RowTable ipv6) {
        if (bits < MIN_BITS || bits > MAX_BITS) {
            throw new IllegalArgumentException("a wheel has " + MIN_BITS + " to " + MAX_BITS + " bits, not " + bits);
        }
        this.ipv4 = ipv4;
        this.ipv6 = ipv6;
        this.bits = bits;
        this.inverse = (1 << INVERSE_BITS) / bits + 1;
        this.levels = (RANGE_BITS + bits - 1) / bits;
        this.spokes = 1 << bits;
        int maps = (levels * spokes + Long.SIZE - 1) / Long.SIZE;
        this.occupied = new long[maps];
        this.disordered = new long[maps];
    }

    /// The furthest a deadline can be from the wheel's time, in milliseconds.
    int rangeMillis() {
        return (spokes - 1) << (bits * (levels - 1));
    }

    /// Moves an empty wheel to any time.
    void reset(int millis) {
        wheelMillis = millis;
        earliest = NONE;
    }

    /// Makes room for a deadline that is at most `holdMillis` after the present.
    void prepare(int deadlineMillis, int holdMillis) {
        int pastMillis = deadlineMillis - holdMillis;
        if (pastMillis - wheelMillis > 0) {
            advance(pastMillis);
        }
        int aheadMillis = deadlineMillis - wheelMillis;
        if (aheadMillis < 0) {
            throw new IllegalArgumentException("the deadline is " + -aheadMillis + " ms in the past");
        }
        if (aheadMillis > rangeMillis()) {
            throw new IllegalStateException("rows were left that are due since " + (aheadMillis - holdMillis) + " ms");
        }
    }

    /// Puts a row at the end of the spoke of its deadline.
    void add(int handle, int deadlineMillis) {
        append(handle, deadlineMillis);
        if (earliest != NONE && deadlineMillis - word(earliest, RowTable.DEADLINE_MILLIS) < 0) {
            earliest = handle;
        }
    }

    void remove(int handle) {
        if (handle == earliest) {
            earliest = NONE;
        }
        int next = word(handle, RowTable.SPOKE_NEXT);
        int previous = word(handle, RowTable.SPOKE_PREVIOUS);
        if (next != NONE && previous != NONE) {
            set(previous, RowTable.SPOKE_NEXT, next);
            set(next, RowTable.SPOKE_PREVIOUS, previous);
            return;
        }
        int spoke = spoke(word(handle, RowTable.DEADLINE_MILLIS));
        if (previous == NONE) {
            ends[2 * spoke] = next;
        } else {
            set(previous, RowTable.SPOKE_NEXT, next);
        }
        if (next == NONE) {
            ends[2 * spoke + 1] = previous;
        } else {
            set(next, RowTable.SPOKE_PREVIOUS, previous);
        }
        if (ends[2 * spoke] == NONE) {
            occupied[spoke >> 6] &= ~(1L << spoke);
            disordered[spoke >> 6] &= ~(1L << spoke);
        }
    }

    /// The row that is due first at `nowMillis`, or NONE.
    int due(int nowMillis) {
        if (nowMillis - wheelMillis < 0) {
            throw new IllegalArgumentException(
                    "the time went back, from " + wheelMillis + " ms or later to " + nowMillis + " ms");
        }
        return advance(nowMillis);
    }

    /// The row with the earliest deadline, the first that was set among equal ones; NONE when there is no row.
    int earliest() {
        if (earliest == NONE) {
            int spoke = firstSpoke();
            if (spoke != NONE) {
                earliest = firstOf(spoke);
            }
        }
        return earliest;
    }

    /// The handle of the row that has the same deadline and expires just before this one, or NONE.
    int equalBefore(int handle) {
        int deadlineMillis = word(handle, RowTable.DEADLINE_MILLIS);
        int before = word(handle, RowTable.SPOKE_PREVIOUS);
        while (before != NONE && word(before, RowTable.DEADLINE_MILLIS) != deadlineMillis) {
            before = word(before, RowTable.SPOKE_PREVIOUS);
        }
        return before;
    }

    void copyFrom(DeadlineWheel other) {
        if (bits != other.bits) {
            throw new IllegalArgumentException("a wheel of " + other.bits + " bits does not fit one of " + bits);
        }
        if (other.ends.length == 0) {
            Arrays.fill(ends, NONE);
        } else {
            makeEnds();
            System.arraycopy(other.ends, 0, ends, 0, ends.length);
        }
        System.arraycopy(other.occupied, 0, occupied, 0, occupied.length);
        System.arraycopy(other.disordered, 0, disordered, 0, disordered.length);
        wheelMillis = other.wheelMillis;
        earliest = other.earliest;
    }

    long memoryBytes() {
        return (long) Integer.BYTES * ends.length + 2L * Long.BYTES * occupied.length;
    }

    /// Moves the wheel's time up to `untilMillis`, or up to the first deadline that is not later and whose row it
    /// answers. Bounded: each round empties a spoke of a higher level, and rows only ever go down.
    private int advance(int untilMillis) {
        while (true) {
            int spoke = firstSpoke();
            int startMillis = spoke == NONE ? 0 : startMillis(spoke);
            if (spoke == NONE || startMillis - untilMillis > 0) {
                wheelMillis = untilMillis;
                return NONE;
            }
            wheelMillis = startMillis;
            if (spoke < spokes) {
                earliest = ends[2 * spoke];
                return earliest;
            }
            cascade(spoke);
        }
    }

    private void cascade(int spoke) {
        int handle = ends[2 * spoke];
        ends[2 * spoke] = NONE;
        ends[2 * spoke + 1] = NONE;
        occupied[spoke >> 6] &= ~(1L << spoke);
        disordered[spoke >> 6] &= ~(1L << spoke);
        while (handle != NONE) {
            int next = word(handle, RowTable.SPOKE_NEXT);
            append(handle, word(handle, RowTable.DEADLINE_MILLIS));
            handle = next;
        }
    }

    private void append(int handle, int deadlineMillis) {
        makeEnds();
        int spoke = spoke(deadlineMillis);
        int tail = ends[2 * spoke + 1];
        RowTable table = table(handle);
        int at = table.at(TimeWaitStore.row(handle));
        table.words[at + RowTable.DEADLINE_MILLIS] = deadlineMillis;
        table.words[at + RowTable.SPOKE_NEXT] = NONE;
        table.words[at + RowTable.SPOKE_PREVIOUS] = tail;
        ends[2 * spoke + 1] = handle;
        if (tail == NONE) {
            ends[2 * spoke] = handle;
            occupied[spoke >> 6] |= 1L << spoke;
            return;
        }
        RowTable tailTable = table(tail);
        int tailAt = tailTable.at(TimeWaitStore.row(tail));
        tailTable.words[tailAt + RowTable.SPOKE_NEXT] = handle;
        if (deadlineMillis - tailTable.words[tailAt + RowTable.DEADLINE_MILLIS] < 0) {
            disordered[spoke >> 6] |= 1L << spoke;
        }
    }

    private void makeEnds() {
        if (ends.length == 0) {
            ends = new int[2 * levels * spokes];
            Arrays.fill(ends, NONE);
        }
    }

    /// Where a deadline belongs at the wheel's present time.
    private int spoke(int deadlineMillis) {
        int difference = deadlineMillis ^ wheelMillis;
        // The number of the highest bit that differs, divided by `bits`, exactly for 32 of them.
        int highest = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(difference | 1);
        int level = Math.min((highest * inverse) >>> INVERSE_BITS, levels - 1);
        return level * spokes + digit(deadlineMillis, level);
    }

    private int digit(int millis, int level) {
        return (millis >>> (bits * level)) & (spokes - 1);
    }

    /// The first millisecond of a spoke, at or after the wheel's time unless it is the spoke the wheel is at.
    private int startMillis(int spoke) {
        int level = spoke >> bits;
        int steps = (spoke - digit(wheelMillis, level)) & (spokes - 1);
        int shift = bits * level;
        return steps == 0 ? wheelMillis : ((wheelMillis >>> shift) + steps) << shift;
    }

    /// The spoke in use whose rows are due first: those of a lower level are always due before those of a higher.
    private int firstSpoke() {
        for (int level = 0; level < levels; level++) {
            int spoke = firstSpoke(level);
            if (spoke != NONE) {
                return spoke;
            }
        }
        return NONE;
    }

    private int firstSpoke(int level) {
        int from = level * spokes;
        int at = from + digit(wheelMillis, level);
        int spoke = occupied(at, from + spokes);
        // Only the highest level goes round: below it, spokes before the wheel's have had their rows taken out.
        return spoke == NONE && level == levels - 1 ? occupied(from, at) : spoke;
    }

    private int occupied(int from, int to) {
        int at = from;
        while (at < to) {
            long rest = occupied[at >> 6] >>> at;
            if (rest != 0) {
                at += Long.numberOfTrailingZeros(rest);
                return at < to ? at : NONE;
            }
            at = (at | (Long.SIZE - 1)) + 1;
        }
        return NONE;
    }

    private int firstOf(int spoke) {
        int first = ends[2 * spoke];
        if ((disordered[spoke >> 6] & (1L << spoke)) == 0) {
            return first;
        }
        int handle = word(first, RowTable.SPOKE_NEXT);
        while (handle != NONE) {
            if (word(handle, RowTable.DEADLINE_MILLIS) - word(first, RowTable.DEADLINE_MILLIS) < 0) {
                first = handle;
            }
            handle = word(handle, RowTable.SPOKE_NEXT);
        }
        return first;
    }

    private RowTable table(int handle) {
        return TimeWaitStore.isIpv6(handle) ? ipv6 : ipv4;
    }

    private int word(int handle, int word) {
        return table(handle).word(TimeWaitStore.row(handle), word);
    }

    private void set(int handle, int word, int value) {
        table(handle).set(TimeWaitStore.row(handle), word, value);
    }
}
