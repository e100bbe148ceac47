package dev.linger.script.run;

import dev.linger.model.Endpoint;
import dev.linger.script.notation.IcmpPacket;
import dev.linger.script.notation.SequenceRange;
import dev.linger.wire.IcmpError;
import dev.linger.wire.IcmpError.Kind;
import java.util.Map;

/// ICMP errors from the script's words (gtests/net/packetdrill/icmp_packet.c) to what they mean for TCP.
final class IcmpTranslation {
    private static final Map<String, Kind> IPV4 = Map.ofEntries(
            Map.entry("unreachable", Kind.NET_UNREACHABLE),
            Map.entry("unreachable net_unreachable", Kind.NET_UNREACHABLE),
            Map.entry("unreachable host_unreachable", Kind.HOST_UNREACHABLE),
            Map.entry("unreachable protocol_unreachable", Kind.PROTOCOL_UNREACHABLE),
            Map.entry("unreachable port_unreachable", Kind.PORT_UNREACHABLE),
            Map.entry("unreachable frag_needed", Kind.TOO_BIG),
            Map.entry("unreachable source_route_failed", Kind.SOURCE_ROUTE_FAILED),
            Map.entry("unreachable net_unknown", Kind.NET_UNREACHABLE),
            Map.entry("unreachable host_unknown", Kind.HOST_UNREACHABLE),
            Map.entry("unreachable source_host_isolated", Kind.HOST_UNREACHABLE),
            Map.entry("unreachable net_prohibited", Kind.NET_PROHIBITED),
            Map.entry("unreachable host_prohibited", Kind.ADMINISTRATIVELY_PROHIBITED),
            Map.entry("unreachable net_unreachable_for_tos", Kind.NET_UNREACHABLE),
            Map.entry("unreachable host_unreachable_for_tos", Kind.HOST_UNREACHABLE),
            Map.entry("unreachable packet_filtered", Kind.ADMINISTRATIVELY_PROHIBITED),
            Map.entry("unreachable precedence_violation", Kind.ADMINISTRATIVELY_PROHIBITED),
            Map.entry("unreachable precedence_cutoff", Kind.ADMINISTRATIVELY_PROHIBITED),
            Map.entry("time_exceeded", Kind.TIME_EXCEEDED),
            Map.entry("parameter_problem", Kind.PARAMETER_PROBLEM));

    private static final Map<String, Kind> IPV6 = Map.ofEntries(
            Map.entry("unreachable", Kind.NET_UNREACHABLE),
            Map.entry("unreachable net_unreachable", Kind.NET_UNREACHABLE),
            Map.entry("unreachable no_route", Kind.NET_UNREACHABLE),
            Map.entry("unreachable admin_prohibited", Kind.ADMINISTRATIVELY_PROHIBITED),
            Map.entry("unreachable not_neighbour", Kind.HOST_UNREACHABLE),
            Map.entry("unreachable address_unreachable", Kind.HOST_UNREACHABLE),
            Map.entry("unreachable port_unreachable", Kind.PORT_UNREACHABLE),
            Map.entry("packet_too_big", Kind.TOO_BIG),
            Map.entry("time_exceeded", Kind.TIME_EXCEEDED),
            Map.entry("time_exceeded exceeded_hop_limit", Kind.TIME_EXCEEDED),
            Map.entry("time_exceeded exceeded_frag_time", Kind.TIME_EXCEEDED),
            Map.entry("parameter_problem", Kind.PARAMETER_PROBLEM),
            Map.entry("parameter_problem header_field", Kind.PARAMETER_PROBLEM),
            Map.entry("parameter_problem unknown_next_header", Kind.PARAMETER_PROBLEM),
            Map.entry("parameter_problem unknown_option", Kind.PARAMETER_PROBLEM));

    private IcmpTranslation() {}

    /// @throws ScriptFailure for an error that means nothing to TCP, or has no segment to be about
    static IcmpError inbound(IcmpPacket packet, Connection connection) throws ScriptFailure {
        Endpoint local = connection.local;
        Endpoint remote = connection.remote;
        if (local == null || remote == null) {
            throw ScriptFailure.refused("there is no connection yet that the ICMP error could be about");
        }
        IcmpError error = new IcmpError();
        error.kind = kind(packet, remote.address().isIpv4());
        error.mtu = Math.max(0, packet.mtu());
        error.sourceHigh = local.address().high();
        error.sourceLow = local.address().low();
        error.sourcePort = local.port();
        error.destinationHigh = remote.address().high();
        error.destinationLow = remote.address().low();
        error.destinationPort = remote.port();
        SequenceRange quoted = packet.quoted();
        error.seq = (quoted == null ? 0 : (int) quoted.start()) + connection.localOffset(false);
        return error;
    }

    private static Kind kind(IcmpPacket packet, boolean ipv4) throws ScriptFailure {
        String words = packet.code() == null ? packet.type() : packet.type() + " " + packet.code();
        Kind kind = (ipv4 ? IPV4 : IPV6).get(words);
        if (kind == null) {
            throw ScriptFailure.refused(
                    "'icmp " + words + "' is no error that TCP over " + (ipv4 ? "IPv4" : "IPv6") + " is told of");
        }
        return kind;
    }
}
