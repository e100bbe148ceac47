package dev.linger.engine.port;

import dev.linger.engine.hash.StateDigest;
import java.util.Arrays;

/// Who owns which local port.
///
/// Owners that no rule can tell apart (same port, address, user and attributes) are one row with a count: half
/// a million TIME_WAITs on a server's port are a row. Rows lie dense at the front of the arrays, each threaded
/// into the chain of its port's bucket. Nothing is allocated unless there are more rows than ever before.
public final class PortTable {
    /// SO_REUSEADDR.
    public static final int REUSE_ADDRESS = 1;
    /// SO_REUSEPORT.
    public static final int REUSE_PORT = 1 << 1;
    public static final int LISTENING = 1 << 2;
    /// A waiting row: TIME_WAIT, or FIN_WAIT_2 whose socket is gone.
    public static final int TIME_WAIT = 1 << 3;
    /// The port was chosen by bind(), named or 0, and not by connect(); children of a listener have their port so
    /// too.
    public static final int BOUND = 1 << 4;
    /// IPV6_V6ONLY.
    public static final int V6_ONLY = 1 << 5;
    /// There is a remote end.
    public static final int CONNECTED = 1 << 6;
    /// SO_EXCLUSIVEADDRUSE of Windows.
    public static final int EXCLUSIVE = 1 << 7;

    static final int NONE = -1;

    private static final int ALL_ATTRIBUTES = (EXCLUSIVE << 1) - 1;
    // Kept in every row of a port that was bound since it last was free.
    private static final int ONCE_BOUND = 1 << 16;
    private static final int ROWS_INITIALLY = 4;
    private static final int ROWS_MAX = 1 << 26;

    private static final int PORT = 0;
    private static final int NEXT = 1;
    private static final int UID = 2;
    private static final int ATTRIBUTES = 3;
    private static final int COUNT = 4;
    private static final int ROW_WORDS = 5;

    private final boolean stickyBound;
    private int size;
    private int bucketCount = ROWS_INITIALLY;
    private int[] buckets = new int[ROWS_INITIALLY];
    private int[] rows = new int[ROWS_INITIALLY * ROW_WORDS];
    private long[] addresses = new long[ROWS_INITIALLY * 2];

    /// Sees one class of owners: `count` of them, at least 1.
    @FunctionalInterface
    public interface Visitor {
        void owners(int port, long high, long low, int uid, int attributes, int count);
    }

    /// An empty table; `stickyBound` is that of [PortRules].
    public PortTable(boolean stickyBound) {
        this.stickyBound = stickyBound;
        Arrays.fill(buckets, NONE);
    }

    /// Adds an owner of `port` (1 to 65535).
    public void enter(int port, long high, long low, int uid, int attributes) {
        requirePort(port);
        if ((attributes & ~ALL_ATTRIBUTES) != 0) {
            throw new IllegalArgumentException("no such attributes of a port's owner: " + attributes);
        }
        boolean onceBound = stickyBound && ((attributes & BOUND) != 0 || isOnceBound(port));
        int row = find(port, high, low, uid, attributes);
        if (row == NONE) {
            row = add(port, high, low, uid, attributes);
        }
        rows[(row * ROW_WORDS) + COUNT]++;
        if (onceBound && !isOnceBound(row, port)) {
            markOnceBound(port);
        }
    }

    /// Takes away an owner that was entered with the same arguments.
    public void leave(int port, long high, long low, int uid, int attributes) {
        int row = find(port, high, low, uid, attributes);
        if (row == NONE) {
            throw new IllegalStateException(
                    "nobody owns port " + port + " as user " + uid + " with attributes " + attributes);
        }
        int count = --rows[(row * ROW_WORDS) + COUNT];
        if (count == 0) {
            remove(row);
        }
    }

    /// Gives an owner other attributes. The port is not free in between, which leaving and entering would make it.
    public void change(int port, long high, long low, int uid, int attributes, int newAttributes) {
        if (attributes != newAttributes) {
            enter(port, high, low, uid, newAttributes);
            leave(port, high, low, uid, attributes);
        }
    }

    /// Whether nobody owns `port`, at any address.
    public boolean isFree(int port) {
        return firstOwner(port) == NONE;
    }

    /// How many classes of owners there are.
    public int size() {
        return size;
    }

    /// Shows every class of owners once, in no particular order.
    public void visit(Visitor visitor) {
        for (int row = 0; row < size; row++) {
            visitor.owners(port(row), high(row), low(row), uid(row), attributes(row), count(row));
        }
    }

    /// Whether connect() may join the owners of `port`: each of them came by connect() too.
    boolean isConnectedOnly(int port) {
        for (int row = firstOwner(port); row != NONE; row = nextOwner(row)) {
            if ((attributes(row) & (BOUND | LISTENING)) != 0 || isOnceBound(row, port)) {
                return false;
            }
        }
        return true;
    }

    int firstOwner(int port) {
        return ownerFrom(buckets[bucket(port)], port);
    }

    int nextOwner(int row) {
        return ownerFrom(rows[(row * ROW_WORDS) + NEXT], port(row));
    }

