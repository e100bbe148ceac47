package dev.linger.engine.profile;

/// How connections are opened, and what a listener does when its queues are full.
///
/// @param synRetries retransmissions of a SYN before connect() fails, 1 to 127 (net.ipv4.tcp_syn_retries)
/// @param synLinearTimeouts how many of the first time-outs do not double the wait and are not counted, 0 to 127
/// @param synLimitMillis time after which connect() fails whatever the count, 0 for none (R2 for a SYN is at least
///     three minutes, RFC 9293 §3.8.3 MUST-23)
/// @param synAckRetries retransmissions of a SYN-ACK before an embryo is dropped, 0 to 255
/// @param synQueueLimit embryos that one listener may have, 0 or more (net.ipv4.tcp_max_syn_backlog)
/// @param backlogLimit ceiling of every listener's backlog, 0 or more (net.core.somaxconn)
/// @param acceptQueue how many established children wait for accept() at a given backlog
/// @param overflow what the last ACK of a handshake meets at a full accept queue
/// @param synOverflow what a SYN meets at a full accept queue, which it will only enter when the handshake is over
/// @param synFinRefused whether a SYN that carries a FIN is dropped by a listener
/// @param promptSynMillis after an unacceptable ACK in SYN_SENT was answered by a reset, the SYN goes again so
///     soon, if it was not repeated yet; 0 for no hurry (net/ipv4/tcp_input.c:tcp_rcv_synsent_state_process, two
///     jiffies)
public record OpeningRules(
        int synRetries,
        int synLinearTimeouts,
        long synLimitMillis,
        int synAckRetries,
        int synQueueLimit,
        int backlogLimit,
        AcceptQueue acceptQueue,
        Overflow overflow,
        Overflow synOverflow,
        boolean synFinRefused,
        int promptSynMillis) {
    /// How many children a queue of some backlog takes.
    public enum AcceptQueue {
        /// Exactly the backlog.
        BACKLOG,
        /// One more (include/net/sock.h:sk_acceptq_is_full compares with "greater").
        BACKLOG_AND_ONE,
        /// Half as many again and one more (sys/kern/uipc_socket.c:solisten_enqueue of FreeBSD).
        THREE_HALVES_AND_ONE;

        public int places(int backlog) {
            return switch (this) {
                case BACKLOG -> backlog;
                case BACKLOG_AND_ONE -> (int) Math.min(backlog + 1L, Integer.MAX_VALUE);
                case THREE_HALVES_AND_ONE -> (int) Math.min(3L * backlog / 2 + 1, Integer.MAX_VALUE);
            };
        }
    }

    /// What is done with a segment that would overflow a queue.
    public enum Overflow {
        /// Nothing: the peer will try again.
        DROP,
        RESET,
        /// A SYN is taken all the same: FreeBSD looks at the queue only when the handshake is over.
        ADMIT
    }
}
