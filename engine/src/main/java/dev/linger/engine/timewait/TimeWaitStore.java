package dev.linger.engine.timewait;

import dev.linger.engine.hash.StateDigest;
import dev.linger.model.TcpState;

/// The connections of one host that wait: found by four-tuple, expiring in the order of their deadlines.
///
/// A row takes 52 bytes (IPv4) or 64 (IPv6), a share of a hash table that is 4 bytes at most, and no object. It is
/// named by a handle, which stays the same until the row is removed; bit 30 tells IPv6 rows from IPv4 ones. Times
/// are milliseconds of a clock that wraps at 2^32; the present, which callers pass in or imply, never goes back.
/// What happens to a segment is not decided here but in [TimeWaitArrival].
///
/// Every operation takes constant time but for growth, which doubles the table, and [#oldest] and [#nextDeadline]
/// when holds of very different lengths meet on one spoke of the wheel. Nothing is allocated once the tables have
/// grown.
public final class TimeWaitStore {
    /// No row: not a handle.
    public static final int NONE = -1;

    /// The longest time between the present and a deadline, in milliseconds: 1,000 seconds.
    public static final int MAX_HOLD_MILLIS = 1_000_000;

    private static final int IPV6 = 1 << 30;

    private static final int FIN_WAIT_2 = 1 << 31;
    private static final int LOCAL_NUMBER = 0x7FFF_0000;
    private static final int WINDOW_MASK = 0xFFFF;
    private static final int MAX_WINDOW_SCALE = 14;
    private static final int TIMESTAMPS = 1 << 4;
    private static final int REUSE_ADDRESS = 1 << 5;
    private static final int REUSE_PORT = 1 << 6;
    private static final int BOUND_EXPLICITLY = 1 << 7;

    private final boolean keepsAll;
    private final RowTable ipv4;
    private final RowTable ipv6;
    private final LocalAddresses localAddresses;
    private final DeadlineWheel wheel;

    /// A table of each family begins with `initialRows` rows, at least 1, once it has one. The wheel has spokes
    /// for `wheelBits` bits on each level, 3 to 12: 3 for a small store, 8 for millions of rows. `keepsAll` adds
    /// two words for what few systems need, [TimeWaitRow#tsOffset] and [TimeWaitRow#shortHoldMillis]. The
    /// `secret` keys the hash, so that a peer cannot choose who shares a chain.
    ///
    /// @throws IllegalArgumentException when a number is out of its range
    public TimeWaitStore(int initialRows, int wheelBits, boolean keepsAll, long secret) {
        this.keepsAll = keepsAll;
        ipv4 = new RowTable(true, keepsAll, initialRows, secret);
        ipv6 = new RowTable(false, keepsAll, initialRows, secret);
        localAddresses = new LocalAddresses(secret);
        wheel = new DeadlineWheel(wheelBits, ipv4, ipv6);
    }

    /// The handle of the row with this four-tuple, or NONE. IPv4 addresses are v4-mapped; ports are 0 to 65535.
    public int find(long localHigh, long localLow, long remoteHigh, long remoteLow, int localPort, int remotePort) {
        int localNumber = localAddresses.find(localHigh, localLow);
        if (localNumber == LocalAddresses.NONE) {
            return NONE;
        }
        boolean isIpv4 = RowTable.isIpv4(remoteHigh, remoteLow);
        RowTable table = isIpv4 ? ipv4 : ipv6;
        int ports = ports(localPort, remotePort);
        long hash = table.hash(localNumber, remoteHigh, remoteLow, ports);
        int row = table.find(hash, localNumber, remoteHigh, remoteLow, ports);
        return isIpv4 || row == RowTable.NONE ? row : row | IPV6;
    }

