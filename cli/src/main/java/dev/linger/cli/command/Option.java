package dev.linger.cli.command;

import java.util.List;

/// One option of the command line, declared once: [QuickArguments] and [Picocli] both read this. Compared by identity.
final class Option {
    static final Option OUTPUT = valued("--output", "FORMAT", "table, wide, json, ndjson, csv, markdown or html")
            .orShort("-o")
            .completedBy("table", "wide", "json", "ndjson", "csv", "markdown", "html");
    static final Option COLOR = valued(
                    "--color", "WHEN", "auto (on a terminal, unless NO_COLOR is set), always or never")
            .completedBy("auto", "always", "never");
    static final Option NETNS =
            valued("--netns", "NAME|PID", "another network namespace: its name in `ip netns`, or a pid inside it");
    static final Option FROM =
            valued("--from", "FILE", "what linger snapshot wrote, instead of this host; - is standard input");
    static final Option HELP = flag("--help", "show this help").orShort("-h");
    static final Option VERSION = flag("--version", "show the version").orShort("-V");

    private final String shortName;
    private final String name;
    private final String parameter;
    private final String description;
    private final boolean repeatable;
    private final List<String> candidates;

    private Option(
            String shortName,
            String name,
            String parameter,
            String description,
            boolean repeatable,
            List<String> candidates) {
        this.shortName = shortName;
        this.name = name;
        this.parameter = parameter;
        this.description = description;
        this.repeatable = repeatable;
        this.candidates = candidates;
    }

    /// An option with a value, which the help calls `parameter`.
    static Option valued(String name, String parameter, String description) {
        return new Option("", name, parameter, description, false, List.of());
    }

    static Option flag(String name, String description) {
        return new Option("", name, "", description, false, List.of());
    }

    Option orShort(String letter) {
        return new Option(letter, name, parameter, description, repeatable, candidates);
    }

    Option manyTimes() {
        return new Option(shortName, name, parameter, description, true, candidates);
    }

    /// The same option with what a shell may complete its value to.
    Option completedBy(String... words) {
        return new Option(shortName, name, parameter, description, repeatable, List.of(words));
    }

    boolean isNamed(String text) {
        return text.equals(name) || (!shortName.isEmpty() && text.equals(shortName));
    }

    /// `-o`, or empty.
    String shortName() {
        return shortName;
    }

    /// `--output`.
    String name() {
        return name;
    }

    String parameter() {
        return parameter;
    }

    String description() {
        return description;
    }

    boolean hasValue() {
        return !parameter.isEmpty();
    }

    boolean repeatable() {
        return repeatable;
    }

    List<String> candidates() {
        return candidates;
    }
}
