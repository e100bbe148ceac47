package dev.linger.engine.timewait;

import dev.linger.engine.hash.TupleHash;
import java.util.Arrays;

/// The rows of one address family in one `int[]`, found by a keyed hash of their four-tuple.
///
/// A row has 13 words for IPv4 and 16 for IPv6, and two more where all is kept, the timestamp offset and the short
/// hold:
///
/// | word | content | | --- | --- | | 0, 1, 2 | SND.NXT, RCV.NXT, TS.Recent | | 3, 4 | when TS.Recent was
/// recorded, when the substate was entered | | 5 | 20 bits: when the last limited reply was sent; 4: how many;
/// 4: window scale; 4 flags | | 6, 7, 8 | deadline, next row and previous row in its spoke | | 9 | next row in
/// its hash chain, as a link | | 10 | local and remote port | | 11 | 1 bit: FIN_WAIT_2; 15: number of the local
/// address;
/// 16: window as the header had it | | 12 (to 15) | remote address |
///
/// A miss in the cache costs more than all arithmetic here. So what a lookup reads stands together (9 to 12),
/// as does what the wheel reads (6 to 8). A link says not only which row is next in a chain, but also three bits of
/// its hash and whether another one follows: most tuples that have no row are told without looking at any. And a
/// row is no longer than it must be:
///
/// * A host has few local addresses, so a number of 15 bits stands for one ([LocalAddresses]).
/// * The window on the wire has 16 bits; the shift count restores its bytes.
/// * The time of a reply needs to be right only as long as a limit lasts. It is kept modulo 2^20 ms, and read
///   as the latest such time that is not after the deadline. That is exact while the deadline is less than 2^20
///   ms after the reply, which [#settleReply] sees to: it forgets a reply before it could be misread.
final class RowTable {
    static final int NONE = -1;

    static final int SND_NXT = 0;
    static final int RCV_NXT = 1;
    static final int TS_RECENT = 2;
    static final int TS_RECENT_MILLIS = 3;
    static final int ENTERED_MILLIS = 4;
    static final int REPLIES_AND_FLAGS = 5;
    static final int DEADLINE_MILLIS = 6;
    static final int SPOKE_NEXT = 7;
    static final int SPOKE_PREVIOUS = 8;
    private static final int CHAIN_NEXT = 9;
    static final int PORTS = 10;
    static final int PLACE = 11;
    static final int REMOTE = 12;

    static final int IPV4_WORDS = 13;
    static final int IPV6_WORDS = 16;

    static final int REPLIED_SHIFT = 12;
    static final int REPLIED_RANGE_MILLIS = 1 << (Integer.SIZE - REPLIED_SHIFT);
    static final int REPLIED_COUNT_SHIFT = 8;
    static final int MAX_REPLIED_COUNT = 15;

    private static final long IPV4_PREFIX = 0xFFFFL;
    /// What a free row has for its previous row.
    private static final int FREE = -2;

    // A link: 1 bit for whether another one follows, 3 of the hash, 28 for the number of the row.
    private static final int MORE = 1 << 31;
    private static final int TAG_SHIFT = 28;
    private static final int TAG_MASK = 7;
    private static final int ROW_MASK = (1 << TAG_SHIFT) - 1;

    private static final int[] NOTHING = {};

    /// All rows; replaced when the table grows.
    int[] words = NOTHING;

    private int[] heads = NOTHING;

    private final boolean ipv4;
    private final int rowWords;
    private final int initialRows;
    private final int maxRows;
    private TupleHash hash;

    private int capacity;
    /// Rows that were ever used; those after them were not.
    private int touched;

    private int free = NONE;
    private int size;

    RowTable(boolean ipv4, boolean keepsAll, int initialRows, long secret) {
        this.ipv4 = ipv4;
        this.rowWords = (ipv4 ? IPV4_WORDS : IPV6_WORDS) + (keepsAll ? 2 : 0);
        this.initialRows = initialRows;
        this.maxRows = (Integer.MAX_VALUE - 8) / rowWords;
        this.hash = new TupleHash(secret);
        if (initialRows < 1 || initialRows > maxRows) {
            throw new IllegalArgumentException("a table begins with 1 to " + maxRows + " rows, not " + initialRows);
        }
    }

