package dev.linger.cli.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.testkit.Ending;
import dev.linger.testkit.NamedNamespace;
import dev.linger.testkit.NamespaceTest;
import dev.linger.testkit.Peer;
import dev.linger.testkit.Result;
import dev.linger.testkit.Serving;
import dev.linger.testkit.TestNamespace;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The commands as an operator runs them: as a process, by root and by nobody, here and in another namespace.
@NamespaceTest
class WholeProcessTest {
    private static final String HERE = "192.0.2.1";

    @TempDir
    private static Path folder;

    private static LingerProcess linger;
    private static TestNamespace exhausted;
    private static Peer client;

    @BeforeAll
    static void aNamespaceWhosePortsAreGone() throws Exception {
        folder.toFile().setExecutable(true, false);
        linger = new LingerProcess(Files.createDirectory(folder.resolve("modules")));
        exhausted = TestNamespace.create(HERE);
        exhausted.sysctl("net.ipv4.ip_local_port_range", "40000 40999");
        Peer server = exhausted.peer("server");
        client = exhausted.peer("client");
        server.listen(HERE, 8080, Serving.HOLD);
        client.connect(HERE, 8080, 1000, Ending.HOLD);
    }

    @AfterAll
    static void theNamespaceGoes() {
        exhausted.close();
    }

    private static Result onHost(String... arguments) {
        try (TestNamespace elsewhere = TestNamespace.create()) {
            return linger.in(elsewhere, arguments);
        }
    }

    @Test
    void theDoctorEndsWithOneWhereItFindsSomething() {
        Result result = linger.in(exhausted, "doctor", "--interval", "300ms");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.output())
                .contains("CRITICAL")
                .contains("ports-exhausted")
                .contains("1,000 of 1,000 ports");
        assertThat(result.output()).contains("java (pid " + client.pid() + ")");
    }

    @Test
    void theDoctorEndsWithZeroOnAHealthyHost() {
        Result result = onHost("doctor", "--interval", "300ms");

        assertThat(result.status()).isZero();
        assertThat(result.output()).contains("time-wait-normal");
    }

    @Test
    void theStatusIsTheSameInEveryFormat() {
        for (String format : new String[] {"table", "wide", "json", "ndjson", "csv", "markdown", "html"}) {
            assertThat(linger.in(exhausted, "doctor", "--interval", "100ms", "-o", format)
                            .status())
                    .as(format)
                    .isEqualTo(1);
        }
    }

    @Test
    void failOnDecidesWhatCountsAsAFinding() {
        assertThat(linger.in(exhausted, "doctor", "--interval", "100ms", "--fail-on", "critical")
                        .status())
                .isEqualTo(1);
        assertThat(onHost("doctor", "--interval", "100ms", "--fail-on", "ok").status())
                .isEqualTo(1);
    }

    @Test
    void nobodySeesThePortsAndIsToldWhichRightIsMissingForTheOwners() {
        Result result = linger.asNobodyIn(exhausted, "doctor", "--interval", "300ms");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.output()).contains("1,000 of 1,000 ports").contains("unknown");
        assertThat(result.output() + result.errors()).contains("CAP_SYS_PTRACE");
    }

    @Test
    void nobodyMayNotEnterAnotherNamespaceAndIsToldWhichRightItTakes() {
        Result result = linger.asNobodyIn(exhausted, "states", "--netns", "1");

        assertThat(result.status()).isEqualTo(3);
        assertThat(result.errors()).contains("CAP_SYS");
    }

    @Test
    void anotherNamespaceIsEnteredByPid() {
        Result result = onHost("doctor", "--interval", "300ms", "--netns", Long.toString(exhausted.pid()));

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.output()).contains("1,000 of 1,000 ports");
    }

    @Test
    void anotherNamespaceIsEnteredByName() {
        try (NamedNamespace named = NamedNamespace.create()) {
            Result result = onHost("states", "--by", "state", "--netns", named.name());

            assertThat(result.status()).isZero();
            assertThat(result.output()).contains(named.name());
        }
    }

    @Test
    void aNamespaceThatDoesNotExistIsAnInputErrorThatListsTheKnownOnes() {
        try (NamedNamespace named = NamedNamespace.create()) {
            Result result = onHost("states", "--netns", "no-such-namespace");

            assertThat(result.status()).isEqualTo(2);
            assertThat(result.errors()).contains("no-such-namespace").contains(named.name());
        }
    }

    @Test
    void aSnapshotTakenHereGivesTheSameFindingsElsewhere() {
        Path file = folder.resolve("exhausted.snapshot");
        assertThat(linger.in(exhausted, "snapshot", "--interval", "300ms", "-o", file.toString())
                        .status())
                .isZero();

        Result result = onHost("doctor", "--from", file.toString());

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.output()).contains("1,000 of 1,000 ports");
        assertThat(result.output()).contains("java (pid " + client.pid() + ")");
        Result states = onHost("states", "--by", "state", "-o", "csv", "--from", file.toString());
        assertThat(states.output()).contains("ESTAB").contains("2000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"exception", "thread", "memory", "stack", "initializer"})
    void aFaultOfLingersOwnEndsWithFourAndSaysWhatToReport(String fault) {
        Result result = onHost("--provoke-fault=" + fault, "states");

        assertThat(result.status()).isEqualTo(4);
        assertThat(result.output()).isEmpty();
        assertThat(result.errors()).contains("report").contains("0.1.0").contains("provoke-fault");
    }
}
