package dev.linger.script.notation;

import dev.linger.model.Flags;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Writes packets.
final class PacketWriter {
    private static final String[] ECN = {"noecn", "ect1", "ect0", "ce"};
    private static final int ECN_BITS = Flags.ECE | Flags.CWR | TcpPacket.AE;

    private PacketWriter() {}

    static String tcp(TcpPacket packet) {
        StringBuilder text =
                new StringBuilder().append(packet.direction().sign()).append(' ');
        text.append(ip(packet.ip()));
        if (packet.sourcePort() != 0 || packet.destinationPort() != 0) {
            text.append(packet.sourcePort())
                    .append(" > ")
                    .append(packet.destinationPort())
                    .append(' ');
        }
        text.append(flags(packet)).append(' ').append(sequence(packet.sequence()));
        if ((packet.flags() & Flags.ACK) != 0 || packet.ack() != 0) {
            text.append(" ack ").append(packet.ack());
        }
        if (packet.window() >= 0) {
            text.append(" win ").append(packet.window());
        }
        if (packet.urgentPointer() != 0) {
            text.append(" urg ").append(packet.urgentPointer());
        }
        List<TcpOption> options = packet.options();
        if (options == null) {
            text.append(" <...>");
        } else if (!options.isEmpty()) {
            text.append(options.stream().map(PacketWriter::option).collect(Collectors.joining(",", " <", ">")));
        }
        return text.toString();
    }

    static String icmp(IcmpPacket packet) {
        StringBuilder text =
                new StringBuilder().append(packet.direction().sign()).append(' ');
        text.append(ip(packet.ip())).append("icmp ").append(packet.type());
        if (packet.code() != null) {
            text.append(' ').append(packet.code());
        }
        if (packet.mtu() >= 0) {
            text.append(" mtu ").append(packet.mtu());
        }
        if (packet.echoId() != 0) {
            text.append(" id ").append(packet.echoId());
        }
        if (packet.quoted() != null) {
            text.append(" [").append(sequence(packet.quoted())).append(']');
        }
        return text.toString();
    }

    static String sequence(SequenceRange range) {
        String length = "(" + range.length() + ")";
        String numbers = range.start() + ":" + ((range.start() + range.length()) & 0xFFFF_FFFFL) + length;
        return switch (range.reference()) {
            case CONNECTION -> numbers;
            case WIRE -> numbers + "!";
            case ANY -> "..." + length;
        };
    }

    static String option(TcpOption option) {
        return switch (option) {
            case TcpOption.EndOfList _ -> "eol";
            case TcpOption.NoOperation _ -> "nop";
            case TcpOption.MaximumSegmentSize mss -> "mss " + mss.bytes();
            case TcpOption.WindowScale scale -> "wscale " + scale.shift();
            case TcpOption.SackPermitted _ -> "sackOK";
            case TcpOption.Sack sack ->
                sack.blocks().stream()
                        .map(block -> block.left() + ":" + block.right())
                        .collect(Collectors.joining(" ", "sack ", ""));
            case TcpOption.Timestamps stamps ->
                "TS val " + (stamps.val() < 0 ? "..." : stamps.val()) + " ecr " + stamps.ecr()
                        + (stamps.ecrOnWire() ? "!" : "");
            case TcpOption.Other other -> other.text();
        };
    }

    private static String flags(TcpPacket packet) {
        int flags = packet.flags();
        String letters = Flags.text(flags & ~ECN_BITS).replace("-", "").replace(".", "");
        if (packet.ace() < 0) {
            letters += (flags & Flags.ECE) != 0 ? "E" : "";
            letters += (flags & Flags.CWR) != 0 ? "W" : "";
            letters += (flags & TcpPacket.AE) != 0 ? "A" : "";
        }
        letters += (flags & Flags.ACK) != 0 ? "." : "";
        letters += packet.ace() >= 0 ? packet.ace() : "";
        return letters.isEmpty() ? "-" : letters;
    }

    private static String ip(IpFields ip) {
        List<String> fields = new ArrayList<>();
        String dscp = String.format("dscp 0x%x", ip.tos() >> 2);
        switch (ip.ecn()) {
            case ANY -> {}
            case BITS -> fields.add(ECN[ip.tos()]);
            case ECT0_OR_ECT1 -> fields.add("ect01");
            case WHOLE -> fields.add(String.format("tos 0x%x", ip.tos()));
            case DSCP -> fields.add(dscp);
            case DSCP_AND_ECT0_OR_ECT1 -> {
                fields.add(dscp);
                fields.add("ect01");
            }
        }
        if (ip.ttl() != 0) {
            fields.add("ttl " + ip.ttl());
        }
        if (ip.flowLabel() != 0) {
            fields.add(String.format("flowlabel 0x%x", ip.flowLabel()));
        }
        return fields.isEmpty() ? "" : "[" + String.join(", ", fields) + "] ";
    }
}
