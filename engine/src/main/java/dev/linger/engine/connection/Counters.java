package dev.linger.engine.connection;

import dev.linger.model.Counter;

/// What has been counted, by the kernel's names.
public final class Counters {
    private final long[] counts = new long[Counter.values().length];

    public void add(Counter counter) {
        counts[counter.ordinal()]++;
    }

    public void add(Counter counter, int amount) {
        counts[counter.ordinal()] += amount;
    }

    public long get(Counter counter) {
        return counts[counter.ordinal()];
    }

    void copyFrom(Counters other) {
        System.arraycopy(other.counts, 0, counts, 0, counts.length);
    }
}
