package dev.linger.engine.call;

import dev.linger.engine.closing.Ending;
import dev.linger.engine.closing.Orphan;
import dev.linger.engine.connection.Host;
import dev.linger.engine.connection.Tcb;
import dev.linger.engine.profile.ClosingRules;
import dev.linger.engine.send.Transmit;
import dev.linger.engine.socket.Errno;
import dev.linger.engine.state.TcpEvent;
import dev.linger.model.Counter;
import dev.linger.model.TcpState;

/// CLOSE and ABORT: RFC 9293 §3.10.4, §3.10.5; and what SO_LINGER and unread text (RFC 9293 §3.6.1 SHLD-3) make of a
/// CLOSE (net/ipv4/tcp.c:__tcp_close).
public final class Close {
    private static final long MILLIS_PER_SECOND = 1_000;

    private Close() {}

    /// shutdown() for writing: a FIN goes out behind what is still to be sent; the program may go on reading.
    public static Errno shutdownWrite(Host host, Tcb tcb) {
        return switch (tcb.state) {
            case SYN_RECEIVED, ESTABLISHED, CLOSE_WAIT -> {
                sendFin(host, tcb);
                yield Errno.OK;
            }
            case FIN_WAIT_1, FIN_WAIT_2, CLOSING, LAST_ACK -> Errno.OK;
            case LISTEN, SYN_SENT, TIME_WAIT, CLOSED -> Errno.ENOTCONN;
        };
    }

    /// The program gives the socket back: it can neither write nor read (RFC 9293 §3.6.1 MAY-1). EINPROGRESS when
    /// SO_LINGER makes it wait: it is told when that is
    /// over, and must not use the socket any more in either case.
    public static Errno process(Host host, Tcb tcb) {
        tcb.receiveShutDown = true;
        switch (tcb.state) {
            case LISTEN -> Listen.close(host, tcb);
            case CLOSED -> forget(host, tcb);
            case SYN_SENT -> {
                tcb.owned = false;
                if (tcb.options.lingerSeconds() == 0) {
                    host.count(Counter.ABORT_ON_DATA);
                }
                Ending.end(host, tcb, TcpEvent.CLOSE, Errno.OK);
            }
            case SYN_RECEIVED, ESTABLISHED, CLOSE_WAIT, FIN_WAIT_1, FIN_WAIT_2, CLOSING, LAST_ACK -> {
                return closeConnection(host, tcb);
            }
            case TIME_WAIT -> throw new IllegalStateException("no socket waits");
        }
        return Errno.OK;
    }

    /// Resets the peer and gives the socket back (RFC 9293 §3.10.5).
    public static void abort(Host host, Tcb tcb) {
        switch (tcb.state) {
            case LISTEN -> Listen.close(host, tcb);
            case CLOSED -> forget(host, tcb);
            case SYN_SENT -> {
                tcb.owned = false;
                Ending.end(host, tcb, TcpEvent.ABORT, Errno.OK);
            }
            case SYN_RECEIVED, ESTABLISHED, CLOSE_WAIT, FIN_WAIT_1, FIN_WAIT_2, CLOSING, LAST_ACK ->
                abortConnection(host, tcb);
            case TIME_WAIT -> throw new IllegalStateException("no socket waits");
        }
    }

    private static Errno closeConnection(Host host, Tcb tcb) {
        ClosingRules rules = host.profile.closing();
        if (isUnread(rules, tcb)) {
            tcb.owned = false;
            Ending.abort(host, tcb, Counter.ABORT_ON_CLOSE, Errno.OK);
            return Errno.OK;
        }
        if (tcb.options.lingerSeconds() == 0) {
            abortConnection(host, tcb);
            return Errno.OK;
        }
        if (tcb.state == TcpState.SYN_RECEIVED
                || tcb.state == TcpState.ESTABLISHED
                || tcb.state == TcpState.CLOSE_WAIT) {
            sendFin(host, tcb);
        }
        boolean waits = rules.lingerBlocksAlways() || !tcb.options.nonBlocking();
        if (waits && tcb.options.lingerSeconds() > 0 && tcb.state != TcpState.FIN_WAIT_2) {
            tcb.closing = true;
            tcb.lingerAt = host.in(tcb.options.lingerSeconds() * MILLIS_PER_SECOND);
            host.arm(tcb);
            return Errno.EINPROGRESS;
        }
        Orphan.begin(host, tcb);
        return Errno.OK;
    }

    private static boolean isUnread(ClosingRules rules, Tcb tcb) {
        return switch (rules.unreadText()) {
            case FORGOTTEN -> false;
            case READABLE -> tcb.receiveBuffer.readable() > 0;
            case READABLE_OR_EARLY -> tcb.receiveBuffer.readable() > 0 || tcb.receiveBuffer.hasGaps();
        };
    }

    private static void abortConnection(Host host, Tcb tcb) {
        tcb.owned = false;
        boolean bothClosed = tcb.state == TcpState.CLOSING || tcb.state == TcpState.LAST_ACK;
        if (bothClosed && tcb.finSent() && host.profile.closing().lingerZeroSilentAfterFin()) {
            host.count(Counter.ABORT_ON_DATA);
            Ending.end(host, tcb, TcpEvent.ABORT, Errno.OK);
        } else {
            Ending.abort(host, tcb, Counter.ABORT_ON_DATA, Errno.OK);
        }
    }

    private static void sendFin(Host host, Tcb tcb) {
        tcb.finQueued = true;
        host.move(tcb, TcpEvent.CLOSE);
        Transmit.output(host, tcb);
    }

    private static void forget(Host host, Tcb tcb) {
        tcb.owned = false;
        tcb.receiveBuffer.clear();
        host.releaseIfDone(tcb);
    }
}
