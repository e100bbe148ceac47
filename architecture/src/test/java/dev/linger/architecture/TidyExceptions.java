package dev.linger.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The one list of places where a tidy rule need not hold, each with its reason. It may only shrink.
final class TidyExceptions {
    static final String PATH = "architecture/src/test/resources/tidy-exceptions.txt";
    static final List<TidyException> ALL = read();

    private TidyExceptions() {}

    record TidyException(String rule, String path, String reason) {
        boolean covers(TidyRule other, Offence offence) {
            return rule.equals(nameOf(other)) && path.equals(offence.path());
        }
    }

    static String nameOf(TidyRule rule) {
        return rule.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// What is left of the rule's offences after the exceptions.
    static List<Offence> unexcused(TidyRule rule) {
        return rule.offences().stream()
                .filter(offence -> ALL.stream().noneMatch(exception -> exception.covers(rule, offence)))
                .toList();
    }

    private static List<TidyException> read() {
        List<TidyException> exceptions = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(SourceTree.ROOT.resolve(PATH))) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    String[] parts = line.strip().split("\\s+", 3);
                    if (parts.length < 3) {
                        throw new IllegalStateException(PATH + ": not <rule> <path> <reason>: " + line);
                    }
                    exceptions.add(new TidyException(parts[0], parts[1], parts[2]));
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return List.copyOf(exceptions);
    }
}
