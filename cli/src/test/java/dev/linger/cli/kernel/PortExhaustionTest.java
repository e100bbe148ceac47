package dev.linger.cli.kernel;

import static dev.linger.cli.kernel.Examination.evidence;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.diagnosis.finding.Finding;
import dev.linger.diagnosis.finding.Remedy;
import dev.linger.diagnosis.finding.Severity;
import dev.linger.observation.HostSnapshot;
import dev.linger.testkit.Connects;
import dev.linger.testkit.Ending;
import dev.linger.testkit.NamespaceTest;
import dev.linger.testkit.Peer;
import dev.linger.testkit.Serving;
import dev.linger.testkit.TestNamespace;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Ports that really run out: the kernel refuses the next connect(), and the doctor says how many were taken.
@NamespaceTest
class PortExhaustionTest {
    private static final String HERE = "192.0.2.1";
    private static final String APP = "192.0.2.2";
    private static final String APP_V6 = "2001:db8::2";

    private TestNamespace namespace;
    private Peer server;
    private Peer client;

    @BeforeEach
    void aNamespaceWithAServer() {
        namespace = TestNamespace.create(HERE, APP, APP_V6);
        namespace.sysctl("net.ipv4.tcp_tw_reuse", "0");
        namespace.sysctl("net.ipv4.tcp_rfc1337", "1"); // a RST that crosses on the loopback would end a TIME_WAIT
        server = namespace.peer("server");
        client = namespace.peer("client");
    }

    @AfterEach
    void theNamespaceGoes() {
        namespace.close();
    }

    private void range(int first, int last) {
        namespace.sysctl("net.ipv4.ip_local_port_range", first + " " + last);
    }

    private Connects closeFirst(String address, int count) {
        return client.connect(address, 8080, count, Ending.CLOSE);
    }

    @Test
    void all28232PortsTowardOneDestinationAreCountedExactlyAndAnotherDestinationIsNotAffected() {
        server.listen(APP, 8080, Serving.CLOSE_ON_EOF);
        server.listen(APP, 8081, Serving.CLOSE_ON_EOF);
        range(32768, 60999);
        closeFirst(APP, 14_116);
        range(32769, 60999); // the other half first, so that connect() need not search the full one each time
        closeFirst(APP, 14_115);
        range(32768, 60999);
        Connects last = closeFirst(APP, 20);

        assertThat(last.failed()).isPositive();
        assertThat(last.error()).contains("Cannot assign requested address");
        assertThat(client.connect(APP, 8081, 10, Ending.CLOSE).failed()).isZero();

        Examination examination = Examination.of(namespace);
        Finding finding = examination.finding("ports-exhausted");
        assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(finding.subject()).isEqualTo("192.0.2.2 → 192.0.2.2:8080");
        assertThat(evidence(finding, "ports-used")).isEqualTo(28_232);
        assertThat(evidence(finding, "port-budget")).isEqualTo(28_232);
        assertThat(evidence(finding, "time-wait")).isEqualTo(28_232);
        assertThat(examination.findings("time-wait-normal")).isEmpty();
    }

    @Test
    void aThousandPortsRunOut() {
        server.listen(APP, 8080, Serving.CLOSE_ON_EOF);
        range(40_000, 40_999);

        Connects connects = closeFirst(APP, 1005);

        assertThat(connects.opened()).isEqualTo(1000);
        assertThat(evidence(Examination.of(namespace).finding("ports-exhausted"), "ports-used"))
                .isEqualTo(1000);
    }

    @Test
    void reservedPortsAndAListenerOnAnyAddressMakeTheBudgetSmaller() {
        server.listen(APP, 8080, Serving.CLOSE_ON_EOF);
        server.listen("127.0.0.1", 40_100, Serving.HOLD);
        client.bind(HERE, 40_101);
        range(40_000, 40_999);
        namespace.sysctl("net.ipv4.ip_local_reserved_ports", "40000-40009");

        Connects connects = closeFirst(APP, 1005);

        assertThat(connects.opened()).isEqualTo(988);
        Finding finding = Examination.of(namespace).finding("ports-exhausted");
        assertThat(evidence(finding, "port-budget")).isEqualTo(988);
        assertThat(evidence(finding, "ports-used")).isEqualTo(988);
    }

