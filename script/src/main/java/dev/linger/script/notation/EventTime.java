package dev.linger.script.notation;

/// When an event happens. Times are microseconds from the start of the script, or, where relative, from the event
/// before.
///
/// @param toMicros the end of a range; equal to `fromMicros` where there is none
public record EventTime(Kind kind, long fromMicros, long toMicros) {
    /// How a time was written.
    public enum Kind {
        /// `1.5`
        ABSOLUTE,
        /// `+1.5`
        RELATIVE,
        /// `1.5~2`
        ABSOLUTE_RANGE,
        /// `+1.5~+2`
        RELATIVE_RANGE,
        /// `*`: whenever it happens.
        ANY
    }

    public static final EventTime ANY = new EventTime(Kind.ANY, 0, 0);
}
