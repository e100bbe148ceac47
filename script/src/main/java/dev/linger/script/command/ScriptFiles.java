package dev.linger.script.command;

import org.jspecify.annotations.Nullable;

/// Where the shell scripts come from that a packet script names.
@FunctionalInterface
public interface ScriptFiles {
    /// None can be read.
    ScriptFiles NONE = (script, relative) -> null;

    /// The text of a file, or null if there is none.
    ///
    /// @param script the packet script's path
    /// @param relative the file as the packet script names it, from the folder of the script
    @Nullable
    String read(String script, String relative);
}
