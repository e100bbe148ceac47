package dev.linger.diagnosis.rule;

import static dev.linger.diagnosis.SampleHost.evidence;
import static dev.linger.diagnosis.SampleHost.to;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.diagnosis.SampleHost;
import dev.linger.diagnosis.finding.Evidence;
import dev.linger.diagnosis.finding.Finding;
import dev.linger.diagnosis.finding.Severity;
import dev.linger.model.Destination;
import dev.linger.model.Setting;
import org.junit.jupiter.api.Test;

class PortsFillingRuleTest {
    private static final Destination APP = to("192.0.2.9", 8080);

    @Test
    void aRateThatLevelsOffBeyondTheBudgetIsAWarningLongBeforeItIsFull() {
        Finding finding = new SampleHost().waiting(APP, 9_000).flow(APP, 470, 0).finding("ports-filling");

        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(evidence(finding, "seconds-until-full")).isBetween(40.0, 41.5);
        assertThat(evidence(finding, "ports-at-this-rate")).isBetween(28_600.0, 28_800.0);
    }

    @Test
    void aRateThatLevelsOffWithinTheBudgetIsNone() {
        SampleHost host = new SampleHost().waiting(APP, 9_000).flow(APP, 300, 0);

        assertThat(host.findings("ports-filling")).isEmpty();
        assertThat(host.findings("time-wait-normal")).hasSize(1);
    }

    @Test
    void fourFifthsOfTheBudgetIsAWarningEvenWithoutRates() {
        assertThat(new SampleHost().sampledOnce().waiting(APP, 23_000).findings("ports-filling"))
                .hasSize(1);
    }

    @Test
    void liveConnectionsThatGrowAreAWarningWithTheOtherRemedies() {
        Finding finding = new SampleHost().live(APP, 10_000).flow(APP, 200, 20).finding("ports-filling");

        assertThat(finding.cause()).contains("Live connections");
        assertThat(finding.remedies().getFirst().name()).isEqualTo("shorter-holding");
    }

    @Test
    void aFewLiveConnectionsThatGrowAreNone() {
        assertThat(new SampleHost().live(APP, 100).flow(APP, 200, 20).findings("ports-filling"))
                .isEmpty();
    }

    @Test
    void portsThatAreReusedDoNotFill() {
        SampleHost host = new SampleHost()
                .setting(Setting.TCP_TW_REUSE, "1")
                .waiting(APP, 9_000)
                .flow(APP, 2_000, 0);

        assertThat(host.findings("ports-filling")).isEmpty();
    }

    @Test
    void aRateThatLevelsOffBelowTheBudgetHasNoTimeUntilFull() {
        Finding finding =
                new SampleHost().waiting(APP, 23_000).flow(APP, 380, 0).finding("ports-filling");

        assertThat(finding.evidence()).extracting(Evidence::name).doesNotContain("seconds-until-full");
    }

    @Test
    void portsUsedUpOverSeveralDestinationsAreANoticeForProgramsThatBindFirst() {
        SampleHost host = new SampleHost().range(40_000, 40_099).live(APP, 50).live(to("192.0.2.10", 8080), 50);

        Finding finding = host.finding("ports-filling");

        assertThat(finding.severity()).isEqualTo(Severity.NOTICE);
        assertThat(finding.remedies().getFirst().steps().getFirst()).contains("IP_BIND_ADDRESS_NO_PORT");
        assertThat(host.findings("time-wait-normal")).isEmpty();
    }

    @Test
    void anExhaustedDestinationIsNotFillingToo() {
        assertThat(new SampleHost().waiting(APP, 28_000).flow(APP, 500, 1).findings("ports-filling"))
                .isEmpty();
    }
}
