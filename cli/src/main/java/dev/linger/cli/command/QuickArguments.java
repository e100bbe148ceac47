package dev.linger.cli.command;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads the command lines that are plainly right: every option known, complete, said once, nothing else.
///
/// Loading picocli and building its model takes longer than all the rest of a short run, so picocli is asked only
/// when this cannot tell: for help, mistakes and rarer notations. Where this does answer, picocli would answer the
/// same (ArgumentsAgreeTest).
final class QuickArguments {
    private QuickArguments() {}

    /// The arguments from place `start` on; empty where picocli has to decide.
    static Optional<Arguments> read(Command command, String[] args, int start) {
        Arguments arguments = new Arguments();
        for (int place = start; place < args.length; place++) {
            String text = args[place];
            int equals = text.startsWith("--") ? text.indexOf('=') : -1;
            if (command.takesMany() && isPlainValue(text)) {
                arguments.addWord(text);
                continue;
            }
            Option option = find(command.options(), equals < 0 ? text : text.substring(0, equals));
            if (option == null || (arguments.has(option) && !option.repeatable())) {
                return Optional.empty();
            }
            if (!option.hasValue()) {
                if (equals >= 0) {
                    return Optional.empty();
                }
                arguments.add(option, "");
            } else if (equals >= 0 && isPlainValue(text.substring(equals + 1))) {
                arguments.add(option, text.substring(equals + 1));
            } else if (equals < 0 && place + 1 < args.length && isPlainValue(args[place + 1])) {
                place++;
                arguments.add(option, args[place]);
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(arguments);
    }

    private static @Nullable Option find(List<Option> options, String name) {
        for (Option option : options) {
            if (option.isNamed(name)) {
                return option;
            }
        }
        return null;
    }

    /// Whether a value cannot be taken for anything else.
    private static boolean isPlainValue(String text) {
        return !text.isEmpty() && (text.charAt(0) != '-' || text.length() == 1);
    }
}
