package dev.linger.model;

/// The kernel counters that Linger reasons with, under their real names; what each really counts is measured on
/// Linux 6.18 and often differs from what its name says.
public enum Counter {
    /// Connections this side began.
    ACTIVE_OPENS("Tcp", "ActiveOpens"),
    /// Connections begun by others.
    PASSIVE_OPENS("Tcp", "PassiveOpens"),
    ATTEMPT_FAILS("Tcp", "AttemptFails"),
    /// ESTABLISHED or CLOSE_WAIT straight to CLOSED.
    ESTAB_RESETS("Tcp", "EstabResets"),
    CURR_ESTAB("Tcp", "CurrEstab"),
    IN_SEGS("Tcp", "InSegs"),
    OUT_SEGS("Tcp", "OutSegs"),
    RETRANS_SEGS("Tcp", "RetransSegs"),
    /// Every RST sent.
    OUT_RSTS("Tcp", "OutRsts"),
    /// TIME_WAIT *made* since Linux 6.1 at the latest, orphaned FIN_WAIT_2 among them; up to 5.10, ended by timer.
    TIME_WAIT_MADE("TcpExt", "TW"),
    /// A TIME_WAIT taken over by an outgoing connection; never one reopened by an arriving SYN.
    TIME_WAIT_RECYCLED("TcpExt", "TWRecycled"),
    /// The same as TW with a life of four seconds or less. Nothing is killed.
    TIME_WAIT_SHORT("TcpExt", "TWKilled"),
    /// A TIME_WAIT, or an orphaned FIN_WAIT_2, not made because tcp_max_tw_buckets was reached.
    TIME_WAIT_OVERFLOW("TcpExt", "TCPTimeWaitOverflow"),
    /// Closed with linger 0, or data arrived after close.
    ABORT_ON_DATA("TcpExt", "TCPAbortOnData"),
    /// Closed with unread data.
    ABORT_ON_CLOSE("TcpExt", "TCPAbortOnClose"),
    /// Closed in FIN_WAIT_2 with TCP_LINGER2 below zero. Not SO_LINGER.
    ABORT_ON_LINGER("TcpExt", "TCPAbortOnLinger"),
    ABORT_ON_TIMEOUT("TcpExt", "TCPAbortOnTimeout"),
    /// Orphan or memory limit reached.
    ABORT_ON_MEMORY("TcpExt", "TCPAbortOnMemory"),
    /// A connection could not enter a full accept queue.
    LISTEN_OVERFLOWS("TcpExt", "ListenOverflows"),
    /// SYNs dropped at a listener for any reason, full accept queue among them.
    LISTEN_DROPS("TcpExt", "ListenDrops"),
    SYNCOOKIES_SENT("TcpExt", "SyncookiesSent"),
    /// Timestamps too old in synchronized states, in SYN_RECEIVED and, up to 6.12, in TIME_WAIT.
    PAWS_ESTAB("TcpExt", "PAWSEstab"),
    /// In SYN_SENT, an answer whose timestamp echo lies outside what was sent.
    PAWS_ACTIVE("TcpExt", "PAWSActive"),
    /// Timestamps too old in TIME_WAIT; of its own since some release between 6.12 and 6.18.
    PAWS_TIME_WAIT("TcpExt", "PAWSTimewait"),
    /// Empty segments with an old number and a timestamp too old; of its own like PAWSTimewait.
    PAWS_OLD_ACK("TcpExt", "PAWSOldAck"),
    /// SYNs refused by tcp_tw_recycle, on the kernels that had it.
    PAWS_PASSIVE("TcpExt", "PAWSPassive"),
    /// Replies that the limit on answers to unexpected segments kept back, by the state they were kept back in.
    ACK_SKIPPED_TIME_WAIT("TcpExt", "TCPACKSkippedTimeWait"),
    ACK_SKIPPED_FIN_WAIT_2("TcpExt", "TCPACKSkippedFinWait2"),
    ACK_SKIPPED_SYN_RECEIVED("TcpExt", "TCPACKSkippedSynRecv"),
    ACK_SKIPPED_PAWS("TcpExt", "TCPACKSkippedPAWS"),
    ACK_SKIPPED_SEQUENCE("TcpExt", "TCPACKSkippedSeq"),
    ACK_SKIPPED_CHALLENGE("TcpExt", "TCPACKSkippedChallenge"),
    /// Challenge ACKs sent (RFC 5961), those provoked by a SYN counted in both.
    CHALLENGE_ACKS("TcpExt", "TCPChallengeACK"),
    SYN_CHALLENGES("TcpExt", "TCPSYNChallenge"),
    /// Retransmission timer run out, probes of a zero window not among them.
    TIMEOUTS("TcpExt", "TCPTimeouts"),
    FAST_RETRANSMITS("TcpExt", "TCPFastRetrans"),
    SYN_RETRANSMITS("TcpExt", "TCPSynRetrans"),
    DELAYED_ACKS("TcpExt", "DelayedACKs"),
    KEEP_ALIVES("TcpExt", "TCPKeepAlive"),
    /// Segments kept because others before them are missing.
    OUT_OF_ORDER_QUEUED("TcpExt", "TCPOFOQueue"),
    /// SYNs dropped because a listener's SYN queue was full and cookies are off.
    SYN_QUEUE_FULL_DROPS("TcpExt", "TCPReqQFullDrop"),
    EMBRYONIC_RESETS("TcpExt", "EmbryonicRsts"),
    OUT_OF_WINDOW_ICMPS("TcpExt", "OutOfWindowIcmps"),
    /// Mini-sockets of this namespace: TIME_WAIT and orphaned FIN_WAIT_2.
    SOCKSTAT_TIME_WAIT("sockstat", "TCP.tw"),
    SOCKSTAT_IN_USE("sockstat", "TCP.inuse"),
    /// Closed by their program, still being closed by the kernel; of the whole machine, mini-sockets not among
    /// them.
    SOCKSTAT_ORPHAN("sockstat", "TCP.orphan"),
    /// Sockets allocated, on the whole machine.
    SOCKSTAT_ALLOC("sockstat", "TCP.alloc"),
    /// Pages of memory, on the whole machine.
    SOCKSTAT_MEM("sockstat", "TCP.mem");

    private final String key;

    Counter(String group, String name) {
        this.key = group + "." + name;
    }

    /// The counter's full name, such as `TcpExt.TCPTimeWaitOverflow`.
    public String key() {
        return key;
    }
}
