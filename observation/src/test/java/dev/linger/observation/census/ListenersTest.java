package dev.linger.observation.census;

import static dev.linger.observation.SampleSockets.endpoint;
import static dev.linger.observation.SampleSockets.listener;
import static dev.linger.observation.SampleSockets.socket;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.model.Endpoint;
import dev.linger.model.PortSet;
import dev.linger.model.SocketState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListenersTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            case                    | listeners                      | local            | listener
            its very address        | 10.0.0.1:80 0.0.0.0:80         | 10.0.0.1:80      | 10.0.0.1:80
            wildcard                | 10.0.0.2:80 0.0.0.0:80         | 10.0.0.1:80      | 0.0.0.0:80
            dual stack              | [::]:80                        | 10.0.0.1:80      | [::]:80
            one for each family     | [::]:80 0.0.0.0:80             | 10.0.0.1:80      | 0.0.0.0:80
            one for each family     | [::]:80 0.0.0.0:80             | [2001:db8::1]:80 | [::]:80
            other family            | 0.0.0.0:80                     | [2001:db8::1]:80 |
            other port              | 0.0.0.0:81 [::]:79             | 10.0.0.1:80      |
            other address           | 10.0.0.2:80                    | 10.0.0.1:80      |
            listener itself         | 10.0.0.2:80 [::]:80            | [::]:80          | [::]:80
            mapped                  | 10.0.0.1:80 [::]:80            | [::ffff:10.0.0.1]:80 | 10.0.0.1:80
            """)
    void connectionCameThroughTheNearestListener(String position, String listening, String local, String listener) {
        Listeners listeners = new Listeners();
        for (String endpoint : listening.split(" ", -1)) {
            listeners.accept(listener(endpoint));
        }
        assertThat(listeners.listenerOf(endpoint(local)).map(Endpoint::toString).orElse(null))
                .as(position)
                .isEqualTo(listener);
    }

    @Test
    void onlyListenersAndBoundSocketsHoldPorts() {
        Listeners listeners = new Listeners();
        listeners.accept(listener("10.0.0.1:80"));
        listeners.accept(socket(SocketState.BOUND, "10.0.0.1:9000", "0.0.0.0:0"));
        listeners.accept(socket(SocketState.ESTABLISHED, "10.0.0.1:40000", "10.0.0.2:80"));
        assertThat(listeners.heldPorts()).isEqualTo(PortSet.of(80, 9000));
        assertThat(listeners.listeningPorts()).isEqualTo(PortSet.of(80));
        assertThat(listeners.listensOn(80)).isTrue();
        assertThat(listeners.listensOn(9000)).isFalse();
        assertThat(listeners.endpoints()).containsExactly(endpoint("10.0.0.1:80"));
    }
}
