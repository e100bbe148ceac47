package dev.linger.script.notation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The script with each form of the notation.
final class Forms {
    private static final Path FILE = Path.of("src/test/resources/dev/linger/script/notation/forms.pkt");

    private Forms() {}

    static String text() {
        try {
            return Files.readString(FILE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
