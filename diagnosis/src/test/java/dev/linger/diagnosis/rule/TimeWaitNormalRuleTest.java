package dev.linger.diagnosis.rule;

import static dev.linger.diagnosis.SampleHost.to;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.diagnosis.SampleHost;
import dev.linger.diagnosis.finding.Finding;
import dev.linger.diagnosis.finding.Severity;
import dev.linger.model.Counter;
import org.junit.jupiter.api.Test;

class TimeWaitNormalRuleTest {
    @Test
    void hundredsOfTimeWaitAreNormalAndTheShareIsSaid() {
        SampleHost host = new SampleHost().waiting(to("192.0.2.9", 8080), 565);

        Finding finding = host.finding("time-wait-normal");

        assertThat(finding.severity()).isEqualTo(Severity.OK);
        assertThat(finding.summary()).contains("565 TIME-WAIT").contains("2.0 % of its port budget");
        assertThat(finding.remedies()).isEmpty();
        assertThat(host.diagnosis().worst()).isEqualTo(Severity.OK);
    }

    @Test
    void aHostWithoutConnectionsIsNormalToo() {
        assertThat(new SampleHost().finding("time-wait-normal").summary()).contains("no outgoing connections");
    }

    @Test
    void ratesAndWhoClosesFirstAreSaid() {
        Finding finding = new SampleHost()
                .perSecond(Counter.ACTIVE_OPENS, 60)
                .perSecond(Counter.PASSIVE_OPENS, 50)
                .perSecond(Counter.ATTEMPT_FAILS, 10)
                .perSecond(Counter.CURR_ESTAB, 20)
                .perSecond(Counter.TIME_WAIT_MADE, 60)
                .perSecond(Counter.RETRANS_SEGS, 3)
                .finding("time-wait-normal");

        assertThat(SampleHost.evidence(finding, "closed-per-second")).isEqualTo(80);
        assertThat(SampleHost.evidence(finding, "closed-first-share")).isEqualTo(0.75);
        assertThat(SampleHost.evidence(finding, "retransmitted-per-second")).isEqualTo(3);
    }

    @Test
    void anExhaustedDestinationIsNotNormal() {
        assertThat(new SampleHost().waiting(to("192.0.2.9", 8080), 28_232).findings("time-wait-normal"))
                .isEmpty();
    }

    @Test
    void aLeakElsewhereDoesNotMakeTimeWaitAbnormal() {
        assertThat(new SampleHost().listener("0.0.0.0", 40_000).findings("time-wait-normal"))
                .hasSize(1);
    }
}
