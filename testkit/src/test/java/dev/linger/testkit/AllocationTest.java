package dev.linger.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class AllocationTest {
    private byte[] kept = {};
    private int sum;

    @Test
    void arraysAreCounted() {
        long bytes = Allocation.bytesOf(() -> kept = new byte[1_000_000]);
        assertTrue(bytes >= kept.length, () -> bytes + " bytes for a million");
    }

    @Test
    void arithmeticTakesNothing() {
        Runnable work = () -> sum += 3;
        Allocation.bytesOf(work);
        assertEquals(0, Allocation.bytesOf(work));
    }
}
