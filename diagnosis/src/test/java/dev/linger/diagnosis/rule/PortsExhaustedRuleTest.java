package dev.linger.diagnosis.rule;

import static dev.linger.diagnosis.SampleHost.evidence;
import static dev.linger.diagnosis.SampleHost.to;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.diagnosis.SampleHost;
import dev.linger.diagnosis.finding.BadAdvice;
import dev.linger.diagnosis.finding.Finding;
import dev.linger.diagnosis.finding.Remedy;
import dev.linger.diagnosis.finding.Severity;
import dev.linger.diagnosis.finding.Threshold;
import dev.linger.diagnosis.finding.Thresholds;
import dev.linger.model.Counter;
import dev.linger.model.Destination;
import dev.linger.model.Endpoint;
import dev.linger.model.Setting;
import dev.linger.model.SocketState;
import dev.linger.observation.HostProcess;
import dev.linger.observation.PlainSocket;
import dev.linger.observation.SocketTimer;
import org.junit.jupiter.api.Test;

class PortsExhaustedRuleTest {
    private static final Destination APP = to("192.0.2.9", 8080);
    private static final HostProcess NGINX = new HostProcess(71, "nginx");

    @Test
    void allPortsWaitingIsCriticalWithTheExactNumbers() {
        Finding finding = new SampleHost().waiting(APP, 28_232).finding("ports-exhausted");

        assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(finding.subject()).isEqualTo("192.0.2.1 → 192.0.2.9:8080");
        assertThat(finding.summary()).isEqualTo("uses 28,232 of 28,232 ports (100.0 %)");
        assertThat(evidence(finding, "ports-used")).isEqualTo(28_232);
        assertThat(evidence(finding, "port-budget")).isEqualTo(28_232);
        assertThat(evidence(finding, "time-wait")).isEqualTo(28_232);
        assertThat(finding.cause()).contains("closes first").contains("61.0 s");
    }

    @Test
    void nineTenthsOfTheBudgetIsNotExhausted() {
        assertThat(new SampleHost().waiting(APP, 25_000).findings("ports-exhausted"))
                .isEmpty();
    }

    @Test
    void anotherDestinationIsNotAffected() {
        Destination other = to("192.0.2.10", 8080);
        SampleHost host = new SampleHost().waiting(APP, 28_232).fromPort(32768).waiting(other, 100);

        assertThat(host.finding("ports-exhausted").subject()).contains("192.0.2.9");
    }

    @Test
    void reservedPortsAndPortsOfListenersAreNotInTheBudget() {
        SampleHost host = new SampleHost()
                .range(40_000, 40_999)
                .setting(Setting.IP_LOCAL_RESERVED_PORTS, "40000-40009")
                .listener("0.0.0.0", 40_010)
                .fromPort(40_011)
                .waiting(APP, 989);

        Finding finding = host.finding("ports-exhausted");

        assertThat(evidence(finding, "port-budget")).isEqualTo(989);
        assertThat(finding.evidence().toString()).contains("less 10 reserved").contains("less 1 held");
    }

    @Test
    void livePortsHaveAnotherCauseAndNoCureForTimeWait() {
        Finding finding = new SampleHost().live(APP, 28_232).finding("ports-exhausted");

        assertThat(finding.cause()).contains("Live connections hold the ports");
        assertThat(finding.remedies()).extracting(Remedy::name).contains("shorter-holding", "more-capacity-behind");
        assertThat(finding.remedies()).extracting(Remedy::name).doesNotContain("tw-reuse", "peer-closes-first");
        assertThat(finding.badAdvice()).extracting(BadAdvice::advice).contains("tcp_tw_reuse");
    }

    @Test
    void portsThatTcpTwReuseGivesBackAreNotExhausted() {
        SampleHost host = new SampleHost().setting(Setting.TCP_TW_REUSE, "1").waiting(APP, 28_232);

        assertThat(host.findings("ports-exhausted")).isEmpty();
    }

    @Test
    void reuseThatNeverTookAPortOverInAFullRangeDoesNotWork() {
        SampleHost host = new SampleHost()
                .setting(Setting.TCP_TW_REUSE, "1")
                .counter(Counter.TIME_WAIT_RECYCLED, 0)
                .waiting(APP, 28_232);

        assertThat(host.findings("ports-exhausted")).hasSize(1);
        assertThat(host.findings("time-wait-normal")).isEmpty();
        assertThat(host.counter(Counter.TIME_WAIT_RECYCLED, 7).findings("ports-exhausted"))
                .isEmpty();
    }