    @Test
    void livePortsAreToldFromWaitingOnes() {
        server.listen(APP, 8080, Serving.HOLD);
        range(40_000, 40_999);

        assertThat(client.connect(APP, 8080, 1005, Ending.HOLD).opened()).isEqualTo(1000);

        Finding finding = Examination.of(namespace).finding("ports-exhausted");
        assertThat(finding.cause()).contains("Live connections");
        assertThat(finding.remedies().getFirst().name()).isEqualTo("shorter-holding");
        assertThat(finding.who().process().orElseThrow().pid()).isEqualTo((int) client.pid());
    }

    @Test
    void reuseThatWorksKeepsThePortsFromRunningOut() throws InterruptedException {
        server.listen(APP, 8080, Serving.CLOSE_ON_EOF);
        range(40_000, 40_999);
        namespace.sysctl("net.ipv4.tcp_tw_reuse", "1");
        closeFirst(APP, 1000);
        Thread.sleep(1200); // tcp_tw_reuse_delay is one second

        assertThat(closeFirst(APP, 100).failed()).isZero();
        assertThat(Examination.of(namespace).findings("ports-exhausted")).isEmpty();
    }

    @Test
    void reuseIsNotBelievedWhereTheOldConnectionsHadNoTimestamps() {
        server.listen(APP, 8080, Serving.CLOSE_ON_EOF);
        range(40_000, 40_999);
        namespace.sysctl("net.ipv4.tcp_timestamps", "0");
        closeFirst(APP, 1000);
        namespace.sysctl("net.ipv4.tcp_timestamps", "1");
        namespace.sysctl("net.ipv4.tcp_tw_reuse", "1");

        assertThat(closeFirst(APP, 5).failed()).isEqualTo(5);
        assertThat(Examination.of(namespace).finding("ports-exhausted").severity())
                .isEqualTo(Severity.CRITICAL);
    }

    @Test
    void programsThatBindBeforeTheyConnectUseUpThePortsOfAllDestinations() {
        server.listen(APP, 8080, Serving.HOLD);
        server.listen(APP, 8081, Serving.HOLD);
        range(40_000, 40_199);
        client.connectFrom(HERE, APP, 8080, 100, Ending.HOLD);
        client.connectFrom(HERE, APP, 8081, 100, Ending.HOLD);

        assertThat(client.connectFrom(HERE, APP, 8081, 1, Ending.HOLD).failed()).isEqualTo(1);
        Examination examination = Examination.of(namespace);
        assertThat(examination.finding("ports-filling").subject()).isEqualTo("host");
        assertThat(examination.findings("time-wait-normal")).isEmpty();
    }

    @Test
    void orphansThatHoldThePortsAreToldFromLiveConnections() throws InterruptedException {
        server.listen(APP, 8080, Serving.HOLD);
        range(40_000, 40_199);
        client.connect(APP, 8080, 200, Ending.HOLD);
        client.closeAllHeld();
        Thread.sleep(300); // the server delays its acknowledgments

        Finding finding = Examination.of(namespace).finding("ports-exhausted");
        assertThat(finding.cause()).contains("its peers have not");
        assertThat(finding.remedies()).extracting(Remedy::name).contains("fin-timeout");
    }

    @Test
    void ipv6PortsRunOutTheSameWay() {
        server.listen(APP_V6, 8080, Serving.CLOSE_ON_EOF);
        range(40_000, 40_999);

        assertThat(closeFirst(APP_V6, 1005).opened()).isEqualTo(1000);

        Finding finding = Examination.of(namespace).finding("ports-exhausted");
        assertThat(finding.subject()).isEqualTo("2001:db8::2 → [2001:db8::2]:8080");
        assertThat(evidence(finding, "ports-used")).isEqualTo(1000);
    }

