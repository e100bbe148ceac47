package dev.linger.diagnosis.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.diagnosis.SampleHost;
import dev.linger.diagnosis.finding.Finding;
import dev.linger.diagnosis.finding.Severity;
import dev.linger.model.Setting;
import dev.linger.observation.HostProcess;
import org.junit.jupiter.api.Test;

class ServicePortInRangeRuleTest {
    @Test
    void aListenerInsideTheRangeIsAWarningWithItsOwner() {
        HostProcess server = new HostProcess(9, "postgres");

        Finding finding =
                new SampleHost().listener("0.0.0.0", 40_100, 0, 128, server).finding("service-port-in-range");

        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.subject()).isEqualTo("ports 40100");
        assertThat(finding.who().process()).contains(server);
        assertThat(finding.who().inferred()).isFalse();
    }

    @Test
    void theProcessNamedIsTheOneThatHoldsThePortNamed() {
        HostProcess server = new HostProcess(9, "postgres");

        Finding finding = new SampleHost()
                .listener("0.0.0.0", 40_000)
                .listener("0.0.0.0", 40_001, 0, 128, server)
                .finding("service-port-in-range");

        assertThat(finding.who().toString()).isEqualTo("postgres (pid 9), holds 0.0.0.0:40001");
    }

    @Test
    void theRemedyReservesThePortAndKeepsWhatIsReserved() {
        Finding finding = new SampleHost()
                .setting(Setting.IP_LOCAL_RESERVED_PORTS, "9000-9002")
                .listener("::", 40_100)
                .listener("::", 40_101)
                .finding("service-port-in-range");

        assertThat(finding.remedies().getFirst().steps())
                .containsExactly("sysctl -w net.ipv4.ip_local_reserved_ports=9000-9002,40100-40101");
    }

    @Test
    void aReservedPortIsNone() {
        SampleHost host = new SampleHost()
                .setting(Setting.IP_LOCAL_RESERVED_PORTS, "40100")
                .listener("0.0.0.0", 40_100);

        assertThat(host.findings("service-port-in-range")).isEmpty();
    }

    @Test
    void aListenerOutsideTheRangeIsNone() {
        assertThat(new SampleHost().listener("0.0.0.0", 8080).findings("service-port-in-range"))
                .isEmpty();
    }

    @Test
    void listenersOnLoopbackAloneAreOnlyANotice() {
        Finding finding = new SampleHost().listener("127.0.0.1", 40_100).finding("service-port-in-range");

        assertThat(finding.severity()).isEqualTo(Severity.NOTICE);
    }
}
