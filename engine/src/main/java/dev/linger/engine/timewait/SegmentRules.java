package dev.linger.engine.timewait;

import dev.linger.engine.record.RecordPath;

/// How segments for a waiting row are judged: which system's order of checks, and what settings and versions
/// change in it.
///
/// @param order whose checks, in whose order
/// @param onReset what a RST does
/// @param ignoredResetRestarts whether an exact RST that is ignored restarts the wait: Linux up to 4.19 or so
///     with tcp_rfc1337=1 (`net/ipv4/tcp_minisocks.c:tcp_timewait_state_process`)
/// @param onSyn which SYN may begin a new connection
/// @param acknowledgesWithoutListener whether such a SYN is acknowledged, and the row stays, when nobody
///     listens (Linux); otherwise the row is gone before a listener is looked for
/// @param restartsOnDuplicateFin whether the peer's repeated FIN restarts the wait. RFC 9293 §3.10.7.4 says so
///     in its eighth step and answers that FIN in its first
/// @param pawsGuardMillis age from which TS.Recent rejects nothing any more: 24 days (RFC 7323 §5.5), or 2147 s
///     in Linux from 6.12 on; 0 for a system without PAWS in TIME_WAIT
/// @param pawsResetMillis age of TS.Recent below which PAWS tests a RST too: 60,000 in Linux
///     (`include/net/tcp.h: tcp_paws_reject`), 0 for never, as RFC 7323 §5.2 demands
/// @param missingTimestampDropped whether a segment without the timestamps agreed on is dropped (RFC 7323 §3.2)
/// @param synFinDropped whether a SYN with a FIN is dropped unseen: FreeBSD's net.inet.tcp.drop_synfin, from 14 on;
///     always on macOS (`bsd/netinet/tcp_input.c:tcp_input`)
/// @param synAckReopens whether a SYN with ACK counts as a SYN: FreeBSD up to 13
public record SegmentRules(
        Order order,
        OnReset onReset,
        boolean ignoredResetRestarts,
        OnSyn onSyn,
        boolean acknowledgesWithoutListener,
        boolean restartsOnDuplicateFin,
        int pawsGuardMillis,
        int pawsResetMillis,
        boolean missingTimestampDropped,
        boolean synFinDropped,
        boolean synAckReopens) {
    /// Whose checks are made, in whose order.
    public enum Order {
        /// [RfcOrder].
        RFC,
        /// [LinuxOrder].
        LINUX,
        /// [BsdOrder].
        BSD,
        /// [WindowsOrder].
        WINDOWS,
        /// [MacosOrder].
        MACOS
    }

    /// What a RST does to a waiting row.
    public enum OnReset {
        /// It removes the row, whatever its sequence number.
        DISCARD_ANY,
        /// It removes the row when it is exactly at RCV.NXT.
        DISCARD_EXACT,
        /// Nothing: fix F1 of RFC 1337 §3.
        IGNORE
    }

    /// Which SYN without ACK may begin a new connection.
    public enum OnSyn {
        /// None: all are challenged (RFC 5961 §4.2).
        CHALLENGE,
        /// The table of RFC 6191 §2: by timestamp where both use them, else by sequence number.
        RFC_6191,
        /// One that is newer by sequence number or by timestamp, unless PAWS rejects it: Linux.
        NEWER_SEQUENCE_OR_TIMESTAMP,
        /// One that is newer by sequence number: FreeBSD.
        NEWER_SEQUENCE,
        /// One beyond the right edge of the window: macOS.
        BEYOND_WINDOW,
        /// Any: Windows 2000.
        ANY
    }

    /// 24 days (RFC 7323 §5.5), in milliseconds.
    public static final int PAWS_24_DAYS_MILLIS = 24 * 24 * 3600 * 1000;
    /// `TCP_PAWS_WRAP` of `include/net/tcp.h` from Linux 6.12 on: when a microsecond clock wraps in 31 bits.
    public static final int PAWS_2147_SECONDS_MILLIS = 2_147_000;

    public SegmentRules {
        if (pawsGuardMillis < 0 || pawsResetMillis < 0) {
            throw new IllegalArgumentException("negative age: " + pawsGuardMillis + " or " + pawsResetMillis + " ms");
        }
    }

    public SegmentRules withOnReset(OnReset newOnReset) {
        return RecordPath.copy(this, "onReset", newOnReset);
    }

    public SegmentRules withOnSyn(OnSyn newOnSyn) {
        return RecordPath.copy(this, "onSyn", newOnSyn);
    }

    public SegmentRules withRestartsOnDuplicateFin(boolean restarts) {
        return RecordPath.copy(this, "restartsOnDuplicateFin", restarts);
    }

    public SegmentRules withPawsGuardMillis(int millis) {
        return RecordPath.copy(this, "pawsGuardMillis", millis);
    }

    public SegmentRules withMissingTimestampDropped(boolean dropped) {
        return RecordPath.copy(this, "missingTimestampDropped", dropped);
    }

    public SegmentRules withSynFinDropped(boolean dropped) {
        return RecordPath.copy(this, "synFinDropped", dropped);
    }
}
