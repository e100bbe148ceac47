package dev.linger.cli.command;

import dev.linger.linux.HostException;
import java.util.Optional;

/// Finds the command that a command line names, reads its arguments, and runs it.
public final class CommandLineRun {
    private CommandLineRun() {}

    /// Returns the exit status. What goes wrong on the user's side has been said by then; Linger's own faults are
    /// thrown.
    public static int run(String[] args, Console console) throws HostException {
        try {
            return dispatch(args, console);
        } catch (CommandException end) {
            console.note(String.valueOf(end.getMessage()));
            return end.status();
        } catch (HostException failure) {
            return switch (failure.kind()) {
                case NOT_PERMITTED, NOT_SUPPORTED -> told(failure, console, ExitStatus.NOT_HERE);
                case NOT_FOUND -> told(failure, console, ExitStatus.USAGE);
                case FAILED -> throw failure;
            };
        }
    }

    private static int told(HostException failure, Console console, int status) {
        console.note(String.valueOf(failure.getMessage()));
        return status;
    }

    private static int dispatch(String[] args, Console console) throws CommandException, HostException {
        if (args.length == 0) {
            console.complain(Picocli.help());
            return ExitStatus.USAGE;
        }
        if (Option.HELP.isNamed(args[0])) {
            console.print(Picocli.help());
            return ExitStatus.DONE;
        }
        if (Option.VERSION.isNamed(args[0])) {
            console.print("linger " + Version.number() + "\n");
            return ExitStatus.DONE;
        }
        Command command = Commands.named(args[0]).orElse(null);
        if (command == null) {
            throw Picocli.unknownCommand(args[0]);
        }
        Optional<Arguments> quick = QuickArguments.read(command, args, 1);
        Arguments arguments = quick.isPresent() ? quick.get() : Picocli.read(command, args, 1);
        if (arguments.has(Option.HELP)) {
            console.print(Picocli.help(command));
            return ExitStatus.DONE;
        }
        if (arguments.has(Option.VERSION)) {
            console.print("linger " + Version.number() + "\n");
            return ExitStatus.DONE;
        }
        return command.run(arguments, console);
    }
}
