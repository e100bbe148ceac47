package dev.linger.script.run;

import dev.linger.model.Flags;
import dev.linger.script.notation.IpFields;
import dev.linger.script.notation.SequenceRange;
import dev.linger.script.notation.TcpOption;
import dev.linger.script.notation.TcpPacket;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Compares what the host has sent with what the script expects, as packetdrill does
/// (gtests/net/packetdrill/run_packet.c:verify_outbound_live_packet): a window only where one is written, options
/// unless they are `<...>`, and of timestamps the value only where ticks are checked.
final class PacketCheck {
    /// What hosts send when nobody asks for something else.
    private static final int TTL = 64;

    private PacketCheck() {}

    /// The first field that differs, or null.
    static @Nullable PacketField difference(TcpPacket expected, TcpPacket actual) {
        if (!ipMatches(expected.ip())) {
            return PacketField.IP;
        }
        if (expected.sequence().length() != actual.sequence().length()) {
            return PacketField.LENGTH;
        }
        if (expected.flags() != actual.flags()) {
            return PacketField.FLAGS;
        }
        if (expected.sequence().reference() != SequenceRange.Reference.ANY
                && expected.sequence().start() != actual.sequence().start()) {
            return PacketField.SEQUENCE;
        }
        if ((expected.flags() & Flags.ACK) != 0 && expected.ack() != actual.ack()) {
            return PacketField.ACK;
        }
        if (expected.window() >= 0 && expected.window() != actual.window()) {
            return PacketField.WINDOW;
        }
        if (expected.urgentPointer() != actual.urgentPointer()) {
            return PacketField.URGENT;
        }
        return optionsMatch(expected.options(), actual.options()) ? null : PacketField.OPTIONS;
    }

    /// The engine marks no congestion and labels no flows.
    private static boolean ipMatches(IpFields expected) {
        boolean service = switch (expected.ecn()) {
            case ANY -> true;
            case BITS, DSCP, WHOLE -> expected.tos() == 0;
            case ECT0_OR_ECT1, DSCP_AND_ECT0_OR_ECT1 -> false;
        };
        return service && (expected.ttl() == 0 || expected.ttl() == TTL);
    }

    private static boolean optionsMatch(@Nullable List<TcpOption> expected, @Nullable List<TcpOption> actual) {
        if (expected == null || actual == null) {
            return true;
        }
        if (expected.size() != actual.size()) {
            return false;
        }
        for (int index = 0; index < expected.size(); index++) {
            if (!matches(expected.get(index), actual.get(index))) {
                return false;
            }
        }
        return true;
    }

    private static boolean matches(TcpOption expected, TcpOption actual) {
        return expected instanceof TcpOption.Timestamps
                ? actual instanceof TcpOption.Timestamps
                : expected.equals(actual);
    }

    /// The timestamps of a packet, or null.
    static TcpOption.@Nullable Timestamps timestamps(TcpPacket packet) {
        List<TcpOption> options = packet.options();
        if (options != null) {
            for (TcpOption option : options) {
                if (option instanceof TcpOption.Timestamps found) {
                    return found;
                }
            }
        }
        return null;
    }
}
