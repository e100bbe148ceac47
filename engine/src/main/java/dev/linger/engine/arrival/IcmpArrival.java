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
        Errno errno = errno(error.kind);
        boolean opening = tcb.state == TcpState.SYN_SENT || tcb.state == TcpState.SYN_RECEIVED;
        if (isHard(error.kind) && (opening || host.profile.arrival().hardErrorsAbort())) {
            Ending.end(host, tcb, TcpEvent.GIVE_UP, errno);
        } else if (errno != Errno.OK) {
            tcb.softError = errno;
        }
    }

    private static boolean isHard(IcmpError.Kind kind) {
        return switch (kind) {
            case PROTOCOL_UNREACHABLE, PORT_UNREACHABLE -> true;
            case NET_UNREACHABLE,
                    HOST_UNREACHABLE,
                    TOO_BIG,
                    SOURCE_ROUTE_FAILED,
                    ADMINISTRATIVELY_PROHIBITED,
                    TIME_EXCEEDED,
                    PARAMETER_PROBLEM -> false;
        };
    }

    private static Errno errno(IcmpError.Kind kind) {
        return switch (kind) {
            case PORT_UNREACHABLE -> Errno.ECONNREFUSED;
            case PROTOCOL_UNREACHABLE -> Errno.EOPNOTSUPP;
            case NET_UNREACHABLE -> Errno.ENETUNREACH;
            case HOST_UNREACHABLE, ADMINISTRATIVELY_PROHIBITED, TIME_EXCEEDED -> Errno.EHOSTUNREACH;
            case SOURCE_ROUTE_FAILED -> Errno.EOPNOTSUPP;
            case PARAMETER_PROBLEM -> Errno.EPROTO;
            // Path MTU discovery comes with the real wire.
            case TOO_BIG -> Errno.OK;
        };
    }
}
