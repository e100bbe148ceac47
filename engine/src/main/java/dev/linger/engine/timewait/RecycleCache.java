package dev.linger.engine.timewait;

import dev.linger.engine.hash.RandomBits;
import dev.linger.engine.hash.StateDigest;
import dev.linger.model.SequenceNumber;
import java.util.Arrays;

/// What Linux up to 4.11 with tcp_tw_recycle remembers of each peer after its rows are gone: the last timestamp
/// seen, and when (`net/ipv4/tcp_metrics.c`).
///
/// One record for each pair of local and remote address, up to a fixed number; then the one whose timestamp was
/// recorded longest ago makes room for a new one, of several the one with the lowest addresses: what is forgotten
/// follows from what is on record alone. The tables grow by doubling from nothing, so that a host without the setting
/// pays nothing.
public final class RecycleCache {
    /// For how long a record counts, in milliseconds (`TCP_PAWS_MSL`).
    public static final int FRESH_MILLIS = 60_000;

    private static final int DEFAULT_CAPACITY = 256;
    private static final int FIRST_CAPACITY = 4;
    private static final int MAX_CAPACITY = 1 << 20;
    /// By how much a timestamp may be older than the record (`TCP_PAWS_WINDOW`): in the peer's own unit.
    private static final int PAWS_WINDOW = 1;

    private static final int NONE = -1;
    private static final int ADDRESS_WORDS = 4;
    private static final long[] NO_ADDRESSES = {};
    private static final int[] NOTHING = {};

    private final int capacity;
    private long secret;
    private long[] addresses = NO_ADDRESSES;
    private int[] stamps = NOTHING;
    private int[] stampMillis = NOTHING;
    private int[] nexts = NOTHING;
    private int[] heads = NOTHING;
    private int size;

    /// Room for 256 peers.
    public RecycleCache() {
        this(DEFAULT_CAPACITY, 0);
    }

    /// Room for `capacity` peers, 1 to 1,048,576; the `secret` keys the hash.
    public RecycleCache(int capacity, long secret) {
        if (capacity < 1 || capacity > MAX_CAPACITY) {
            throw new IllegalArgumentException("a cache has room for 1 to " + MAX_CAPACITY + " peers, not " + capacity);
        }
        this.capacity = capacity;
        this.secret = secret;
    }

    /// A connection with timestamps begins to wait: its last timestamp `tsVal` from the peer, recorded at
    /// `nowMillis`. A newer timestamp on record stays, unless it was recorded more than 60 s ago. Whether the
    /// record now is this one, in which case the row may be recycled early
    /// (`net/ipv4/tcp_ipv4.c:tcp_tw_remember_stamp`).
    public boolean remember(long localHigh, long localLow, long remoteHigh, long remoteLow, int tsVal, int nowMillis) {
        int record = find(localHigh, localLow, remoteHigh, remoteLow);
        if (record == NONE) {
            record = create(localHigh, localLow, remoteHigh, remoteLow);
        } else if (SequenceNumber.greaterThan(stamps[record], tsVal)
                && nowMillis - stampMillis[record] <= FRESH_MILLIS) {
            return false;
        }
        stamps[record] = tsVal;
        stampMillis[record] = nowMillis;
        return true;
    }

    /// Whether a SYN for a listener passes (`net/ipv4/tcp_metrics.c:tcp_peer_is_proven`): not when its
    /// timestamp is more than 1 behind a record younger than 60 s. With `refusesMissing` (3.17 and later) not
    /// without a timestamp either while there is such a record.
    public boolean admits(
            long localHigh,
            long localLow,
            long remoteHigh,
            long remoteLow,
            boolean timestamps,
            int tsVal,
            int nowMillis,
            boolean refusesMissing) {
        int record = find(localHigh, localLow, remoteHigh, remoteLow);
        if (record == NONE || nowMillis - stampMillis[record] >= FRESH_MILLIS) {
            return true;
        }
        return timestamps ? stamps[record] - tsVal <= PAWS_WINDOW : !refusesMissing;
    }

    /// Gives a connection that connect() opens the timestamp on record, so that PAWS protects it from the first
    /// answer on (`net/ipv4/tcp_metrics.c:tcp_fetch_timewait_stamp`): sets `tsRecent`, `tsRecentMillis` and
    /// `timestamps` of `into`. Whether there is one, not older than 60 s.
    public boolean preload(
            long localHigh, long localLow, long remoteHigh, long remoteLow, int nowMillis, TimeWaitRow into) {
        int record = find(localHigh, localLow, remoteHigh, remoteLow);
        if (record == NONE || nowMillis - stampMillis[record] > FRESH_MILLIS) {
            return false;
        }
        into.timestamps = true;
        into.tsRecent = stamps[record];
        into.tsRecentMillis = stampMillis[record];
        return true;
    }

    /// Peers on record.
    public int size() {
        return size;
    }

