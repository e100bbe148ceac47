package dev.linger.observation.census;

import static dev.linger.observation.SampleSockets.endpoint;
import static dev.linger.observation.SampleSockets.listener;
import static dev.linger.observation.SampleSockets.socket;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.model.Endpoint;
import dev.linger.model.PortRange;
import dev.linger.model.SocketState;
import dev.linger.observation.PlainSocket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ListenerCensusTest {
    @Test
    void connectionOnTheVeryAddressBelongsToThatListener() {
        Map<Endpoint, StateCounts> counts = counts(
                listener("10.0.0.1:80"),
                listener("0.0.0.0:80"),
                socket(SocketState.ESTABLISHED, "10.0.0.1:80", "10.0.0.9:50000"));
        assertThat(of(counts, "10.0.0.1:80", SocketState.ESTABLISHED)).isEqualTo(1);
        assertThat(of(counts, "0.0.0.0:80", SocketState.ESTABLISHED)).isZero();
    }

    @Test
    void connectionsOnAllAddressesBelongToTheWildcard() {
        Map<Endpoint, StateCounts> counts = counts(
                listener("0.0.0.0:80"),
                socket(SocketState.ESTABLISHED, "10.0.0.1:80", "10.0.0.9:50000"),
                socket(SocketState.CLOSE_WAIT, "10.0.0.2:80", "10.0.0.9:50000"));
        assertThat(counts).containsOnlyKeys(endpoint("0.0.0.0:80"));
        assertThat(of(counts, "0.0.0.0:80", SocketState.ESTABLISHED)).isEqualTo(1);
        assertThat(of(counts, "0.0.0.0:80", SocketState.CLOSE_WAIT)).isEqualTo(1);
    }

    @Test
    void familiesWithAListenerEachAreCountedApart() {
        Map<Endpoint, StateCounts> counts = counts(
                listener("0.0.0.0:80"),
                listener("[::]:80"),
                socket(SocketState.ESTABLISHED, "10.0.0.1:80", "10.0.0.9:50000"),
                socket(SocketState.TIME_WAIT, "[2001:db8::1]:80", "[2001:db8::9]:50000"));
        assertThat(of(counts, "0.0.0.0:80", SocketState.ESTABLISHED)).isEqualTo(1);
        assertThat(of(counts, "[::]:80", SocketState.TIME_WAIT)).isEqualTo(1);
    }

    @Test
    void whereNobodyListensAnyMoreTheLocalEndpointIsTheKey() {
        Map<Endpoint, StateCounts> counts = counts(
                socket(SocketState.TIME_WAIT, "10.0.0.1:8080", "10.0.0.9:50000"),
                socket(SocketState.TIME_WAIT, "10.0.0.1:8080", "10.0.0.9:50001"));
        assertThat(counts).containsOnlyKeys(endpoint("10.0.0.1:8080"));
        assertThat(of(counts, "10.0.0.1:8080", SocketState.TIME_WAIT)).isEqualTo(2);
    }

    @Test
    void listenersThatShareAnEndpointAreCounted() {
        Map<Endpoint, StateCounts> counts = counts(listener("0.0.0.0:80"), listener("0.0.0.0:80"));
        assertThat(of(counts, "0.0.0.0:80", SocketState.LISTEN)).isEqualTo(2);
    }

    @Test
    void outgoingConnectionsAndBoundSocketsArePassedOver() {
        Map<Endpoint, StateCounts> counts = counts(
                listener("0.0.0.0:80"),
                socket(SocketState.ESTABLISHED, "10.0.0.1:40000", "10.0.0.9:443"),
                socket(SocketState.BOUND, "10.0.0.1:80", "0.0.0.0:0"));
        assertThat(counts.get(endpoint("0.0.0.0:80")).total()).isEqualTo(1);
        assertThat(counts).hasSize(1);
    }

    @Test
    void listenersComeInOrderOfTheirAddress() {
        PlainSocket[] listeners = new PlainSocket[100];
        for (int place = 0; place < listeners.length; place++) {
            listeners[place] = listener("10.0.0." + (100 - place) + ":80");
        }
        List<Endpoint> order = List.copyOf(counts(listeners).keySet());
        assertThat(order).hasSize(100).isSorted();
    }

    private static int of(Map<Endpoint, StateCounts> counts, String listener, SocketState state) {
        return counts.get(endpoint(listener)).of(state);
    }

    private static Map<Endpoint, StateCounts> counts(PlainSocket... sockets) {
        Listeners listeners = new Listeners();
        for (PlainSocket socket : sockets) {
            listeners.accept(socket);
        }
        ListenerCensus census = new ListenerCensus(listeners, new Directions(listeners, PortRange.LINUX_DEFAULT));
        for (PlainSocket socket : sockets) {
            census.accept(socket);
        }
        return census.byListener();
    }
}
