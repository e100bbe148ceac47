package dev.linger.script.command;

import java.util.List;

/// What became of a command.
///
/// @param status its exit status: the original tool lets a script fail on any but 0
/// @param output what it wrote to standard output
/// @param notes what it asked for that means nothing here, or that the engine does not have
public record CommandResult(int status, String output, List<String> notes) {
    public CommandResult {
        notes = List.copyOf(notes);
    }

    public boolean failed() {
        return status != 0;
    }
}