    @Test
    void dualStackAndPlainIpv4SocketsTowardOneDestinationShareOneBudget() {
        Peer plain = namespace.peer("plain IPv4", Peer.IPV4_ONLY);
        server.listen(APP, 8080, Serving.CLOSE_ON_EOF);
        range(40_000, 40_999);

        assertThat(closeFirst(APP, 500).opened()).isEqualTo(500);
        assertThat(plain.connect(APP, 8080, 505, Ending.CLOSE).opened()).isEqualTo(500);

        assertThat(evidence(Examination.of(namespace).finding("ports-exhausted"), "ports-used"))
                .isEqualTo(1000);
    }

    @Test
    void aFullFirstHalfMakesConnectSlowBeforeAnyFails() {
        server.listen(APP, 8080, Serving.CLOSE_ON_EOF);
        range(40_000, 43_999);

        closeFirst(APP, 2_100);

        Finding finding = Examination.of(namespace).finding("connect-slow");
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(evidence(finding, "first-half-share")).isEqualTo(1);
    }

    @Test
    void aServerThatClosesFirstTakesNoPortOfTheClient() {
        server.listen(APP, 8080, Serving.CLOSE_FIRST);
        range(40_000, 40_999);

        client.connect(APP, 8080, 900, Ending.AWAIT);

        Examination examination = Examination.of(namespace);
        assertThat(examination.diagnosis().worst()).isEqualTo(Severity.OK);
        Finding normal = examination.finding("time-wait-normal");
        assertThat(normal.summary()).contains("no outgoing connections");
        // fewer than were made: a client that comes again from the same port replaces the waiting connection
        assertThat(evidence(normal, "time-wait")).isBetween(100.0, 900.0);
    }

    @Test
    void aNamespaceDoesNotShowAnother() {
        server.listen(APP, 8080, Serving.CLOSE_ON_EOF);
        range(40_000, 40_999);
        closeFirst(APP, 1000);

        try (TestNamespace other = TestNamespace.create(HERE)) {
            assertThat(Examination.of(other).diagnosis().worst()).isEqualTo(Severity.OK);
        }
        assertThat(Examination.of(namespace).findings("ports-exhausted")).hasSize(1);
    }

    @Test
    void aRateBeyondTheBudgetIsSeenBeforeThePortsAreGone() {
        server.listen(APP, 8080, Serving.CLOSE_ON_EOF);
        range(40_000, 43_999);
        client.load(APP, 8080, 100, 30, Ending.CLOSE);

        Finding finding = Examination.of(namespace).finding("ports-filling");

        assertThat(evidence(finding, "opened-per-second")).isBetween(50.0, 150.0);
        assertThat(evidence(finding, "seconds-until-full")).isBetween(20.0, 80.0);
        assertThat(evidence(finding, "ports-at-this-rate")).isBetween(4_000.0, 9_000.0);
        client.stop();
    }

    @Test
    void whoOpenedConnectionsThatAreGoneByTheSecondSampleIsCaughtInTheInterval() throws Exception {
        server.listen(APP, 8080, Serving.CLOSE_ON_EOF);
        CompletableFuture<HostSnapshot> observation =
                CompletableFuture.supplyAsync(() -> Examination.observe(namespace, Duration.ofSeconds(2)));
        Thread.sleep(500);
        client.connect(APP, 8080, 5, Ending.HOLD);
        Thread.sleep(500);
        client.closeAllHeld();

        assertThat(observation.get().activity().orElseThrow().sightings())
                .singleElement()
                .satisfies(sighting -> {
                    assertThat(sighting.destination().remote().port()).isEqualTo(8080);
                    assertThat(sighting.process().pid()).isEqualTo((int) client.pid());
                    assertThat(sighting.times()).isEqualTo(5);
                });
    }
}
