package dev.linger.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.testkit.SeededLoop;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Many connections that programs, peers, time and chance take through their states: no change of state is outside of
/// the diagram, and every arrow of the diagram is taken.
class StateWalkTest {
    private static final int WALKS = 4_000;

    @Test
    void everyChangeIsAnArrowAndEveryArrowIsTaken() {
        Set<Transition> taken = new HashSet<>();
        SeededLoop.run(WALKS, (random, seed) -> new StateWalk(random, seed, taken).go());
        assertThat(taken).containsExactlyInAnyOrderElementsOf(StateDiagram.transitions());
    }
}
