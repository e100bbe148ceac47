package dev.linger.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.function.Supplier;

/// An assertion about something another process is about to do.
final class Eventually {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private Eventually() {}

    static <T> void equal(T expected, Supplier<T> actual) throws InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!expected.equals(actual.get()) && System.nanoTime() < end) {
            Thread.sleep(20);
        }
        assertEquals(expected, actual.get());
    }
}