    static boolean isIpv4(long high, long low) {
        return high == 0 && low >>> Integer.SIZE == IPV4_PREFIX;
    }

    int size() {
        return size;
    }

    /// Where a row begins in [#words].
    int at(int row) {
        return row * rowWords;
    }

    int word(int row, int word) {
        return words[row * rowWords + word];
    }

    void set(int row, int word, int value) {
        words[row * rowWords + word] = value;
    }

    /// The last word but one, where a table that keeps all has timestamp offsets.
    int offsetWord() {
        return rowWords - 2;
    }

    /// The last word, where a table that keeps all has short holds.
    int shortHoldWord() {
        return rowWords - 1;
    }

    long remoteHigh(int row) {
        return ipv4 ? 0 : joined(word(row, REMOTE), word(row, REMOTE + 1));
    }

    long remoteLow(int row) {
        return ipv4
                ? joined((int) IPV4_PREFIX, word(row, REMOTE))
                : joined(word(row, REMOTE + 2), word(row, REMOTE + 3));
    }

    int localNumber(int row) {
        return (word(row, PLACE) >>> Short.SIZE) & (LocalAddresses.MAX_ADDRESSES - 1);
    }

    /// The hash of a key, which [#find] and [#add] want.
    long hash(int localNumber, long remoteHigh, long remoteLow, int ports) {
        return hash.of(0, localNumber, remoteHigh, remoteLow, ports);
    }

    /// The row with this key, or NONE.
    int find(long sum, int localNumber, long remoteHigh, long remoteLow, int ports) {
        if (size == 0) {
            return NONE;
        }
        int link = heads[TupleHash.place(sum, heads.length)];
        while (link != NONE) {
            int row = link & ROW_MASK;
            if (tag(sum) == (link & (TAG_MASK << TAG_SHIFT))
                    && matches(row, localNumber, remoteHigh, remoteLow, ports)) {
                return row;
            }
            link = (link & MORE) == 0 ? NONE : word(row, CHAIN_NEXT);
        }
        return NONE;
    }

    /// A row with this key, which no other row may have; all its other words are left over from earlier uses.
    int add(long sum, int localNumber, long remoteHigh, long remoteLow, int ports) {
        int row = unused();
        set(row, PORTS, ports);
        set(row, PLACE, localNumber << Short.SIZE);
        if (ipv4) {
            set(row, REMOTE, (int) remoteLow);
        } else {
            set(row, REMOTE, (int) (remoteHigh >>> Integer.SIZE));
            set(row, REMOTE + 1, (int) remoteHigh);
            set(row, REMOTE + 2, (int) (remoteLow >>> Integer.SIZE));
            set(row, REMOTE + 3, (int) remoteLow);
        }
        set(row, SPOKE_PREVIOUS, NONE);
        link(sum, row);
        size++;
        return row;
    }

    void remove(int row) {
        unlink(row);
        set(row, SPOKE_PREVIOUS, FREE);
        set(row, CHAIN_NEXT, free);
        free = row;
        size--;
    }

    boolean isUsed(int row) {
        return row >= 0 && row < touched && word(row, SPOKE_PREVIOUS) != FREE;
    }

    /// The first row in use from `row` on, or NONE.
    int usedFrom(int row) {
        int at = row;
        while (at < touched) {
            if (isUsed(at)) {
                return at;
            }
            at++;
        }
        return NONE;
    }

    /// Forgets a reply that could be misread once the row has this deadline.
    void settleReply(int row, int deadlineMillis) {
        int replies = word(row, REPLIES_AND_FLAGS);
        boolean remembered = ((replies >>> REPLIED_COUNT_SHIFT) & MAX_REPLIED_COUNT) != 0;
        if (remembered && Integer.compareUnsigned(deadlineMillis - repliedMillis(row), REPLIED_RANGE_MILLIS) >= 0) {
            set(row, REPLIES_AND_FLAGS, replies & ((1 << REPLIED_COUNT_SHIFT) - 1));
        }
    }

