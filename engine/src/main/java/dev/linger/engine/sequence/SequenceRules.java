package dev.linger.engine.sequence;

/// How a system chooses the first sequence number of a connection, and what it adds to its timestamps.
///
/// @param clock what initial sequence numbers grow with
/// @param timestampOffset what a connection's timestamps are shifted by (RFC 7323 §5.4, §7.1)
/// @param timestampTickNanos nanoseconds that one step of the timestamp clock takes, 1 to 1000000000: RFC 7323 §5.4
///     allows 1 ms to 1 s, and every system here takes 1 ms
public record SequenceRules(Clock clock, TimestampOffset timestampOffset, long timestampTickNanos) {
    private static final long MILLISECOND_NANOS = 1_000_000;
    private static final long SECOND_NANOS = 1_000_000_000;

    /// RFC 6528 §3 for sequence numbers; timestamps with the offset that RFC 7323 §7.1 recommends, in the form that
    /// leaves them monotonic for RFC 6191.
    public static final SequenceRules RFC_9293 =
            new SequenceRules(Clock.RFC_6528, TimestampOffset.FOUR_TUPLE, MILLISECOND_NANOS);

    /// Linux 6.x (net/core/secure_seq.c:secure_tcp_seq_and_ts_off).
    public static final SequenceRules LINUX =
            new SequenceRules(Clock.LINUX, TimestampOffset.FOUR_TUPLE, MILLISECOND_NANOS);

    /// Linux before 4.10: every connection shows the same timestamp clock.
    public static final SequenceRules LINUX_3_6 =
            new SequenceRules(Clock.LINUX, TimestampOffset.NONE, MILLISECOND_NANOS);

    /// Linux 4.10 and 4.11: a peer that compares timestamps of successive connections sees them jump.
    public static final SequenceRules LINUX_4_10 =
            new SequenceRules(Clock.LINUX, TimestampOffset.RANDOM, MILLISECOND_NANOS);

    /// FreeBSD 13 and 14 (sys/netinet/tcp_subr.c:tcp_new_isn, tcp_new_ts_offset).
    public static final SequenceRules FREEBSD =
            new SequenceRules(Clock.BSD, TimestampOffset.FOUR_TUPLE, MILLISECOND_NANOS);

    /// Unconfirmed: no document says how Windows chooses either, so that it is taken to do what the RFCs recommend.
    public static final SequenceRules WINDOWS = RFC_9293;

    /// macOS: the hash that begins sequence numbers gives the offset too (bsd/netinet/tcp_subr.c:tcp_new_isn of xnu,
    /// with net.inet.tcp.randomize_timestamps).
    public static final SequenceRules MACOS =
            new SequenceRules(Clock.XNU, TimestampOffset.FOUR_TUPLE, MILLISECOND_NANOS);

    /// @throws IllegalArgumentException if the tick is out of range
    public SequenceRules {
        if (timestampTickNanos < 1 || timestampTickNanos > SECOND_NANOS) {
            throw new IllegalArgumentException("a timestamp clock with a tick of " + timestampTickNanos + " ns");
        }
    }

    /// The same with another offset: net.ipv4.tcp_timestamps = 2 is [TimestampOffset#NONE].
    public SequenceRules withTimestampOffset(TimestampOffset offset) {
        return new SequenceRules(clock, offset, timestampTickNanos);
    }

    /// The TSval to send at `nowNanos`, which is not negative, on a connection with this offset (RFC 7323 §3.2).
    public int timestamp(long nowNanos, int offset) {
        return (int) (nowNanos / timestampTickNanos) + offset;
    }

    /// What initial sequence numbers grow with, beside the keyed hash of the connection's four-tuple.
    public enum Clock {
        /// One every 4 µs: all are used in 4.8 hours (RFC 6528 §3).
        RFC_6528,
        /// One every 64 ns: all are used in 275 s (net/core/secure_seq.c:seq_scale).
        LINUX,
        /// 2^20 a second or, when that is more, 4096 to 8191 a connection (sys/netinet/tcp_subr.c:tcp_new_isn).
        BSD,
        /// One every 128 ns: all are used in 550 s (bsd/netinet/tcp_subr.c:tcp_new_isn of xnu).
        XNU
    }

    /// What a connection's timestamps are shifted by.
    public enum TimestampOffset {
        /// Nothing: all connections of a host show one clock.
        NONE,
        /// A keyed hash of both addresses: the peer sees one clock, others another (Linux 4.12 to 5.10 at least).
        HOST_PAIR,
        /// A keyed hash of addresses and ports: the clock is monotonic over the incarnations of one four-tuple
        /// only.
        FOUR_TUPLE,
        /// Chance: nothing is monotonic from one connection to the next.
        RANDOM
    }
}
