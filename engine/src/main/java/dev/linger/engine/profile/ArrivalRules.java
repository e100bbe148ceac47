package dev.linger.engine.profile;

/// How segments that arrive for a connection are judged before anything is done with them.
///
/// @param order whose order of checks, and what goes with it
/// @param challengeAcks RFC 5961: a RST must hit RCV.NXT exactly and a SYN never kills; both are challenged.
///     Without it a RST anywhere in the window kills and a SYN in the window is answered by a reset, as before
///     that RFC
/// @param resetNearby whether a RST counts as exact too one before RCV.NXT once the peer's FIN was taken, and at
///     the right edge of what was acknowledged selectively (net/ipv4/tcp_input.c:tcp_reset_check,
///     tcp_validate_incoming)
/// @param challengesPerSecond challenge ACKs of the whole host (RFC 5961 §7)
/// @param replyIntervalMillis least time between two answers of one connection to segments out of its window, 0 for
///     no limit (net.ipv4.tcp_invalid_ratelimit)
/// @param repeatedSynGetsSynAck whether a SYN repeated to an embryo is answered by SYN-ACK again, instead of an ACK
/// @param missingTimestampDropped whether a segment without the timestamps agreed on is dropped (RFC 7323 §3.2)
/// @param pawsOutdatedMillis age from which a remembered timestamp no longer rejects anything (RFC 7323 §5.5: 24
///     days)
/// @param oldTimestampsOfOldAcksIgnored whether an empty segment with an old number and an old timestamp is dropped
///     without an answer, as such ones are common (net/ipv4/tcp_input.c:tcp_validate_incoming, after 6.12)
/// @param hardErrorsAbort whether an ICMP hard error aborts a synchronized connection (RFC 9293 §3.9.2.2, SHLD-26);
///     most systems take it for a soft one (RFC 5461)
/// @param openingErrors which ICMP errors end a connection that is being opened
public record ArrivalRules(
        Order order,
        boolean challengeAcks,
        boolean resetNearby,
        int challengesPerSecond,
        int replyIntervalMillis,
        boolean repeatedSynGetsSynAck,
        boolean missingTimestampDropped,
        long pawsOutdatedMillis,
        boolean oldTimestampsOfOldAcksIgnored,
        boolean hardErrorsAbort,
        OpeningErrors openingErrors) {
    /// Whose order of checks is followed.
    public enum Order {
        /// RFC 9293 §3.10.7.4 and RFC 7323 §5.3.
        RFC,
        /// Linux, measured on 6.18. Without ACK, RST and SYN nothing is looked at; an empty segment just behind
        /// the window is taken; a timestamp may be one older; text over the peer's FIN is refused; and what was
        /// never sent cannot be acknowledged (net/ipv4/tcp_input.c:tcp_rcv_established, tcp_sequence,
        /// tcp_paws_discard, tcp_ack). An embryo looks at a RST first, then at the acknowledgment, then at the
        /// number, and a SYN in its window ends it (net/ipv4/tcp_minisocks.c:tcp_check_req).
        LINUX,
        /// Linux as it was: a RST in an embryo's window ends it, if its acknowledgment is right; an ESTABLISHED
        /// connection says nothing to what acknowledges too much; and what is older than all that was ever sent
        /// is an old acknowledgment.
        OLD_LINUX,
        /// FreeBSD and macOS. A RST has to hit what was acknowledged last; text for a program that is gone
        /// resets also beyond the window and behind the peer's FIN; an old timestamp is answered if it comes
        /// with text (sys/netinet/tcp_input.c:tcp_do_segment).
        BSD;

        /// Any of Linux'.
        public boolean isLinux() {
            return this == LINUX || this == OLD_LINUX;
        }
    }

    /// What ends the attempt to open a connection.
    public enum OpeningErrors {
        /// Hard errors only (RFC 9293 §3.9.2.2 MUST-56, SHLD-26).
        HARD,
        /// Every error; an embryo ends by soft ones only (net/ipv4/tcp_ipv4.c:tcp_v4_err, tcp_req_err; measured on
        /// 6.18; RFC 5461 §4).
        LINUX,
        /// Hard errors in SYN_SENT, to which filters belong; any error when there was one before and the SYN was
        /// repeated more than three times (sys/netinet/tcp_subr.c:tcp_notify, tcp_drop_syn_sent,
        /// tcp_syncache.c:syncache_unreach).
        BSD
    }
}
