package dev.linger.sockets;

import dev.linger.engine.TcpEngine;
import dev.linger.engine.socket.Output;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// poll(): waits until one of the descriptors is ready, or its time is over.
final class PollCall extends Call {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final ProcessSockets process;
    private final List<PollItem> items;

    PollCall(ProcessSockets process, List<PollItem> items, int timeoutMillis, long nowNanos) {
        this.process = process;
        this.items = items;
        this.deadlineNanos =
                timeoutMillis < 0 ? TcpEngine.NEVER : Deadline.after(nowNanos, timeoutMillis * NANOS_PER_MILLI);
    }

    @Override
    @Nullable
    CallResult attempt(long nowNanos, Output output) {
        int ready = 0;
        for (PollItem item : items) {
            item.found(look(item, nowNanos));
            ready += item.revents() == 0 ? 0 : 1;
        }
        return ready == 0 ? null : CallResult.of(ready);
    }

    private int look(PollItem item, long nowNanos) {
        if (item.fd() < 0) {
            return 0;
        }
        SocketFile file = process.find(item.fd());
        if (file == null) {
            return PollFlags.POLLNVAL;
        }
        await(file);
        int found = Readiness.of(process.engine(), file, nowNanos);
        if ((item.events() & PollFlags.POLLOUT) != 0 && (found & PollFlags.POLLOUT) == 0) {
            process.engine().awaitRoom(file.socket);
        }
        return found & (item.events() | PollFlags.ALWAYS);
    }

    @Override
    CallResult timedOut() {
        return CallResult.of(0);
    }
}
