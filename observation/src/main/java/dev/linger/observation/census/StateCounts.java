package dev.linger.observation.census;

import dev.linger.model.SocketState;
import dev.linger.observation.SocketSink;
import dev.linger.observation.SocketView;

/// How many sockets are in each state.
public final class StateCounts implements SocketSink {
    private final int[] counts;

    public StateCounts() {
        this(new int[SocketState.count()]);
    }

    private StateCounts(int[] counts) {
        this.counts = counts;
    }

    /// The counts that stand in `all` from `offset` on, one for each state in order.
    static StateCounts copyOf(int[] all, int offset) {
        int[] counts = new int[SocketState.count()];
        System.arraycopy(all, offset, counts, 0, counts.length);
        return new StateCounts(counts);
    }

    @Override
    public void accept(SocketView socket) {
        counts[socket.state().ordinal()]++;
    }

    void add(SocketState state, int more) {
        counts[state.ordinal()] += more;
    }

    void add(StateCounts other) {
        for (int state = 0; state < counts.length; state++) {
            counts[state] += other.counts[state];
        }
    }

    public int of(SocketState state) {
        return counts[state.ordinal()];
    }

    public int total() {
        int total = 0;
        for (int count : counts) {
            total += count;
        }
        return total;
    }
}
