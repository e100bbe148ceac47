package dev.linger.cli.command;

import java.util.List;

/// `linger completion`: a script that teaches bash Linger's commands and options.
final class CompletionCommand implements Command {
    @Override
    public String name() {
        return "completion";
    }

    @Override
    public String summary() {
        return "print a completion script for bash and zsh";
    }

    @Override
    public List<Option> options() {
        return List.of();
    }

    @Override
    public List<Example> examples() {
        return List.of(new Example("source <(linger completion)", "completion in this shell"));
    }

    @Override
    public int run(Arguments arguments, Console console) throws CommandException {
        console.print(Picocli.completionScript());
        return ExitStatus.DONE;
    }
}
