package dev.linger.wire;

import dev.linger.wire.IcmpError.Kind;
import org.jspecify.annotations.Nullable;

/// What the types and codes of ICMP (RFC 792, RFC 1122 §3.2.2.1, RFC 1812 §5.2.7.1) and of ICMPv6 (RFC 4443 §3)
/// mean for TCP, and which of them say it.
///
/// A type and code are kept as one number, the type in the higher byte. Source Quench is no error: TCP must ignore
/// it (RFC 9293 §3.9.2.2, MUST-55).
public final class IcmpCodes {
    private static final int UNREACHABLE = 3;
    private static final int FRAGMENTATION_NEEDED = 4;
    private static final int TIME_EXCEEDED = 11;
    private static final int PARAMETER_PROBLEM = 12;

    private static final int V6_UNREACHABLE = 1;
    private static final int V6_PACKET_TOO_BIG = 2;
    private static final int V6_TIME_EXCEEDED = 3;
    private static final int V6_PARAMETER_PROBLEM = 4;
    private static final int V6_UNRECOGNIZED_NEXT_HEADER = 1;

    private IcmpCodes() {}

    static boolean isIpv4Error(int type) {
        return type == UNREACHABLE || type == TIME_EXCEEDED || type == PARAMETER_PROBLEM;
    }

    static boolean isIpv6Error(int type) {
        return type >= V6_UNREACHABLE && type <= V6_PARAMETER_PROBLEM;
    }

    /// Null for what is no error or has no meaning for TCP.
    public static @Nullable Kind ipv4Kind(int type, int code) {
        return switch (type) {
            case UNREACHABLE -> ipv4Unreachable(code);
            case TIME_EXCEEDED -> Kind.TIME_EXCEEDED;
            case PARAMETER_PROBLEM -> Kind.PARAMETER_PROBLEM;
            default -> null;
        };
    }

    private static @Nullable Kind ipv4Unreachable(int code) {
        return switch (code) {
            case 0, 6, 11 -> Kind.NET_UNREACHABLE; // net; net unknown; net for this type of service
            case 1, 7, 8, 12 -> Kind.HOST_UNREACHABLE; // host; host unknown; isolated; host for this type of service
            case 2 -> Kind.PROTOCOL_UNREACHABLE;
            case 3 -> Kind.PORT_UNREACHABLE;
            case FRAGMENTATION_NEEDED -> Kind.TOO_BIG;
            case 5 -> Kind.SOURCE_ROUTE_FAILED;
            case 9 -> Kind.NET_PROHIBITED;
            case 10, 13, 14, 15 -> Kind.ADMINISTRATIVELY_PROHIBITED; // the last two: by precedence
            default -> null;
        };
    }

    /// Null for what is no error or has no meaning for TCP.
    public static @Nullable Kind ipv6Kind(int type, int code) {
        return switch (type) {
            case V6_UNREACHABLE -> ipv6Unreachable(code);
            case V6_PACKET_TOO_BIG -> Kind.TOO_BIG;
            case V6_TIME_EXCEEDED -> Kind.TIME_EXCEEDED;
            // An unrecognized Next Header among them: TCP takes that for a soft error (RFC 9293 §3.9.2.2).
            case V6_PARAMETER_PROBLEM -> Kind.PARAMETER_PROBLEM;
            default -> null;
        };
    }

    private static @Nullable Kind ipv6Unreachable(int code) {
        return switch (code) {
            case 0 -> Kind.NET_UNREACHABLE;
            case 2, 3 -> Kind.HOST_UNREACHABLE; // beyond the scope of the source address; address unreachable
            case 4 -> Kind.PORT_UNREACHABLE;
            case 1, 5, 6 -> Kind.ADMINISTRATIVELY_PROHIBITED; // prohibited; source address policy; reject route
            case 7 -> Kind.SOURCE_ROUTE_FAILED; // error in source routing header, RFC 6554 §3.1
            default -> null;
        };
    }

    static int ipv4TypeAndCode(Kind kind) {
        return switch (kind) {
            case NET_UNREACHABLE -> join(UNREACHABLE, 0);
            case HOST_UNREACHABLE -> join(UNREACHABLE, 1);
            case PROTOCOL_UNREACHABLE -> join(UNREACHABLE, 2);
            case PORT_UNREACHABLE -> join(UNREACHABLE, 3);
            case TOO_BIG -> join(UNREACHABLE, FRAGMENTATION_NEEDED);
            case SOURCE_ROUTE_FAILED -> join(UNREACHABLE, 5);
            case NET_PROHIBITED -> join(UNREACHABLE, 9);
            case ADMINISTRATIVELY_PROHIBITED -> join(UNREACHABLE, 13);
            case TIME_EXCEEDED -> join(TIME_EXCEEDED, 0);
            case PARAMETER_PROBLEM -> join(PARAMETER_PROBLEM, 0);
        };
    }

    static int ipv6TypeAndCode(Kind kind) {
        return switch (kind) {
            case NET_UNREACHABLE -> join(V6_UNREACHABLE, 0);
            case HOST_UNREACHABLE -> join(V6_UNREACHABLE, 3);
            case PROTOCOL_UNREACHABLE -> join(V6_PARAMETER_PROBLEM, V6_UNRECOGNIZED_NEXT_HEADER);
            case PORT_UNREACHABLE -> join(V6_UNREACHABLE, 4);
            case TOO_BIG -> join(V6_PACKET_TOO_BIG, 0);
            case SOURCE_ROUTE_FAILED -> join(V6_UNREACHABLE, 7);
            case NET_PROHIBITED, ADMINISTRATIVELY_PROHIBITED -> join(V6_UNREACHABLE, 1);
            case TIME_EXCEEDED -> join(V6_TIME_EXCEEDED, 0);
            case PARAMETER_PROBLEM -> join(V6_PARAMETER_PROBLEM, 0);
        };
    }

    private static int join(int type, int code) {
        return (type << 8) | code;
    }
}
