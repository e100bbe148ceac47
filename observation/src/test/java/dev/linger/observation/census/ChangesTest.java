package dev.linger.observation.census;

import static dev.linger.observation.SampleSockets.destination;
import static dev.linger.observation.SampleSockets.listener;
import static dev.linger.observation.SampleSockets.socket;
import static dev.linger.observation.SampleSockets.table;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.model.SocketState;
import dev.linger.observation.Activity;
import dev.linger.observation.Counters;
import dev.linger.observation.Flow;
import dev.linger.observation.PlainSocket;
import dev.linger.observation.SampleSnapshots;
import dev.linger.observation.Settings;
import dev.linger.observation.SocketTable;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChangesTest {
    private static final PlainSocket FIRST = outgoing(SocketState.ESTABLISHED, 40_000);
    private static final PlainSocket SECOND = outgoing(SocketState.ESTABLISHED, 40_001);

    @Test
    void connectionThatWasNotThereIsOpened() {
        Activity activity = between(table(FIRST.withCookie(1)), table(FIRST.withCookie(1), SECOND.withCookie(2)));
        assertThat(activity.flows()).containsExactly(flow(1, 0));
    }

    @Test
    void connectionThatIsGoneIsReleased() {
        Activity activity = between(table(FIRST.withCookie(1), SECOND.withCookie(2)), table(SECOND.withCookie(2)));
        assertThat(activity.flows()).containsExactly(flow(0, 1));
    }

    @Test
    void sameEndpointsWithAnotherCookieAreAnotherConnection() {
        Activity activity = between(table(FIRST.withCookie(1)), table(FIRST.withCookie(2)));
        assertThat(activity.flows()).containsExactly(flow(1, 1));
        assertThat(activity.held(0)).isFalse();
    }

    @Test
    void connectionInTheSameStateIsHeld() {
        Activity activity = between(
                table(FIRST.withCookie(1), SECOND.withCookie(2)),
                table(outgoing(SocketState.TIME_WAIT, 40_001).withCookie(2), FIRST.withCookie(1)));
        assertThat(activity.held(0)).isFalse();
        assertThat(activity.held(1)).isTrue();
        assertThat(activity.flows()).isEmpty();
    }

    @Test
    void connectionStandingTwiceAtFirstIsReleasedOnce() {
        SocketTable before = table(
                FIRST.withCookie(1), outgoing(SocketState.TIME_WAIT, 40_000).withCookie(1));
        assertThat(between(before, table()).flows()).containsExactly(flow(0, 1));
    }

    @Test
    void connectionStandingTwiceAtLastIsOpenedOnce() {
        SocketTable after = table(
                FIRST.withCookie(1), outgoing(SocketState.TIME_WAIT, 40_000).withCookie(1));
        assertThat(between(table(), after).flows()).containsExactly(flow(1, 0));
    }

    @Test
    void laterOfTwoStatesIsTheOneThatCanBeHeld() {
        SocketTable twice = table(
                FIRST.withCookie(1), outgoing(SocketState.TIME_WAIT, 40_000).withCookie(1));
        Activity activity =
                between(twice, table(outgoing(SocketState.TIME_WAIT, 40_000).withCookie(1)));
        assertThat(activity.held(0)).isTrue();
    }

    @Test
    void connectionsWithoutACookieAreToldByTheirEndpoints() {
        PlainSocket elsewhere = socket(SocketState.ESTABLISHED, "10.0.0.7:40007", "10.0.0.8:80");
        Activity activity = between(table(elsewhere, FIRST), table(SECOND, FIRST, elsewhere));
        assertThat(activity.flows()).containsExactly(flow(1, 0));
        assertThat(activity.held(0)).isFalse();
        assertThat(activity.held(1)).isTrue();
        assertThat(activity.held(2)).isTrue();
    }

    @Test
    void destinationsAreCountedApartInOrder() {
        PlainSocket elsewhere = socket(SocketState.TIME_WAIT, "10.0.0.1:40000", "10.0.0.1:443");
        Activity activity = between(table(FIRST, SECOND), table(elsewhere));
        assertThat(activity.flows())
                .containsExactly(new Flow(destination("10.0.0.1", "10.0.0.1:443"), 1, 0), flow(0, 2));
    }

    @Test
    void incomingConnectionsAreNotCounted() {
        PlainSocket incoming = socket(SocketState.ESTABLISHED, "10.0.0.1:80", "10.0.0.9:50000");
        PlainSocket listener = listener("0.0.0.0:80");
        assertThat(between(table(listener), table(listener, incoming)).flows()).isEmpty();
        assertThat(between(table(listener, incoming), table(listener)).flows()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = SocketState.class,
            names = {"LISTEN", "BOUND", "CLOSED"})
    void whatIsNoConnectionIsNotCounted(SocketState state) {
        assertThat(between(table(), table(outgoing(state, 40_000))).flows()).isEmpty();
    }

    @Test
    void rangeOfTheLaterSnapshotTellsTheDirection() {
        PlainSocket lowPort = socket(SocketState.ESTABLISHED, "10.0.0.1:2000", "10.0.0.9:50000");
        Settings wide = new Settings(Map.of("net.ipv4.ip_local_port_range", "1024 65535"));
        Activity activity = Changes.between(
                SampleSnapshots.of(table()), SampleSnapshots.of(table(lowPort), wide, Counters.NONE), 1);
        assertThat(activity.flows()).containsExactly(new Flow(destination("10.0.0.1", "10.0.0.9:50000"), 1, 0));
    }

    @Test
    void countersThatRanOnHaveAnIncrement() {
        Activity activity = between(
                Map.of("Tcp.ActiveOpens", 10L, "Tcp.PassiveOpens", 5L),
                Map.of("Tcp.ActiveOpens", 17L, "Tcp.PassiveOpens", 5L));
        assertThat(activity.increments())
                .containsExactly(Map.entry("Tcp.ActiveOpens", 7L), Map.entry("Tcp.PassiveOpens", 0L));
    }

    @Test
    void countersThatRanBackwardsOrAreNewHaveNone() {
        Activity activity =
                between(Map.of("Tcp.ActiveOpens", 10L), Map.of("Tcp.ActiveOpens", 9L, "Tcp.PassiveOpens", 5L));
        assertThat(activity.increments()).isEmpty();
    }

    @Test
    void gaugesHaveNoIncrement() {
        Activity activity = between(Map.of("sockstat.TCP.tw", 1L), Map.of("sockstat.TCP.tw", 5L));
        assertThat(activity.increments()).isEmpty();
    }

    @Test
    void intervalIsThatOfTheCaller() {
        assertThat(between(table(), table()).nanos()).isEqualTo(1_000_000_000L);
    }

    private static Activity between(SocketTable before, SocketTable after) {
        return Changes.between(SampleSnapshots.of(before), SampleSnapshots.of(after), 1_000_000_000L);
    }

    private static Activity between(Map<String, Long> before, Map<String, Long> after) {
        return Changes.between(
                SampleSnapshots.of(table(), Settings.NONE, new Counters(before)),
                SampleSnapshots.of(table(), Settings.NONE, new Counters(after)),
                1);
    }

    private static Flow flow(int opened, int released) {
        return new Flow(destination("10.0.0.1", "10.0.0.2:80"), opened, released);
    }

    private static PlainSocket outgoing(SocketState state, int localPort) {
        return socket(state, "10.0.0.1:" + localPort, "10.0.0.2:80");
    }
}
