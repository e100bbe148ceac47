package dev.linger.script.command;

import dev.linger.script.notation.Command;
import dev.linger.script.notation.ScriptException;
import java.util.ArrayList;
import java.util.List;

/// Runs the commands of one packet script. No shell and no program is run: a small interpreter knows the commands
/// that such scripts use, and refuses all others by name and line.
public final class Commands {
    private final String script;
    private final CommandHost host;
    private final ScriptFiles files;

    /// @param script the packet script's path, which messages begin with
    public Commands(String script, CommandHost host, ScriptFiles files) {
        this.script = script;
        this.host = host;
        this.files = files;
    }

    /// Throws [ScriptException] for a command that is not supported, and for a setting that the system does not
    /// have or that does not take the value, unless the command says what to do then (`||`, `sysctl -e`).
    public CommandResult run(Command command) throws ScriptException {
        List<String> notes = new ArrayList<>();
        StringBuilder output = new StringBuilder();
        Shell shell = new Shell(script, host, files, notes, command.line());
        int status = shell.run(command.text(), output);
        return new CommandResult(status, output.toString(), notes);
    }
}
