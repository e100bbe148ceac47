package dev.linger.cli.command;

import dev.linger.cli.render.Format;

/// Reads `--output`.
final class Formats {
    private Formats() {}

    static Format of(Arguments arguments) throws CommandException {
        String word = arguments.value(Option.OUTPUT).orElse(Format.TABLE.word());
        return Format.parse(word)
                .orElseThrow(() -> CommandException.usage(
                        "--output takes " + String.join(", ", Format.words()) + "; not '" + word + "'"));
    }
}
