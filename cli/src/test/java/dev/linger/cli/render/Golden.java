package dev.linger.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file of expected output. `-Dlinger.golden=rewrite` writes what came out instead; the difference is then reviewed.
public final class Golden {
    private static final Path FOLDER = Path.of("src/test/resources/golden");

    private Golden() {}

    public static void check(String name, String actual) throws IOException {
        Path file = FOLDER.resolve(name);
        if ("rewrite".equals(System.getProperty("linger.golden"))) {
            Files.createDirectories(FOLDER);
            Files.writeString(file, actual);
        }
        assertThat(actual)
                .as("%s; mvn -pl cli test -Dlinger.golden=rewrite accepts the change", file)
                .isEqualTo(Files.readString(file));
    }
}
