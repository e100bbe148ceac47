package dev.linger.script.notation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A TCP segment, to be sent or to be expected.
///
/// @param sourcePort 0 where the script leaves ports to the connection; so with `destinationPort`
/// @param flags [dev.linger.model.Flags] and [#AE] joined
/// @param ace the three bits of accurate ECN where they were written as a number, else -1; `flags` has them too
/// @param ack meaningful with the flag ACK, 0 to 2^32 - 1
/// @param window 0 to 65535 as in the header, or -1 for none: any when expected
/// @param options null for `<...>`: not looked at
public record TcpPacket(
        Direction direction,
        IpFields ip,
        int sourcePort,
        int destinationPort,
        int flags,
        int ace,
        SequenceRange sequence,
        long ack,
        int window,
        int urgentPointer,
        @Nullable List<TcpOption> options)
        implements Action {
    /// The bit of accurate ECN before CWR and ECE in the header.
    public static final int AE = 0x100;

    public TcpPacket {
        options = options == null ? null : List.copyOf(options);
    }
}
