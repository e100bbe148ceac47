package dev.linger.engine.arrival;

import dev.linger.engine.closing.Ending;
import dev.linger.engine.connection.Host;
import dev.linger.engine.connection.Tcb;
import dev.linger.engine.socket.Errno;
import dev.linger.engine.state.TcpEvent;
import dev.linger.model.Counter;
import dev.linger.model.TcpState;
import dev.linger.wire.IcmpError;

/// An ICMP error about a segment this host sent finds its connection: RFC 9293 §3.9.2.2 (MUST-54). A hard error ends
/// it (SHLD-26), a soft one is remembered (MUST-56, SHLD-25); most systems take all for soft once the connection
/// is established (RFC 5461).
///
/// One about a number that is not on its way was forged or is late (RFC 5927 §4.1). Waiting rows hear nothing.
public final class IcmpArrival {
    /// More repetitions of the SYN than these, and a second error ends the attempt.
    private static final int BSD_RETRANSMITS = 3;

    private IcmpArrival() {}

    public static void process(Host host, IcmpError error) {
        int slot = host.find(
                error.sourceHigh,
                error.sourceLow,
                error.destinationHigh,
                error.destinationLow,
                error.sourcePort,
                error.destinationPort);
        if (slot == Tcb.NONE) {
            return;
        }
        Tcb tcb = host.socket(slot);
        if (Integer.compareUnsigned(error.seq - tcb.sndUna, tcb.sndNxt - tcb.sndUna) > 0) {
            host.count(Counter.OUT_OF_WINDOW_ICMPS);
            return;
        }
        if (error.kind == IcmpError.Kind.TOO_BIG) {
            // Path MTU discovery comes with the real wire.
            return;
        }
        Errno errno = errno(error.kind, tcb.isIpv6());
        if (ends(host, tcb, error.kind)) {
            if (tcb.parent != Tcb.NONE && tcb.state == TcpState.SYN_RECEIVED) {
                host.count(Counter.LISTEN_DROPS);
            }
            Ending.end(host, tcb, TcpEvent.GIVE_UP, errno);
        } else {
            tcb.softError = errno;
        }
    }

    private static boolean ends(Host host, Tcb tcb, IcmpError.Kind kind) {
        boolean hard = isHard(kind);
        boolean embryo = tcb.state == TcpState.SYN_RECEIVED && tcb.parent != Tcb.NONE;
        if (!embryo && tcb.state != TcpState.SYN_SENT && tcb.state != TcpState.SYN_RECEIVED) {
            return hard && host.profile.arrival().hardErrorsAbort();
        }
        boolean filtered = kind == IcmpError.Kind.ADMINISTRATIVELY_PROHIBITED || kind == IcmpError.Kind.NET_PROHIBITED;
        boolean malformed = kind == IcmpError.Kind.PARAMETER_PROBLEM;
        boolean linuxEmbryo = tcb.isIpv6() ? hard || filtered || malformed : isSoftForLinuxEmbryo(kind);
        return switch (host.profile.arrival().openingErrors()) {
            case HARD -> hard;
            case LINUX -> !embryo || linuxEmbryo;
            case BSD ->
                (!embryo && (hard || filtered)) || (tcb.softError != Errno.OK && tcb.retransmits > BSD_RETRANSMITS);
        };
    }

    /// As the kernel has it (net/ipv4/tcp_ipv4.c:tcp_v4_err, for TCP_NEW_SYN_RECV).
    private static boolean isSoftForLinuxEmbryo(IcmpError.Kind kind) {
        return switch (kind) {
            case NET_UNREACHABLE, HOST_UNREACHABLE, TIME_EXCEEDED, PARAMETER_PROBLEM -> true;
            case PROTOCOL_UNREACHABLE,
                    PORT_UNREACHABLE,
                    TOO_BIG,
                    SOURCE_ROUTE_FAILED,
                    NET_PROHIBITED,
                    ADMINISTRATIVELY_PROHIBITED -> false;
        };
    }

    private static boolean isHard(IcmpError.Kind kind) {
        return switch (kind) {
            case PROTOCOL_UNREACHABLE, PORT_UNREACHABLE -> true;
            case NET_UNREACHABLE,
                    HOST_UNREACHABLE,
                    TOO_BIG,
                    SOURCE_ROUTE_FAILED,
                    NET_PROHIBITED,
                    ADMINISTRATIVELY_PROHIBITED,
                    TIME_EXCEEDED,
                    PARAMETER_PROBLEM -> false;
        };
    }

    /// net/ipv4/icmp.c:icmp_err_convert, net/ipv6/icmp.c:icmpv6_err_convert.
    private static Errno errno(IcmpError.Kind kind, boolean ipv6) {
        return switch (kind) {
            case PORT_UNREACHABLE -> Errno.ECONNREFUSED;
            case PROTOCOL_UNREACHABLE -> Errno.ENOPROTOOPT;
            case NET_UNREACHABLE, NET_PROHIBITED -> Errno.ENETUNREACH;
            case ADMINISTRATIVELY_PROHIBITED -> ipv6 ? Errno.EACCES : Errno.EHOSTUNREACH;
            case HOST_UNREACHABLE, TIME_EXCEEDED -> Errno.EHOSTUNREACH;
            case SOURCE_ROUTE_FAILED -> Errno.EOPNOTSUPP;
            case PARAMETER_PROBLEM -> Errno.EPROTO;
            case TOO_BIG -> Errno.OK;
        };
    }
}