    @Test
    void aRangeThatIsReservedAsAWholeLeavesNoPort() {
        SampleHost host =
                new SampleHost().range(40_000, 40_009).setting(Setting.IP_LOCAL_RESERVED_PORTS, "40000-40009");

        assertThat(host.finding("ports-exhausted").severity()).isEqualTo(Severity.CRITICAL);
        assertThat(host.finding("ports-exhausted").summary()).contains("no port is left");
        assertThat(host.finding("ports-exhausted").remedies().getFirst().steps())
                .containsExactly("sysctl -w net.ipv4.ip_local_port_range=\"32768 60999\"");
        assertThat(host.findings("time-wait-normal")).isEmpty();
    }

    @Test
    void whereEvenTheUsualRangeIsReservedTheReservedPortsAreGivenBack() {
        SampleHost host = new SampleHost()
                .setting(Setting.IP_LOCAL_RESERVED_PORTS, "32768-60999")
                .fromPort(2000)
                .waiting(APP, 10);

        assertThat(host.finding("ports-exhausted").remedies().getFirst().steps())
                .containsExactly("sysctl -w net.ipv4.ip_local_reserved_ports=");
        assertThat(host.findings("ports-filling")).isEmpty();
    }

    @Test
    void orphansThatHoldThePortsHaveTheirOwnCauseAndCure() {
        SampleHost host = new SampleHost().range(40_000, 40_099).connections(SocketState.FIN_WAIT_2, APP, 100, 1);

        Finding finding = host.finding("ports-exhausted");

        assertThat(finding.cause()).contains("its peers have not");
        assertThat(finding.remedies()).extracting(Remedy::name).containsExactly("peer-closes", "fin-timeout");
        assertThat(finding.badAdvice()).extracting(BadAdvice::advice).doesNotContain("tcp_fin_timeout");
    }

    @Test
    void moreSocketsThanPortsAreNotJudged() {
        SampleHost host = new SampleHost()
                .range(40_000, 40_099)
                .live(APP, 100)
                .fromPort(40_000)
                .live(APP, 50);

        assertThat(host.findings("ports-exhausted")).isEmpty();
        assertThat(host.findings("connect-slow")).isEmpty();
        assertThat(host.findings("ports-filling")).extracting(Finding::subject).doesNotContain(APP.toString());
    }

    @Test
    void commandsWorkInTheNamespaceThatWasLookedAt() {
        Finding byName = new SampleHost().namespace("web").waiting(APP, 28_232).finding("ports-exhausted");
        Finding byPid = new SampleHost().namespace("4711").waiting(APP, 28_232).finding("ports-exhausted");

        assertThat(byName.remedies().get(1).steps())
                .containsExactly("ip netns exec web sysctl -w net.ipv4.tcp_tw_reuse=1");
        assertThat(byPid.remedies().get(1).steps())
                .containsExactly("nsenter -t 4711 -n sysctl -w net.ipv4.tcp_tw_reuse=1");
    }

    @Test
    void waitingSocketsOutsideTheRangeDoNotHideThatItIsUsedUp() {
        SampleHost host = new SampleHost()
                .range(40_000, 40_999)
                .setting(Setting.TCP_TW_REUSE, "1")
                .live(APP, 1000)
                .fromPort(4_000)
                .waiting(APP, 2000);

        assertThat(host.finding("ports-exhausted").cause()).contains("Live connections");
    }

    @Test
    void portsTooYoungForTcpTwReuseAreExhaustedAllTheSame() {
        SampleHost host = new SampleHost().range(40_000, 40_099).setting(Setting.TCP_TW_REUSE, "1");
        for (int port = 40_000; port < 40_100; port++) {
            host.socket(new PlainSocket(SocketState.TIME_WAIT, new Endpoint(SampleHost.HERE, port), APP.remote())
                    .withTimer(SocketTimer.TIME_WAIT, 59_500));
        }

        assertThat(host.findings("ports-exhausted")).hasSize(1);
    }

    @Test
    void reuseForLoopbackOnlyDoesNotHelpARealDestination() {
        SampleHost host = new SampleHost().setting(Setting.TCP_TW_REUSE, "2").waiting(APP, 28_232);

        assertThat(host.finding("ports-exhausted").remedies())
                .extracting(Remedy::name)
                .contains("tw-reuse");
    }

    @Test
    void remediesThatRemoveTheFailureComeFirstThenLowerRiskThenMoreHeadroom() {
        Finding finding = new SampleHost().waiting(APP, 28_232).finding("ports-exhausted");

        assertThat(finding.remedies())
                .extracting(Remedy::name)
                .containsExactly("reuse-connections", "tw-reuse", "peer-closes-first", "more-addresses", "wider-range");
    }

    @Test
    void theFourFalseCuresAreNamed() {
        Finding finding = new SampleHost().waiting(APP, 28_232).finding("ports-exhausted");

        assertThat(finding.badAdvice())
                .extracting(BadAdvice::advice)
                .containsExactly("tcp_fin_timeout", "tcp_tw_recycle", "SO_LINGER 0", "lower tcp_max_tw_buckets");
    }

