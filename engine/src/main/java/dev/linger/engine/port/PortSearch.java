package dev.linger.engine.port;

import dev.linger.engine.hash.RandomBits;
import dev.linger.engine.hash.SipHash;
import dev.linger.engine.hash.StateDigest;
import dev.linger.model.PortRange;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The automatic choice of a local port, for connect() and for bind() of port 0.
///
/// It holds what such a choice remembers: keys, counters, and the table of counters that groups of destinations
/// share. The table is only allocated by the first search that writes to it.
public final class PortSearch {
    /// No port is left.
    public static final int NONE = 0;

    /// Counters of Linux' table (CONFIG_INET_TABLE_PERTURB_ORDER=16).
    public static final int LINUX_COUNTERS = 1 << 16;

    private static final long EPOCH_NANOS = 10_000_000_000L;
    // RFC 6056 §3.3.5 calls it N and suggests 500.
    private static final int STEP_MAX = 500;

    private final RandomBits random;
    private final int counterCount;
    private long key0;
    private long key1;
    private int hint;
    // What the counters gained; where they started follows from the keys, so that an unused table is all zero.
    private int @Nullable [] gains;
    private long gainsDigest;
    private int candidates;
    private int walked;

    /// A search with a table as large as the kernel's.
    public PortSearch(long seed) {
        this(seed, LINUX_COUNTERS);
    }

    /// A search with `counterCount` counters, a power of two from 1 to 65536.
    public PortSearch(long seed, int counterCount) {
        if (counterCount < 1 || counterCount > LINUX_COUNTERS || Integer.bitCount(counterCount) != 1) {
            throw new IllegalArgumentException("counters are a power of two up to 65536, not " + counterCount);
        }
        this.random = new RandomBits(seed);
        this.counterCount = counterCount;
        this.key0 = random.next();
        this.key1 = random.next();
    }

    /// A port for a connection from and to the request's addresses, or [#NONE].
    public int forConnect(PortRules rules, PortTable table, PortRequest request, TupleProbe probe) {
        candidates = 0;
        PortRange shared = rules.autoReusePortRange();
        PortRange range = shared == null ? rules.range() : shared;
        int low = low(range, request);
        int count = high(range, request, low) - low + 1;
        return switch (rules.algorithm()) {
            case LINUX_KEYED -> connectKeyed(rules, table, request, probe, low, count);
            case LINUX_PARITY -> connectParity(rules, table, request, probe, low, count);
            default -> inTurn(rules, table, request, probe, low, count);
        };
    }

    /// A port for bind() of port 0 to the request's address, or [#NONE].
    public int forBind(PortRules rules, PortTable table, PortRequest request) {
        candidates = 0;
        int low = low(rules.range(), request);
        int high = high(rules.range(), request, low);
        return switch (rules.algorithm()) {
            case LINUX_KEYED, LINUX_PARITY -> bindByHalves(rules, table, request, low, high);
            case LINUX_SEQUENTIAL -> {
                int count = high - low + 1;
                yield upward(rules, table, request, null, low, count, random.below(count));
            }
            default -> inTurn(rules, table, request, null, low, high - low + 1);
        };
    }

    /// How many ports the last search looked at; reserved ones are skipped unseen. It is what the search cost.
    public int candidates() {
        return candidates;
    }

    public void copyFrom(PortSearch other) {
        if (counterCount != other.counterCount) {
            throw new IllegalArgumentException("searches with " + counterCount + " and " + other.counterCount
                    + " counters can not be copied to one another");
        }
        random.copyFrom(other.random);
        key0 = other.key0;
        key1 = other.key1;
        hint = other.hint;
        gainsDigest = other.gainsDigest;
        candidates = other.candidates;
        walked = other.walked;
        int[] theirs = other.gains;
        if (theirs != null) {
            System.arraycopy(theirs, 0, allocatedGains(), 0, counterCount);
        } else if (gains != null) {
            Arrays.fill(gains, 0);
        }
    }

    public void addTo(StateDigest digest) {
        random.addTo(digest);
        // The second key follows from the first.
        digest.add(key0);
        digest.add(hint, counterCount);
        digest.add(gainsDigest);
    }

