package dev.linger.observation.census;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.model.Destination;
import dev.linger.model.Endpoint;
import dev.linger.model.IpAddress;
import dev.linger.model.PortRange;
import dev.linger.model.SocketState;
import dev.linger.observation.PlainSocket;
import dev.linger.observation.SampleSockets;
import dev.linger.observation.SocketTimer;
import dev.linger.testkit.SeededLoop;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// The census against one made of plain maps and sets, on random sockets of different four-tuples.
class DestinationCensusModelTest {
    private static final PortRange RANGE = new PortRange(30_001, 30_100);
    private static final int REUSE_DELAY_MILLIS = 1000;

    /// What the model knows of one destination.
    private static final class Group {
        private final Map<SocketState, Integer> states = new HashMap<>();
        private final Set<Integer> ports = new HashSet<>();
        private int firstHalfPorts;
        private int waitingPorts;
        private int endingSoon;
        private int freshWaiting;

        private int total() {
            return states.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    @Test
    void countsAndOrderAreThoseOfTheModel() {
        SeededLoop.run(100, (random, _) -> {
            List<PlainSocket> sockets = randomSockets(random);
            List<DestinationUse> uses = census(sockets).largest(Integer.MAX_VALUE);
            Map<Destination, Group> model = model(sockets);
            List<Destination> order = new ArrayList<>(model.keySet());
            order.sort(Comparator.<Destination>comparingInt(
                            destination -> -model.get(destination).ports.size())
                    .thenComparingInt(destination -> -model.get(destination).total())
                    .thenComparing(Comparator.naturalOrder()));
            assertThat(uses.stream().map(DestinationUse::destination)).containsExactlyElementsOf(order);
            for (DestinationUse use : uses) {
                assertSame(use, model.get(use.destination()));
            }
        });
    }

    @Test
    void totalsAreTheSumsOfAllDestinations() {
        SeededLoop.run(100, (random, _) -> {
            List<PlainSocket> sockets = randomSockets(random);
            DestinationCensus census = census(sockets);
            StateCounts total = census.total();
            Map<Destination, Group> model = model(sockets);
            for (SocketState state : SocketState.values()) {
                assertThat(total.of(state))
                        .isEqualTo(model.values().stream()
                                .mapToInt(group -> group.states.getOrDefault(state, 0))
                                .sum());
            }
            assertThat(census.totalPorts())
                    .isEqualTo(model.values().stream()
                            .mapToInt(group -> group.ports.size())
                            .sum());
        });
    }

    @Test
    void fewerAreTheFirstOfAll() {
        SeededLoop.run(100, (random, _) -> {
            DestinationCensus census = census(randomSockets(random));
            List<Destination> all = destinations(census.largest(Integer.MAX_VALUE));
            int limit = random.nextInt(all.size() + 2);
            assertThat(destinations(census.largest(limit))).isEqualTo(all.subList(0, Math.min(limit, all.size())));
        });
    }

    private static List<Destination> destinations(List<DestinationUse> uses) {
        return uses.stream().map(DestinationUse::destination).toList();
    }

    private static DestinationCensus census(List<PlainSocket> sockets) {
        Listeners listeners = new Listeners();
        sockets.forEach(listeners::accept);
        DestinationCensus census = new DestinationCensus(new Directions(listeners, RANGE), RANGE, REUSE_DELAY_MILLIS);
        sockets.forEach(census::accept);
        return census;
    }

    private static Map<Destination, Group> model(List<PlainSocket> sockets) {
        Set<Integer> listening = new HashSet<>();
        for (PlainSocket socket : sockets) {
            if (socket.state() == SocketState.LISTEN) {
                listening.add(socket.localPort());
            }
        }
        Map<Destination, Group> model = new HashMap<>();
        for (PlainSocket socket : sockets) {
            int port = socket.localPort();
            boolean inRange = port >= RANGE.first() && port <= RANGE.last();
            boolean peerChoseItsPort = socket.remotePort() >= 10_000 && socket.remotePort() > port;
            boolean incoming = listening.contains(port) || (!inRange && peerChoseItsPort);
            if (socket.state() == SocketState.LISTEN || socket.state() == SocketState.BOUND || incoming) {
                continue;
            }
            Group group =
                    model.computeIfAbsent(new Destination(socket.local().address(), socket.remote()), _ -> new Group());
            group.states.merge(socket.state(), 1, Integer::sum);
            if (inRange) {
                group.ports.add(port);
                group.firstHalfPorts += port % 2 == RANGE.first() % 2 ? 1 : 0;
                if (socket.state() == SocketState.TIME_WAIT) {
                    group.waitingPorts++;
                    group.endingSoon += socket.timerMillis() > 10_000 ? 0 : 1;
                    group.freshWaiting += 60_000 - socket.timerMillis() < REUSE_DELAY_MILLIS ? 1 : 0;
                }
            }
        }
        return model;
    }

    private static void assertSame(DestinationUse use, Group group) {
        assertThat(use.ports()).isEqualTo(group.ports.size());
        assertThat(use.firstHalfPorts()).isEqualTo(group.firstHalfPorts);
        assertThat(use.waitingPorts()).isEqualTo(group.waitingPorts);
        assertThat(use.endingSoon()).isEqualTo(group.endingSoon);
        assertThat(use.freshWaiting()).isEqualTo(group.freshWaiting);
        for (SocketState state : SocketState.values()) {
            assertThat(use.states().of(state)).as(state.name()).isEqualTo(group.states.getOrDefault(state, 0));
        }
    }

    private static List<PlainSocket> randomSockets(RandomGenerator random) {
        List<PlainSocket> sockets = new ArrayList<>();
        Set<List<Endpoint>> tuples = new HashSet<>();
        int hosts = random.nextInt(1, 40);
        for (int count = random.nextInt(1, 2000); count > 0; count--) {
            Endpoint local = new Endpoint(SampleSockets.randomAddress(random), random.nextInt(29_990, 30_110));
            Endpoint remote = new Endpoint(
                    IpAddress.ipv4(0x0A00_0000 + random.nextInt(hosts)),
                    random.nextInt(8) == 0 ? 50_000 : 80 + random.nextInt(2));
            SocketState state = random.nextInt(300) == 0 ? SocketState.LISTEN : otherState(random);
            if (tuples.add(List.of(local, remote))) {
                sockets.add(new PlainSocket(state, local, remote)
                        .withTimer(
                                SocketTimer.TIME_WAIT,
                                random.nextBoolean() ? random.nextInt(58_000, 60_001) : random.nextInt(12_000)));
            }
        }
        return sockets;
    }

    private static SocketState otherState(RandomGenerator random) {
        SocketState state = SampleSockets.randomState(random);
        return state == SocketState.LISTEN ? SocketState.TIME_WAIT : state;
    }
}
