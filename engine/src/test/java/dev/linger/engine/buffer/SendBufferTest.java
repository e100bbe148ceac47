package dev.linger.engine.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.linger.engine.hash.Fingerprint;
import dev.linger.testkit.SeededLoop;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SendBufferTest {
    private final BufferPool pool = new BufferPool();
    private final SendBuffer buffer = new SendBuffer(pool);

    @Test
    void emptyBufferHasNoMemory() {
        assertThat(buffer.length()).isZero();
        assertThat(buffer.capacity()).isZero();
        buffer.append(new byte[0], 0, 0);
        assertThat(buffer.capacity()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            held  | capacity
            1     | 64
            64    | 64
            65    | 128
            1000  | 1024
            1025  | 2048
            """)
    void memoryIsThatOfTheNextPowerOfTwo(int held, int capacity) {
        for (int count = 0; count < held; count++) {
            buffer.append(new byte[1], 0, 1);
        }
        assertThat(buffer.length()).isEqualTo(held);
        assertThat(buffer.capacity()).isEqualTo(capacity);
    }

    @Test
    void memoryGoesBackWithTheLastByte() {
        buffer.append(new byte[100], 0, 100);
        buffer.drop(99);
        assertThat(buffer.capacity()).isEqualTo(64);
        buffer.drop(1);
        assertThat(buffer.capacity()).isZero();
        assertThat(pool.keptBytes()).isEqualTo(64 + 128);
    }

    @Test
    void clearForgetsEverything() {
        buffer.append(new byte[] {1, 2, 3}, 0, 3);
        buffer.clear();
        assertThat(buffer.length()).isZero();
        assertThat(pool.keptBytes()).isEqualTo(64);
        buffer.append(new byte[] {4}, 0, 1);
        assertThat(content(buffer)).containsExactly(4);
    }

    @Test
    void holdsWhatAModelHolds() {
        SeededLoop.run(30, (random, seed) -> {
            SendBuffer held = new SendBuffer(pool);
            SendBuffer copy = new SendBuffer(new BufferPool());
            byte[] model = {};
            for (int step = 0; step < 300; step++) {
                if (random.nextBoolean()) {
                    byte[] text = randomBytes(random, random.nextInt(random.nextInt(10) == 0 ? 3_000 : 100));
                    int offset = random.nextInt(text.length + 1);
                    held.append(text, offset, text.length - offset);
                    model = joined(model, Arrays.copyOfRange(text, offset, text.length));
                } else {
                    int count = random.nextInt(random.nextInt(5) == 0 ? model.length + 1 : model.length / 8 + 1);
                    held.drop(count);
                    model = Arrays.copyOfRange(model, count, model.length);
                }
                assertThat(content(held)).isEqualTo(model);
                assertMemoryIsNeeded(held);
                int from = random.nextInt(model.length + 1);
                byte[] part = new byte[model.length - from + 2];
                held.copyTo(from, part, 1, model.length - from);
                assertThat(Arrays.copyOfRange(part, 1, part.length - 1))
                        .isEqualTo(Arrays.copyOfRange(model, from, model.length));
                copy.copyFrom(held);
                assertThat(content(copy)).isEqualTo(model);
                assertThat(Fingerprint.of(copy::addTo)).isEqualTo(Fingerprint.of(held::addTo));
            }
        });
    }

    @Test
    void copyIsIndependent() {
        buffer.append(new byte[] {1, 2, 3}, 0, 3);
        SendBuffer copy = new SendBuffer(pool);
        copy.append(new byte[] {9, 9}, 0, 2);
        copy.copyFrom(buffer);
        buffer.drop(2);
        buffer.append(new byte[] {7, 7}, 0, 2);
        assertThat(content(copy)).containsExactly(1, 2, 3);
        copy.copyFrom(new SendBuffer(pool));
        assertThat(copy.capacity()).isZero();
    }

    @Test
    void fingerprintTellsContentsApart() {
        buffer.append(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, 0, 9);
        Fingerprint before = Fingerprint.of(buffer::addTo);
        for (int position = 0; position < 9; position++) {
            byte[] changed = content(buffer);
            changed[position]++;
            SendBuffer other = new SendBuffer(pool);
            other.append(changed, 0, 9);
            assertThat(Fingerprint.of(other::addTo)).isNotEqualTo(before);
        }
        buffer.append(new byte[1], 0, 1);
        assertThat(Fingerprint.of(buffer::addTo)).isNotEqualTo(before);
    }

    @Test
    void fingerprintTellsZerosApart() {
        Set<Fingerprint> fingerprints = new HashSet<>();
        for (int length = 0; length < 20; length++) {
            fingerprints.add(Fingerprint.of(buffer::addTo));
            buffer.append(new byte[1], 0, 1);
        }
        assertThat(fingerprints).hasSize(20);
    }

    @Test
    void callersMistakesAreRefused() {
        buffer.append(new byte[10], 0, 10);
        assertThatIllegalArgumentException().isThrownBy(() -> buffer.drop(11)).withMessageContaining("11 of 10");
        assertThatIllegalArgumentException().isThrownBy(() -> buffer.drop(-1)).withMessageContaining("-1");
        byte[] four = new byte[4];
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> buffer.copyTo(8, four, 0, 3));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> buffer.copyTo(0, four, 0, 5));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> buffer.append(four, 2, 3));
        assertThat(buffer.length()).isEqualTo(10);
    }

    private static void assertMemoryIsNeeded(SendBuffer held) {
        if (held.length() == 0) {
            assertThat(held.capacity()).isZero();
        } else if (held.capacity() > BufferPool.SMALLEST) {
            assertThat(held.length()).isGreaterThan(held.capacity() / 4);
        }
    }

    private static byte[] content(SendBuffer held) {
        byte[] bytes = new byte[held.length()];
        held.copyTo(0, bytes, 0, bytes.length);
        return bytes;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static byte[] randomBytes(RandomGenerator random, int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
