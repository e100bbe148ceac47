package dev.linger.diagnosis.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.diagnosis.SampleHost;
import dev.linger.diagnosis.finding.Finding;
import dev.linger.diagnosis.finding.Remedy;
import dev.linger.diagnosis.finding.Severity;
import dev.linger.model.Counter;
import dev.linger.model.SocketState;
import dev.linger.observation.HostProcess;
import dev.linger.observation.PlainSocket;
import org.junit.jupiter.api.Test;

class ResetStormRuleTest {
    private static SampleHost resetting(long resets, long opens) {
        return new SampleHost()
                .perSecond(Counter.OUT_RSTS, resets)
                .perSecond(Counter.ACTIVE_OPENS, opens / 2)
                .perSecond(Counter.PASSIVE_OPENS, opens - opens / 2);
    }

    @Test
    void lingerZeroIsToldFromUnreadDataByTheCounters() {
        assertThat(resetting(100, 100)
                        .perSecond(Counter.ABORT_ON_DATA, 100)
                        .finding("reset-storm")
                        .cause())
                .contains("SO_LINGER 0");
        assertThat(resetting(100, 100)
                        .perSecond(Counter.ABORT_ON_CLOSE, 100)
                        .finding("reset-storm")
                        .cause())
                .contains("data unread");
        assertThat(resetting(100, 100).finding("reset-storm").cause()).contains("no connection");
    }

    @Test
    void strayResetsHaveNoProgramAndAnotherRemedy() {
        assertThat(resetting(100, 100).finding("reset-storm").remedies())
                .extracting(Remedy::name)
                .containsExactly("find-the-senders");
    }

    @Test
    void theOnlyProgramWithConnectionsIsInferredAndItsOwnRemedyGiven() {
        PlainSocket live = new PlainSocket(
                SocketState.ESTABLISHED, SampleHost.endpoint("192.0.2.1", 80), SampleHost.endpoint("192.0.2.7", 5000));
        Finding finding = resetting(100, 100)
                .perSecond(Counter.ABORT_ON_DATA, 100)
                .owned(live, new HostProcess(8, "haproxy"))
                .finding("reset-storm");

        assertThat(finding.remedies().getFirst().steps())
                .containsExactly("HAProxy: remove 'option nolinger' from frontend and backend");
    }

    @Test
    void itIsAWarning() {
        assertThat(resetting(100, 100).finding("reset-storm").severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void fewResetsAmongManyConnectionsAreNone() {
        assertThat(resetting(100, 1000).findings("reset-storm")).isEmpty();
    }

    @Test
    void aHandfulASecondIsNone() {
        assertThat(resetting(5, 5).findings("reset-storm")).isEmpty();
    }

    @Test
    void withoutTwoSamplesNothingIsSaid() {
        assertThat(new SampleHost().sampledOnce().findings("reset-storm")).isEmpty();
    }
}
