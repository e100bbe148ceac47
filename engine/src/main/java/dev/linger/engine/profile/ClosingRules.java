package dev.linger.engine.profile;

/// What close() does, and how long a closed connection without a program is kept.
///
/// @param resetOnUnreadData whether close() with unread data resets (RFC 9293 §3.10.4, RFC 1122 §4.2.2.13; not
///     FreeBSD)
/// @param resetOnDataAfterClose whether data for a program that is gone is answered by a reset
/// @param lingerZeroSilentAfterFin whether a linger-0 close says nothing once the FIN was sent to a peer that
///     closed too: Linux in CLOSING and LAST_ACK (net/ipv4/tcp.c:tcp_disconnect, tcp_need_reset)
/// @param lingerBlocksAlways whether close() with linger blocks a non-blocking descriptor too (Linux; not BSD)
/// @param finWait2 what bounds an orphan's stay in FIN_WAIT_2
/// @param finWait2Millis how long; tcp_fin_timeout, finwait2_timeout; 0 where nothing bounds it
/// @param orphanLimit connections without a program that are kept at most (net.ipv4.tcp_max_orphans); beyond it,
///     RST
public record ClosingRules(
        boolean resetOnUnreadData,
        boolean resetOnDataAfterClose,
        boolean lingerZeroSilentAfterFin,
        boolean lingerBlocksAlways,
        FinWait2 finWait2,
        long finWait2Millis,
        int orphanLimit) {
    /// What happens to a FIN_WAIT_2 that no program owns.
    public enum FinWait2 {
        /// It waits forever, as the RFC has it.
        FOREVER,
        /// Up to 60 s it becomes a waiting row; above, it stays whole for the time beyond 60 s first
        /// (net/ipv4/tcp.c:__tcp_close, tcp_timer.c:tcp_keepalive_timer).
        LINUX,
        /// It vanishes after so long without a segment, and says nothing.
        SILENT,
        /// It is reset after so long.
        RESET
    }
}
