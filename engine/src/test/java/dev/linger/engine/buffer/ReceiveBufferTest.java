package dev.linger.engine.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.linger.engine.hash.Fingerprint;
import dev.linger.testkit.SeededLoop;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReceiveBufferTest {
    private final BufferPool pool = new BufferPool();
    private final ReceiveBuffer buffer = new ReceiveBuffer(pool);

    @Test
    void emptyBufferHasNoMemory() {
        assertThat(buffer.capacity()).isZero();
        assertThat(buffer.readable()).isZero();
        assertThat(buffer.hasGaps()).isFalse();
        assertThat(buffer.rangeCount()).isZero();
        assertThat(buffer.latestRange()).isEqualTo(ReceiveBuffer.NONE);
        assertThat(buffer.aheadEnd()).isZero();
        assertThat(store(buffer, 5, "")).isZero();
        assertThat(buffer.capacity()).isZero();
    }

    @Test
    void textInOrderIsReadableAtOnce() {
        assertThat(store(buffer, 0, "abc")).isEqualTo(3);
        assertThat(store(buffer, 0, "de")).isEqualTo(2);
        assertThat(buffer.readable()).isEqualTo(5);
        assertThat(readText(buffer, 2)).isEqualTo("ab");
        assertThat(readText(buffer, 9)).isEqualTo("cde");
        assertThat(buffer.capacity()).isZero();
    }

    /// Texts are stored in turn as `ahead:text`; ranges are shown as `start-end`, the latest with a star.
    /// RFC 9293 §3.10.7.4 (SHLD-31), RFC 2018 §4.
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            stored                          | advances     | ranges         | readable
            3:def                           | 0            | 3-6*           | ''
            3:def 0:abc                     | 0 6          | ''             | abcdef
            3:def 0:ab                      | 0 2          | 1-4*           | ab
            3:def 0:ab 0:c                  | 0 2 4        | ''             | abcdef
            3:def 0:abcdefgh                | 0 8          | ''             | abcdefgh
            3:DEF 0:abcdefgh                | 0 8          | ''             | abcDEFgh
            3:DEF 9:JKL 0:abcdefghijklm     | 0 0 13       | ''             | abcDEFghiJKLm
            3:DEF 9:JKL 0:abcd              | 0 0 6        | 3-6*           | abcDEF
            3:DEF 9:JKL 1:bcdefghijklm      | 0 0 0        | 1-13*          | ''
            3:DEF 3:def                     | 0 0          | 3-6*           | ''
            3:DEF 4:e 0:abc                 | 0 0 6        | ''             | abcDEF
            3:def 6:ghi                     | 0 0          | 3-9*           | ''
            6:ghi 3:def                     | 0 0          | 3-9*           | ''
            3:def 7:hij                     | 0 0          | 3-6 7-10*      | ''
            7:hij 3:def                     | 0 0          | 3-6* 7-10      | ''
            7:hij 3:def 8:i                 | 0 0 0        | 3-6 7-10*      | ''
            7:hij 3:def 6:g                 | 0 0 0        | 3-10*          | ''
            2:c 4:e 6:g 4:e 0:abc           | 0 0 0 0 3    | 1-2* 3-4       | abc
            2:c 4:e 6:g 0:a                 | 0 0 0 1      | 1-2 3-4 5-6*   | a
            2:c 4:e 6:g 2:c 0:ab            | 0 0 0 0 3    | 1-2* 3-4       | abc
            """)
    void textBehindAGapWaits(String stored, String advances, String ranges, String readable) {
        List<String> answers = new ArrayList<>();
        for (String text : stored.split(" ", -1)) {
            String[] parts = text.split(":", -1);
            answers.add(String.valueOf(store(buffer, Integer.parseInt(parts[0]), parts[1])));
        }
        assertThat(String.join(" ", answers)).isEqualTo(advances);
        assertThat(ranges(buffer)).isEqualTo(ranges);
        assertThat(readText(buffer, 100)).isEqualTo(readable);
    }

    @Test
    void sixtyFourGapsAreOpenAtMost() {
        for (int index = 0; index < ReceiveBuffer.MAX_RANGES; index++) {
            assertThat(store(buffer, 2 + 2 * index, "x")).isZero();
        }
        Fingerprint full = Fingerprint.of(buffer::addTo);
        assertThat(store(buffer, 200, "y")).isEqualTo(ReceiveBuffer.DROPPED);
        assertThat(Fingerprint.of(buffer::addTo)).isEqualTo(full);
        assertThat(store(buffer, 200, "")).isZero();
        assertThat(store(buffer, 129, "z")).as("extends the last range").isZero();
        assertThat(store(buffer, 3, "w")).as("joins two").isZero();
        assertThat(buffer.rangeCount()).isEqualTo(ReceiveBuffer.MAX_RANGES - 1);
        assertThat(store(buffer, 200, "y")).isZero();
        assertThat(store(buffer, 0, "a")).as("is no gap").isEqualTo(1);
        assertThat(store(buffer, 0, "b")).as("fills the first gap").isEqualTo(4);
        assertThat(readText(buffer, 10)).isEqualTo("abxwx");
    }

    @Test
    void textInOrderOpensNoGapHoweverManyThereAre() {
        for (int index = 0; index < ReceiveBuffer.MAX_RANGES; index++) {
            store(buffer, 2 + 2 * index, "x");
        }
        assertThat(store(buffer, 0, "a")).isEqualTo(1);
        assertThat(buffer.rangeCount()).isEqualTo(ReceiveBuffer.MAX_RANGES);
    }

    @Test
    void rangeArrayGoesBackWithTheLastGap() {
        int[] ranges = pool.takeRanges();
        pool.giveRanges(ranges);
        store(buffer, 1, "b");
        assertThat(pool.takeRanges()).isNotSameAs(ranges);
        store(buffer, 0, "a");
        assertThat(pool.takeRanges()).isSameAs(ranges);
    }

    @Test
    void memorySpansUnreadBytesAndGaps() {
        store(buffer, 60, "abcd");
        assertThat(buffer.capacity()).isEqualTo(64);
        store(buffer, 64, "e");
        assertThat(buffer.capacity()).isEqualTo(128);
        store(buffer, 0, "x".repeat(60));
        assertThat(buffer.readable()).isEqualTo(65);
        readText(buffer, 64);
        assertThat(buffer.capacity()).isEqualTo(64);
        readText(buffer, 1);
        assertThat(buffer.capacity()).isZero();
        assertThat(pool.keptBytes()).isEqualTo(64 + 128);
    }

    @Test
    void discardingKeepsWhatIsBehindAGap() {
        store(buffer, 0, "abc");
        store(buffer, 2, "f");
        buffer.discardReadable();
        assertThat(buffer.readable()).isZero();
        assertThat(ranges(buffer)).isEqualTo("2-3*");
        assertThat(store(buffer, 0, "de")).isEqualTo(3);
        assertThat(readText(buffer, 9)).isEqualTo("def");
    }

    @Test
    void clearForgetsEverything() {
        store(buffer, 0, "abc");
        store(buffer, 2, "f");
        buffer.clear();
        assertThat(buffer.readable()).isZero();
        assertThat(buffer.hasGaps()).isFalse();
        assertThat(buffer.capacity()).isZero();
        assertThat(pool.keptBytes()).isEqualTo(64);
        assertThat(Fingerprint.of(buffer::addTo)).isEqualTo(Fingerprint.of(new ReceiveBuffer(pool)::addTo));
        assertThat(store(buffer, 0, "xyz")).isEqualTo(3);
        assertThat(readText(buffer, 9)).isEqualTo("xyz");
    }

    @Test
    void holdsWhatAModelHolds() {
        SeededLoop.run(60, (random, seed) -> {
            ReceiveBuffer held = new ReceiveBuffer(pool);
            ReceiveBuffer copy = new ReceiveBuffer(new BufferPool());
            StreamModel model = new StreamModel(20_000);
            // A wide window with short texts runs out of ranges; a narrow one closes its gaps often.
            int window = 1 + random.nextInt(random.nextBoolean() ? 1_000 : 40);
            for (int step = 0; step < 400 && model.room() > 2 * window; step++) {
                if (random.nextInt(4) > 0) {
                    byte[] text = randomBytes(random, random.nextInt(random.nextInt(8) == 0 ? window + 1 : 6));
                    int offset = random.nextInt(text.length + 1);
                    int ahead = random.nextInt(5) == 0 ? 0 : random.nextInt(window);
                    int advance = held.store(ahead, text, offset, text.length - offset);
                    assertThat(advance).isEqualTo(model.store(ahead, text, offset, text.length - offset));
                } else {
                    int count = random.nextInt(window + 1);
                    assertThat(readBytes(held, count)).isEqualTo(model.read(count));
                }
                assertSame(held, model);
                assertMemoryIsNeeded(held);
                copy.copyFrom(held);
                assertSame(copy, model);
                assertThat(Fingerprint.of(copy::addTo)).isEqualTo(Fingerprint.of(held::addTo));
            }
        });
    }

    @Test
    void copyIsIndependent() {
        store(buffer, 0, "abc");
        store(buffer, 2, "f");
        ReceiveBuffer copy = new ReceiveBuffer(pool);
        store(copy, 7, "zzz");
        copy.copyFrom(buffer);
        store(buffer, 0, "XY");
        buffer.clear();
        store(buffer, 0, "zzzzzz");
        assertThat(ranges(copy)).isEqualTo("2-3*");
        assertThat(store(copy, 0, "de")).isEqualTo(3);
        assertThat(readText(copy, 9)).isEqualTo("abcdef");
        copy.copyFrom(new ReceiveBuffer(pool));
        assertThat(copy.capacity()).isZero();
        assertThat(copy.hasGaps()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            one               | other
            0:a               | 0:b
            0:a               | 0:aa
            0:a               | 1:a
            1:a               | 1:b
            1:a               | 2:a
            1:a 3:c           | 3:c 1:a
            0:a 1:b           | 0:ab
            """)
    void fingerprintTellsStatesApart(String one, String other) {
        assertThat(fingerprint(one)).isNotEqualTo(fingerprint(other));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            one               | other
            0:a 0:b           | 0:ab
            1:b 0:a           | 0:ab
            1:bc 3:d          | 1:bcd
            1:b 3:d 2:c       | 2:c 3:d 1:b
            """)
    void fingerprintDoesNotShowTheWay(String one, String other) {
        assertThat(fingerprint(one)).isEqualTo(fingerprint(other));
    }

    @Test
    void callersMistakesAreRefused() {
        byte[] four = new byte[4];
        assertThatIllegalArgumentException()
                .isThrownBy(() -> buffer.store(-1, four, 0, 1))
                .withMessageContaining("-1");
        assertThatIllegalArgumentException().isThrownBy(() -> buffer.store(BufferPool.LARGEST, four, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> buffer.store(Integer.MAX_VALUE, four, 0, 4));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> buffer.store(0, four, 2, 3));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> buffer.read(four, 2, 3));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> buffer.rangeStart(0));
        store(buffer, 1, "x");
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> buffer.rangeEnd(1));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> buffer.rangeEnd(-1));
    }

    private static void assertSame(ReceiveBuffer held, StreamModel model) {
        List<StreamModel.Range> ranges = model.ranges();
        assertThat(held.readable()).isEqualTo(model.readable());
        assertThat(held.hasGaps()).isEqualTo(!ranges.isEmpty());
        assertThat(held.rangeCount()).isEqualTo(ranges.size());
        for (int index = 0; index < ranges.size(); index++) {
            assertThat(held.rangeStart(index)).isEqualTo(ranges.get(index).start());
            assertThat(held.rangeEnd(index)).isEqualTo(ranges.get(index).end());
        }
        assertThat(held.aheadEnd())
                .isEqualTo(ranges.isEmpty() ? 0 : ranges.getLast().end());
        assertThat(held.latestRange()).isEqualTo(model.latestRange());
    }

    private static void assertMemoryIsNeeded(ReceiveBuffer held) {
        int span = held.readable() + held.aheadEnd();
        if (span == 0) {
            assertThat(held.capacity()).isZero();
        } else if (held.capacity() > BufferPool.SMALLEST) {
            assertThat(span).isGreaterThan(held.capacity() / 4);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            skipped | at most | seen
            0       | 9       | abcdef
            0       | 4       | abcd
            2       | 4       | cdef
            5       | 4       | f
            6       | 4       | ''
            7       | 4       | ''
            """)
    void peekingLeavesEverythingWhereItIs(int skipped, int atMost, String seen) {
        ReceiveBuffer held = new ReceiveBuffer(pool);
        store(held, 0, "abcdef");
        byte[] bytes = new byte[atMost];
        int count = held.peek(skipped, bytes, 0, atMost);
        assertThat(new String(bytes, 0, count, StandardCharsets.US_ASCII)).isEqualTo(seen);
        assertThat(readText(held, 9)).isEqualTo("abcdef");
    }

    private Fingerprint fingerprint(String stored) {
        ReceiveBuffer held = new ReceiveBuffer(pool);
        for (String text : stored.split(" ", -1)) {
            String[] parts = text.split(":", -1);
            store(held, Integer.parseInt(parts[0]), parts[1]);
        }
        return Fingerprint.of(held::addTo);
    }

    private static int store(ReceiveBuffer held, int ahead, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return held.store(ahead, bytes, 0, bytes.length);
    }

    private static String readText(ReceiveBuffer held, int atMost) {
        return new String(readBytes(held, atMost), StandardCharsets.US_ASCII);
    }

    private static byte[] readBytes(ReceiveBuffer held, int atMost) {
        byte[] bytes = new byte[Math.min(atMost, held.readable())];
        assertThat(held.read(bytes, 0, bytes.length)).isEqualTo(bytes.length);
        return bytes;
    }

    private static String ranges(ReceiveBuffer held) {
        List<String> ranges = new ArrayList<>();
        for (int index = 0; index < held.rangeCount(); index++) {
            String star = index == held.latestRange() ? "*" : "";
            ranges.add(held.rangeStart(index) + "-" + held.rangeEnd(index) + star);
        }
        return String.join(" ", ranges);
    }

    private static byte[] randomBytes(RandomGenerator random, int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