    int repliedMillis(int row) {
        int deadlineMillis = word(row, DEADLINE_MILLIS);
        int earlier = deadlineMillis - (word(row, REPLIES_AND_FLAGS) >>> REPLIED_SHIFT);
        return deadlineMillis - (earlier & (REPLIED_RANGE_MILLIS - 1));
    }

    void copyFrom(RowTable other) {
        if (rowWords != other.rowWords) {
            throw new IllegalArgumentException("a row of " + other.rowWords + " words does not fit one of " + rowWords);
        }
        if (capacity != other.capacity) {
            words = new int[other.words.length];
            heads = new int[other.heads.length];
            capacity = other.capacity;
        }
        System.arraycopy(other.words, 0, words, 0, other.touched * rowWords);
        System.arraycopy(other.heads, 0, heads, 0, heads.length);
        hash = other.hash;
        touched = other.touched;
        free = other.free;
        size = other.size;
    }

    long memoryBytes() {
        return (long) Integer.BYTES * (words.length + heads.length);
    }

    private int unused() {
        if (free != NONE) {
            int row = free;
            free = word(row, CHAIN_NEXT);
            return row;
        }
        if (touched == capacity) {
            grow();
        }
        return touched++;
    }

    // Rows are only added when none is free, so that all of them are in use and belong into a chain.
    private void grow() {
        if (capacity == maxRows) {
            throw new IllegalStateException("a table holds at most " + maxRows + " rows");
        }
        capacity = capacity == 0 ? initialRows : (int) Math.min(2L * capacity, maxRows);
        words = Arrays.copyOf(words, capacity * rowWords);
        // Seven chains for eight rows: an eighth more would make a row of IPv4 longer than 56 bytes.
        heads = new int[capacity - capacity / 8];
        Arrays.fill(heads, NONE);
        for (int row = 0; row < touched; row++) {
            link(hashOf(row), row);
        }
    }

    /// Puts a row at the end of its chain, so that the one that will most likely leave first is first.
    private void link(long sum, int row) {
        int at = ~TupleHash.place(sum, heads.length);
        int last = linkAt(at);
        while (last != NONE && (last & MORE) != 0) {
            at = last & ROW_MASK;
            last = linkAt(at);
        }
        int link = row | tag(sum);
        if (last == NONE) {
            setLink(at, link);
        } else {
            setLink(at, last | MORE);
            setLink(last & ROW_MASK, link);
        }
    }

    private void unlink(int row) {
        int at = ~TupleHash.place(hashOf(row), heads.length);
        int before = at;
        int link = linkAt(at);
        while ((link & ROW_MASK) != row) {
            before = at;
            at = link & ROW_MASK;
            link = linkAt(at);
        }
        if ((link & MORE) != 0) {
            setLink(at, linkAt(row));
        } else if (at < 0) {
            setLink(at, NONE);
        } else {
            setLink(before, linkAt(before) & ~MORE);
        }
    }

    /// The link that a row holds; or, for the complement of a place, the one that begins the chain there.
    private int linkAt(int at) {
        return at < 0 ? heads[~at] : word(at, CHAIN_NEXT);
    }

    private void setLink(int at, int link) {
        if (at < 0) {
            heads[~at] = link;
        } else {
            set(at, CHAIN_NEXT, link);
        }
    }

    /// Three bits that take no part in a place, where a link has them.
    private static int tag(long sum) {
        return ((int) (sum >>> Integer.SIZE) & TAG_MASK) << TAG_SHIFT;
    }

    private boolean matches(int row, int localNumber, long remoteHigh, long remoteLow, int ports) {
        return word(row, PORTS) == ports
                && localNumber(row) == localNumber
                && (ipv4 ? word(row, REMOTE) == (int) remoteLow : isRemote(row, remoteHigh, remoteLow));
    }

    private boolean isRemote(int row, long remoteHigh, long remoteLow) {
        return remoteLow(row) == remoteLow && remoteHigh(row) == remoteHigh;
    }

    private long hashOf(int row) {
        return hash(localNumber(row), remoteHigh(row), remoteLow(row), word(row, PORTS));
    }

    private static long joined(int high, int low) {
        return ((long) high << Integer.SIZE) | (low & 0xFFFF_FFFFL);
    }
}
