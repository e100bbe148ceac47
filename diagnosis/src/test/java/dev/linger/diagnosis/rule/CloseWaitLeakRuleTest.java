package dev.linger.diagnosis.rule;

import static dev.linger.diagnosis.SampleHost.endpoint;
import static dev.linger.diagnosis.SampleHost.evidence;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.diagnosis.SampleHost;
import dev.linger.diagnosis.finding.Finding;
import dev.linger.diagnosis.finding.Severity;
import dev.linger.model.SocketState;
import dev.linger.observation.HostProcess;
import dev.linger.observation.PlainSocket;
import org.junit.jupiter.api.Test;

class CloseWaitLeakRuleTest {
    private static final HostProcess LEAKER = new HostProcess(4711, "java");

    private static SampleHost leaking(int sockets, int unreadBytes, int idleMillis) {
        SampleHost host = new SampleHost().listener("::", 8080);
        for (int number = 0; number < sockets; number++) {
            host.owned(closeWait(number).withQueues(unreadBytes, 0).withIdleMillis(idleMillis), LEAKER);
        }
        return host;
    }

    private static PlainSocket closeWait(int number) {
        return new PlainSocket(
                SocketState.CLOSE_WAIT, endpoint("192.0.2.1", 8080), endpoint("192.0.2.7", 40_000 + number));
    }

    @Test
    void theLeakerIsNamedWithPidAgeAndUnreadBytes() {
        Finding finding = leaking(50, 101, 90_000).finding("close-wait-leak");

        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.subject()).isEqualTo("java (pid 4711)");
        assertThat(finding.who().inferred()).isFalse();
        assertThat(evidence(finding, "close-wait")).isEqualTo(50);
        assertThat(evidence(finding, "oldest-seconds")).isEqualTo(90);
        assertThat(evidence(finding, "unread-bytes")).isEqualTo(5_000);
        assertThat(finding.remedies().getFirst().steps().getFirst()).startsWith("Java: ");
    }

    @Test
    void theReceiveQueueTellsWhetherTheEndWasRead() {
        assertThat(leaking(50, 0, 90_000).finding("close-wait-leak").cause()).contains("never calls close()");
        assertThat(leaking(50, 1, 90_000).finding("close-wait-leak").cause()).contains("does not read the end");
        assertThat(leaking(50, 9, 90_000).finding("close-wait-leak").cause()).contains("stopped reading");
    }

    @Test
    void aThousandAreCritical() {
        assertThat(leaking(1000, 0, 90_000).finding("close-wait-leak").severity())
                .isEqualTo(Severity.CRITICAL);
    }

    @Test
    void connectionsThatTheirPeersClosedJustNowAreNone() {
        assertThat(leaking(50, 0, 300).findings("close-wait-leak")).isEmpty();
    }

    @Test
    void connectionsThatNobodyHasAcceptedAreNone() {
        SampleHost host = new SampleHost();
        for (int number = 0; number < 50; number++) {
            host.socket(closeWait(number).withIdleMillis(90_000));
        }

        assertThat(host.findings("close-wait-leak")).isEmpty();
    }

    @Test
    void aHandfulIsNone() {
        assertThat(leaking(5, 0, 90_000).findings("close-wait-leak")).isEmpty();
    }

    @Test
    void withoutTheKernelsWordAnAgeBelowTheIntervalDoesNotCount() {
        SampleHost host = new SampleHost();
        for (int number = 0; number < 50; number++) {
            host.owned(closeWait(number), LEAKER).heldThroughout();
        }

        assertThat(host.findings("close-wait-leak")).isEmpty(); // held for 2 s, and 10 s are asked for
    }
}