    /// Adds a row that expires at its `deadlineMillis` and whose `enteredMillis` is the present.
    ///
    /// @throws IllegalArgumentException when a field is out of its range, or the deadline is before the present
    ///     or more than [#MAX_HOLD_MILLIS] after it
    /// @throws IllegalStateException when there is a row with this four-tuple, or the row's 32,769th local
    ///     address, or no room left in an array
    public int add(TimeWaitRow row) {
        check(row);
        checkHold(row.deadlineMillis - row.enteredMillis);
        prepare(row.deadlineMillis);
        boolean isIpv4 = row.isIpv4();
        RowTable table = isIpv4 ? ipv4 : ipv6;
        int ports = ports(row.localPort, row.remotePort);
        int localNumber = localAddresses.acquire(row.localHigh, row.localLow);
        long hash = table.hash(localNumber, row.remoteHigh, row.remoteLow, ports);
        if (table.find(hash, localNumber, row.remoteHigh, row.remoteLow, ports) != RowTable.NONE) {
            localAddresses.release(localNumber);
            throw new IllegalStateException(row.tuple() + " is waiting already");
        }
        int added = table.add(hash, localNumber, row.remoteHigh, row.remoteLow, ports);
        int handle = isIpv4 ? added : added | IPV6;
        wheel.add(handle, row.deadlineMillis);
        put(handle, row);
        return handle;
    }

    /// Fills `into` with the row.
    public void load(int handle, TimeWaitRow into) {
        RowTable table = table(handle);
        int row = row(handle);
        int localNumber = table.localNumber(row);
        into.localHigh = localAddresses.high(localNumber);
        into.localLow = localAddresses.low(localNumber);
        into.remoteHigh = table.remoteHigh(row);
        into.remoteLow = table.remoteLow(row);
        int ports = table.word(row, RowTable.PORTS);
        into.localPort = ports >>> Short.SIZE;
        into.remotePort = ports & WINDOW_MASK;
        int replies = table.word(row, RowTable.REPLIES_AND_FLAGS);
        int place = table.word(row, RowTable.PLACE);
        into.substate = (place & FIN_WAIT_2) != 0 ? TcpState.FIN_WAIT_2 : TcpState.TIME_WAIT;
        into.sndNxt = table.word(row, RowTable.SND_NXT);
        into.rcvNxt = table.word(row, RowTable.RCV_NXT);
        into.rcvWindowScale = replies & 0xF;
        into.rcvWnd = (place & WINDOW_MASK) << into.rcvWindowScale;
        into.timestamps = (replies & TIMESTAMPS) != 0;
        into.tsRecent = table.word(row, RowTable.TS_RECENT);
        into.tsRecentMillis = table.word(row, RowTable.TS_RECENT_MILLIS);
        into.tsOffset = keepsAll ? table.word(row, table.offsetWord()) : 0;
        into.shortHoldMillis = keepsAll ? table.word(row, table.shortHoldWord()) : 0;
        into.enteredMillis = table.word(row, RowTable.ENTERED_MILLIS);
        into.reuseAddress = (replies & REUSE_ADDRESS) != 0;
        into.reusePort = (replies & REUSE_PORT) != 0;
        into.boundExplicitly = (replies & BOUND_EXPLICITLY) != 0;
        into.repliedCount = (replies >>> RowTable.REPLIED_COUNT_SHIFT) & RowTable.MAX_REPLIED_COUNT;
        into.repliedMillis = into.repliedCount == 0 ? 0 : table.repliedMillis(row);
        into.deadlineMillis = table.word(row, RowTable.DEADLINE_MILLIS);
    }

    /// Takes over everything from `from` but the four-tuple and the deadline.
    ///
    /// A reply that was sent more than 17 minutes before the row's deadline is forgotten.
    ///
    /// @throws IllegalArgumentException when a field is out of its range
    public void save(int handle, TimeWaitRow from) {
        check(from);
        put(handle, from);
    }

    /// Gives the row another deadline, after those that were set to the same before.
    ///
    /// @throws IllegalArgumentException when the deadline is in the past or further than [#MAX_HOLD_MILLIS]
    ///     after the row's former one
    public void restart(int handle, int deadlineMillis) {
        RowTable table = table(handle);
        int row = row(handle);
        if (deadlineMillis - table.word(row, RowTable.DEADLINE_MILLIS) > MAX_HOLD_MILLIS) {
            checkHold(deadlineMillis - table.word(row, RowTable.DEADLINE_MILLIS));
        }
        prepare(deadlineMillis);
        wheel.remove(handle);
        table.settleReply(row, deadlineMillis);
        wheel.add(handle, deadlineMillis);
    }

