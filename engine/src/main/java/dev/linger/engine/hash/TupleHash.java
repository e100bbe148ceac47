package dev.linger.engine.hash;

/// A keyed hash of four-tuples, for tables: every 32 bits of the tuple times a secret odd number of 64 bits, summed
/// up, of which the upper bits count (Dietzfelbinger and others, "A reliable randomized algorithm for the
/// closest-pair problem", 1997). A peer that does not know the secret cannot aim for one chain; and no
/// multiplication waits for another one, as those of [RandomBits#mix] do.
public final class TupleHash {
    private static final long LOWER = 0xFFFF_FFFFL;

    private final long portsKey;
    private final long localKey;
    private final long remoteKey;
    private final long localLowKey;
    private final long remoteLowKey;
    private final long localHighKey;
    private final long remoteHighKey;
    private final long localTopKey;
    private final long remoteTopKey;

    public TupleHash(long secret) {
        RandomBits keys = new RandomBits(secret);
        portsKey = keys.next() | 1;
        localKey = keys.next() | 1;
        remoteKey = keys.next() | 1;
        localLowKey = keys.next() | 1;
        remoteLowKey = keys.next() | 1;
        localHighKey = keys.next() | 1;
        remoteHighKey = keys.next() | 1;
        localTopKey = keys.next() | 1;
        remoteTopKey = keys.next() | 1;
    }

    /// The place of a tuple among `places`, at least one. Addresses come in halves, as IpAddress has them.
    public int place(long localHigh, long localLow, long remoteHigh, long remoteLow, int ports, int places) {
        return place(of(localHigh, localLow, remoteHigh, remoteLow, ports), places);
    }

    /// The place among `places` of a tuple with this hash. Its lower bits tell nothing of it.
    public static int place(long hash, int places) {
        return (int) (((hash >>> Integer.SIZE) * places) >>> Integer.SIZE);
    }

    public long of(long localHigh, long localLow, long remoteHigh, long remoteLow, int ports) {
        long sum = (localLow & LOWER) * localKey + (remoteLow & LOWER) * remoteKey + (ports & LOWER) * portsKey;
        // An IPv4 address in its v4-mapped form has nothing to tell in its other bits.
        if ((remoteHigh | localHigh) != 0) {
            sum += (localLow >>> Integer.SIZE) * localLowKey
                    + (remoteLow >>> Integer.SIZE) * remoteLowKey
                    + (localHigh & LOWER) * localHighKey
                    + (remoteHigh & LOWER) * remoteHighKey
                    + (localHigh >>> Integer.SIZE) * localTopKey
                    + (remoteHigh >>> Integer.SIZE) * remoteTopKey;
        }
        return sum;
    }
}
