package dev.linger.observation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.testkit.SeededLoop;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class LongIndexTest {
    private static final long[] UNUSUAL_KEYS = {0, -1, 1, Long.MIN_VALUE, Long.MAX_VALUE};

    @Test
    void unusualKeysAreKeysLikeOthers() {
        LongIndex index = new LongIndex();
        for (long key : UNUSUAL_KEYS) {
            assertThat(index.find(key)).isEqualTo(LongIndex.ABSENT);
            int number = index.number(key);
            assertThat(index.find(key)).isEqualTo(number);
            assertThat(index.key(number)).isEqualTo(key);
        }
        assertThat(index.size()).isEqualTo(UNUSUAL_KEYS.length);
    }

    @Test
    void newKeyGetsTheFormerSize() {
        LongIndex index = new LongIndex();
        for (int count = 0; count < 1000; count++) {
            assertThat(index.number(count * 1_000_003L)).isEqualTo(count);
        }
    }

    @Test
    void findingAddsNothing() {
        LongIndex index = new LongIndex();
        index.find(5);
        assertThat(index.size()).isZero();
    }

    @Test
    void behavesLikeAMapWhileItGrows() {
        SeededLoop.run(20, (random, _) -> {
            LongIndex index = new LongIndex();
            Map<Long, Integer> model = new HashMap<>();
            int bits = random.nextInt(1, 64);
            for (int step = 0; step < 5000; step++) {
                long key = key(random, bits);
                if (random.nextBoolean()) {
                    assertThat(index.find(key)).isEqualTo(model.getOrDefault(key, LongIndex.ABSENT));
                } else {
                    assertThat(index.number(key)).isEqualTo(model.computeIfAbsent(key, _ -> model.size()));
                }
            }
            assertThat(index.size()).isEqualTo(model.size());
            model.forEach((key, number) -> assertThat(index.key(number)).isEqualTo(key));
        });
    }

    /// Differing in the lowest bits for some seeds, in the highest for others.
    private static long key(RandomGenerator random, int bits) {
        long key = random.nextLong() >>> bits;
        return random.nextBoolean() ? key : Long.reverse(key);
    }
}
