package dev.linger.script.notation;

import org.jspecify.annotations.Nullable;

/// An ICMP message, most often an error about a segment of the connection.
///
/// @param type as written: `unreachable`, `time_exceeded`, `type_3`...
/// @param code as written, `port_unreachable`..., or null
/// @param mtu bytes, or -1
/// @param echoId of an echo request or reply, 0 for none
/// @param quoted the sequence numbers of the segment that the error is about; null where the script leaves it open
public record IcmpPacket(
        Direction direction,
        IpFields ip,
        String type,
        @Nullable String code,
        int mtu,
        int echoId,
        @Nullable SequenceRange quoted)
        implements Action {}
