package dev.linger.diagnosis.host;

import static dev.linger.diagnosis.SampleHost.endpoint;
import static dev.linger.diagnosis.SampleHost.to;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.diagnosis.SampleHost;
import dev.linger.diagnosis.finding.Suspect;
import dev.linger.diagnosis.finding.Thresholds;
import dev.linger.model.Destination;
import dev.linger.model.Endpoint;
import dev.linger.model.SocketState;
import dev.linger.observation.HostProcess;
import dev.linger.observation.PlainSocket;
import org.junit.jupiter.api.Test;

class SuspectsTest {
    private static final Destination APP = to("192.0.2.9", 8080);
    private static final HostProcess PROXY = new HostProcess(70, "haproxy");
    private static final HostProcess WORKER = new HostProcess(80, "worker");

    private int port = 40_000;

    private static Suspect opener(SampleHost host) {
        return new Situation(host.snapshot(), Thresholds.DEFAULTS).opener(APP);
    }

    private PlainSocket live(String source, String address, int remotePort) {
        Endpoint local = endpoint(source, port++);
        return new PlainSocket(SocketState.ESTABLISHED, local, endpoint(address, remotePort)).withCookie(port);
    }

    private PlainSocket toApp() {
        return live("192.0.2.1", "192.0.2.9", 8080);
    }

    @Test
    void theProcessWithTheMostSocketsToTheDestinationIsNamed() {
        SampleHost host =
                new SampleHost().owned(toApp(), PROXY).owned(toApp(), WORKER).owned(toApp(), WORKER);

        assertThat(opener(host).process()).contains(WORKER);
        assertThat(opener(host).basis()).isEqualTo("holds 2 live sockets to the same destination");
    }

    @Test
    void amongEqualOnesTheLowerPidIsNamed() {
        SampleHost host = new SampleHost().owned(toApp(), WORKER).owned(toApp(), PROXY);

        assertThat(opener(host).process()).contains(PROXY);
    }

    @Test
    void socketsToAnotherPortOrFromAnotherSourceDoNotCountAsTheSameDestination() {
        SampleHost host = new SampleHost()
                .owned(live("192.0.2.1", "192.0.2.9", 9090), WORKER)
                .owned(live("192.0.2.2", "192.0.2.9", 8080), WORKER)
                .owned(toApp(), PROXY);

        assertThat(opener(host).process()).contains(PROXY);
    }

    @Test
    void withoutASocketToTheDestinationOneToItsAddressWillDo() {
        SampleHost host = new SampleHost()
                .owned(live("192.0.2.1", "192.0.2.9", 9090), WORKER)
                .owned(live("192.0.2.1", "192.0.2.10", 8080), PROXY);

        assertThat(opener(host).process()).contains(WORKER);
        assertThat(opener(host).basis()).isEqualTo("holds 1 live sockets to the same address");
    }

    @Test
    void aSightingTowardAnotherDestinationIsNoSighting() {
        SampleHost host = new SampleHost().sighting(to("192.0.2.10", 8080), PROXY, 9);

        assertThat(opener(host).process()).isEmpty();
    }

    @Test
    void theOwnerOfAListenerAloneIsNoSuspect() {
        SampleHost host = new SampleHost().listener("0.0.0.0", 80, 0, 128, PROXY);

        assertThat(opener(host).process()).isEmpty();
    }
}