    public void remove(int handle) {
        RowTable table = table(handle);
        int row = row(handle);
        wheel.remove(handle);
        localAddresses.release(table.localNumber(row));
        table.remove(row);
    }

    /// The handle of the next row whose deadline has come, or NONE: in the order of their deadlines, equal ones in
    /// the order in which they were set. The row stays until the caller removes or restarts it.
    ///
    /// @throws IllegalArgumentException when `nowMillis` is before a present that was passed in or implied
    public int due(int nowMillis) {
        if (isEmpty()) {
            wheel.reset(nowMillis);
            return NONE;
        }
        return wheel.due(nowMillis);
    }

    /// The handle of the row that expires first, or NONE when the store is empty.
    public int oldest() {
        return wheel.earliest();
    }

    /// The earliest deadline, and never before `nowMillis`: a row that is overdue is due now.
    ///
    /// @throws IllegalStateException when the store is empty
    public int nextDeadline(int nowMillis) {
        int handle = wheel.earliest();
        if (handle == NONE) {
            throw new IllegalStateException("nothing waits");
        }
        int deadlineMillis = table(handle).word(row(handle), RowTable.DEADLINE_MILLIS);
        return deadlineMillis - nowMillis < 0 ? nowMillis : deadlineMillis;
    }

    public boolean isEmpty() {
        return ipv4.size() + ipv6.size() == 0;
    }

    /// Rows.
    public int size() {
        return ipv4.size() + ipv6.size();
    }

    /// The first handle of an iteration over all rows, or NONE. The order has no meaning; removing the row that was
    /// answered last does not disturb it.
    public int first() {
        int row = ipv4.usedFrom(0);
        return row == RowTable.NONE ? firstIpv6(0) : row;
    }

    /// The handle after this one in the iteration, or NONE.
    public int next(int handle) {
        if (isIpv6(handle)) {
            return firstIpv6(row(handle) + 1);
        }
        int row = ipv4.usedFrom(handle + 1);
        return row == RowTable.NONE ? firstIpv6(0) : row;
    }

    /// Becomes equal to a store that was made with the same `wheelBits` and `keepsAll`; handles stay valid.
    ///
    /// @throws IllegalArgumentException when the other store was made differently
    public void copyFrom(TimeWaitStore other) {
        ipv4.copyFrom(other.ipv4);
        ipv6.copyFrom(other.ipv6);
        localAddresses.copyFrom(other.localAddresses);
        wheel.copyFrom(other.wheel);
    }

    /// Adds what the rows hold, times relative to `nowMillis`, whatever their order, handles and history.
    ///
    /// Nobody sees in which order rows expire that have the same deadline, unless the [#oldest] has to make
    /// room for others: with `oldestMakesRoom` that order is added too. `scratch` is
    /// written over.
    public void addTo(StateDigest digest, int nowMillis, boolean oldestMakesRoom, TimeWaitRow scratch) {
        digest.add(keepsAll);
        digest.beginSet();
        for (int handle = first(); handle != NONE; handle = next(handle)) {
            load(handle, scratch);
            scratch.addTo(digest, nowMillis);
            int before = oldestMakesRoom ? wheel.equalBefore(handle) : NONE;
            if (before != NONE) {
                load(before, scratch);
                scratch.addTo(digest, nowMillis);
            }
            digest.endElement();
        }
        digest.endSet();
    }

    /// What the arrays take, without the headers of objects.
    public long memoryBytes() {
        return ipv4.memoryBytes() + ipv6.memoryBytes() + localAddresses.memoryBytes() + wheel.memoryBytes();
    }

    static boolean isIpv6(int handle) {
        return (handle & IPV6) != 0;
    }

    static int row(int handle) {
        return handle & ~IPV6;
    }

    private RowTable table(int handle) {
        return isIpv6(handle) ? ipv6 : ipv4;
    }

