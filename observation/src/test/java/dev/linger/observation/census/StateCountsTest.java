package dev.linger.observation.census;

import static dev.linger.observation.SampleSockets.listener;
import static dev.linger.observation.SampleSockets.socket;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.model.SocketState;
import org.junit.jupiter.api.Test;

class StateCountsTest {
    @Test
    void everyStateIsCountedForItself() {
        StateCounts counts = new StateCounts();
        counts.accept(listener("10.0.0.1:80"));
        counts.accept(socket(SocketState.TIME_WAIT, "10.0.0.1:1", "10.0.0.2:2"));
        counts.accept(socket(SocketState.TIME_WAIT, "10.0.0.1:2", "10.0.0.2:2"));
        assertThat(counts.of(SocketState.LISTEN)).isEqualTo(1);
        assertThat(counts.of(SocketState.TIME_WAIT)).isEqualTo(2);
        assertThat(counts.of(SocketState.BOUND)).isZero();
        assertThat(counts.total()).isEqualTo(3);
    }

    @Test
    void othersCountsAreAdded() {
        StateCounts counts = new StateCounts();
        counts.add(SocketState.LAST_ACK, 5);
        StateCounts more = new StateCounts();
        more.add(SocketState.LAST_ACK, 2);
        more.add(SocketState.BOUND, 1);
        counts.add(more);
        assertThat(counts.of(SocketState.LAST_ACK)).isEqualTo(7);
        assertThat(counts.of(SocketState.BOUND)).isEqualTo(1);
        assertThat(more.total()).isEqualTo(3);
    }

    @Test
    void copyIsTakenFromItsOffset() {
        int[] all = new int[2 * SocketState.count()];
        all[SocketState.count() + SocketState.CLOSING.ordinal()] = 9;
        StateCounts counts = StateCounts.copyOf(all, SocketState.count());
        all[SocketState.count()] = 4;
        assertThat(counts.of(SocketState.CLOSING)).isEqualTo(9);
        assertThat(counts.total()).isEqualTo(9);
    }
}
