package dev.linger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExitStatusTest {
    @TempDir
    private Path folder;

    @Test
    void doneIsZero() throws IOException {
        String file = SampleHost.file(folder).toString();
        assertThat(Outcome.of("states", "--from", file).status()).isZero();
        assertThat(Outcome.of("--help").status()).isZero();
        assertThat(Outcome.of("help", "doctor").status()).isZero();
        assertThat(Outcome.of("doctor", "--help").status()).isZero();
        assertThat(Outcome.of("states", "--version").out()).startsWith("linger ");
        assertThat(Outcome.of("completion").out()).startsWith("#!/usr/bin/env bash");
    }

    @ParameterizedTest
    @ValueSource(strings = {"table", "wide", "json", "ndjson", "csv", "markdown", "html"})
    void findingsAreOneInEveryFormatAndOnlyFromTheSeverityAskedFor(String format) throws IOException {
        String file = SampleHost.file(folder).toString();
        Outcome ok = Outcome.of("doctor", "--from", file, "--fail-on", "ok", "-o", format);
        assertThat(ok.status()).isEqualTo(1);
        assertThat(ok.out()).isNotEmpty();
        assertThat(Outcome.of("doctor", "--from", file, "--fail-on", "critical", "-o", format)
                        .status())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    sttes                            | unknown command 'sttes', did you mean 'states'?
                    --hlep                           | unknown option '--hlep'
                    help snpshot                     | unknown command 'snpshot', did you mean 'snapshot'?
                    states --formt json              | unknown option '--formt', did you mean '--from'?
                    states --tpo 3                   | unknown option '--tpo', did you mean '--top'?
                    states --top                     | Missing required parameter for option '--top'
                    states -o json -o csv            | should be specified only once
                    states now                       | 'now' is one word too many
                    doctor --interval soon           | --interval takes a time such as 500ms, 2s or 1m; not 'soon'
                    doctor --interval 2              | --interval takes a time
                    doctor --interval -2s            | --interval takes a time
                    doctor --fail-on bad             | --fail-on takes ok, notice, warning or critical; not 'bad'
                    doctor --threshold speed=1       | --threshold takes NAME=VALUE with one of ports-exhausted-share
                    doctor --threshold closing-count | --threshold closing-count takes a number from 0 up
                    doctor --threshold closing-count=-1 | takes a number from 0 up; not '-1'
                    doctor --watch --interval 0      | --watch needs an --interval above 0
                    doctor --watch -o json           | --watch has no end
                    doctor --from x --watch          | --from reads a file, --watch is about this host
                    snapshot                         | say where to: -o FILE
                    states --from /no/such/file      | cannot read /no/such/file: there is no such file
                    states --from /tmp               | it is a folder, not a snapshot
                    """)
    void usageErrorsAreTwoAndSaySo(String line, String message) {
        Outcome outcome = Outcome.of(line.split(" ", -1));
        assertThat(outcome.err()).startsWith("linger: ").contains(message).doesNotContain("Exception");
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.status()).isEqualTo(2);
    }

    @Test
    void nothingToDoShowsTheHelpAsAnError() {
        Outcome outcome = Outcome.of();
        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).contains("Commands:");
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void anyFaultOfTheProcessIsFourWithWhatToReport(Fault fault) throws Exception {
        // The smallest heap that starts, so that running out of it takes no time.
        ProcessResult result =
                process("-Xmx32m", "--provoke-fault=" + fault.name().toLowerCase(Locale.ROOT));
        assertThat(result.err())
                .contains("please report what follows", "version  linger", "java     ", "system   ")
                .contains("command  linger --provoke-fault=", "states --top 3")
                .contains("\tat ");
        assertThat(result.status()).isEqualTo(4);
        assertThat(result.out()).isEmpty();
    }

    @Test
    void anUnwritableStandardOutputIsNoSuccess() throws Exception {
        assertThat(new File("/dev/full")).exists();
        Process process = new ProcessBuilder(command("-Xmx64m", "--help"))
                .redirectOutput(new File("/dev/full"))
                .start();
        assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("cannot write to standard output: No space left on device");
        assertThat(process.waitFor()).isEqualTo(2);
    }

    private record ProcessResult(int status, String out, String err) {}

    private ProcessResult process(String heap, String fault) throws Exception {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process process = new ProcessBuilder(command(heap, fault, "states", "--top", "3"))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new ProcessResult(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    /// The real entry point in a Java process of its own.
    private static List<String> command(String heap, String... args) {
        String classes = System.getProperty("jdk.module.path", "")
                + File.pathSeparator
                + System.getProperty("java.class.path", "");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                heap,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classes,
                Linger.class.getName()));
        command.addAll(List.of(args));
        return command;
    }
}