    private int firstIpv6(int from) {
        int row = ipv6.usedFrom(from);
        return row == RowTable.NONE ? NONE : row | IPV6;
    }

    // An empty wheel may stand anywhere: nobody turns it while nothing waits.
    private void prepare(int deadlineMillis) {
        if (isEmpty()) {
            wheel.reset(deadlineMillis - MAX_HOLD_MILLIS);
        } else {
            wheel.prepare(deadlineMillis, MAX_HOLD_MILLIS);
        }
    }

    private void put(int handle, TimeWaitRow from) {
        RowTable table = table(handle);
        int at = table.at(row(handle));
        int[] into = table.words;
        into[at + RowTable.SND_NXT] = from.sndNxt;
        into[at + RowTable.RCV_NXT] = from.rcvNxt;
        into[at + RowTable.TS_RECENT] = from.tsRecent;
        into[at + RowTable.TS_RECENT_MILLIS] = from.tsRecentMillis;
        into[at + RowTable.ENTERED_MILLIS] = from.enteredMillis;
        int flags = (from.timestamps ? TIMESTAMPS : 0)
                | (from.reuseAddress ? REUSE_ADDRESS : 0)
                | (from.reusePort ? REUSE_PORT : 0)
                | (from.boundExplicitly ? BOUND_EXPLICITLY : 0)
                | from.rcvWindowScale;
        if (from.hasReplied()) {
            flags |= replies(from, into[at + RowTable.DEADLINE_MILLIS]);
        }
        into[at + RowTable.REPLIES_AND_FLAGS] = flags;
        int place = (into[at + RowTable.PLACE] & LOCAL_NUMBER) | (from.rcvWnd >>> from.rcvWindowScale);
        into[at + RowTable.PLACE] = from.substate == TcpState.FIN_WAIT_2 ? place | FIN_WAIT_2 : place;
        if (keepsAll) {
            into[at + table.offsetWord()] = from.tsOffset;
            into[at + table.shortHoldWord()] = from.shortHoldMillis;
        }
    }

    private static int replies(TimeWaitRow from, int deadlineMillis) {
        int sinceMillis = deadlineMillis - from.repliedMillis;
        return Integer.compareUnsigned(sinceMillis, RowTable.REPLIED_RANGE_MILLIS) < 0
                ? (from.repliedMillis << RowTable.REPLIED_SHIFT) | (from.repliedCount << RowTable.REPLIED_COUNT_SHIFT)
                : 0;
    }

    private static int ports(int localPort, int remotePort) {
        return (localPort << Short.SIZE) | remotePort;
    }

    private static void checkHold(int holdMillis) {
        if (holdMillis < 0 || holdMillis > MAX_HOLD_MILLIS) {
            throw new IllegalArgumentException("a row waits 0 to " + MAX_HOLD_MILLIS + " ms, not " + holdMillis);
        }
    }

    private static void check(TimeWaitRow row) {
        if (row.substate != TcpState.TIME_WAIT && row.substate != TcpState.FIN_WAIT_2) {
            throw new IllegalArgumentException("a row waits in TIME_WAIT or FIN_WAIT_2, not in " + row.substate);
        }
        if (((row.localPort | row.remotePort) & ~WINDOW_MASK) != 0) {
            throw new IllegalArgumentException("no ports: " + row.localPort + " and " + row.remotePort);
        }
        if (row.rcvWindowScale < 0 || row.rcvWindowScale > MAX_WINDOW_SCALE) {
            throw new IllegalArgumentException("a window is scaled by 0 to 14 bits, not " + row.rcvWindowScale);
        }
        if (row.rcvWnd < 0 || row.rcvWnd >>> row.rcvWindowScale > WINDOW_MASK) {
            throw new IllegalArgumentException(
                    "no window for scale " + row.rcvWindowScale + ": " + row.rcvWnd + " bytes");
        }
        if (row.repliedCount < 0 || row.repliedCount > RowTable.MAX_REPLIED_COUNT) {
            throw new IllegalArgumentException("no count of replies: " + row.repliedCount);
        }
    }
}
