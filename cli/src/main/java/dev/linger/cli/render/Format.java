package dev.linger.cli.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The forms in which every report can be written, with the same facts in each.
public enum Format {
    /// For a reader, state columns without any socket left out.
    TABLE,
    /// The same with every column and what looking cost.
    WIDE,
    JSON,
    /// One JSON object a line.
    NDJSON,
    CSV,
    MARKDOWN,
    /// A page for a browser.
    HTML;

    /// The word on the command line.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Format> parse(String word) {
        for (Format format : values()) {
            if (format.word().equals(word)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    public static List<String> words() {
        List<String> words = new ArrayList<>();
        for (Format format : values()) {
            words.add(format.word());
        }
        return words;
    }
}
