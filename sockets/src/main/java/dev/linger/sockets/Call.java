package dev.linger.sockets;

import dev.linger.engine.TcpEngine;
import dev.linger.engine.socket.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A call that may have to wait. It was tried once when it was made; as long as it is not done, its process tries
/// it again whenever one of its sockets is heard of ([ProcessSockets#proceed]).
public abstract class Call {
    private final List<SocketFile> awaited = new ArrayList<>(1);
    private @Nullable CallResult result;
    private boolean registered;
    long deadlineNanos = TcpEngine.NEVER;
    /// Which of the process's calls it is: of two that are due at the same time the older one goes first.
    long serial;
    /// It will be tried again.
    boolean woken;

    public final boolean isDone() {
        return result != null;
    }

    /// What it returned.
    ///
    /// @throws IllegalStateException as long as it is not done
    public final CallResult result() {
        if (result == null) {
            throw new IllegalStateException("the call still waits");
        }
        return Objects.requireNonNull(result);
    }

    /// When it gives up waiting, or [TcpEngine#NEVER].
    public final long deadlineNanos() {
        return deadlineNanos;
    }

    /// The result, or null when there is none yet.
    abstract @Nullable CallResult attempt(long nowNanos, Output output);

    /// What it returns when its time is over.
    abstract CallResult timedOut();

    /// The call waits for events of this socket.
    final void await(SocketFile file) {
        if (!registered) {
            awaited.add(file);
        }
    }

    /// Tries once.
    final void step(long nowNanos, Output output) {
        CallResult now = attempt(nowNanos, output);
        if (now == null && nowNanos >= deadlineNanos) {
            now = timedOut();
        }
        result = now;
    }

    /// Files hold it from now on, and it holds them.
    final void register() {
        registered = true;
        for (SocketFile file : awaited) {
            file.await(this);
        }
    }

    /// The files that it held.
    final List<SocketFile> unregister() {
        for (SocketFile file : awaited) {
            file.leave(this);
        }
        return awaited;
    }
}
