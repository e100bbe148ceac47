package dev.linger.engine;

import dev.linger.engine.profile.Profile;
import dev.linger.engine.profile.Profiles;
import dev.linger.testkit.SeededLoop;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Nothing that programs, peers, routers and the clock do makes an engine throw or lose its order.
class HostileDriverTest {
    private static final int SEEDS = 30;
    private static final int STEPS = 300;

    static Stream<Profile> everyProfile() {
        return Profiles.all().stream();
    }

    @ParameterizedTest
    @MethodSource("everyProfile")
    void nothingFromOutsideBringsAnEngineOutOfOrder(Profile profile) {
        SeededLoop.run(SEEDS, (random, seed) -> {
            HostileDriver driver = new HostileDriver(profile, random, seed);
            try {
                for (int step = 0; step < STEPS; step++) {
                    driver.step();
                }
            } catch (RuntimeException | AssertionError failure) {
                throw new AssertionError(
                        failure + " at" + System.lineSeparator() + driver.history() + System.lineSeparator(), failure);
            }
        });
    }
}
