package dev.linger.engine.arrival;

import dev.linger.engine.closing.Ending;
import dev.linger.engine.connection.Host;
import dev.linger.engine.connection.Tcb;
import dev.linger.engine.socket.Errno;
import dev.linger.engine.state.TcpEvent;
import dev.linger.model.Counter;
import dev.linger.model.Flags;
import dev.linger.wire.Segment;

/// Fourth: check the SYN bit. In a synchronized state it never kills: it is challenged (RFC 5961 §4.2). An embryo
/// returns to LISTEN.
final class SynCheck {
    private SynCheck() {}

    static boolean passes(Host host, Tcb tcb, Segment segment) {
        if (!segment.has(Flags.SYN)) {
            return true;
        }
        if (isChallenged(host, tcb, segment)) {
            Replies.challenge(host, tcb, true);
        } else if (tcb.isEmbryo()) {
            Ending.end(host, tcb, TcpEvent.RESET_RECEIVED, Errno.OK);
        } else {
            Ending.abort(host, tcb, Counter.ABORT_ON_DATA, Errno.ECONNRESET);
        }
        return false;
    }

    static boolean isChallenged(Host host, Tcb tcb, Segment segment) {
        return segment.has(Flags.SYN)
                && !tcb.isEmbryo()
                && host.profile.arrival().challengeAcks();
    }
}
