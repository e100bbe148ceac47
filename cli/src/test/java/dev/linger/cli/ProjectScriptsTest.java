package dev.linger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The project's own packet scripts, run as a user would: each does what it says, or is known not to and says why.
class ProjectScriptsTest {
    private static final Path SCRIPTS = Path.of("../script/src/test/scripts");

    @Test
    void everyScriptDoesWhatItSaysOrIsKnownNotTo() {
        Outcome outcome = Outcome.of("script", SCRIPTS.toString());
        assertThat(outcome.out()).doesNotContain("\nFAILED", "\nREFUSED", "unexpectedly");
        assertThat(outcome.status()).isZero();
    }

    @Test
    void soItDoesOverIpv6() throws IOException {
        List<String> arguments =
                new ArrayList<>(List.of("script", "--ip_version=ipv6", "--ip_version=ipv4-mapped-ipv6"));
        try (Stream<Path> folders = Files.list(SCRIPTS)) {
            // Three of the shared ones name the MSS of IPv4.
            folders.filter(folder -> !folder.endsWith("shared"))
                    .sorted()
                    .forEach(folder -> arguments.add(folder.toString()));
        }
        Outcome outcome = Outcome.of(arguments.toArray(String[]::new));
        assertThat(outcome.out()).doesNotContain("\nFAILED", "\nREFUSED", "unexpectedly");
        assertThat(outcome.status()).isZero();
    }
}
