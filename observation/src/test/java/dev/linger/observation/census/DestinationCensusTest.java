package dev.linger.observation.census;

import static dev.linger.observation.SampleSockets.destination;
import static dev.linger.observation.SampleSockets.listener;
import static dev.linger.observation.SampleSockets.socket;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.model.PortRange;
import dev.linger.model.SocketState;
import dev.linger.observation.PlainSocket;
import dev.linger.observation.SocketTimer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DestinationCensusTest {
    private static final PortRange RANGE = new PortRange(40_000, 40_099);

    private final Listeners listeners = new Listeners();
    private final DestinationCensus census = new DestinationCensus(new Directions(listeners, RANGE), RANGE, 1000);

    @Test
    void socketsOfOneDestinationAreCountedByState() {
        census.accept(outgoing(SocketState.ESTABLISHED, 40_000));
        census.accept(outgoing(SocketState.TIME_WAIT, 40_001));
        census.accept(outgoing(SocketState.TIME_WAIT, 40_002));
        DestinationUse use = onlyUse();
        assertThat(use.destination()).isEqualTo(destination("10.0.0.1", "10.0.0.2:443"));
        assertThat(use.states().of(SocketState.ESTABLISHED)).isEqualTo(1);
        assertThat(use.waiting()).isEqualTo(2);
        assertThat(use.waitingPorts()).isEqualTo(2);
        assertThat(use.livePorts()).isEqualTo(1);
    }

    @Test
    void onlyPortsOfTheRangeAreCounted() {
        census.accept(outgoing(SocketState.ESTABLISHED, 39_999));
        census.accept(outgoing(SocketState.ESTABLISHED, 40_000));
        census.accept(outgoing(SocketState.ESTABLISHED, 40_099));
        census.accept(outgoing(SocketState.ESTABLISHED, 40_100));
        assertThat(onlyUse().ports()).isEqualTo(2);
        assertThat(onlyUse().states().total()).isEqualTo(4);
    }

    @Test
    void firstHalfIsCountedWithinThem() {
        for (int port = 40_000; port < 40_005; port++) {
            census.accept(outgoing(SocketState.ESTABLISHED, port));
        }
        assertThat(onlyUse().firstHalfPorts()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            case                        | state       | port  | millis left | fresh
            just made                   | TIME_WAIT   | 40000 | 60000       | 1
            youngest that may be reused | TIME_WAIT   | 40000 | 59000       | 0
            a little younger            | TIME_WAIT   | 40000 | 59001       | 1
            old                         | TIME_WAIT   | 40000 | 1           | 0
            age not known               | TIME_WAIT   | 40000 | 0           | 0
            outside the range           | TIME_WAIT   | 39999 | 60000       | 0
            another state               | FIN_WAIT_2  | 40000 | 60000       | 0
            """)
    void freshIsWhatReuseCannotTakeYet(String position, SocketState state, int port, int millisLeft, int fresh) {
        census.accept(outgoing(state, port).withTimer(SocketTimer.TIME_WAIT, millisLeft));
        assertThat(onlyUse().freshWaiting()).as(position).isEqualTo(fresh);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            case              | state       | port  | millis left | ending soon
            about to end      | TIME_WAIT   | 40000 | 1           | 1
            last that is soon | TIME_WAIT   | 40000 | 10000       | 1
            not yet soon      | TIME_WAIT   | 40000 | 10001       | 0
            outside the range | TIME_WAIT   | 39999 | 1           | 0
            another state     | FIN_WAIT_2  | 40000 | 1           | 0
            """)
    void soonIsWithinTenSeconds(String position, SocketState state, int port, int millisLeft, int endingSoon) {
        census.accept(outgoing(state, port).withTimer(SocketTimer.TIME_WAIT, millisLeft));
        assertThat(onlyUse().endingSoon()).as(position).isEqualTo(endingSoon);
    }

    @Test
    void waitingOutsideTheRangeHoldsNoPortOfIt() {
        census.accept(outgoing(SocketState.TIME_WAIT, 39_999));
        census.accept(outgoing(SocketState.ESTABLISHED, 40_000));
        assertThat(onlyUse().waiting()).isEqualTo(1);
        assertThat(onlyUse().waitingPorts()).isZero();
        assertThat(onlyUse().livePorts()).isEqualTo(1);
    }

    @Test
    void listenersBoundSocketsAndIncomingConnectionsArePassedOver() {
        listeners.accept(listener("10.0.0.1:80"));
        census.accept(listener("10.0.0.1:80"));
        census.accept(socket(SocketState.BOUND, "10.0.0.1:40000", "0.0.0.0:0"));
        census.accept(socket(SocketState.ESTABLISHED, "10.0.0.1:80", "10.0.0.2:40000"));
        assertThat(census.size()).isZero();
        assertThat(census.largest(10)).isEmpty();
    }

    @Test
    void mappedAndPlainAddressesAreOneDestination() {
        census.accept(socket(SocketState.ESTABLISHED, "10.0.0.1:40000", "10.0.0.2:443"));
        census.accept(socket(SocketState.ESTABLISHED, "[::ffff:10.0.0.1]:40001", "[::ffff:10.0.0.2]:443"));
        assertThat(onlyUse().ports()).isEqualTo(2);
    }

    @Test
    void sourceAddressAndPortPartDestinations() {
        census.accept(socket(SocketState.ESTABLISHED, "10.0.0.1:40000", "10.0.0.2:443"));
        census.accept(socket(SocketState.ESTABLISHED, "10.0.0.3:40000", "10.0.0.2:443"));
        census.accept(socket(SocketState.ESTABLISHED, "10.0.0.1:40000", "10.0.0.2:444"));
        assertThat(census.size()).isEqualTo(3);
    }

    @Test
    void equalDestinationsAreCutInOrderOfAddress() {
        for (int last = 9; last > 1; last--) {
            census.accept(socket(SocketState.ESTABLISHED, "10.0.0.1:40000", "10.0.0." + last + ":443"));
        }
        assertThat(census.largest(2).stream().map(DestinationUse::destination))
                .containsExactly(destination("10.0.0.1", "10.0.0.2:443"), destination("10.0.0.1", "10.0.0.3:443"));
    }

    @Test
    void noneAreLargestWhenNoneAreAskedFor() {
        census.accept(outgoing(SocketState.ESTABLISHED, 40_000));
        assertThat(census.largest(0)).isEmpty();
    }

    private DestinationUse onlyUse() {
        List<DestinationUse> uses = census.largest(2);
        assertThat(uses).hasSize(1);
        return uses.getFirst();
    }

    private static PlainSocket outgoing(SocketState state, int localPort) {
        return socket(state, "10.0.0.1:" + localPort, "10.0.0.2:443");
    }
}
