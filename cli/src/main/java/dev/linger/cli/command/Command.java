package dev.linger.cli.command;

import dev.linger.linux.HostException;
import java.util.List;

/// One of Linger's commands.
public interface Command {
    String name();

    /// What it does, in one line.
    String summary();

    /// Every option it takes, but `--help` and `--version`, which all take.
    List<Option> options();

    /// What it can be called with beside options, as the help shows it; empty for nothing.
    default String parameter() {
        return "";
    }

    /// Whether it can be called with several of these.
    default boolean takesMany() {
        return false;
    }

    /// Command lines to learn from, each with what it does.
    List<Example> examples();

    /// Does it and returns the exit status, one of [ExitStatus].
    int run(Arguments arguments, Console console) throws CommandException, HostException;

    /// A command line that a reader can copy.
    record Example(String line, String meaning) {}
}
