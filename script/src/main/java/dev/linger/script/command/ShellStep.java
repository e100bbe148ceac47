package dev.linger.script.command;

import java.util.List;

/// One pipeline of a list.
///
/// @param joiner what joins it to the one before: `;`, `&&` or `||`
/// @param negated an exclamation mark stands before it
record ShellStep(String joiner, boolean negated, List<Simple> commands) {
    ShellStep {
        commands = List.copyOf(commands);
    }

    /// One command.
    ///
    /// @param line relative to the beginning of the text, from 0
    /// @param redirections where its standard output goes
    record Simple(int line, List<ShellWord> words, List<ShellWord> redirections) {
        Simple {
            words = List.copyOf(words);
            redirections = List.copyOf(redirections);
        }
    }
}
