package dev.linger.engine.arrival;

import dev.linger.engine.closing.Ending;
import dev.linger.engine.connection.Host;
import dev.linger.engine.connection.Tcb;
import dev.linger.engine.profile.ArrivalRules;
import dev.linger.engine.socket.Errno;
import dev.linger.engine.state.TcpEvent;
import dev.linger.model.Counter;
import dev.linger.model.Flags;
import dev.linger.model.TcpState;
import dev.linger.wire.Segment;

/// Second: check the RST bit. It has to hit RCV.NXT exactly; elsewhere in the window it is challenged (RFC 5961
/// §3.2).
final class ResetCheck {
    private ResetCheck() {}

    static boolean passes(Host host, Tcb tcb, Segment segment) {
        if (!segment.has(Flags.RST)) {
            return true;
        }
        ArrivalRules rules = host.profile.arrival();
        if (!rules.challengeAcks() || segment.seq == tcb.rcvNxt) {
            obey(host, tcb);
        } else {
            Replies.challenge(host, tcb, false);
        }
        return false;
    }

    /// A reset that a peer sent before it knew that its FIN had arrived (net/ipv4/tcp_input.c:tcp_reset_check).
    static boolean isBehindFin(Host host, Tcb tcb, Segment segment) {
        return host.profile.arrival().resetBehindFin() && tcb.finReceived && segment.seq == tcb.rcvNxt - 1;
    }

    /// Ends the connection as a reset does in its state.
    static void obey(Host host, Tcb tcb) {
        if (tcb.state == TcpState.SYN_RECEIVED) {
            host.count(Counter.EMBRYONIC_RESETS);
        }
        boolean asLinux = host.profile.closing().linuxResetErrors();
        Errno errno = switch (tcb.state) {
            case SYN_RECEIVED -> asLinux ? Errno.ECONNRESET : Errno.ECONNREFUSED;
            case CLOSE_WAIT -> asLinux ? Errno.EPIPE : Errno.ECONNRESET;
            default -> Errno.ECONNRESET;
        };
        Ending.end(host, tcb, TcpEvent.RESET_RECEIVED, errno);
    }
}
