package dev.linger.script.run;

import dev.linger.engine.TcpEngine;
import dev.linger.engine.socket.Output;
import dev.linger.wire.IcmpError;
import dev.linger.wire.Segment;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The host under test in virtual time, and what it has sent.
final class VirtualHost implements Output {
    /// Where a script begins: not at 0, so that a host has a past.
    static final long START_NANOS = 1_000_000_000;

    private final TcpEngine engine;
    private final Consumer<Captured> onSent;
    private final Queue<Captured> captured = new ArrayDeque<>();
    private long nowNanos = START_NANOS;

    VirtualHost(TcpEngine engine, Consumer<Captured> onSent) {
        this.engine = engine;
        this.onSent = onSent;
    }

    @Override
    public void segment(Segment segment) {
        Captured sent = new Captured(new Segment().copyFrom(segment), nowNanos);
        captured.add(sent);
        onSent.accept(sent);
    }

    TcpEngine engine() {
        return engine;
    }

    long nowNanos() {
        return nowNanos;
    }

    /// Lets time pass up to `nanos`, or up to the next thing that the host does by itself if that comes first.
    /// Whether it did something.
    boolean step(long nanos, Output output) {
        long next = engine.nextDeadlineNanos();
        if (next > nanos) {
            nowNanos = Math.max(nowNanos, nanos);
            return false;
        }
        nowNanos = Math.max(nowNanos, next);
        engine.onTime(nowNanos, output);
        return true;
    }

    void arrive(Segment segment, Output output) {
        engine.onSegment(segment, nowNanos, output);
    }

    void arrive(IcmpError error, Output output) {
        engine.onIcmp(error, nowNanos, output);
    }

    /// The first segment like this that nobody has taken yet, or null.
    @Nullable
    Captured take(Predicate<Segment> wanted) {
        Iterator<Captured> candidates = captured.iterator();
        while (candidates.hasNext()) {
            Captured candidate = candidates.next();
            if (wanted.test(candidate.segment())) {
                candidates.remove();
                return candidate;
            }
        }
        return null;
    }
}
