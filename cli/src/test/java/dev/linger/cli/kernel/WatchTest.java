package dev.linger.cli.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.testkit.NamespaceTest;
import dev.linger.testkit.TestNamespace;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `linger doctor --watch` as a process, until somebody ends it.
@NamespaceTest
@Timeout(60)
class WatchTest {
    private static final Pattern TAKEN = Pattern.compile("\"takenEpochMillis\":(\\d+)");
    private static final Duration END_LIMIT = Duration.ofSeconds(20);
    private static final int LINES = 200;

    @TempDir
    private Path folder;

    private TestNamespace namespace;
    private Process watch;
    private BufferedReader output;

    @BeforeEach
    void startWatching() throws IOException {
        folder.toFile().setExecutable(true, false);
        namespace = TestNamespace.create();
        watch = new LingerProcess(Files.createDirectory(folder.resolve("modules")))
                .startIn(namespace, "doctor", "--watch", "--interval", "100ms", "-o", "ndjson");
        output = watch.inputReader();
    }

    @AfterEach
    void endNamespace() {
        namespace.close();
    }

    /// Reads lines until two rounds were seen; the moments at which they were taken.
    private Set<String> twoRounds() throws IOException {
        Set<String> rounds = new LinkedHashSet<>();
        for (int line = 0; line < LINES && rounds.size() < 2; line++) {
            String text = output.readLine();
            assertThat(text)
                    .startsWith("{\"schema\":\"linger/diagnosis/v1\"")
                    .endsWith("}")
                    .contains("time-wait-normal");
            Matcher taken = TAKEN.matcher(text);
            assertThat(taken.find()).as(text).isTrue();
            rounds.add(taken.group(1));
        }
        return rounds;
    }

    private int end() throws InterruptedException {
        assertThat(watch.waitFor(END_LIMIT.toMillis(), TimeUnit.MILLISECONDS))
                .as("it ends")
                .isTrue();
        return watch.exitValue();
    }

    @Test
    void eachRoundIsALineForEachFinding() throws IOException {
        assertThat(twoRounds()).hasSize(2);
        assertThat(watch.isAlive()).isTrue();
    }

    @Test
    void controlCEndsTheWatchWith130() throws IOException, InterruptedException {
        twoRounds();

        namespace.run("kill", "-INT", Long.toString(watch.pid())).orThrow();

        assertThat(end()).isEqualTo(130);
    }

    @Test
    void theWatchEndsByItselfWhenNobodyReadsAnyMore() throws IOException, InterruptedException {
        twoRounds();

        output.close();

        assertThat(end()).isZero();
    }
}
