package dev.linger.testkit;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/// A test body run once per seed, where a failure names its seed and how to run just that one again.
///
/// Seeds count up from 1, so that every build runs the same ones; `-Dlinger.seed.first=N` moves the start
/// (a night run takes fresh ones) and `-Dlinger.seed=N` runs that seed alone.
public final class SeededLoop {
    static final String ONE_SEED = "linger.seed";
    static final String FIRST_SEED = "linger.seed.first";

    private SeededLoop() {}

    /// One run of the test; everything random in it comes from `random`, or is derived from `seed`.
    @FunctionalInterface
    public interface Body {
        void run(RandomGenerator random, long seed) throws Exception;
    }

    /// Runs the body for each seed within one test and stops at the first failure.
    public static void run(int seedCount, Body body) {
        seeds(seedCount).forEach(seed -> runOne(seed, body));
    }

    /// The same as tests of their own, for a `@TestFactory`: every failing seed is shown, not just the first.
    public static Stream<DynamicTest> tests(int seedCount, Body body) {
        return seeds(seedCount).mapToObj(seed -> DynamicTest.dynamicTest("seed " + seed, () -> runOne(seed, body)));
    }

    private static LongStream seeds(int seedCount) {
        if (seedCount < 1) {
            throw new IllegalArgumentException("a loop over " + seedCount + " seeds tests nothing");
        }
        Long only = Long.getLong(ONE_SEED);
        if (only != null) {
            return LongStream.of(only);
        }
        long first = Long.getLong(FIRST_SEED, 1L);
        return LongStream.range(first, Math.addExact(first, seedCount));
    }

    // An assertion alone would say what failed but not for which of a thousand inputs.
    private static void runOne(long seed, Body body) {
        try {
            body.run(new SplittableRandom(seed), seed);
        } catch (Exception | AssertionError failure) {
            String message = "seed " + seed + " failed: " + failure + System.lineSeparator()
                    + "run just this seed again with -D" + ONE_SEED + "=" + seed;
            throw new AssertionError(message, failure);
        }
    }
}
