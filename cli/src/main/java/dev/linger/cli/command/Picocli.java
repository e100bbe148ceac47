package dev.linger.cli.command;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// The command line as picocli sees it: help, completion, mistakes, and whatever [QuickArguments] leaves to it.
///
/// Built by hand from [Command] and [Option] rather than from annotations, whose reflection takes 40 ms. Picocli only
/// reads the command line and never runs a command, so it has no part in the exit status.
final class Picocli {
    private static final int HELP_WIDTH = 100;

    private Picocli() {}

    /// The arguments of `command` from place `start` on.
    static Arguments read(Command command, String[] args, int start) throws CommandException {
        CommandLine line = line(command);
        ParseResult result;
        try {
            result = line.parseArgs(Arrays.copyOfRange(args, start, args.length));
        } catch (ParameterException mistake) {
            throw CommandException.usage(
                    describe(command, mistake) + "\nTry: linger " + command.name() + " --help", mistake);
        }
        Arguments arguments = new Arguments();
        for (Option option : withCommon(command)) {
            OptionSpec matched = result.matchedOption(option.name());
            if (matched != null) {
                matched.originalStringValues().forEach(value -> arguments.add(option, option.hasValue() ? value : ""));
            }
        }
        result.matchedPositionals()
                .forEach(positional -> positional.originalStringValues().forEach(arguments::addWord));
        return arguments;
    }

    private static String describe(Command command, ParameterException mistake) {
        if (mistake instanceof UnmatchedArgumentException unmatched) {
            String first = unmatched.getUnmatched().getFirst();
            if (!first.startsWith("-")) {
                return "'" + first + "' is one word too many";
            }
            List<String> names = new ArrayList<>();
            for (Option option : withCommon(command)) {
                names.add(option.name());
            }
            return unknown("option", first, names);
        }
        return String.valueOf(mistake.getMessage());
    }

    /// What to say about a command that does not exist.
    static CommandException unknownCommand(String name) {
        String what = name.startsWith("-") ? "option" : "command";
        return CommandException.usage(unknown(what, name, Commands.NAMES) + "\nTry: linger --help");
    }

    private static String unknown(String what, String name, List<String> known) {
        List<String> quoted = new ArrayList<>();
        for (String word : Spelling.nearest(name, known)) {
            quoted.add("'" + word + "'");
        }
        return "unknown " + what + " '" + name + "'"
                + (quoted.isEmpty() ? "" : ", did you mean " + String.join(" or ", quoted) + "?");
    }

    /// The help of one command.
    static String help(Command command) {
        return usage(line(command));
    }

    /// The help of Linger.
    static String help() {
        return usage(everything());
    }

    static String completionScript() {
        return AutoComplete.bash("linger", everything());
    }

    private static String usage(CommandLine line) {
        StringWriter text = new StringWriter();
        line.usage(new PrintWriter(text), Ansi.OFF);
        return text.toString();
    }

    private static CommandLine everything() {
        CommandSpec spec = CommandSpec.create().name("linger");
        addOption(spec, Option.HELP);
        addOption(spec, Option.VERSION);
        spec.usageMessage()
                .width(HELP_WIDTH)
                .customSynopsis("linger COMMAND [OPTIONS]")
                .description("Sees, explains and fixes how TCP connections end: TIME_WAIT first of all.")
                .commandListHeading("%nCommands:%n")
                .footer(
                        "",
                        "Exit status: 0 healthy or done, 1 findings, 2 usage or input error,",
                        "3 not permitted or not supported here, 4 a fault of Linger's own.",
                        "",
                        "Example: linger doctor");
        for (Command command : Commands.all()) {
            spec.addSubcommand(command.name(), spec(command));
        }
        return settled(new CommandLine(spec));
    }

    private static CommandLine line(Command command) {
        return settled(new CommandLine(spec(command)));
    }

    private static CommandLine settled(CommandLine line) {
        return line.setExpandAtFiles(false).setUsageHelpWidth(HELP_WIDTH);
    }

    private static CommandSpec spec(Command command) {
        CommandSpec spec = CommandSpec.create().name("linger " + command.name());
        for (Option option : withCommon(command)) {
            addOption(spec, option);
        }
        if (!command.parameter().isEmpty()) {
            spec.addPositional(PositionalParamSpec.builder()
                    .paramLabel(command.parameter())
                    .type(command.takesMany() ? List.class : String.class)
                    .auxiliaryTypes(String.class)
                    .arity(command.takesMany() ? "0..*" : "0..1")
                    .completionCandidates(candidates(command))
                    .build());
        }
        List<String> footer = new ArrayList<>(List.of("", "Examples:"));
        for (Command.Example example : command.examples()) {
            footer.add("  " + example.line());
            footer.add("      " + example.meaning());
        }
        spec.usageMessage()
                .width(HELP_WIDTH)
                .abbreviateSynopsis(true)
                .sortOptions(false)
                .description(escaped(command.summary()))
                .footer(escaped(footer));
        return spec;
    }

    private static List<String> candidates(Command command) {
        return command instanceof HelpCommand ? HelpCommand.topics() : List.of();
    }

    private static List<Option> withCommon(Command command) {
        List<Option> options = new ArrayList<>(command.options());
        options.add(Option.HELP);
        options.add(Option.VERSION);
        return options;
    }

    private static void addOption(CommandSpec spec, Option option) {
        List<String> names = new ArrayList<>();
        if (!option.shortName().isEmpty()) {
            names.add(option.shortName());
        }
        names.add(option.name());
        OptionSpec.Builder builder =
                OptionSpec.builder(names.toArray(String[]::new)).description(escaped(option.description()));
        if (option.hasValue()) {
            builder.arity("1").paramLabel(option.parameter()).type(option.repeatable() ? List.class : String.class);
            builder.auxiliaryTypes(String.class);
            if (!option.candidates().isEmpty()) {
                builder.completionCandidates(option.candidates());
            }
        } else {
            builder.arity("0").type(boolean.class);
            builder.usageHelp(option == Option.HELP).versionHelp(option == Option.VERSION);
        }
        spec.addOption(builder.build());
    }

    private static String[] escaped(List<String> lines) {
        return lines.stream().map(Picocli::escaped).toArray(String[]::new);
    }

    /// Picocli formats what it prints.
    private static String escaped(String text) {
        return text.replace("%", "%%").replace("@|", "@ |");
    }
}
