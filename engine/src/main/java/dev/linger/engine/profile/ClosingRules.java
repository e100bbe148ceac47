package dev.linger.engine.profile;

/// What close() does, and how long a closed connection without a program is kept.
///
/// @param unreadText whether close() with text that nobody read resets (RFC 9293 §3.6.1 SHLD-3)
/// @param resetOnTextAfterClose whether text for a program that is gone is answered by a reset
/// @param lingerZeroSilentAfterFin whether a linger-0 close says nothing once the FIN was sent to a peer that
///     closed too: Linux in CLOSING and LAST_ACK (net/ipv4/tcp.c:tcp_disconnect, tcp_need_reset)
/// @param lingerBlocksAlways whether close() with linger blocks a non-blocking descriptor too (Linux; not BSD)
/// @param givingUpResets whether the peer is sent a reset when retransmissions were in vain
///     (netinet/tcp_subr.c:tcp_drop of BSD) or is told nothing (net/ipv4/tcp_timer.c:tcp_write_err)
/// @param linuxResetErrors whether a reset in CLOSE_WAIT is told as EPIPE and one in SYN_RECEIVED as ECONNRESET
///     (net/ipv4/tcp_input.c:tcp_reset), instead of ECONNRESET and ECONNREFUSED
/// @param finWait2 what bounds an orphan's stay in FIN_WAIT_2
/// @param finWait2Millis how long; tcp_fin_timeout, finwait2_timeout; 0 where nothing bounds it, and without effect
///     for [FinWait2#IDLE]
/// @param linger2MaxSeconds what TCP_LINGER2 is held to; 0 where more than the system's own time means that
///     time (net/ipv4/tcp.c:do_tcp_setsockopt)
/// @param heldFinWait2Millis how long FIN_WAIT_2 lasts at most while a program that has shut down sending still
///     holds the socket, 0 for no bound (Windows 2000 and 2003: 300 s)
/// @param orphanLimit connections without a program that are kept at most (net.ipv4.tcp_max_orphans); beyond it,
///     RST
public record ClosingRules(
        UnreadText unreadText,
        boolean resetOnTextAfterClose,
        boolean lingerZeroSilentAfterFin,
        boolean lingerBlocksAlways,
        boolean givingUpResets,
        boolean linuxResetErrors,
        FinWait2 finWait2,
        long finWait2Millis,
        int linger2MaxSeconds,
        long heldFinWait2Millis,
        int orphanLimit) {
    /// What a waiting row can take, and the 60 s beyond which a connection stays whole first.
    private static final long LINUX_MAX_MILLIS = 860_000;

    public ClosingRules {
        boolean tooLong = finWait2 == FinWait2.LINUX && finWait2Millis > LINUX_MAX_MILLIS;
        if (finWait2Millis < 0 || tooLong) {
            throw new IllegalArgumentException("FIN_WAIT_2 cannot last " + finWait2Millis + " ms");
        }
    }

    /// Which text that nobody read makes close() reset.
    public enum UnreadText {
        /// None: it is thrown away, and a FIN is sent (FreeBSD).
        FORGOTTEN,
        /// What could have been read (net/ipv4/tcp.c:__tcp_close).
        READABLE,
        /// That, and what waits for text in front of it (bsd/netinet/tcp_usrreq.c:tcp_disconnect of macOS).
        READABLE_OR_EARLY
    }

    /// What happens to a FIN_WAIT_2 that no program owns.
    public enum FinWait2 {
        /// It waits forever, as the RFC has it.
        FOREVER,
        /// Up to 60 s it becomes a waiting row; above, it stays whole for the time beyond 60 s first
        /// (net/ipv4/tcp.c:__tcp_close, tcp_timer.c:tcp_keepalive_timer).
        LINUX,
        /// It vanishes when nothing has come for as long as all keepalive probes would take, which is looked at
        /// after that time and from then on as often as they are sent (netinet/tcp_timer.c:tcp_timer_2msl).
        IDLE,
        /// It vanishes after so long, whatever comes, and says nothing.
        SILENT,
        /// It is reset after so long.
        RESET
    }
}
