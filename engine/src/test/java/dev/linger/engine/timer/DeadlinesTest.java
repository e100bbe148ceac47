package dev.linger.engine.timer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.linger.engine.hash.Fingerprint;
import dev.linger.testkit.SeededLoop;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadlinesTest {
    private final Deadlines deadlines = new Deadlines(2);

    private record Due(long nanos, int slot) {}

    @Test
    void nothingIsDueAtFirst() {
        assertThat(deadlines.earliest()).isEqualTo(Deadlines.NONE);
        assertThat(deadlines.earliestNanos()).isEqualTo(Deadlines.NEVER);
        assertThat(deadlines.get(0)).isEqualTo(Deadlines.NEVER);
        assertThat(deadlines.get(1_000)).isEqualTo(Deadlines.NEVER);
        assertThat(deadlines.size()).isZero();
    }

    @Test
    void slotHasOneDeadline() {
        deadlines.set(1, 50);
        deadlines.set(1, 70);
        assertThat(deadlines.get(1)).isEqualTo(70);
        assertThat(deadlines.size()).isEqualTo(1);
        deadlines.set(1, 30);
        assertThat(deadlines.earliestNanos()).isEqualTo(30);
        deadlines.clear(1);
        assertThat(deadlines.earliest()).isEqualTo(Deadlines.NONE);
    }

    @Test
    void equalDeadlinesAreDueInOrderOfTheirSlots() {
        for (int slot = 20; slot >= 0; slot--) {
            deadlines.set(slot, 5);
        }
        for (int slot = 0; slot <= 20; slot++) {
            assertThat(deadlines.earliest()).isEqualTo(slot);
            deadlines.clear(slot);
        }
    }

    @Test
    void settingNeverClears() {
        deadlines.set(0, 5);
        deadlines.set(0, Deadlines.NEVER);
        assertThat(deadlines.size()).isZero();
        deadlines.set(3, Deadlines.NEVER);
        deadlines.clear(4);
        assertThat(deadlines.earliest()).isEqualTo(Deadlines.NONE);
    }

    @Test
    void slotsBeyondTheFirstRoomAreFine() {
        deadlines.set(0, 9);
        deadlines.set(1_000, 7);
        deadlines.set(2, 8);
        assertThat(deadlines.earliest()).isEqualTo(1_000);
        assertThat(deadlines.get(0)).isEqualTo(9);
        assertThat(deadlines.get(999)).isEqualTo(Deadlines.NEVER);
        Deadlines withoutRoom = new Deadlines(0);
        withoutRoom.set(0, 1);
        assertThat(withoutRoom.earliest()).isZero();
    }

    @Test
    void staysLikeASortedMap() {
        SeededLoop.run(30, (random, seed) -> {
            Deadlines heap = new Deadlines(random.nextInt(20));
            Deadlines copy = new Deadlines(random.nextInt(20));
            TreeMap<Integer, Long> bySlot = new TreeMap<>();
            TreeSet<Due> byTime =
                    new TreeSet<>(Comparator.comparingLong(Due::nanos).thenComparingInt(Due::slot));
            int slots = 1 + random.nextInt(100);
            // Few different deadlines make many ties.
            long range = random.nextBoolean() ? 10 : 1_000_000;
            for (int step = 0; step < 1_000; step++) {
                int slot = random.nextInt(slots);
                Long before = bySlot.remove(slot);
                if (before != null) {
                    byTime.remove(new Due(before, slot));
                }
                if (random.nextInt(3) == 0) {
                    heap.clear(slot);
                } else {
                    long nanos = random.nextLong(range);
                    heap.set(slot, nanos);
                    bySlot.put(slot, nanos);
                    byTime.add(new Due(nanos, slot));
                }
                assertSame(heap, bySlot, byTime);
                if (step % 50 == 0) {
                    copy.copyFrom(heap);
                    assertThat(Fingerprint.of(copy::addTo)).isEqualTo(Fingerprint.of(heap::addTo));
                    drain(copy, bySlot, new TreeSet<>(byTime));
                }
            }
        });
    }

    @Test
    void fingerprintDoesNotShowHowTheHeapCameAbout() {
        SeededLoop.run(20, (random, seed) -> {
            Deadlines one = filled(random, 10, 50);
            Deadlines other = new Deadlines(500);
            for (int slot = 99; slot >= 0; slot--) {
                other.set(slot, 1);
                other.set(slot, one.get(slot));
            }
            assertThat(Fingerprint.of(other::addTo)).isEqualTo(Fingerprint.of(one::addTo));
            int slot = random.nextInt(100);
            other.set(slot, 1_000_000);
            assertThat(Fingerprint.of(other::addTo)).isNotEqualTo(Fingerprint.of(one::addTo));
        });
    }

    @Test
    void fingerprintShowsWhichSlotIsDue() {
        deadlines.set(0, 5);
        Deadlines other = new Deadlines(2);
        other.set(1, 5);
        assertThat(Fingerprint.of(other::addTo)).isNotEqualTo(Fingerprint.of(deadlines::addTo));
    }

    @Test
    void copyIsIndependentAndForgetsWhatItHad() {
        deadlines.set(3, 5);
        Deadlines copy = new Deadlines(100);
        copy.set(90, 1);
        copy.copyFrom(deadlines);
        assertThat(copy.get(90)).isEqualTo(Deadlines.NEVER);
        assertThat(copy.earliest()).isEqualTo(3);
        deadlines.set(3, 9);
        assertThat(copy.get(3)).isEqualTo(5);
        copy.clear(3);
        copy.set(90, 4);
        assertThat(copy.earliest()).isEqualTo(90);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, Deadlines.MAX_SLOTS, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void slotsOutOfRangeAreRefused(int slot) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> deadlines.set(slot, 1))
                .withMessageContaining("" + slot);
        assertThatIllegalArgumentException().isThrownBy(() -> deadlines.clear(slot));
        assertThatIllegalArgumentException().isThrownBy(() -> deadlines.get(slot));
    }

    @Test
    void impossibleRoomIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Deadlines(-1)).withMessageContaining("-1");
        assertThatIllegalArgumentException().isThrownBy(() -> new Deadlines(Deadlines.MAX_SLOTS + 1));
    }

    private static Deadlines filled(RandomGenerator random, int room, int count) {
        Deadlines filled = new Deadlines(room);
        for (int set = 0; set < count; set++) {
            filled.set(random.nextInt(100), random.nextLong(100));
        }
        return filled;
    }

    private static void assertSame(Deadlines heap, Map<Integer, Long> bySlot, SortedSet<Due> byTime) {
        assertThat(heap.size()).isEqualTo(bySlot.size());
        assertThat(heap.earliest())
                .isEqualTo(byTime.isEmpty() ? Deadlines.NONE : byTime.first().slot());
        assertThat(heap.earliestNanos())
                .isEqualTo(byTime.isEmpty() ? Deadlines.NEVER : byTime.first().nanos());
    }

    private static void drain(Deadlines heap, Map<Integer, Long> bySlot, SortedSet<Due> byTime) {
        bySlot.forEach((slot, nanos) -> assertThat(heap.get(slot)).isEqualTo(nanos));
        while (!byTime.isEmpty()) {
            Due due = byTime.removeFirst();
            assertThat(heap.earliest()).isEqualTo(due.slot());
            assertThat(heap.earliestNanos()).isEqualTo(due.nanos());
            heap.clear(due.slot());
        }
        assertThat(heap.earliest()).isEqualTo(Deadlines.NONE);
    }
}
