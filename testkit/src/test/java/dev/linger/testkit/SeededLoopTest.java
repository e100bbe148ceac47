package dev.linger.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@ResourceLock(Resources.SYSTEM_PROPERTIES)
class SeededLoopTest {
    private final String oneSeedBefore = System.getProperty(SeededLoop.ONE_SEED, "");
    private final String firstSeedBefore = System.getProperty(SeededLoop.FIRST_SEED, "");

    @BeforeEach
    void forgetProperties() {
        System.clearProperty(SeededLoop.ONE_SEED);
        System.clearProperty(SeededLoop.FIRST_SEED);
    }

    // This very test may run in a build that was asked for one seed.
    @AfterEach
    void restoreProperties() {
        restore(SeededLoop.ONE_SEED, oneSeedBefore);
        restore(SeededLoop.FIRST_SEED, firstSeedBefore);
    }

    private static void restore(String name, String value) {
        if (value.isEmpty()) {
            System.clearProperty(name);
        } else {
            System.setProperty(name, value);
        }
    }

    @Test
    void everySeedRunsOnceInOrder() {
        assertEquals(List.of(1L, 2L, 3L), seedsOf(3));
    }

    @Test
    void onePropertyRunsThatSeedAlone() {
        System.setProperty(SeededLoop.ONE_SEED, "42");
        assertEquals(List.of(42L), seedsOf(3));
    }

    @Test
    void anotherPropertyMovesTheFirstSeed() {
        System.setProperty(SeededLoop.FIRST_SEED, "1000");
        assertEquals(List.of(1000L, 1001L), seedsOf(2));
    }

    @Test
    void theSameSeedGivesTheSameNumbers() {
        List<Long> numbers = new ArrayList<>();
        System.setProperty(SeededLoop.ONE_SEED, "7");
        SeededLoop.run(1, (random, seed) -> numbers.add(random.nextLong()));
        SeededLoop.run(1, (random, seed) -> numbers.add(random.nextLong()));
        assertEquals(numbers.get(0), numbers.get(1));
    }

    @Test
    void differentSeedsGiveDifferentNumbers() {
        List<Long> numbers = new ArrayList<>();
        SeededLoop.run(100, (random, seed) -> numbers.add(random.nextLong()));
        assertEquals(100, numbers.stream().distinct().count());
    }

    @Test
    void aFailedAssertionNamesItsSeedAndHowToRunItAgain() {
        AssertionError failure = assertThrows(
                AssertionError.class, () -> SeededLoop.run(10, (random, seed) -> assertTrue(seed < 4, "four or more")));
        assertTrue(failure.getMessage().startsWith("seed 4 failed"), failure::getMessage);
        assertTrue(failure.getMessage().contains("four or more"), failure::getMessage);
        assertTrue(failure.getMessage().endsWith("-Dlinger.seed=4"), failure::getMessage);
    }

    @Test
    void anExceptionNamesItsSeedAndIsKeptAsTheCause() {
        IOException cause = new IOException("broken");
        AssertionError failure = assertThrows(
                AssertionError.class,
                () -> SeededLoop.run(1, (random, seed) -> {
                    throw cause;
                }));
        assertTrue(failure.getMessage().contains("seed 1 failed"), failure::getMessage);
        assertEquals(cause, failure.getCause());
    }

    @Test
    void aLoopWithoutSeedsIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> SeededLoop.run(0, (random, seed) -> {}));
    }

    @Test
    void testsAreOnePerSeedAndNamedAfterIt() {
        List<String> names = SeededLoop.tests(2, (random, seed) -> {})
                .map(DynamicTest::getDisplayName)
                .toList();
        assertEquals(List.of("seed 1", "seed 2"), names);
    }

    private static List<Long> seedsOf(int seedCount) {
        List<Long> seeds = new ArrayList<>();
        SeededLoop.run(seedCount, (random, seed) -> seeds.add(seed));
        return seeds;
    }
}
