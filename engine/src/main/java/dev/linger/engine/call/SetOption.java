package dev.linger.engine.call;

import dev.linger.engine.connection.Host;
import dev.linger.engine.connection.Tcb;
import dev.linger.engine.send.KeepAliveTimer;
import dev.linger.engine.socket.SocketOptions;

/// setsockopt(): a socket gets other options, in the middle of its life too.
public final class SetOption {
    private SetOption() {}

    /// Those that the port table knows are changed there too, and a connection that is established watches for
    /// silence as they say from now on; other options leave that alone.
    public static void process(Host host, Tcb tcb, SocketOptions options) {
        boolean silence = options.keepAlive() != tcb.options.keepAlive()
                || options.keepIdleSeconds() != tcb.options.keepIdleSeconds();
        host.changeOptions(tcb, options);
        if (silence && tcb.state.isSynchronized()) {
            KeepAliveTimer.start(host, tcb);
            host.arm(tcb);
        }
    }
}
