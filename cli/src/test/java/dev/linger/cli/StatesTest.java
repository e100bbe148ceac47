package dev.linger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.cli.render.Golden;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatesTest {
    @TempDir
    private Path folder;

    private String file;

    @BeforeEach
    void writeSample() throws IOException {
        file = SampleHost.file(folder).toString();
    }

    private Outcome states(String... more) {
        String[] args = new String[more.length + 3];
        args[0] = "states";
        args[1] = "--from";
        args[2] = file;
        System.arraycopy(more, 0, args, 3, more.length);
        return Outcome.of(args);
    }

    @ParameterizedTest
    @ValueSource(strings = {"table", "wide", "json", "ndjson", "csv", "markdown", "html"})
    void everyFormatIsAsReviewed(String format) throws IOException {
        Outcome outcome =
                states("-o", format, "--top", "3", "--by", "state,process,destination,listener,namespace,uid");
        assertThat(outcome.status()).isZero();
        Golden.check("states." + format, outcome.out());
        assertThat(outcome.err()).isEqualTo("linger: the owners of 1 socket (needs CAP_SYS_PTRACE)\n");
    }

    @Test
    void theDefaultIsStateProcessAndDestination() throws IOException {
        Golden.check("states-default.table", states().out());
    }

    @Test
    void theSameQuestionHasTheSameAnswer() {
        for (String format : new String[] {"table", "json", "csv"}) {
            assertThat(states("-o", format).out())
                    .isEqualTo(states("-o", format).out());
        }
    }

    @Test
    void oneStateCountsThatStateOnly() throws IOException {
        Outcome outcome = states("--state", "TimeWait,LAST_ACK", "--by", "state,destination", "--top", "1");
        Golden.check("states-of-two-states.table", outcome.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"all", "ALL", "time-wait,all"})
    void theWordAllMeansEveryState(String states) {
        assertThat(states("--state", states).out()).isEqualTo(states().out());
    }

    @Test
    void oneSocketIsNotSeveral() {
        assertThat(states("--state", "fin-wait-1").out()).startsWith("1 TCP socket in");
        assertThat(states("--state", "syn-sent").out()).startsWith("0 TCP sockets in");
    }

    @Test
    void listenersNotAskedForStillTellIncomingFromOutgoing() {
        Outcome outcome = states("--state", "close-wait", "--by", "destination,listener", "-o", "csv");
        assertThat(outcome.out()).contains("listener,0.0.0.0:80,2,2").doesNotContain("192.0.2.7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "all"})
    void allRowsAreShownOnRequest(String top) {
        Outcome outcome = states("--by", "destination", "-o", "csv", "--top", top);
        assertThat(outcome.out().lines()).hasSize(1 + 13);
        assertThat(outcome.out()).doesNotContain("more)");
    }

    @Test
    void colourIsOnlyForTerminalsUnlessAskedFor() {
        assertThat(states().out()).doesNotContain("\u001b");
        assertThat(states("--color", "always").out()).contains("\u001b[1mby state\u001b[0m");
        assertThat(states("--color=never").out()).doesNotContain("\u001b");
    }

    @Test
    void aNameOfAProcessCannotControlTheTerminal() {
        assertThat(states("--by", "process").out()).contains("evil?[31m|red").doesNotContain("\u001b");
        assertThat(states("--by", "process", "-o", "json").out()).contains("evil\\u001B[31m|red");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    --by      | colour          | listener, namespace, uid; not 'colour'
                    --by      | state,          | listener, namespace, uid; not ''
                    --state   | time-weight     | --state takes all, listen, syn-sent, syn-recv, estab
                    --by      |                 | --by takes state, process, destination
                    --state   |                 | --state takes all, listen
                    --top     |                 | --top takes a whole number
                    --top     | -1              | --top takes a whole number from 0 up, or all; not '-1'
                    --top     | ten             | --top takes a whole number from 0 up, or all; not 'ten'
                    --output  | xml             | table, wide, json, ndjson, csv, markdown, html; not 'xml'
                    --color   | red             | --color is auto, always or never, not 'red'
                    --netns   | 1               | --from reads a file, --netns this host
                    """)
    void aValueThatIsNoneIsNamedWithWhatIsAccepted(String option, String value, String message) {
        Outcome outcome = states(option + "=" + (value == null ? "" : value));
        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).startsWith("linger: ").contains(message);
    }
}