    // A bound outside of the host's range counts as not given (net/ipv4/inet_connection_sock.c:
    // inet_sk_get_local_port_range).
    private static int low(PortRange range, PortRequest request) {
        PortRange narrowed = request.narrowed;
        return narrowed != null && range.contains(narrowed.first()) ? narrowed.first() : range.first();
    }

    private static int high(PortRange range, PortRequest request, int low) {
        PortRange narrowed = request.narrowed;
        boolean given = narrowed != null && narrowed.last() >= low && range.contains(narrowed.last());
        return narrowed != null && given ? narrowed.last() : range.last();
    }

    // The algorithms that do not know two passes.
    private int inTurn(
            PortRules rules, PortTable table, PortRequest request, @Nullable TupleProbe probe, int low, int count) {
        return switch (rules.algorithm()) {
            case RFC_6056_1, BSD_RANDOM_START -> upward(rules, table, request, probe, low, count, random.below(count));
            case RFC_6056_2 -> atRandom(rules, table, request, probe, low, count);
            case RFC_6056_4 -> {
                int group = (int) (hash(request, -2, probe == null) & (counterCount - 1));
                int start = (int) hash(request, -1, probe == null) + counter(group);
                int port = upward(rules, table, request, probe, low, count, Integer.remainderUnsigned(start, count));
                gain(group, walked);
                yield port;
            }
            case RFC_6056_5 -> byRandomSteps(rules, table, request, probe, low, count);
            case SEQUENTIAL -> fromHint(rules, table, request, probe, low, count, 0);
            case RFC_6056_3, LINUX_KEYED, LINUX_PARITY, LINUX_SEQUENTIAL ->
                fromHint(rules, table, request, probe, low, count, (int) hash(request, -1, probe == null));
        };
    }

    private int fromHint(
            PortRules rules,
            PortTable table,
            PortRequest request,
            @Nullable TupleProbe probe,
            int low,
            int count,
            int offset) {
        int start = Integer.remainderUnsigned(hint + offset, count);
        int port = upward(rules, table, request, probe, low, count, start);
        hint = rules.algorithm() == PortRules.Algorithm.SEQUENTIAL ? (start + walked) % count : hint + walked;
        return port;
    }

    private int upward(
            PortRules rules,
            PortTable table,
            PortRequest request,
            @Nullable TupleProbe probe,
            int low,
            int count,
            int start) {
        for (walked = 0; walked < count; ) {
            int port = low + ((start + walked) % count);
            walked++;
            if (suits(rules, table, request, probe, port, false)) {
                return port;
            }
        }
        return NONE;
    }

    private int atRandom(
            PortRules rules, PortTable table, PortRequest request, @Nullable TupleProbe probe, int low, int count) {
        for (int attempt = 0; attempt < count; attempt++) {
            int port = low + random.below(count);
            if (suits(rules, table, request, probe, port, false)) {
                return port;
            }
        }
        return NONE;
    }

    private int byRandomSteps(
            PortRules rules, PortTable table, PortRequest request, @Nullable TupleProbe probe, int low, int count) {
        for (int attempt = 0; attempt < count; attempt++) {
            hint += random.below(STEP_MAX) + 1;
            int port = low + Integer.remainderUnsigned(hint + (int) key0, count);
            if (suits(rules, table, request, probe, port, false)) {
                return port;
            }
        }
        return NONE;
    }

    private int connectKeyed(
            PortRules rules, PortTable table, PortRequest request, TupleProbe probe, int low, int count) {
        long hash = hash(request, Math.floorDiv(request.nowNanos, EPOCH_NANOS), false);
        int group = (int) hash & (counterCount - 1);
        int step = request.narrowed == null ? 2 : 1;
        int start = counter(group) + (int) (hash >>> 32);
        int port = connectPasses(rules, table, request, probe, low, count, step, start);
        if (port != NONE) {
            // Randomness where few ports are taken, none where many are: a long walk is not to be repeated.
            gain(group, Math.max(walked, random.below(8) * step) + step);
        }
        return port;
    }

    private int connectParity(
            PortRules rules, PortTable table, PortRequest request, TupleProbe probe, int low, int count) {
        int start = hint + (int) hash(request, -1, false);
        int port = connectPasses(rules, table, request, probe, low, count, 2, start);
        if (port != NONE) {
            hint += walked + 2;
        }
        return port;
    }

