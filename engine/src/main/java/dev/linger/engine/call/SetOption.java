package dev.linger.engine.call;

import dev.linger.engine.connection.Host;
import dev.linger.engine.connection.Tcb;
import dev.linger.engine.receive.Acknowledging;
import dev.linger.engine.send.KeepAliveTimer;
import dev.linger.engine.send.Transmit;
import dev.linger.engine.socket.Errno;
import dev.linger.engine.socket.SocketOption;
import dev.linger.engine.socket.SocketOptions;

/// setsockopt(): a socket gets other options, in the middle of its life too.
public final class SetOption {
    private SetOption() {}

    /// Those that the port table knows are changed there too, and a connection that is established watches for
    /// silence as they say from now on; other options leave that alone.
    public static Errno process(Host host, Tcb tcb, SocketOption option, long value) {
        Errno verdict = host.profile.options().verdict(option, value);
        if (verdict != Errno.OK) {
            return verdict;
        }
        SocketOptions before = tcb.options;
        host.changeOptions(tcb, before.with(option, value));
        if (option == SocketOption.TCP_QUICKACK) {
            Acknowledging.setQuick(tcb, value != 0);
        }
        boolean silence = tcb.options.keepAlive() != before.keepAlive()
                || tcb.options.keepIdleSeconds() != before.keepIdleSeconds();
        if (silence && tcb.state.isSynchronized()) {
            KeepAliveTimer.start(host, tcb);
            host.arm(tcb);
        }
        return Errno.OK;
    }

    /// The same, and what nothing keeps back any more goes: with TCP_NODELAY all that is less than a segment, else
    /// what Nagle lets go (net/ipv4/tcp.c:tcp_sock_set_cork, tcp_sock_set_nodelay); and the acknowledgment that
    /// TCP_QUICKACK wants.
    public static Errno processAtOnce(Host host, Tcb tcb, SocketOption option, long value) {
        Errno verdict = process(host, tcb, option, value);
        if (tcb.state.isSynchronized()) {
            Transmit.output(host, tcb, tcb.options.noDelay() ? Transmit.Hold.PUSHED : Transmit.Hold.ORDINARY);
        }
        return verdict;
    }
}
