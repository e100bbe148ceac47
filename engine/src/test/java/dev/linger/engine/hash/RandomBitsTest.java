package dev.linger.engine.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.linger.testkit.SeededLoop;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RandomBitsTest {
    @Test
    void seedDecidesTheSequence() {
        RandomBits one = new RandomBits(7);
        RandomBits same = new RandomBits(7);
        RandomBits other = new RandomBits(8);
        for (int draw = 0; draw < 100; draw++) {
            long next = one.next();
            assertThat(same.next()).isEqualTo(next);
            assertThat(other.next()).isNotEqualTo(next);
        }
    }

    /// SplittableRandom is SplitMix64 too, so that an independent implementation is at hand.
    @Test
    void sequenceIsSplitMix64() {
        SeededLoop.run(20, (random, seed) -> {
            RandomBits bits = new RandomBits(seed);
            SplittableRandom reference = new SplittableRandom(seed);
            for (int draw = 0; draw < 20; draw++) {
                assertThat(bits.next()).isEqualTo(reference.nextLong());
            }
        });
    }

    @Test
    void everyNumberBelowABoundIsDrawnAndNoOther() {
        RandomBits bits = new RandomBits(1);
        int[] drawn = new int[7];
        for (int draw = 0; draw < 7_000; draw++) {
            drawn[bits.below(7)]++;
        }
        for (int count : drawn) {
            assertThat(count).isBetween(850, 1_150);
        }
    }

    @Test
    void boundsUpToTheLargestAreKept() {
        RandomBits bits = new RandomBits(1);
        for (int draw = 0; draw < 1_000; draw++) {
            assertThat(bits.below(1)).isZero();
            assertThat(bits.below(Integer.MAX_VALUE)).isNotNegative().isLessThan(Integer.MAX_VALUE);
        }
    }

    @Test
    void nothingLiesBelowZero() {
        RandomBits bits = new RandomBits(1);
        assertThatIllegalArgumentException().isThrownBy(() -> bits.below(0)).withMessageContaining("0");
        assertThatIllegalArgumentException().isThrownBy(() -> bits.below(-3)).withMessageContaining("-3");
    }

    @Test
    void copyContinuesTheSequence() {
        RandomBits bits = new RandomBits(1);
        bits.next();
        RandomBits copy = new RandomBits(2);
        assertThat(Fingerprint.of(copy::addTo)).isNotEqualTo(Fingerprint.of(bits::addTo));
        copy.copyFrom(bits);
        assertThat(Fingerprint.of(copy::addTo)).isEqualTo(Fingerprint.of(bits::addTo));
        assertThat(copy.next()).isEqualTo(bits.next());
    }
}
