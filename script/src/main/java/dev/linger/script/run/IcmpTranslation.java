package dev.linger.script.run;

import dev.linger.model.Endpoint;
import dev.linger.script.notation.IcmpPacket;
import dev.linger.script.notation.SequenceRange;
import dev.linger.wire.IcmpCodes;
import dev.linger.wire.IcmpError;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// ICMP messages from the script's words (gtests/net/packetdrill/icmp_packet.c) to what TCP is told of them.
final class IcmpTranslation {
    private static final Map<String, Integer> IPV4_TYPES = Map.ofEntries(
            Map.entry("echo_reply", 0),
            Map.entry("unreachable", 3),
            Map.entry("source_quench", 4),
            Map.entry("redirect", 5),
            Map.entry("echo_request", 8),
            Map.entry("router_advertisement", 9),
            Map.entry("time_exceeded", 11),
            Map.entry("parameter_problem", 12),
            Map.entry("timestamp_request", 13),
            Map.entry("timestamp_reply", 14),
            Map.entry("information_request", 15),
            Map.entry("information_reply", 16),
            Map.entry("address_mask_request", 17),
            Map.entry("address_mask_reply", 18));

    private static final Map<String, Integer> IPV4_CODES = Map.ofEntries(
            Map.entry("net_unreachable", 0),
            Map.entry("host_unreachable", 1),
            Map.entry("protocol_unreachable", 2),
            Map.entry("port_unreachable", 3),
            Map.entry("frag_needed", 4),
            Map.entry("source_route_failed", 5),
            Map.entry("net_unknown", 6),
            Map.entry("host_unknown", 7),
            Map.entry("source_host_isolated", 8),
            Map.entry("net_prohibited", 9),
            Map.entry("host_prohibited", 10),
            Map.entry("net_unreachable_for_tos", 11),
            Map.entry("host_unreachable_for_tos", 12),
            Map.entry("packet_filtered", 13),
            Map.entry("precedence_violation", 14),
            Map.entry("precedence_cutoff", 15),
            Map.entry("ttl_exceeded_in_transit", 0),
            Map.entry("frag_reass_exceeded", 1));

    private static final Map<String, Integer> IPV6_TYPES = Map.of(
            "unreachable", 1,
            "packet_too_big", 2,
            "time_exceeded", 3,
            "parameter_problem", 4,
            "echo_request", 128,
            "echo_reply", 129,
            "router_advertisement", 134);

    private static final Map<String, Integer> IPV6_CODES = Map.of(
            "net_unreachable", 0,
            "no_route", 0,
            "admin_prohibited", 1,
            "not_neighbour", 2,
            "address_unreachable", 3,
            "port_unreachable", 4,
            "exceeded_hop_limit", 0,
            "exceeded_frag_time", 1,
            "header_field", 0,
            "unknown_next_header", 1);

    private IcmpTranslation() {}

    /// The error, or null for a message that hosts do not tell TCP of, as a source quench
    /// (RFC 9293 §3.9.2.2, MUST-55).
    ///
    /// @throws ScriptFailure for a message that this version of IP does not have, or with no segment to be about
    static @Nullable IcmpError inbound(IcmpPacket packet, Connection connection) throws ScriptFailure {
        Endpoint local = connection.local;
        Endpoint remote = connection.remote;
        if (local == null || remote == null) {
            throw ScriptFailure.refused("there is no connection yet that the ICMP error could be about");
        }
        boolean ipv4 = remote.address().isIpv4();
        int type = number(packet.type(), "type_", ipv4 ? IPV4_TYPES : IPV6_TYPES);
        int code = packet.code() == null ? 0 : number(packet.code(), "code_", ipv4 ? IPV4_CODES : IPV6_CODES);
        IcmpError.Kind kind = ipv4 ? IcmpCodes.ipv4Kind(type, code) : IcmpCodes.ipv6Kind(type, code);
        if (kind == null) {
            return null;
        }
        IcmpError error = new IcmpError();
        error.kind = kind;
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

    private static int number(String word, String prefix, Map<String, Integer> names) throws ScriptFailure {
        if (word.startsWith(prefix)) {
            return Integer.parseInt(word.substring(prefix.length()));
        }
        Integer number = names.get(word);
        if (number == null) {
            throw ScriptFailure.refused("this version of IP has no ICMP message '" + word + "'");
        }
        return number;
    }
}
