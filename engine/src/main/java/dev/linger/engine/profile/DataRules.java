package dev.linger.engine.profile;

import dev.linger.wire.OptionOrder;

/// How data travels: options offered, buffers, acknowledgments, keepalive.
///
/// @param timestamps whether RFC 7323 timestamps are offered and accepted (net.ipv4.tcp_timestamps)
/// @param windowScaling whether window scaling is offered and accepted
/// @param selectiveAcknowledgments whether SACK is offered and accepted; blocks are then sent, not yet used for
///     recovery
/// @param optionOrder how options are written on the wire
/// @param mtuBytes largest packet of the link, 576 to 65535; the MSS offered is 40 less (IPv4) or 60 less
///     (IPv6)
/// @param sendBufferBytes what a connection holds unsent or unacknowledged at most, 1 to 2^30
/// @param receiveBufferBytes what a connection holds unread at most and so the largest window it offers, 1 to
///     2^30
/// @param firstWindowBytes of what buffer the first window is as many whole segments as fit, growing as segments
///     arrive (net/ipv4/tcp_output.c:tcp_select_initial_window); 0 where the window is the buffer from the start
/// @param windowShift window scale offered at least, 0 to 14; more if the receive buffer needs it
/// @param probesCarryText whether a probe of a zero window carries a byte (RFC 9293 §3.8.6.1) or is an empty
///     segment one before SND.UNA (net/ipv4/tcp_output.c:tcp_xmit_probe_skb)
/// @param initialWindowSegments segments that may be sent before the first acknowledgment (RFC 6928: 10); 0 for
///     RFC 5681
/// @param delayedAckMillis how long an acknowledgment may wait, 0 for not at all (RFC 9293 §3.8.6.3: below 500,
///     MUST-40)
/// @param quickAcks segments acknowledged at once when a connection begins
///     (net/ipv4/tcp_input.c:tcp_enter_quickack_mode)
/// @param keepAliveIdleMillis silence before the first keepalive probe, 1 to 32767000 (RFC 9293 §3.8.4: two hours or
///     more, MUST-28)
/// @param keepAliveIntervalMillis between probes
/// @param keepAliveProbes unanswered probes before the connection is dropped, 1 to 127
public record DataRules(
        boolean timestamps,
        boolean windowScaling,
        boolean selectiveAcknowledgments,
        OptionOrder optionOrder,
        int mtuBytes,
        int sendBufferBytes,
        int receiveBufferBytes,
        int firstWindowBytes,
        int windowShift,
        boolean probesCarryText,
        int initialWindowSegments,
        int delayedAckMillis,
        int quickAcks,
        int keepAliveIdleMillis,
        int keepAliveIntervalMillis,
        int keepAliveProbes) {
    /// The same over a link with packets of this size, 576 to 65535 bytes.
    public DataRules withMtuBytes(int newMtuBytes) {
        return new DataRules(
                timestamps,
                windowScaling,
                selectiveAcknowledgments,
                optionOrder,
                newMtuBytes,
                sendBufferBytes,
                receiveBufferBytes,
                firstWindowBytes,
                windowShift,
                probesCarryText,
                initialWindowSegments,
                delayedAckMillis,
                quickAcks,
                keepAliveIdleMillis,
                keepAliveIntervalMillis,
                keepAliveProbes);
    }
}
