package dev.linger.sockets;

import dev.linger.engine.TcpEngine;
import dev.linger.engine.socket.SocketEvent;
import java.util.ArrayList;
import java.util.List;

/// An open socket as the calls see it: what descriptors share after dup(), and calls that wait hold on to.
final class SocketFile {
    /// How far connect() has come (include/uapi/linux/net.h:socket_state).
    enum Phase {
        UNCONNECTED,
        CONNECTING,
        CONNECTED,
        /// It was shut down while it was connecting.
        DISCONNECTING
    }

    final int socket;
    final AddressFamily family;
    private final WaitingCalls waiting;
    private final List<Call> waiters = new ArrayList<>();

    Phase phase = Phase.UNCONNECTED;
    boolean nonBlocking;
    boolean readShutDown;
    boolean writeShutDown;
    /// A close() that waited is through.
    boolean lingered;
    /// SO_RCVTIMEO and SO_SNDTIMEO, [TcpEngine#NEVER] for none.
    long receiveTimeoutNanos = TcpEngine.NEVER;

    long sendTimeoutNanos = TcpEngine.NEVER;
    /// The engine has it no more, or is closing it.
    boolean released;
    /// Descriptors and waiting calls that have it.
    int references;

    SocketFile(int socket, AddressFamily family, WaitingCalls waiting) {
        this.socket = socket;
        this.family = family;
        this.waiting = waiting;
    }

    /// The engine tells something: who waits for this socket looks again.
    void onEvent(SocketEvent event) {
        if (event == SocketEvent.LINGERED) {
            lingered = true;
        }
        wake();
    }

    void wake() {
        for (Call call : waiters) {
            waiting.wake(call);
        }
    }

    void await(Call call) {
        waiters.add(call);
        references++;
    }

    void leave(Call call) {
        waiters.remove(call);
        references--;
    }
}
