package dev.linger.script.notation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One packet script as it was written.
///
/// @param name what messages call it: the path it was read from
/// @param profile the system it names in a comment line `#profile NAME`, or null
/// @param before the command in backticks that stands before the first event, or null
/// @param after the command without a time that stands after the last event, or null
public record Script(
        String name,
        @Nullable String profile,
        List<ScriptOption> options,
        @Nullable Command before,
        List<Event> events,
        @Nullable Command after) {
    public Script {
        options = List.copyOf(options);
        events = List.copyOf(events);
    }
}
