package dev.linger.diagnosis.rule;

import static dev.linger.diagnosis.SampleHost.evidence;
import static dev.linger.diagnosis.SampleHost.to;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.diagnosis.SampleHost;
import dev.linger.diagnosis.finding.Finding;
import dev.linger.diagnosis.finding.Severity;
import dev.linger.model.Destination;
import dev.linger.model.Setting;
import org.junit.jupiter.api.Test;

class ConnectSlowRuleTest {
    private static final Destination APP = to("192.0.2.9", 8080);

    @Test
    void aFullFirstHalfMakesEveryConnectSearchAllOfIt() {
        Finding finding = new SampleHost().waitingOnFirstHalf(APP, 14_116).finding("connect-slow");

        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(evidence(finding, "first-half-share")).isEqualTo(1);
        assertThat(evidence(finding, "search-seconds")).isBetween(0.0018, 0.0019);
        assertThat(finding.summary()).startsWith("connect() searches 1.8 ms for a port");
    }

    @Test
    void nineTenthsOfTheFirstHalfIsNone() {
        assertThat(new SampleHost().waitingOnFirstHalf(APP, 12_704).findings("connect-slow"))
                .isEmpty();
    }

    @Test
    void asManyPortsOfTheSecondHalfAreNone() {
        assertThat(new SampleHost()
                        .fromPort(32_769)
                        .waitingOnFirstHalf(APP, 14_116)
                        .findings("connect-slow"))
                .isEmpty();
    }

    @Test
    void aSmallRangeIsSearchedSoFastThatItIsOnlyANotice() {
        SampleHost host = new SampleHost().range(40_000, 40_999).waitingOnFirstHalf(APP, 500);

        assertThat(host.finding("connect-slow").severity()).isEqualTo(Severity.NOTICE);
    }

    @Test
    void reuseEndsTheSearchAtOnce() {
        SampleHost host = new SampleHost().setting(Setting.TCP_TW_REUSE, "1").waitingOnFirstHalf(APP, 14_116);

        assertThat(host.findings("connect-slow")).isEmpty();
    }

    @Test
    void anExhaustedDestinationIsNotReportedAsSlowToo() {
        assertThat(new SampleHost().waiting(APP, 28_232).findings("connect-slow"))
                .isEmpty();
    }
}
