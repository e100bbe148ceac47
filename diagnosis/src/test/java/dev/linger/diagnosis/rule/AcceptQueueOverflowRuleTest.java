package dev.linger.diagnosis.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.diagnosis.SampleHost;
import dev.linger.diagnosis.finding.Finding;
import dev.linger.diagnosis.finding.Severity;
import dev.linger.model.Counter;
import dev.linger.model.Setting;
import dev.linger.observation.HostProcess;
import org.junit.jupiter.api.Test;

class AcceptQueueOverflowRuleTest {
    private static final HostProcess SERVER = new HostProcess(12, "gunicorn");

    @Test
    void aQueueAboveItsLimitIsAWarningWithTheListenersOwner() {
        Finding finding = new SampleHost()
                .listener("::", 8080, 129, 128, SERVER)
                .perSecond(Counter.LISTEN_OVERFLOWS, 1)
                .finding("accept-queue-overflow");

        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.subject()).isEqualTo("[::]:8080");
        assertThat(finding.who().process()).contains(SERVER);
        assertThat(finding.summary()).contains("129 waiting, limit 128");
    }

    @Test
    void manyOverflowsASecondAreCritical() {
        SampleHost host =
                new SampleHost().listener("::", 8080, 129, 128, SERVER).perSecond(Counter.LISTEN_OVERFLOWS, 50);

        assertThat(host.finding("accept-queue-overflow").severity()).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void aFullQueueThatDroppedNothingIsANotice() {
        Finding finding = new SampleHost().listener("::", 8080, 1, 0, SERVER).finding("accept-queue-overflow");

        assertThat(finding.severity()).isEqualTo(Severity.NOTICE);
        assertThat(finding.cause()).contains("none was during the interval");
    }

    @Test
    void overflowsWithoutAFullQueueAtThisMomentNameNobody() {
        Finding finding = new SampleHost()
                .listener("::", 8080)
                .perSecond(Counter.LISTEN_OVERFLOWS, 2)
                .finding("accept-queue-overflow");

        assertThat(finding.who().process()).isEmpty();
    }

    @Test
    void aLongerQueueNeedsSomaxconnToo() {
        SampleHost host = new SampleHost().setting(Setting.SOMAXCONN, "128").listener("::", 8080, 129, 128, SERVER);

        assertThat(host.finding("accept-queue-overflow")
                        .remedies()
                        .getLast()
                        .steps()
                        .getFirst())
                .isEqualTo("sysctl -w net.core.somaxconn=4096");
    }

    @Test
    void aQueueWhoseLimitIsNotKnownIsNone() {
        assertThat(new SampleHost().listener("::", 8080, 3, -1, SERVER).findings("accept-queue-overflow"))
                .isEmpty();
    }

    @Test
    void aQueueWithinItsLimitIsNone() {
        assertThat(new SampleHost().listener("::", 8080, 128, 128, SERVER).findings("accept-queue-overflow"))
                .isEmpty();
    }
}