    /// Becomes equal to a cache with the same capacity.
    ///
    /// @throws IllegalArgumentException when it has another
    public void copyFrom(RecycleCache other) {
        if (capacity != other.capacity) {
            throw new IllegalArgumentException("room for " + other.capacity + " does not fit room for " + capacity);
        }
        if (stamps.length != other.stamps.length) {
            allocate(other.stamps.length);
        }
        System.arraycopy(other.addresses, 0, addresses, 0, ADDRESS_WORDS * other.size);
        System.arraycopy(other.stamps, 0, stamps, 0, other.size);
        System.arraycopy(other.stampMillis, 0, stampMillis, 0, other.size);
        System.arraycopy(other.nexts, 0, nexts, 0, other.size);
        System.arraycopy(other.heads, 0, heads, 0, heads.length);
        secret = other.secret;
        size = other.size;
    }

    /// Adds the records that still count, whatever their order, times relative to `nowMillis`.
    public void addTo(StateDigest digest, int nowMillis) {
        digest.add(capacity);
        digest.beginSet();
        for (int record = 0; record < size; record++) {
            if (nowMillis - stampMillis[record] <= FRESH_MILLIS) {
                for (int word = 0; word < ADDRESS_WORDS; word++) {
                    digest.add(addresses[ADDRESS_WORDS * record + word]);
                }
                digest.add(stamps[record], stampMillis[record] - nowMillis);
                digest.endElement();
            }
        }
        digest.endSet();
    }

    private int find(long localHigh, long localLow, long remoteHigh, long remoteLow) {
        if (size == 0) {
            return NONE;
        }
        int record = heads[slot(localHigh, localLow, remoteHigh, remoteLow)];
        while (record != NONE && !matches(record, localHigh, localLow, remoteHigh, remoteLow)) {
            record = nexts[record];
        }
        return record;
    }

    private int create(long localHigh, long localLow, long remoteHigh, long remoteLow) {
        int record = size;
        if (size == capacity) {
            record = oldest();
            unlink(record);
        } else {
            if (size == stamps.length) {
                grow();
            }
            size++;
        }
        int at = ADDRESS_WORDS * record;
        addresses[at] = localHigh;
        addresses[at + 1] = localLow;
        addresses[at + 2] = remoteHigh;
        addresses[at + 3] = remoteLow;
        link(record);
        return record;
    }

    private int oldest() {
        int oldest = 0;
        for (int record = 1; record < size; record++) {
            int laterMillis = stampMillis[record] - stampMillis[oldest];
            if (laterMillis < 0 || (laterMillis == 0 && hasLowerAddresses(record, oldest))) {
                oldest = record;
            }
        }
        return oldest;
    }

    private boolean hasLowerAddresses(int record, int other) {
        int from = ADDRESS_WORDS * record;
        int otherFrom = ADDRESS_WORDS * other;
        return Arrays.compareUnsigned(
                        addresses, from, from + ADDRESS_WORDS, addresses, otherFrom, otherFrom + ADDRESS_WORDS)
                < 0;
    }

    private void grow() {
        long[] oldAddresses = addresses;
        int[] oldStamps = stamps;
        int[] oldStampMillis = stampMillis;
        allocate((int) Math.min(Math.max(2L * size, FIRST_CAPACITY), capacity));
        System.arraycopy(oldAddresses, 0, addresses, 0, oldAddresses.length);
        System.arraycopy(oldStamps, 0, stamps, 0, size);
        System.arraycopy(oldStampMillis, 0, stampMillis, 0, size);
        for (int record = 0; record < size; record++) {
            link(record);
        }
    }

    private void allocate(int records) {
        addresses = new long[ADDRESS_WORDS * records];
        stamps = new int[records];
        stampMillis = new int[records];
        nexts = new int[records];
        heads = new int[Integer.highestOneBit(records)];
        Arrays.fill(heads, NONE);
    }

    private void link(int record) {
        int slot = slotOf(record);
        nexts[record] = heads[slot];
        heads[slot] = record;
    }

    private void unlink(int record) {
        int slot = slotOf(record);
        if (heads[slot] == record) {
            heads[slot] = nexts[record];
            return;
        }
        int previous = heads[slot];
        while (nexts[previous] != record) {
            previous = nexts[previous];
        }
        nexts[previous] = nexts[record];
    }

    private boolean matches(int record, long localHigh, long localLow, long remoteHigh, long remoteLow) {
        int at = ADDRESS_WORDS * record;
        return addresses[at] == localHigh
                && addresses[at + 1] == localLow
                && addresses[at + 2] == remoteHigh
                && addresses[at + 3] == remoteLow;
    }

    private int slotOf(int record) {
        int at = ADDRESS_WORDS * record;
        return slot(addresses[at], addresses[at + 1], addresses[at + 2], addresses[at + 3]);
    }

    private int slot(long localHigh, long localLow, long remoteHigh, long remoteLow) {
        long mixed = RandomBits.mix(RandomBits.mix(localHigh ^ secret) + localLow);
        mixed = RandomBits.mix(RandomBits.mix(mixed ^ remoteHigh) + remoteLow);
        return (int) mixed & (heads.length - 1);
    }
}
