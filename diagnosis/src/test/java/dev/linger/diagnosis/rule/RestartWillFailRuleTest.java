package dev.linger.diagnosis.rule;

import static dev.linger.diagnosis.SampleHost.endpoint;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.diagnosis.SampleHost;
import dev.linger.diagnosis.finding.Finding;
import dev.linger.diagnosis.finding.Severity;
import dev.linger.model.SocketState;
import dev.linger.observation.HostProcess;
import dev.linger.observation.PlainSocket;
import dev.linger.observation.SocketTimer;
import org.junit.jupiter.api.Test;

class RestartWillFailRuleTest {
    private static PlainSocket served(SocketState state, int localPort, int remotePort) {
        return new PlainSocket(state, endpoint("192.0.2.1", localPort), endpoint("192.0.2.7", remotePort))
                .withTimer(SocketTimer.TIME_WAIT, 42_000);
    }

    @Test
    void waitingConnectionsOnAPortWithoutListenerAreAWarning() {
        SampleHost host = new SampleHost().socket(served(SocketState.FIN_WAIT_2, 8080, 40_001));
        for (int port = 41_000; port < 41_010; port++) {
            host.socket(served(SocketState.TIME_WAIT, 8080, port));
        }

        Finding finding = host.finding("restart-will-fail");

        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.subject()).isEqualTo("port 8080");
        assertThat(SampleHost.evidence(finding, "seconds-left")).isEqualTo(42);
        assertThat(finding.cause()).contains("EADDRINUSE").contains("both the old and the new");
    }

    @Test
    void aSingleOneIsOnlyANotice() {
        SampleHost host = new SampleHost().socket(served(SocketState.TIME_WAIT, 8080, 40_000));

        assertThat(host.finding("restart-will-fail").severity()).isEqualTo(Severity.NOTICE);
        assertThat(host.finding("restart-will-fail").summary()).startsWith("1 old connection waits");
    }

    @Test
    void aPortThatIsListenedOnIsNone() {
        SampleHost host = new SampleHost().listener("::", 8080).socket(served(SocketState.TIME_WAIT, 8080, 40_000));

        assertThat(host.findings("restart-will-fail")).isEmpty();
    }

    @Test
    void waitingConnectionsOfAClientAreNone() {
        assertThat(new SampleHost().waiting(SampleHost.to("192.0.2.9", 80), 50).findings("restart-will-fail"))
                .isEmpty();
    }

    @Test
    void finWait2ThatAProcessStillHoldsIsNone() {
        SampleHost host =
                new SampleHost().owned(served(SocketState.FIN_WAIT_2, 8080, 40_000), new HostProcess(9, "java"));

        assertThat(host.findings("restart-will-fail")).isEmpty();
    }

    @Test
    void aClientThatUsesAPrivilegedPortIsNone() {
        SampleHost host = new SampleHost().socket(served(SocketState.TIME_WAIT, 877, 2049));

        assertThat(host.findings("restart-will-fail")).isEmpty();
    }
}
