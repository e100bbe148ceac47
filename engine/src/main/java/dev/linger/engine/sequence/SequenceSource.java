package dev.linger.engine.sequence;

import dev.linger.engine.hash.RandomBits;
import dev.linger.engine.hash.SipHash;
import dev.linger.engine.hash.StateDigest;

/// Where a host takes initial sequence numbers and timestamp offsets from: RFC 6528 §3, where an ISN is
/// M + F(four-tuple, secret).
///
/// Addresses come as two halves of 64 bits, as in IpAddress, and ports as 0 to 65535. A peer that does not know the
/// secret can predict neither from those of other connections.
public final class SequenceSource {
    private static final long SECOND_NANOS = 1_000_000_000;
    private static final long RFC_6528_STEP_NANOS = 4_000;
    private static final int LINUX_STEP_SHIFT = 6;
    private static final int XNU_STEP_SHIFT = 7;
    private static final long BSD_STEPS_PER_SECOND = 1 << 20;
    private static final int BSD_STEPS_PER_CONNECTION = 4096;

    /// Stands for the ports in a hash of two addresses; no two ports together are that many.
    private static final long NO_PORTS = -1;

    private final RandomBits random;
    private long key0;
    private long key1;

    private long bsdSteps;
    private long bsdStepsAtLast;
    private long bsdLastNanos;

    // A connection asks for both of its numbers in turn, and one hash gives both, as in Linux. No part of the state:
    // the same hash would be computed again.
    private long cachedLocalHigh;
    private long cachedLocalLow;
    private long cachedRemoteHigh;
    private long cachedRemoteLow;
    private long cachedPorts;
    private long cachedHash;

    /// @param seed decides the secret and everything left to chance
    public SequenceSource(long seed) {
        random = new RandomBits(seed);
        key0 = random.next();
        key1 = random.next();
        cachedHash = hash(0, 0, 0, 0, 0);
    }

    /// The initial sequence number of a connection that begins now: a clock and a hash under a secret key (RFC 9293
    /// §3.4.1 MUST-8, SHLD-1, MUST-9).
    ///
    /// @param nowNanos of the engine's clock, not negative
    public int initial(
            SequenceRules rules,
            long localHigh,
            long localLow,
            long remoteHigh,
            long remoteLow,
            int localPort,
            int remotePort,
            long nowNanos) {
        long hash = fourTupleHash(localHigh, localLow, remoteHigh, remoteLow, ports(localPort, remotePort));
        return (int) (hash + clock(rules.clock(), nowNanos));
    }

    /// What to shift the timestamps of a connection by; see [SequenceRules#timestamp].
    public int timestampOffset(
            SequenceRules rules,
            long localHigh,
            long localLow,
            long remoteHigh,
            long remoteLow,
            int localPort,
            int remotePort) {
        long ports = ports(localPort, remotePort);
        long hash = switch (rules.timestampOffset()) {
            case NONE -> 0;
            case HOST_PAIR -> hash(localHigh, localLow, remoteHigh, remoteLow, NO_PORTS);
            case FOUR_TUPLE -> fourTupleHash(localHigh, localLow, remoteHigh, remoteLow, ports);
            case RANDOM -> random.next();
        };
        // The sequence number is the other half.
        return (int) (hash >>> 32);
    }

    public void copyFrom(SequenceSource other) {
        random.copyFrom(other.random);
        key0 = other.key0;
        key1 = other.key1;
        bsdSteps = other.bsdSteps;
        bsdStepsAtLast = other.bsdStepsAtLast;
        bsdLastNanos = other.bsdLastNanos;
        cachedLocalHigh = other.cachedLocalHigh;
        cachedLocalLow = other.cachedLocalLow;
        cachedRemoteHigh = other.cachedRemoteHigh;
        cachedRemoteLow = other.cachedRemoteLow;
        cachedPorts = other.cachedPorts;
        cachedHash = other.cachedHash;
    }

    public void addTo(StateDigest digest) {
        random.addTo(digest);
        digest.add(key0);
        digest.add(key1);
        digest.add(bsdSteps);
        digest.add(bsdStepsAtLast);
        digest.add(bsdLastNanos);
    }

    private long clock(SequenceRules.Clock clock, long nowNanos) {
        return switch (clock) {
            case RFC_6528 -> nowNanos / RFC_6528_STEP_NANOS;
            case LINUX -> nowNanos >> LINUX_STEP_SHIFT;
            case BSD -> bsdClock(nowNanos);
            case XNU -> nowNanos >> XNU_STEP_SHIFT;
        };
    }

    /// Every connection moves it on, and time does where that is farther.
    private long bsdClock(long nowNanos) {
        bsdSteps += BSD_STEPS_PER_CONNECTION + random.below(BSD_STEPS_PER_CONNECTION);
        if (nowNanos != bsdLastNanos) {
            bsdSteps = Math.max(bsdSteps, bsdStepsAtLast + bsdStepsIn(nowNanos - bsdLastNanos));
            bsdStepsAtLast = bsdSteps;
            bsdLastNanos = nowNanos;
        }
        return bsdSteps;
    }

    /// In two parts: the product of all nanoseconds would overflow within three hours.
    private static long bsdStepsIn(long nanos) {
        long seconds = nanos / SECOND_NANOS;
        return seconds * BSD_STEPS_PER_SECOND + (nanos - seconds * SECOND_NANOS) * BSD_STEPS_PER_SECOND / SECOND_NANOS;
    }

    private long fourTupleHash(long localHigh, long localLow, long remoteHigh, long remoteLow, long ports) {
        boolean known = localLow == cachedLocalLow
                && remoteLow == cachedRemoteLow
                && ports == cachedPorts
                && localHigh == cachedLocalHigh
                && remoteHigh == cachedRemoteHigh;
        if (!known) {
            cachedLocalHigh = localHigh;
            cachedLocalLow = localLow;
            cachedRemoteHigh = remoteHigh;
            cachedRemoteLow = remoteLow;
            cachedPorts = ports;
            cachedHash = hash(localHigh, localLow, remoteHigh, remoteLow, ports);
        }
        return cachedHash;
    }

    private long hash(long localHigh, long localLow, long remoteHigh, long remoteLow, long ports) {
        return SipHash.ofAddresses(key0, key1, localHigh, localLow, remoteHigh, remoteLow, ports);
    }

    private static long ports(int localPort, int remotePort) {
        return ((long) localPort << Short.SIZE) | remotePort;
    }
}
