package dev.linger.engine.timewait;

/// What happens when more rows would wait than may.
///
/// @param limit rows that may wait; meaningless for NONE
public record OverflowRules(Policy policy, int limit) {
    /// What happens to a connection that comes too much.
    public enum Policy {
        /// There is no limit.
        NONE,
        /// It is closed without waiting: net.ipv4.tcp_max_tw_buckets
        /// (`net/ipv4/inet_timewait_sock.c:inet_twsk_alloc`).
        REFUSE_NEW,
        /// It takes the place of the row that expires first: FreeBSD's net.inet.tcp.maxtcptw
        /// (`netinet/tcp_timewait.c:tcp_tw_2msl_scan`).
        DISCARD_OLDEST
    }

    public static final OverflowRules NONE = new OverflowRules(Policy.NONE, 0);

    public OverflowRules {
        if (limit < 0) {
            throw new IllegalArgumentException("no limit of rows: " + limit);
        }
    }

    public OverflowRules withLimit(int newLimit) {
        return new OverflowRules(policy, newLimit);
    }

    /// Whether another row is one too many.
    public boolean isFull(int rows) {
        return policy != Policy.NONE && rows >= limit;
    }
}
