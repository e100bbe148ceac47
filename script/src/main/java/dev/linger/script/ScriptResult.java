package dev.linger.script;

import java.util.List;

/// What became of a script.
///
/// @param message why it did not pass: the script's name and line first, several lines where packets are compared;
///     empty when it passed
/// @param notes what the script asked for that has no effect here, each once
/// @param virtualNanos how much virtual time it took
public record ScriptResult(Verdict verdict, String message, List<String> notes, long virtualNanos) {
    /// How it ended.
    public enum Verdict {
        /// The host did what the script says.
        PASSED,
        /// The host did something else.
        FAILED,
        /// The script asks for something that cannot be done here, or contradicts itself: nothing is known about the
        /// host.
        REFUSED
    }

    public ScriptResult {
        notes = List.copyOf(notes);
    }
}
