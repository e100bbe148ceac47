package dev.linger.observation;

import static dev.linger.observation.SampleSockets.destination;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.linger.model.Counter;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ActivityTest {
    private static final Flow FLOW = new Flow(destination("10.0.0.1", "10.0.0.2:80"), 5, 3);

    @Test
    void rateIsTheIncrementASecond() {
        Activity activity = activity(2_500_000_000L, Map.of("Tcp.ActiveOpens", 10L));
        assertThat(activity.seconds()).isEqualTo(2.5, within(1e-9));
        assertThat(activity.perSecond(Counter.ACTIVE_OPENS)).isEqualTo(4.0, within(1e-9));
    }

    @Test
    void counterThatTheKernelLacksHasNoIncrement() {
        Activity activity = activity(1, Map.of());
        assertThat(activity.increment(Counter.ACTIVE_OPENS)).isEmpty();
        assertThat(activity.perSecond(Counter.ACTIVE_OPENS)).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void intervalWithoutLengthIsRefused(long nanos) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> activity(nanos, Map.of()))
                .withMessageContaining(String.valueOf(nanos));
    }

    @Test
    void flowIsFoundByItsDestination() {
        Activity activity = activity(1, Map.of());
        assertThat(activity.flow(FLOW.destination())).hasValue(FLOW);
        assertThat(activity.flow(destination("10.0.0.1", "10.0.0.2:81"))).isEmpty();
        assertThat(activity.flows()).containsExactly(FLOW);
    }

    @Test
    void laterChangesOfItsPartsDoNotReachIt() {
        BitSet held = new BitSet();
        Map<String, Long> increments = new HashMap<>();
        Activity activity = new Activity(1, increments, List.of(), held, List.of());
        held.set(3);
        increments.put("Tcp.ActiveOpens", 1L);
        assertThat(activity.held(3)).isFalse();
        assertThat(activity.increments()).isEmpty();
    }

    @Test
    void sightingsAreAddedToTheRest() {
        Sighting sighting = new Sighting(FLOW.destination(), new HostProcess(9, "curl"), 4);
        Activity activity = activity(7, Map.of("Tcp.ActiveOpens", 1L)).withSightings(List.of(sighting));
        assertThat(activity.sightings()).containsExactly(sighting);
        assertThat(activity.nanos()).isEqualTo(7);
        assertThat(activity.increment(Counter.ACTIVE_OPENS)).hasValue(1);
        assertThat(activity.flows()).containsExactly(FLOW);
        assertThat(activity.held(1)).isTrue();
    }

    private static Activity activity(long nanos, Map<String, Long> increments) {
        BitSet held = new BitSet();
        held.set(1);
        return new Activity(nanos, increments, List.of(FLOW), held, List.of());
    }
}
