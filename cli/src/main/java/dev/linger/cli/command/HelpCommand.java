package dev.linger.cli.command;

import java.util.ArrayList;
import java.util.List;

/// `linger help [COMMAND]`.
final class HelpCommand implements Command {
    @Override
    public String name() {
        return "help";
    }

    @Override
    public String summary() {
        return "the help of a command, or of Linger";
    }

    @Override
    public List<Option> options() {
        return List.of();
    }

    @Override
    public String parameter() {
        return "COMMAND";
    }

    @Override
    public List<Example> examples() {
        return List.of(new Example("linger help states", "the same as linger states --help"));
    }

    static List<String> topics() {
        List<String> topics = new ArrayList<>();
        for (Command command : Commands.all()) {
            topics.add(command.name());
        }
        return topics;
    }

    @Override
    public int run(Arguments arguments, Console console) throws CommandException {
        if (arguments.words().isEmpty()) {
            console.print(Picocli.help());
            return ExitStatus.DONE;
        }
        String topic = arguments.words().getFirst();
        Command command = Commands.named(topic).orElseThrow(() -> Picocli.unknownCommand(topic));
        console.print(Picocli.help(command));
        return ExitStatus.DONE;
    }
}
