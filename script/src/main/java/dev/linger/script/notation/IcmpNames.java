package dev.linger.script.notation;

import java.util.List;

/// The names of ICMP messages and their numbers in both versions of IP
/// (gtests/net/packetdrill/icmp_packet.c; the fork's has more).
public final class IcmpNames {
    /// A version of IP has no such message.
    public static final int NONE = -1;

    private static final List<Type> TYPES = List.of(
            new Type(
                    new Name("unreachable", 3, 1),
                    new Name("net_unreachable", 0, 0),
                    new Name("host_unreachable", 1, NONE),
                    new Name("protocol_unreachable", 2, NONE),
                    new Name("port_unreachable", 3, 4),
                    new Name("frag_needed", 4, NONE),
                    new Name("source_route_failed", 5, NONE),
                    new Name("net_unknown", 6, NONE),
                    new Name("host_unknown", 7, NONE),
                    new Name("source_host_isolated", 8, NONE),
                    new Name("net_prohibited", 9, NONE),
                    new Name("host_prohibited", 10, NONE),
                    new Name("net_unreachable_for_tos", 11, NONE),
                    new Name("host_unreachable_for_tos", 12, NONE),
                    new Name("packet_filtered", 13, NONE),
                    new Name("precedence_violation", 14, NONE),
                    new Name("precedence_cutoff", 15, NONE),
                    new Name("no_route", NONE, 0),
                    new Name("admin_prohibited", NONE, 1),
                    new Name("not_neighbour", NONE, 2),
                    new Name("address_unreachable", NONE, 3)),
            new Type(
                    new Name("time_exceeded", 11, 3),
                    new Name("ttl_exceeded_in_transit", 0, NONE),
                    new Name("frag_reass_exceeded", 1, NONE),
                    new Name("exceeded_hop_limit", NONE, 0),
                    new Name("exceeded_frag_time", NONE, 1)),
            new Type(
                    new Name("parameter_problem", 12, 4),
                    new Name("header_field", NONE, 0),
                    new Name("unknown_next_header", NONE, 1),
                    new Name("unknown_option", NONE, 2)),
            new Type(new Name("packet_too_big", NONE, 2)),
            new Type(new Name("source_quench", 4, NONE)),
            new Type(new Name("redirect", 5, NONE)),
            new Type(new Name("echo_request", 8, 128)),
            new Type(new Name("echo_reply", 0, 129)),
            new Type(new Name("timestamp_request", 13, NONE)),
            new Type(new Name("timestamp_reply", 14, NONE)),
            new Type(new Name("information_request", 15, NONE)),
            new Type(new Name("information_reply", 16, NONE)),
            new Type(new Name("address_mask_request", 17, NONE)),
            new Type(new Name("address_mask_reply", 18, NONE)),
            new Type(new Name("router_advertisement", 9, 134)));

    private IcmpNames() {}

    private record Name(String text, int ipv4, int ipv6) {
        int number(boolean ofIpv4) {
            return ofIpv4 ? ipv4 : ipv6;
        }
    }

    private record Type(Name name, List<Name> codes) {
        Type(Name name, Name... codes) {
            this(name, List.of(codes));
        }
    }

    static boolean isType(String type) {
        return TYPES.stream().anyMatch(known -> known.name().text().equals(type));
    }

    static boolean isCode(String type, String code) {
        return TYPES.stream()
                .filter(known -> known.name().text().equals(type))
                .flatMap(known -> known.codes().stream())
                .anyMatch(known -> known.text().equals(code));
    }

    /// The number of a type with this name, or [#NONE].
    public static int type(String type, boolean ipv4) {
        for (Type known : TYPES) {
            if (known.name().text().equals(type)) {
                return known.name().number(ipv4);
            }
        }
        return NONE;
    }

    /// The number of a code with this name, whatever its type, or [#NONE].
    public static int code(String code, boolean ipv4) {
        for (Type known : TYPES) {
            for (Name name : known.codes()) {
                if (name.text().equals(code)) {
                    return name.number(ipv4);
                }
            }
        }
        return NONE;
    }
}
