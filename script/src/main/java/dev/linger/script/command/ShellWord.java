package dev.linger.script.command;

import java.util.List;

/// A word of shell text before anything in it is replaced.
record ShellWord(List<Part> parts) {
    ShellWord {
        parts = List.copyOf(parts);
    }

    enum Kind {
        TEXT,
        /// `$name`
        VARIABLE,
        /// `$((...))`
        ARITHMETIC,
        /// `$(...)`
        COMMAND
    }

    /// @param quoted it stays one word, whatever takes its place
    record Part(Kind kind, String text, boolean quoted) {}
}
