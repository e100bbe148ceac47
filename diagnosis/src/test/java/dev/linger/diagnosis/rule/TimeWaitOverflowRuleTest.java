package dev.linger.diagnosis.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.diagnosis.SampleHost;
import dev.linger.diagnosis.finding.Finding;
import dev.linger.diagnosis.finding.Severity;
import dev.linger.model.Counter;
import dev.linger.model.Setting;
import org.junit.jupiter.api.Test;

class TimeWaitOverflowRuleTest {
    @Test
    void aRisingOverflowCounterIsCritical() {
        Finding finding = new SampleHost()
                .perSecond(Counter.TIME_WAIT_OVERFLOW, 5)
                .counter(Counter.SOCKSTAT_TIME_WAIT, 131_072)
                .finding("time-wait-overflow");

        assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(SampleHost.evidence(finding, "overflows-per-second")).isEqualTo(5);
    }

    @Test
    void aTableNearItsLimitIsAWarning() {
        SampleHost host =
                new SampleHost().setting(Setting.TCP_MAX_TW_BUCKETS, "1000").counter(Counter.SOCKSTAT_TIME_WAIT, 950);

        assertThat(host.finding("time-wait-overflow").severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void theRemedyRaisesTheLimitAndNamesTheMemory() {
        SampleHost host =
                new SampleHost().setting(Setting.TCP_MAX_TW_BUCKETS, "1000").counter(Counter.SOCKSTAT_TIME_WAIT, 1000);

        assertThat(host.finding("time-wait-overflow").remedies().getFirst().steps())
                .containsExactly("sysctl -w net.ipv4.tcp_max_tw_buckets=262144");
        assertThat(host.finding("time-wait-overflow").remedies().getFirst().effect())
                .contains("64 MiB");
    }

    @Test
    void anOverflowLongAgoIsNone() {
        SampleHost host =
                new SampleHost().counter(Counter.TIME_WAIT_OVERFLOW, 12_345).perSecond(Counter.TIME_WAIT_OVERFLOW, 0);

        assertThat(host.findings("time-wait-overflow")).isEmpty();
    }

    @Test
    void aHalfFullTableIsNone() {
        assertThat(new SampleHost().counter(Counter.SOCKSTAT_TIME_WAIT, 65_000).findings("time-wait-overflow"))
                .isEmpty();
    }
}