    private int connectPasses(
            PortRules rules,
            PortTable table,
            PortRequest request,
            TupleProbe probe,
            int low,
            int count,
            int step,
            int start) {
        int end = low + count;
        if (step == 1 || count == 1) {
            int offset = Integer.remainderUnsigned(start, count);
            return pass(rules, table, request, probe, low + offset, end, count, step, false);
        }
        int evenCount = count & ~1;
        int offset = Integer.remainderUnsigned(start, evenCount) & ~1;
        int port = pass(rules, table, request, probe, low + offset, end, evenCount, step, false);
        return port != NONE ? port : pass(rules, table, request, probe, low + offset + 1, end, evenCount, step, false);
    }

    // One pass of Linux: every step-th port from `first` on, starting over before `end`.
    private int pass(
            PortRules rules,
            PortTable table,
            PortRequest request,
            @Nullable TupleProbe probe,
            int first,
            int end,
            int count,
            int step,
            boolean relaxed) {
        int port = first;
        for (walked = 0; walked < count; walked += step) {
            if (port >= end) {
                port -= count;
            }
            if (suits(rules, table, request, probe, port, relaxed)) {
                return port;
            }
            port += step;
        }
        return NONE;
    }

    // net/ipv4/inet_connection_sock.c:inet_csk_find_open_port: with SO_REUSEADDR the lower half of the range first.
    private int bindByHalves(PortRules rules, PortTable table, PortRequest request, int low, int high) {
        int size = high - low + 1;
        boolean halves = size >= 4 && (request.attributes & PortTable.REUSE_ADDRESS) != 0;
        int middle = low + ((size >> 2) << 1);
        int attempts = rules.autobindReuse() ? 2 : 1;
        for (int attempt = 0; attempt < attempts; attempt++) {
            boolean relaxed = attempt == 1;
            int port = bindPasses(rules, table, request, low, halves ? middle : low + size, relaxed);
            if (port == NONE && halves) {
                port = bindPasses(rules, table, request, middle, low + size, relaxed);
            }
            if (port != NONE) {
                return port;
            }
        }
        return NONE;
    }

    // The parity that connect() tries last comes first.
    private int bindPasses(PortRules rules, PortTable table, PortRequest request, int low, int end, boolean relaxed) {
        int count = end - low;
        if (count > 1) {
            count &= ~1;
        }
        int offset = random.below(count) | 1;
        int port = pass(rules, table, request, null, low + offset, end, count, 2, relaxed);
        return port != NONE ? port : pass(rules, table, request, null, low + offset - 1, end, count, 2, relaxed);
    }

    private boolean suits(
            PortRules rules,
            PortTable table,
            PortRequest request,
            @Nullable TupleProbe probe,
            int port,
            boolean relaxed) {
        if (rules.reserved().contains(port)) {
            return false;
        }
        candidates++;
        return probe == null
                ? BindCheck.isAutomatic(rules, table, request, port, relaxed)
                : BindCheck.isConnectable(rules, table, request, port, probe);
    }

    private long hash(PortRequest request, long epoch, boolean withoutRemote) {
        return SipHash.ofAddresses(
                key0,
                key1,
                request.localHigh,
                request.localLow,
                withoutRemote ? 0 : request.remoteHigh,
                withoutRemote ? 0 : request.remoteLow,
                (epoch << 16) | (withoutRemote ? 0 : request.remotePort));
    }

    private int counter(int group) {
        int gained = gains == null ? 0 : gains[group];
        return (int) RandomBits.mix(key0 + group) + gained;
    }

    private void gain(int group, int more) {
        int[] counters = allocatedGains();
        gainsDigest -= digestOf(group, counters[group]);
        counters[group] += more;
        gainsDigest += digestOf(group, counters[group]);
    }

    private static long digestOf(int group, int gained) {
        return gained == 0 ? 0 : RandomBits.mix(RandomBits.mix(group) + gained);
    }

    private int[] allocatedGains() {
        int[] counters = gains;
        if (counters == null) {
            counters = new int[counterCount];
            gains = counters;
        }
        return counters;
    }
}
