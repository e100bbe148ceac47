package dev.linger.engine.profile;

/// When a segment is sent again, and when the connection is given up.
///
/// @param initialMillis RTO before the first measurement (RFC 6298 §2.1: 1000)
/// @param minMillis floor of the RTO (RFC 6298 §2.4: 1000; Linux 200, as a floor of the variance term)
/// @param maxMillis ceiling of the RTO
/// @param tickMillis the RTO is a multiple of this, rounded up: G of RFC 6298 §2, a jiffy on Linux (4 at HZ=250)
/// @param floor whether the floor bounds the whole RTO or its variance term
/// @param limit how it is judged that it is time to give up
/// @param retries retransmissions of data or FIN before giving up, in the meaning of `limit`
/// @param orphanRetries the same once the program has closed the connection (net.ipv4.tcp_orphan_retries, where 0
///     stands for 8 as long as the time-out is below its ceiling)
/// @param limitMillis for [Limit#TIME]: time since the first transmission (R2 of RFC 9293 §3.8.3: at least
///     100 s, SHLD-11)
/// @param doublings how often the time-out of text or FIN doubles at most (bsd/netinet/tcp_timer.c:tcp_backoff of
///     macOS: 6), whatever [#maxMillis] would still let it
/// @param duplicateAcks how many start a fast retransmission (RFC 5681 §3.2: 3)
/// @param synLossMillis RTO for data when the SYN had to be repeated and no round trip could be measured (RFC 6298
///     §5.7: 3000); 0 where it stays as far backed off as it is
/// @param synLossesForgiven repetitions of the SYN after which the initial window is still a full one; after more
///     it is one segment (RFC 5681 §3.1: 0; net/ipv4/tcp_input.c:tcp_init_transfer: 1)
/// @param congestion who moves the congestion window (net.ipv4.tcp_congestion_control)
public record RetransmissionRules(
        int initialMillis,
        int minMillis,
        int maxMillis,
        int tickMillis,
        Floor floor,
        Limit limit,
        int retries,
        int orphanRetries,
        long limitMillis,
        int doublings,
        int duplicateAcks,
        int synLossMillis,
        int synLossesForgiven,
        Congestion congestion) {
    /// Algorithms of congestion control.
    public enum Congestion {
        /// RFC 5681 with RFC 6582.
        RENO
    }

    /// What the minimum of the RTO bounds.
    public enum Floor {
        /// The sum, as RFC 6298 §2.4 has it.
        SUM,
        /// The variance term: the RTO is the smoothed round trip plus at least the minimum
        /// (net/ipv4/tcp_input.c:tcp_rtt_estimator).
        VARIANCE,
        /// The sum; then [#slopMillis] come on top of it, doubled or not, but not of the first wait of all
        /// (sys/netinet/tcp_timer.h:TCPT_RANGESET, bsd/netinet/tcp_timer.h).
        SUM_AND_SLOP
    }

    /// How retries are counted.
    public enum Limit {
        /// So many retransmissions.
        COUNT,
        /// As long as so many doublings from the minimum take, measured from the first retransmission
        /// (net/ipv4/tcp_timer.c:retransmits_timed_out).
        DOUBLING_TIME,
        /// [RetransmissionRules#limitMillis] since the segment was first sent.
        TIME
    }

    /// From where [Limit#DOUBLING_TIME] doubles, whatever the floor of the RTO (include/net/tcp.h:TCP_RTO_MIN).
    private static final int DOUBLED_MILLIS = 200;

    /// What is added to every time-out.
    public int slopMillis() {
        return floor == Floor.SUM_AND_SLOP ? 200 : 0;
    }

    /// How long `retries` doublings from 200 ms take, each at most [#maxMillis]: 102.2 s for 8 and 924.6 s for 15
    /// with the defaults of Linux (net/ipv4/tcp_timer.c:tcp_model_timeout).
    public long doublingMillis(int retries) {
        long total = 0;
        long wait = Math.min(DOUBLED_MILLIS, maxMillis);
        for (int retry = 0; retry <= retries; retry++) {
            total += Math.min(wait, maxMillis);
            wait = Math.min(2 * wait, maxMillis);
        }
        return total;
    }
}
