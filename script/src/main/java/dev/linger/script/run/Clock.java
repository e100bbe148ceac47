package dev.linger.script.run;

import dev.linger.script.notation.Direction;
import dev.linger.script.notation.Event;
import dev.linger.script.notation.EventTime;
import dev.linger.script.notation.IcmpPacket;
import dev.linger.script.notation.TcpPacket;
import org.jspecify.annotations.Nullable;

/// When events are due and whether they came in time (gtests/net/packetdrill/run.c:verify_time). Times are
/// microseconds from the start of the script.
final class Clock {
    private final RunSettings settings;
    private @Nullable Event last;
    /// When the event before was due.
    private long lastMicros;

    Clock(RunSettings settings) {
        this.settings = settings;
    }

    /// When an event is due at the earliest and at the latest.
    ///
    /// @param originMicros what its time counts from
    /// @param sinceLastMicros from the event before, which a tolerance in per cent is of
    record Due(EventTime.Kind kind, long fromMicros, long toMicros, long originMicros, long sinceLastMicros) {
        /// The end of what begins now.
        Due until(long micros) {
            return new Due(EventTime.Kind.ABSOLUTE, micros, micros, 0, Math.max(0, micros - fromMicros));
        }
    }

    /// When the event is due, which is the next one; relative times count from the present, but from one packet that
    /// the script sends to the next from the time of the first.
    Due next(Event event, long nowMicros) {
        EventTime time = event.time();
        boolean relative = time.kind() == EventTime.Kind.RELATIVE || time.kind() == EventTime.Kind.RELATIVE_RANGE;
        long origin = 0;
        if (relative || time.kind() == EventTime.Kind.ANY) {
            origin = last != null && isInbound(last) && isInbound(event) ? lastMicros : nowMicros;
        }
        long from = time.fromMicros() + origin;
        Due due = new Due(
                time.kind(), from, time.toMicros() + origin, origin, last == null ? 0 : Math.max(0, from - lastMicros));
        last = event;
        lastMicros = from;
        return due;
    }

    private static boolean isInbound(Event event) {
        return switch (event.action()) {
            case TcpPacket packet -> packet.direction() == Direction.INBOUND;
            case IcmpPacket packet -> packet.direction() == Direction.INBOUND;
            default -> false;
        };
    }

    /// How much earlier or later the event may be.
    long toleranceMicros(Due due) {
        return settings.toleranceMicros(due.sinceLastMicros());
    }

    /// Whether this is the time at which the event may happen.
    boolean isInTime(Due due, long micros) {
        long tolerance = toleranceMicros(due);
        return due.kind() == EventTime.Kind.ANY
                || (micros >= due.fromMicros() - tolerance && micros <= due.toMicros() + tolerance);
    }

    /// What a message says about an event that did not happen when it was due.
    String wrongTime(String what, Due due, long micros) {
        long tolerance = toleranceMicros(due);
        String range = due.fromMicros() == due.toMicros()
                ? "at " + PacketLine.seconds(due.fromMicros())
                : "from " + PacketLine.seconds(due.fromMicros()) + " to " + PacketLine.seconds(due.toMicros());
        String tolerated = tolerance == 0 ? "" : " (tolerance " + PacketLine.seconds(tolerance) + ")";
        return what + " was expected " + range + " s" + tolerated + " and came at " + PacketLine.seconds(micros) + " s";
    }
}
