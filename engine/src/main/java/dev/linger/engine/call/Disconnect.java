package dev.linger.engine.call;

import dev.linger.engine.closing.Ending;
import dev.linger.engine.connection.Host;
import dev.linger.engine.connection.Tcb;
import dev.linger.engine.send.Outgoing;
import dev.linger.engine.socket.Errno;
import dev.linger.engine.state.TcpEvent;

/// Takes a socket back to where it can be connected, or listen, again (net/ipv4/tcp.c:tcp_disconnect). It keeps its
/// options, and the port that the program gave it.
public final class Disconnect {
    private Disconnect() {}

    public static void process(Host host, Tcb tcb) {
        switch (tcb.state) {
            case CLOSED -> {}
            case LISTEN -> Listen.stop(host, tcb);
            case SYN_SENT -> end(host, tcb);
            case SYN_RECEIVED, ESTABLISHED, CLOSE_WAIT, FIN_WAIT_1, FIN_WAIT_2 -> {
                Outgoing.reset(host, tcb);
                end(host, tcb);
            }
            case CLOSING, LAST_ACK -> {
                if (!tcb.finSent()) {
                    Outgoing.reset(host, tcb);
                }
                end(host, tcb);
            }
            case TIME_WAIT -> throw new IllegalStateException("no socket waits");
        }
        Errno error = tcb.error;
        tcb.forgetAttempt();
        tcb.error = error;
        tcb.synAcknowledged = false;
        tcb.receiveBuffer.clear();
    }

    private static void end(Host host, Tcb tcb) {
        tcb.synAcknowledged = false;
        Ending.end(host, tcb, TcpEvent.ABORT, Errno.ECONNRESET);
    }
}