    @Test
    void theOwnerOfLiveSiblingsIsInferredAndItsOwnRemedyGiven() {
        SampleHost host = new SampleHost()
                .waiting(APP, 28_000)
                .owned(
                        new PlainSocket(SocketState.ESTABLISHED, new Endpoint(SampleHost.HERE, 60_900), APP.remote()),
                        NGINX);

        Finding finding = host.finding("ports-exhausted");

        assertThat(finding.who().process()).contains(NGINX);
        assertThat(finding.who().inferred()).isTrue();
        assertThat(finding.remedies().getFirst().steps().toString())
                .contains("nginx: ")
                .contains("keepalive 64");
    }

    @Test
    void aProcessSeenOnlyDuringTheIntervalIsInferredToo() {
        Finding finding =
                new SampleHost().waiting(APP, 28_000).sighting(APP, NGINX, 3).finding("ports-exhausted");

        assertThat(finding.who().process()).contains(NGINX);
        assertThat(finding.who().basis()).contains("was caught with 3 short connections");
    }

    @Test
    void theOnlyProgramWithLiveConnectionsIsInferredWhereNothingElseIsKnown() {
        PlainSocket incoming = new PlainSocket(
                SocketState.ESTABLISHED,
                SampleHost.endpoint("192.0.2.1", 80),
                SampleHost.endpoint("192.0.2.7", 50_000));
        SampleHost host =
                new SampleHost().listener("0.0.0.0", 80).waiting(APP, 28_232).owned(incoming, NGINX);

        assertThat(host.finding("ports-exhausted").who().process()).contains(NGINX);
        assertThat(host.finding("ports-exhausted").who().basis()).contains("no other program");
    }

    @Test
    void aConnectionWhoseOwnerIsNotSeenMayBeAnotherPrograms() {
        PlainSocket incoming = new PlainSocket(
                SocketState.ESTABLISHED,
                SampleHost.endpoint("192.0.2.1", 80),
                SampleHost.endpoint("192.0.2.7", 50_000));
        SampleHost host = new SampleHost()
                .listener("0.0.0.0", 80)
                .waiting(APP, 28_232)
                .owned(incoming, NGINX)
                .socket(incoming.withCookie(7).withOwner(33, 77_777));

        assertThat(host.finding("ports-exhausted").who().process()).isEmpty();
    }

    @Test
    void withoutAnySiblingNobodyIsNamed() {
        PlainSocket elsewhere = new PlainSocket(
                SocketState.ESTABLISHED,
                SampleHost.endpoint("192.0.2.1", 22),
                SampleHost.endpoint("192.0.2.7", 50_000));
        Finding finding = new SampleHost()
                .listener("0.0.0.0", 22)
                .waiting(APP, 28_232)
                .owned(elsewhere, new HostProcess(5, "sshd"))
                .owned(elsewhere.withCookie(7), NGINX)
                .finding("ports-exhausted");

        assertThat(finding.who().process()).isEmpty();
        assertThat(finding.who().toString()).startsWith("unknown");
    }

    @Test
    void ratesAndTimeUntilFullAreShownWhereTwoSamplesWereTaken() {
        Finding finding = new SampleHost()
                .waiting(APP, 23_521)
                .endingSoon(APP, 4_580)
                .flow(APP, 468, 458)
                .finding("ports-exhausted");

        assertThat(evidence(finding, "opened-per-second")).isEqualTo(468);
        assertThat(evidence(finding, "released-per-second")).isEqualTo(458);
        assertThat(evidence(finding, "seconds-until-full")).isEqualTo(13.1);
    }

    @Test
    void aWiderRangeReservesThePortsOfListenersAndKeepsWhatIsReserved() {
        Finding finding = new SampleHost()
                .setting(Setting.IP_LOCAL_RESERVED_PORTS, "9000")
                .listener("0.0.0.0", 8443)
                .waiting(APP, 28_232)
                .finding("ports-exhausted");

        Remedy wider = finding.remedies().getLast();

        assertThat(wider.steps())
                .containsExactly(
                        "sysctl -w net.ipv4.ip_local_reserved_ports=8443,9000",
                        "sysctl -w net.ipv4.ip_local_port_range=\"1024 65535\"");
    }

    @Test
    void itsThresholdCanBeChanged() {
        SampleHost host = new SampleHost()
                .waiting(APP, 15_000)
                .thresholds(Thresholds.DEFAULTS.with(Threshold.PORTS_EXHAUSTED_SHARE, 0.5));

        assertThat(host.findings("ports-exhausted")).hasSize(1);
    }
}
