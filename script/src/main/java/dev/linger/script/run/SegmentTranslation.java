package dev.linger.script.run;

import dev.linger.model.Endpoint;
import dev.linger.model.Flags;
import dev.linger.model.IpAddress;
import dev.linger.script.notation.Direction;
import dev.linger.script.notation.IpFields;
import dev.linger.script.notation.SegmentOptions;
import dev.linger.script.notation.SequenceRange;
import dev.linger.script.notation.TcpOption;
import dev.linger.script.notation.TcpPacket;
import dev.linger.wire.OptionOrder;
import dev.linger.wire.Segment;
import java.util.List;

/// Segments from the script's numbers to those on the wire, and back.
final class SegmentTranslation {
    private static final long UNSIGNED = 0xFFFF_FFFFL;
    private static final byte[] TEXT = new byte[1 << 16];

    private SegmentTranslation() {}

    /// What the script sends, as it goes to the host.
    ///
    /// @throws ScriptFailure for an echoed timestamp that the host has not sent, or a port that it has not chosen
    static Segment inbound(TcpPacket packet, Connection connection, RunSettings settings) throws ScriptFailure {
        Segment segment = new Segment();
        address(segment, packet, connection);
        segment.flags = packet.flags();
        boolean syn = segment.has(Flags.SYN);
        boolean absolute = packet.sequence().reference() == SequenceRange.Reference.WIRE;
        segment.seq = (int) packet.sequence().start() + (absolute ? 0 : connection.remoteOffset(syn));
        segment.textLength = packet.sequence().length();
        segment.text = TEXT;
        if (segment.has(Flags.ACK)) {
            segment.ack = (int) packet.ack() + (absolute ? 0 : connection.localOffset(syn));
        }
        segment.wnd = Math.max(0, packet.window());
        segment.urgentPointer = packet.urgentPointer();
        List<TcpOption> options = packet.options();
        if (options != null) {
            for (TcpOption option : options) {
                addOption(segment, option, connection, settings);
            }
        }
        return segment;
    }

    private static void addOption(Segment segment, TcpOption option, Connection connection, RunSettings settings)
            throws ScriptFailure {
        switch (option) {
            case TcpOption.MaximumSegmentSize(int bytes) -> {
                segment.options |= Segment.MSS;
                segment.mss = bytes;
            }
            case TcpOption.WindowScale(int shift) -> {
                segment.options |= Segment.WINDOW_SCALE;
                segment.windowScale = shift;
            }
            case TcpOption.SackPermitted() -> segment.options |= Segment.SACK_PERMITTED;
            case TcpOption.Sack(List<TcpOption.Sack.Block> blocks) -> {
                int offset = connection.localOffset(segment.has(Flags.SYN));
                for (TcpOption.Sack.Block block : blocks.subList(0, Math.min(blocks.size(), Segment.MAX_SACK_BLOCKS))) {
                    segment.sack[2 * segment.sackCount] = (int) block.left() + offset;
                    segment.sack[2 * segment.sackCount + 1] = (int) block.right() + offset;
                    segment.sackCount++;
                }
            }
            case TcpOption.Timestamps stamps -> {
                segment.options |= Segment.TIMESTAMPS;
                segment.tsVal = (int) stamps.val();
                segment.tsEcr = echo(segment, stamps, connection, settings);
            }
            default -> {
                // Nothing that a host would notice.
            }
        }
    }

    private static int echo(Segment segment, TcpOption.Timestamps stamps, Connection connection, RunSettings settings)
            throws ScriptFailure {
        if (stamps.ecrOnWire() || !segment.has(Flags.ACK)) {
            return (int) stamps.ecr();
        }
        Integer wire = connection.wireTimestamp(stamps.ecr(), settings.timestampEchoScaled());
        if (wire == null) {
            throw ScriptFailure.refused(
                    "it echoes the timestamp " + stamps.ecr() + ", which no packet expected before has as its TS val");
        }
        return wire;
    }

    /// What the host has sent, as the script would write it; `expected` says what its numbers count from.
    static TcpPacket outbound(
            Segment segment, Connection connection, SequenceRange.Reference reference, OptionOrder order) {
        boolean syn = segment.has(Flags.SYN);
        boolean absolute = reference == SequenceRange.Reference.WIRE;
        int seq = segment.seq - (absolute ? 0 : connection.localOffset(syn));
        int remoteOffset = absolute ? 0 : connection.remoteOffset(syn);
        return new TcpPacket(
                Direction.OUTBOUND,
                IpFields.ANY,
                0,
                0,
                segment.flags,
                -1,
                new SequenceRange(
                        absolute ? reference : SequenceRange.Reference.CONNECTION, seq & UNSIGNED, segment.textLength),
                segment.has(Flags.ACK) ? (segment.ack - remoteOffset) & UNSIGNED : 0,
                segment.wnd,
                segment.has(Flags.URG) ? segment.urgentPointer : 0,
                options(segment, connection, remoteOffset, order));
    }

    /// Where a segment comes from.
    static Endpoint source(Segment segment) {
        return new Endpoint(new IpAddress(segment.sourceHigh, segment.sourceLow), segment.sourcePort);
    }

    /// Ports that the packet names are written over those of the connection.
    private static void address(Segment segment, TcpPacket packet, Connection connection) throws ScriptFailure {
        Endpoint remote = connection.remote;
        Endpoint local = connection.local;
        if (remote == null || local == null) {
            throw ScriptFailure.refused("the host has not chosen the port of this connection yet");
        }
        segment.sourceHigh = remote.address().high();
        segment.sourceLow = remote.address().low();
        segment.sourcePort = packet.sourcePort() == 0 ? remote.port() : packet.sourcePort();
        segment.destinationHigh = local.address().high();
        segment.destinationLow = local.address().low();
        segment.destinationPort = packet.destinationPort() == 0 ? local.port() : packet.destinationPort();
    }

    private static List<TcpOption> options(
            Segment segment, Connection connection, int remoteOffset, OptionOrder order) {
        return SegmentOptions.of(segment, order).stream()
                .map(option -> switch (option) {
                    case TcpOption.Timestamps stamps ->
                        new TcpOption.Timestamps(
                                connection.scriptTimestamp(segment.tsVal) & UNSIGNED, stamps.ecr(), false);
                    case TcpOption.Sack sack ->
                        new TcpOption.Sack(sack.blocks().stream()
                                .map(block -> new TcpOption.Sack.Block(
                                        (block.left() - remoteOffset) & UNSIGNED,
                                        (block.right() - remoteOffset) & UNSIGNED))
                                .toList());
                    default -> option;
                })
                .toList();
    }
}
