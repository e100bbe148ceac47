package dev.linger.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.cli.Outcome;
import dev.linger.cli.render.Golden;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HelpTest {
    static Stream<String> commands() {
        return Commands.NAMES.stream();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandHasHelpWithAnExample(String name) throws IOException {
        Outcome outcome = Outcome.of(name, "--help");
        assertThat(outcome.out()).contains("Usage: linger " + name, "Examples:").doesNotContain("provoke");
        assertThat(outcome.out()).isEqualTo(Outcome.of("help", name).out());
        Golden.check("help-" + name + ".txt", outcome.out());
    }

    @Test
    void theHelpNamesEveryCommandAndExitStatus() throws IOException {
        String help = Outcome.of("--help").out();
        assertThat(help).contains(Commands.NAMES).contains("Exit status: 0").doesNotContain("provoke");
        assertThat(Outcome.of("help").out()).isEqualTo(help);
        Golden.check("help.txt", help);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyExampleIsACommandLineThatCanBeRead(String name) throws CommandException {
        for (Command.Example example : Commands.named(name).orElseThrow().examples()) {
            if (example.line().startsWith("linger " + name)) {
                String[] words = example.line().split(" ", -1);
                assertThat(Picocli.read(Commands.named(name).orElseThrow(), words, 2))
                        .isNotNull();
            }
        }
    }

    @Test
    void completionKnowsCommandsOptionsAndValues() {
        assertThat(Outcome.of("completion").out())
                .contains(Commands.NAMES)
                .contains("--threshold", "ndjson", "time-wait");
    }
}
