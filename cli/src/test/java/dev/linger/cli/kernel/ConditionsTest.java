package dev.linger.cli.kernel;

import static dev.linger.cli.kernel.Examination.evidence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linger.diagnosis.finding.Finding;
import dev.linger.diagnosis.finding.Severity;
import dev.linger.diagnosis.finding.Threshold;
import dev.linger.testkit.Ending;
import dev.linger.testkit.Listening;
import dev.linger.testkit.NamespaceTest;
import dev.linger.testkit.Peer;
import dev.linger.testkit.Serving;
import dev.linger.testkit.TestNamespace;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Every other trouble the doctor knows, brought about on the real kernel; and a host without any.
@NamespaceTest
class ConditionsTest {
    private static final String HERE = "192.0.2.1";

    private TestNamespace namespace;
    private Peer server;
    private Peer client;

    @BeforeEach
    void aNamespaceWithTwoProcesses() {
        namespace = TestNamespace.create(HERE);
        server = namespace.peer("server");
        client = namespace.peer("client");
    }

    @AfterEach
    void theNamespaceGoes() {
        namespace.close();
    }

    @Test
    void aHostWithSomeTimeWaitIsHealthy() {
        server.listen(HERE, 8080, Serving.CLOSE_ON_EOF);
        client.connect(HERE, 8080, 300, Ending.CLOSE);

        Examination examination = Examination.of(namespace);

        assertThat(examination.diagnosis().worst()).isEqualTo(Severity.OK);
        assertThat(examination.finding("time-wait-normal").summary()).contains("TIME-WAIT");
    }

    @Test
    void ofConnectionsWithBothEndsHereEachIsClosedFirstByOneOfThem() {
        server.listen(HERE, 8080, Serving.CLOSE_ON_EOF);
        client.load(HERE, 8080, 100, 20, Ending.CLOSE);
        pause(500);

        Finding finding = Examination.of(namespace).finding("time-wait-normal");

        assertThat(evidence(finding, "closed-per-second")).isBetween(120.0, 280.0);
        assertThat(evidence(finding, "closed-first-share")).isBetween(0.4, 0.6);
        client.stop();
    }

    @Test
    void aProcessThatNeverClosesIsFoundByNameAndPid() {
        server.listen(HERE, 8080, Serving.LEAK);
        client.connect(HERE, 8080, 40, Ending.HOLD);
        client.closeAllHeld();
        pause(1200);

        Finding finding =
                Examination.of(namespace, Threshold.CLOSE_WAIT_SECONDS, 1).finding("close-wait-leak");

        assertThat(finding.who().process().orElseThrow().pid()).isEqualTo((int) server.pid());
        assertThat(finding.who().process().orElseThrow().name()).isEqualTo("java");
        assertThat(finding.who().inferred()).isFalse();
        assertThat(evidence(finding, "close-wait")).isEqualTo(40);
        assertThat(evidence(finding, "oldest-seconds")).isBetween(1.0, 30.0);
        assertThat(finding.cause()).contains("never calls close()");
    }

    @Test
    void unreadBytesOfALeakAreCounted() {
        server.listen(HERE, 8080, Serving.LEAK_UNREAD);
        client.connect(HERE, 8080, 20, Ending.HOLD);
        client.sendHeld(100);
        client.closeAllHeld();
        pause(1200);

        Finding finding =
                Examination.of(namespace, Threshold.CLOSE_WAIT_SECONDS, 1).finding("close-wait-leak");

        assertThat(evidence(finding, "unread-bytes")).isEqualTo(2000);
        assertThat(finding.cause()).contains("stopped reading");
    }

    @Test
    void aListenerInsideThePortRangeIsFoundUntilItsPortIsReserved() {
        server.listen(HERE, 40_100, Serving.HOLD);

        Finding finding = Examination.of(namespace).finding("service-port-in-range");
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.who().process().orElseThrow().pid()).isEqualTo((int) server.pid());

        namespace
                .run("sh", "-c", finding.remedies().getFirst().steps().getFirst())
                .orThrow();
        assertThat(Examination.of(namespace).findings("service-port-in-range")).isEmpty();
    }

    @Test
    void aFullAcceptQueueIsFoundWithItsListener() {
        server.listen(Listening.on(HERE, 8080, Serving.NO_ACCEPT).withBacklog(5));
        client.connect(Peer.ANY, HERE, 8080, 20, Ending.PENDING, Duration.ZERO);

        Finding finding = Examination.of(namespace).finding("accept-queue-overflow");

        assertThat(finding.subject()).isEqualTo("192.0.2.1:8080");
        assertThat(finding.who().process().orElseThrow().pid()).isEqualTo((int) server.pid());
        assertThat(evidence(finding, "queued")).isEqualTo(6);
        assertThat(evidence(finding, "backlog")).isEqualTo(5);
    }

    @Test
    void orphanedFinWait2IsFoundWithItsOwnSetting() {
        server.listen(HERE, 8080, Serving.HOLD);
        client.connect(HERE, 8080, 150, Ending.HOLD);
        client.closeAllHeld();
        pause(300); // the server delays its acknowledgments

        Finding finding = Examination.of(namespace).finding("closing-stuck");

        assertThat(finding.subject()).isEqualTo("FIN-WAIT-2 orphans");
        assertThat(evidence(finding, "fin-wait-2-orphans")).isEqualTo(150);
        assertThat(evidence(finding, "longest-seconds")).isBetween(1.0, 63.0);
    }

    @Test
    void lingerZeroIsToldByTheCounters() {
        server.listen(HERE, 8080, Serving.CLOSE_ON_EOF);
        client.load(HERE, 8080, 200, 20, Ending.ABORT);
        pause(500);

        Finding finding = Examination.of(namespace).finding("reset-storm");

        assertThat(finding.cause()).contains("SO_LINGER 0");
        client.stop();
    }

    @Test
    void aFullTimeWaitTableIsCriticalWhileItOverflows() {
        namespace.sysctl("net.ipv4.tcp_max_tw_buckets", "50");
        server.listen(HERE, 8080, Serving.CLOSE_ON_EOF);
        client.load(HERE, 8080, 100, 20, Ending.CLOSE);
        pause(1500);

        Finding finding = Examination.of(namespace).finding("time-wait-overflow");

        assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(evidence(finding, "overflows-per-second")).isPositive();
        client.stop();
    }

    @Test
    void aStoppedServerWhoseConnectionsWaitCannotStartAgain() {
        server.listen(Listening.on(HERE, 8080, Serving.CLOSE_FIRST).withoutReuse());
        client.connect(HERE, 8080, 25, Ending.AWAIT);
        assertThat(Examination.of(namespace).findings("restart-will-fail")).isEmpty();

        server.unlisten(8080);

        Finding finding = Examination.of(namespace).finding("restart-will-fail");
        assertThat(finding.subject()).isEqualTo("port 8080");
        assertThat(evidence(finding, "time-wait")).isEqualTo(25);
        assertThatThrownBy(() ->
                        server.listen(Listening.on(HERE, 8080, Serving.HOLD).withoutReuse()))
                .hasMessageContaining("Address already in use");
    }

    @Test
    void reuseWithoutTimestampsIsFound() {
        namespace.sysctl("net.ipv4.tcp_tw_reuse", "1");
        namespace.sysctl("net.ipv4.tcp_timestamps", "0");

        assertThat(Examination.of(namespace).findings("reuse-without-timestamps"))
                .hasSize(1);
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }
}