    long high(int row) {
        return addresses[row * 2];
    }

    long low(int row) {
        return addresses[(row * 2) + 1];
    }

    int uid(int row) {
        return rows[(row * ROW_WORDS) + UID];
    }

    int attributes(int row) {
        return rows[(row * ROW_WORDS) + ATTRIBUTES];
    }

    int count(int row) {
        return rows[(row * ROW_WORDS) + COUNT];
    }

    public void copyFrom(PortTable other) {
        if (stickyBound != other.stickyBound) {
            throw new IllegalArgumentException("tables of different rules: stickyBound " + other.stickyBound);
        }
        if (buckets.length < other.bucketCount) {
            allocate(other.bucketCount);
        }
        size = other.size;
        bucketCount = other.bucketCount;
        System.arraycopy(other.buckets, 0, buckets, 0, bucketCount);
        System.arraycopy(other.rows, 0, rows, 0, size * ROW_WORDS);
        System.arraycopy(other.addresses, 0, addresses, 0, size * 2);
    }

    /// Adds the owners and their counts; neither the order in which they came nor the size of the arrays matters.
    public void addTo(StateDigest digest) {
        digest.add(stickyBound);
        digest.beginSet();
        for (int row = 0; row < size; row++) {
            digest.add(rows[row * ROW_WORDS], attributes(row));
            digest.add(high(row));
            digest.add(low(row));
            digest.add(uid(row), count(row));
            digest.endElement();
        }
        digest.endSet();
    }

    private static void requirePort(int port) {
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("an owned port is 1 to 65535, not " + port);
        }
    }

    private int port(int row) {
        return rows[(row * ROW_WORDS) + PORT] & 0xFFFF;
    }

    private boolean isOnceBound(int port) {
        int row = firstOwner(port);
        return row != NONE && isOnceBound(row, port);
    }

    private boolean isOnceBound(int row, int port) {
        return rows[(row * ROW_WORDS) + PORT] == (port | ONCE_BOUND);
    }

    private void markOnceBound(int port) {
        for (int row = firstOwner(port); row != NONE; row = nextOwner(row)) {
            rows[(row * ROW_WORDS) + PORT] = port | ONCE_BOUND;
        }
    }

    private int bucket(int port) {
        // Multiplying spreads ports of one parity over all buckets; the count is a power of two.
        return ((port * 0x9E37_79B1) >>> 16) & (bucketCount - 1);
    }

    private int ownerFrom(int start, int port) {
        int row = start;
        while (row != NONE && port(row) != port) {
            row = rows[(row * ROW_WORDS) + NEXT];
        }
        return row;
    }

    int find(int port, long high, long low, int uid, int attributes) {
        for (int row = firstOwner(port); row != NONE; row = nextOwner(row)) {
            if (attributes(row) == attributes && low(row) == low && high(row) == high && uid(row) == uid) {
                return row;
            }
        }
        return NONE;
    }

    private int add(int port, long high, long low, int uid, int attributes) {
        if (size == bucketCount) {
            grow();
        }
        int row = size++;
        rows[(row * ROW_WORDS) + PORT] = port;
        rows[(row * ROW_WORDS) + UID] = uid;
        rows[(row * ROW_WORDS) + ATTRIBUTES] = attributes;
        rows[(row * ROW_WORDS) + COUNT] = 0;
        addresses[row * 2] = high;
        addresses[(row * 2) + 1] = low;
        link(row);
        return row;
    }

    private void remove(int row) {
        unlink(row);
        int last = --size;
        if (row != last) {
            unlink(last);
            System.arraycopy(rows, last * ROW_WORDS, rows, row * ROW_WORDS, ROW_WORDS);
            System.arraycopy(addresses, last * 2, addresses, row * 2, 2);
            link(row);
        }
    }

    private void link(int row) {
        int bucket = bucket(port(row));
        rows[(row * ROW_WORDS) + NEXT] = buckets[bucket];
        buckets[bucket] = row;
    }

    private void unlink(int row) {
        int bucket = bucket(port(row));
        int next = rows[(row * ROW_WORDS) + NEXT];
        int before = buckets[bucket];
        if (before == row) {
            buckets[bucket] = next;
            return;
        }
        while (rows[(before * ROW_WORDS) + NEXT] != row) {
            before = rows[(before * ROW_WORDS) + NEXT];
        }
        rows[(before * ROW_WORDS) + NEXT] = next;
    }

    private void grow() {
        if (bucketCount >= ROWS_MAX) {
            throw new IllegalStateException("more than " + ROWS_MAX + " classes of port owners");
        }
        int doubled = bucketCount * 2;
        if (buckets.length < doubled) {
            buckets = new int[doubled];
            rows = Arrays.copyOf(rows, doubled * ROW_WORDS);
            addresses = Arrays.copyOf(addresses, doubled * 2);
        }
        bucketCount = doubled;
        Arrays.fill(buckets, 0, bucketCount, NONE);
        for (int row = 0; row < size; row++) {
            link(row);
        }
    }

    private void allocate(int count) {
        buckets = new int[count];
        rows = new int[count * ROW_WORDS];
        addresses = new long[count * 2];
    }
}
