package dev.linger.engine.arrival;

import dev.linger.engine.closing.Ending;
import dev.linger.engine.connection.Host;
import dev.linger.engine.connection.Tcb;
import dev.linger.engine.socket.Errno;
import dev.linger.engine.state.TcpEvent;
import dev.linger.model.Counter;
import dev.linger.model.Flags;
import dev.linger.model.TcpState;
import dev.linger.wire.Segment;

/// Fourth: check the SYN bit. In a synchronized state it never kills: it is challenged (RFC 5961 §4.2).
final class SynCheck {
    private SynCheck() {}

    static boolean passes(Host host, Tcb tcb, Segment segment) {
        if (!segment.has(Flags.SYN)) {
            return true;
        }
        if (tcb.state == TcpState.SYN_RECEIVED && tcb.parent != Tcb.NONE) {
            dropEmbryo(host, tcb, segment);
        } else if (host.profile.arrival().challengeAcks()) {
            Replies.challenge(host, tcb, true);
        } else {
            Ending.abort(host, tcb, Counter.ABORT_ON_DATA, Errno.ECONNRESET);
        }
        return false;
    }

    private static void dropEmbryo(Host host, Tcb tcb, Segment segment) {
        if (host.profile.arrival().newSynResetsEmbryo()) {
            host.count(Counter.EMBRYONIC_RESETS);
            Replies.resetStray(host, segment);
        }
        Ending.end(host, tcb, TcpEvent.RESET_RECEIVED, Errno.OK);
    }
}
