package dev.linger.script.notation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The scripts that the project was given, as they are.
class SharedScriptsTest {
    private static final Path FOLDER = Path.of("src/test/scripts/shared");

    static List<Path> scripts() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return new ArrayList<>(files.sorted().toList());
        }
    }

    @Test
    void thereAreNineteen() throws IOException {
        assertThat(scripts()).hasSize(19);
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void everyLineOfAScriptIsAnOptionOrAnEvent(Path path) throws IOException, ScriptException {
        String text = Files.readString(path);
        Script script = ScriptParser.parse(path.toString(), text, Map.of());
        long lines = text.lines().filter(line -> !line.isBlank()).count();
        assertThat(script.options().size() + script.events().size()).isEqualTo((int) lines);
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void scriptWrittenDownIsTheSameScript(Path path) throws IOException, ScriptException {
        Script script = ScriptParser.parse("x", Files.readString(path), Map.of());
        assertThat(RoundTrip.of(script)).isEqualTo(RoundTrip.withoutLines(script));
    }
}
