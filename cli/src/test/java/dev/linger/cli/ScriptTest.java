package dev.linger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.cli.render.Golden;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptTest {
    private static final String SUITE = "src/test/resources/scripts";

    @TempDir
    private Path folder;

    private static Outcome script(String... more) {
        String[] args = new String[more.length + 1];
        args[0] = "script";
        System.arraycopy(more, 0, args, 1, more.length);
        return Outcome.of(args);
    }

    /// Without what another run takes another time for.
    private static String timeless(String text) {
        return text.replaceAll("· [0-9]+\\.[0-9]{2} s", "· 0.00 s")
                .replaceAll("looked in [0-9.]+ ms", "looked in 0.0 ms")
                .replaceAll("\"milliseconds\":( ?)[0-9.]+", "\"milliseconds\":$10.000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"table", "wide", "json", "ndjson", "csv", "markdown", "html"})
    void everyFormatIsAsReviewed(String format) throws IOException {
        Outcome outcome = script("-o", format, SUITE);
        Golden.check("script." + format, timeless(outcome.out()));
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.status()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"table", "wide", "json", "markdown"})
    void everyFormatOfTheGridIsAsReviewed(String format) throws IOException {
        for (String name : new String[] {"time-wait/syn/newer", "time-wait/syn/older", "closing/fin/older", "x"}) {
            Path file = folder.resolve(name + ".pkt");
            Files.createDirectories(file.resolveSibling("."));
            Files.writeString(file, "");
        }
        Outcome outcome = script("--grid", "-o", format, folder.toString());
        Golden.check("script-grid." + format, timeless(outcome.out()));
        assertThat(outcome.status()).isZero();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            scripts,                                status
            close/passes.pkt,                       0
            close/known.pkt,                        0
            close/passes.pkt close/known.pkt,       0
            close/fails.pkt,                        1
            close/passes.pkt close/fails.pkt,       1
            more/unexpected.pkt,                    1
            more/refused.pkt,                       2
            more/unreadable.pkt,                    2
            close/fails.pkt more/refused.pkt,       2
            """, useHeadersInDisplayName = true)
    void theStatusSaysTheWorstThatCameOut(String scripts, int status) {
        String[] names = scripts.split(" ", -1);
        for (int place = 0; place < names.length; place++) {
            names[place] = SUITE + "/" + names[place];
        }
        assertThat(script(names).status()).isEqualTo(status);
    }

    @Test
    void theOrderDoesNotDependOnHowManyRunAtOnce() {
        String one = timeless(
                script("-o", "json", "--ip_version=all", "--jobs", "1", SUITE).out());
        assertThat(timeless(script("-o", "json", "--ip_version=all", "--jobs", "7", SUITE)
                        .out()))
                .isEqualTo(one);
    }

    private String written(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private static String passing() throws IOException {
        return Files.readString(Path.of(SUITE, "close/passes.pkt"));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "none", textBlock = """
            named,    option,     profile
            none,     none,       linux
            macos,    none,       macos
            rfc,      none,       rfc-9293
            none,     freebsd-14, freebsd-14
            none,     rfc,        rfc-9293
            macos,    linux,      linux
            """, useHeadersInDisplayName = true)
    void theProfileIsTheOptionsElseTheScriptsElseLinux(String named, String option, String profile) throws IOException {
        String script = written("x.pkt", (named == null ? "" : "// #profile " + named + "\n") + passing());
        Outcome outcome = option == null
                ? script("--list", "-o", "csv", script)
                : script("--list", "-o", "csv", "--profile", option, script);
        assertThat(outcome.out()).contains(script + "," + profile + ",ipv4");
    }

    @Test
    void aProfileThatAScriptMakesUpIsRefusedByName() throws IOException {
        Outcome outcome = script(written("x.pkt", "// #profile plan9\n" + passing()));
        assertThat(outcome.out()).contains("x.pkt", "no profile 'plan9'; there are rfc-9293, linux");
        assertThat(outcome.status()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "none", textBlock = """
            line,                           options,                                  versions
            none,                           none,                                     ipv4
            none,                           --ip_version=ipv6,                        ipv6
            none,                           --ip_version ipv6 --ip_version ipv4,      ipv6; ipv4
            none,                           --ip_version=all,                         ipv4; ipv6; ipv4-mapped-ipv6
            none,                           --ip_version=ipv4_mapped_ipv6,            ipv4-mapped-ipv6
            --ip_version=ipv6,              --ip_version=all,                         ipv6
            --ip_version=ipv6,              --ip_version=ipv4,                        ipv4
            --ip_version=ipv6,              none,                                     ipv6
            --ip_version=ipv4_mapped_ipv6,  none,                                     ipv4-mapped-ipv6
            """, useHeadersInDisplayName = true)
    void aScriptRunsOnceForEachIpVersionUnlessItSaysOneAndSeveralWereAskedFor(
            String line, String options, String versions) throws IOException {
        String script = written("x.pkt", (line == null ? "" : line + "\n") + passing());
        String words = "--list -o csv " + (options == null ? "" : options + " ") + script;
        assertThat(script(words.split(" ", -1)).out()).contains(script + ",linux," + versions + ",");
    }

    @Test
    void theSameScriptPassesOverEveryIpVersion() {
        Outcome outcome = script("--ip_version=all", SUITE + "/close/passes.pkt");
        assertThat(outcome.out()).startsWith("1 script in 3 runs: 3 passed");
        assertThat(outcome.status()).isZero();
    }

    @Test
    void aDefinedWordStandsForAnother() throws IOException {
        String script = written("x.pkt", passing().replace("listen(3, 4) = 0", "listen(3, BACKLOG) = 0"));
        assertThat(script("-D", "BACKLOG=4", script).status()).isZero();
        assertThat(script("--define=BACKLOG=4", script).status()).isZero();
        assertThat(script(script).status()).isEqualTo(2);
    }

    @Test
    void anOptionOfTheCommandLineWinsOverTheScripts() throws IOException {
        String late = passing().replace("+0 > F. 1:1(0) ack 1", "+.01 > F. 1:1(0) ack 1");
        assertThat(script(written("strict.pkt", late)).status()).isEqualTo(1);
        assertThat(script("--tolerance_usecs=10000", written("asked.pkt", late)).status())
                .isZero();
        String own = written("own.pkt", "--tolerance_usecs=10\n" + late);
        assertThat(script(own).status()).isEqualTo(1);
        assertThat(script("--tolerance_usecs=10000", own).status()).isZero();
    }

    @Test
    void aDryRunOnlyReads() {
        assertThat(script("--dry_run", SUITE + "/close/fails.pkt").status()).isZero();
        assertThat(script("--dry_run", SUITE + "/more/unreadable.pkt").status()).isEqualTo(2);
    }

    @Test
    void aScriptComesFromStandardInput() throws IOException {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(passing().getBytes(StandardCharsets.UTF_8)));
        try {
            assertThat(script("-").out()).startsWith("1 script: 1 passed");
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void expectationsInAFileOfTheirOwnCountToo() throws IOException {
        String list = written("list", Path.of(SUITE).toAbsolutePath() + "/close/fails.pkt  of no use here\n");
        assertThat(script("--expectations", list, SUITE + "/close/fails.pkt").status())
                .isZero();
    }

    @Test
    void aListNamesWhatCannotBeReadAndGoesOn() {
        Outcome outcome = script("--list", SUITE);
        assertThat(outcome.out()).startsWith("6 scripts\n").contains("unexpected.pkt", "unreadable.pkt");
        assertThat(outcome.err()).startsWith("linger: " + SUITE + "/more/unreadable.pkt:2: ");
        assertThat(outcome.status()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            script                             | say which scripts: files, folders, or - for standard input
            script --list --grid x             | --list and --grid are two questions
            script gone.pkt                    | cannot read gone.pkt: there is no such file or folder
            script src/test/java               | there is no script in src/test/java
            script --profile lunix x           | --profile: no profile 'lunix'; there are rfc-9293, linux
            script --ip_version=ipv5 x         | --ip_version takes ipv4, ipv6, ipv4-mapped-ipv6 or all; not 'ipv5'
            script --jobs 0 x                  | --jobs takes a whole number from 1 to 999; not '0'
            script --jobs 1000 x               | --jobs takes a whole number from 1 to 999; not '1000'
            script -D 4=5 x                    | --define takes NAME=VALUE; not '4=5'
            script --mtu 575 x                 | --mtu: expected a number from 576 to 65535, found '575'
            script --local_ip here x           | --local_ip: expected an address, found 'here'
            script --persist x                 | unknown option '--persist'
            script --expectations no pom.xml   | cannot read no: there is no such file
            """)
    void mistakesAreNamed(String line, String message) {
        Outcome outcome = Outcome.of(line.split(" ", -1));
        assertThat(outcome.err()).startsWith("linger: ").contains(message);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.status()).isEqualTo(2);
    }
}
