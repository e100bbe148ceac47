package dev.linger.sockets;

import dev.linger.engine.TcpEngine;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// The calls of a process that wait: those that are to be tried again, and those that wait for a time only so long.
final class WaitingCalls {
    private final Queue<Call> woken = new ArrayDeque<>();
    private final PriorityQueue<Call> timed =
            new PriorityQueue<>(Comparator.comparingLong(Call::deadlineNanos).thenComparingLong(call -> call.serial));
    private long serials;

    void add(Call call) {
        call.serial = serials++;
        call.register();
        if (call.deadlineNanos != TcpEngine.NEVER) {
            timed.add(call);
        }
    }

    void wake(Call call) {
        if (!call.woken) {
            call.woken = true;
            woken.add(call);
        }
    }

    /// The next call to be tried, or null.
    @Nullable
    Call next(long nowNanos) {
        while (nextDeadlineNanos() <= nowNanos) {
            wake(timed.remove());
        }
        Call call = woken.poll();
        while (call != null && call.isDone()) {
            call = woken.poll();
        }
        if (call != null) {
            call.woken = false;
        }
        return call;
    }

    long nextDeadlineNanos() {
        Call first = timed.peek();
        while (first != null && first.isDone()) {
            timed.remove();
            first = timed.peek();
        }
        return first == null ? TcpEngine.NEVER : first.deadlineNanos;
    }
}
