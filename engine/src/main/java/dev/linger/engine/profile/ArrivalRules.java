package dev.linger.engine.profile;

/// How segments that arrive for a connection are judged before anything is done with them.
///
/// @param challengeAcks RFC 5961: a RST must hit RCV.NXT exactly and a SYN never kills; both are challenged.
///     Without it a RST anywhere in the window kills and a SYN in the window is answered by a reset, as RFC 793 had
///     it
/// @param resetBehindFin whether a RST one before RCV.NXT counts as exact once the peer's FIN was taken
///     (net/ipv4/tcp_input.c:tcp_reset_check)
/// @param challengesPerSecond challenge ACKs of the whole host (RFC 5961 §7)
/// @param replyIntervalMillis least time between two answers of one connection to segments out of its window, 0 for
///     no limit (net.ipv4.tcp_invalid_ratelimit)
/// @param rightEdgeAccepted whether an empty segment just behind the window is taken
///     (net/ipv4/tcp_input.c:tcp_sequence)
/// @param repeatedSynGetsSynAck whether a SYN repeated to an embryo is answered by SYN-ACK again, instead of an ACK
/// @param newSynResetsEmbryo whether an unexpected SYN resets an embryo (net/ipv4/tcp_minisocks.c:tcp_check_req) or
///     drops it without a word, as RFC 9293 §3.10.7.4 has it
/// @param missingTimestampDropped whether a segment without the timestamps agreed on is dropped (RFC 7323 §3.2)
/// @param pawsOutdatedMillis age from which a remembered timestamp no longer rejects anything (RFC 7323 §5.5: 24
///     days)
/// @param hardErrorsAbort whether an ICMP hard error aborts a synchronized connection (RFC 9293 §3.9.2.2, SHLD-26);
///     most systems take it for a soft one (RFC 5461)
public record ArrivalRules(
        boolean challengeAcks,
        boolean resetBehindFin,
        int challengesPerSecond,
        int replyIntervalMillis,
        boolean rightEdgeAccepted,
        boolean repeatedSynGetsSynAck,
        boolean newSynResetsEmbryo,
        boolean missingTimestampDropped,
        long pawsOutdatedMillis,
        boolean hardErrorsAbort) {}
