package dev.linger.script.notation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A system call and what it is expected to answer.
///
/// @param result what it is expected to return; an ellipsis for anything
/// @param errno the name of the error expected with -1, or null
/// @param note the words in parentheses after the result or the error, or null
/// @param endMicros when a blocking call is expected to end, from the same origin as the event's time; -1 for a
///     call that does not wait
public record SystemCall(
        String name,
        List<Expression> arguments,
        Expression result,
        @Nullable String errno,
        @Nullable String note,
        long endMicros)
        implements Action {
    /// [#endMicros] of a call that does not wait.
    public static final long DOES_NOT_WAIT = -1;

    public SystemCall {
        arguments = List.copyOf(arguments);
    }

    public boolean waits() {
        return endMicros != DOES_NOT_WAIT;
    }
}
