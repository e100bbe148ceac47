package dev.linger.engine.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BufferPoolTest {
    private final BufferPool pool = new BufferPool();

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            at least  | length
            0         | 64
            1         | 64
            64        | 64
            65        | 128
            128       | 128
            129       | 256
            65535     | 65536
            1000000   | 1048576
            """)
    void lengthIsTheNextPowerOfTwo(int atLeast, int length) {
        assertThat(pool.take(atLeast)).hasSize(length);
    }

    @Test
    void longestClassIsAGibibyte() {
        assertThat(BufferPool.lengthFor(BufferPool.LARGEST)).isEqualTo(BufferPool.LARGEST);
        assertThat(BufferPool.lengthFor(BufferPool.LARGEST / 2 + 1)).isEqualTo(BufferPool.LARGEST);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, Integer.MIN_VALUE, BufferPool.LARGEST + 1, Integer.MAX_VALUE})
    void impossibleLengthsAreRefused(int atLeast) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pool.take(atLeast))
                .withMessageContaining("" + atLeast);
    }

    @Test
    void arrayGivenBackIsTakenAgain() {
        byte[] first = pool.take(100);
        pool.give(first);
        assertThat(pool.keptBytes()).isEqualTo(128);
        assertThat(pool.take(64)).isNotSameAs(first);
        assertThat(pool.take(128)).isSameAs(first);
        assertThat(pool.keptBytes()).isZero();
        assertThat(pool.take(128)).isNotSameAs(first);
    }

    @Test
    void eachArrayIsHandedOutOnce() {
        byte[][] arrays = new byte[20][];
        for (int index = 0; index < arrays.length; index++) {
            arrays[index] = pool.take(64);
            arrays[index][0] = (byte) index;
        }
        for (byte[] array : arrays) {
            pool.give(array);
        }
        assertThat(pool.keptBytes()).isEqualTo(20 * 64);
        byte[] marks = new byte[20];
        for (int index = 0; index < marks.length; index++) {
            marks[index] = pool.take(64)[0];
        }
        assertThat(marks).doesNotHaveDuplicates();
        assertThat(pool.keptBytes()).isZero();
    }

    @Test
    void keepsNoMoreThanItsLimit() {
        BufferPool small = new BufferPool(128);
        byte[] first = small.take(64);
        byte[] second = small.take(64);
        byte[] third = small.take(64);
        small.give(first);
        small.give(second);
        small.give(third);
        assertThat(small.keptBytes()).isEqualTo(128);
        assertThat(small.take(64)).isSameAs(second);
        assertThat(small.take(64)).isSameAs(first);
        assertThat(small.take(64)).isNotSameAs(third);
    }

    @Test
    void poolMayKeepNothing() {
        BufferPool none = new BufferPool(0);
        none.give(none.take(64));
        assertThat(none.keptBytes()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 32, 63, 96})
    void foreignArraysAreRefused(int length) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pool.give(new byte[length]))
                .withMessageContaining(" " + length + " ");
    }

    @Test
    void negativeLimitIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BufferPool(-1))
                .withMessageContaining("-1");
    }

    @Test
    void rangeArraysAreTakenAgain() {
        int[] first = pool.takeRanges();
        int[] second = pool.takeRanges();
        pool.giveRanges(first);
        pool.giveRanges(second);
        assertThat(pool.takeRanges()).isSameAs(second);
        assertThat(pool.takeRanges()).isSameAs(first);
        assertThat(pool.takeRanges()).isNotSameAs(first).hasSize(ReceiveBuffer.RANGE_WORDS);
    }

    @Test
    void rangeArraysAreKeptUpToALimit() {
        for (int index = 0; index < 1_000; index++) {
            pool.giveRanges(new int[ReceiveBuffer.RANGE_WORDS]);
        }
        int[] marked = new int[ReceiveBuffer.RANGE_WORDS];
        pool.giveRanges(marked);
        assertThat(pool.takeRanges()).isNotSameAs(marked);
    }
}
