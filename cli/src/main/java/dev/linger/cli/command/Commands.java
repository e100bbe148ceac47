package dev.linger.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Every command by its name. Naming one loads that one only.
public final class Commands {
    static final List<String> NAMES = List.of("doctor", "states", "snapshot", "script", "help", "completion");

    private Commands() {}

    /// Whether the first word of a command line may be a command that asks the system about its sockets.
    public static boolean mayLookAtThisHost(String word) {
        return !word.startsWith("-") && !word.equals("script");
    }

    static Optional<Command> named(String name) {
        return Optional.ofNullable(
                switch (name) {
                    case "doctor" -> new DoctorCommand();
                    case "states" -> new StatesCommand();
                    case "snapshot" -> new SnapshotCommand();
                    case "script" -> new ScriptCommand();
                    case "help" -> new HelpCommand();
                    case "completion" -> new CompletionCommand();
                    default -> null;
                });
    }

    static List<Command> all() {
        List<Command> all = new ArrayList<>();
        for (String name : NAMES) {
            all.add(named(name).orElseThrow());
        }
        return all;
    }
}
