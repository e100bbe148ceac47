package dev.linger.observation.census;

import static dev.linger.observation.SampleSockets.listener;
import static dev.linger.observation.SampleSockets.socket;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.model.PortRange;
import dev.linger.model.SocketState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DirectionsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            case                                              | local port | remote port | incoming
            something listens on its port                     | 80         | 50000       | true
            it listens, whatever the peer's port              | 80         | 1           | true
            it listens on a port of the range                 | 40080      | 443         | true
            port of the range                                 | 40000      | 443         | false
            port of the range, peer's port chosen too         | 40000      | 50000       | false
            first of the range                                | 32768      | 50000       | false
            last of the range                                 | 60999      | 61000       | false
            just below the range, peer's port chosen          | 32767      | 50000       | true
            just above the range, peer's port chosen          | 61000      | 61001       | true
            just above the range, peer's port lower           | 61001      | 61000       | false
            service nobody listens on any more                | 8080       | 50000       | true
            lowest port that a system chooses                 | 8080       | 10000       | true
            below what any system chooses                     | 8080       | 9999        | false
            bound by hand toward a service                    | 9000       | 443         | false
            both ports equal                                  | 20000      | 20000       | false
            """)
    void directionIsInferredFromPorts(String position, int localPort, int remotePort, boolean incoming) {
        Listeners listeners = new Listeners();
        listeners.accept(listener("0.0.0.0:80"));
        listeners.accept(listener("0.0.0.0:40080"));
        Directions directions = new Directions(listeners, PortRange.LINUX_DEFAULT);
        assertThat(directions.incoming(localPort, remotePort)).as(position).isEqualTo(incoming);
    }

    @Test
    void portsAreThoseOfTheConnection() {
        Directions directions = new Directions(new Listeners(), PortRange.LINUX_DEFAULT);
        assertThat(directions.incoming(socket(SocketState.ESTABLISHED, "10.0.0.1:80", "10.0.0.2:50000")))
                .isTrue();
        assertThat(directions.incoming(socket(SocketState.ESTABLISHED, "10.0.0.2:50000", "10.0.0.1:80")))
                .isFalse();
    }
}
