package dev.linger.engine.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.engine.hash.Fingerprint;
import dev.linger.engine.sequence.SequenceRules.Clock;
import dev.linger.engine.sequence.SequenceRules.TimestampOffset;
import dev.linger.model.SequenceNumber;
import dev.linger.testkit.SeededLoop;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SequenceSourceTest {
    private static final long MILLISECOND = 1_000_000;
    private static final long SECOND = 1_000 * MILLISECOND;
    private static final int[] ONE = {1, 2, 3, 4, 5_000, 80};

    private final SequenceSource source = new SequenceSource(1);

    /// RFC 6528 §3, RFC 9293 §3.4.1 (MUST-8).
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            clock     | nanos                | steps
            RFC_6528  | 3999                 | 0
            RFC_6528  | 4000                 | 1
            RFC_6528  | 1000000000           | 250000
            RFC_6528  | 17179869184000       | 0
            LINUX     | 63                   | 0
            LINUX     | 64                   | 1
            LINUX     | 1000000000           | 15625000
            LINUX     | 274877906944         | 0
            XNU       | 127                  | 0
            XNU       | 128                  | 1
            XNU       | 1000000000           | 7812500
            XNU       | 549755813888         | 0
            """)
    void sequenceNumbersOfATupleGrowWithTheClockAndWrap(Clock clock, long nanos, int steps) {
        assertThat(initial(clock, ONE, nanos) - initial(clock, ONE, 0)).isEqualTo(steps);
    }

    @ParameterizedTest
    @EnumSource(Clock.class)
    void laterSequenceNumbersOfATupleAreGreater(Clock clock) {
        SeededLoop.run(20, (random, seed) -> {
            SequenceSource seeded = new SequenceSource(seed);
            long now = random.nextLong(1L << 50);
            int before = initial(seeded, clock, ONE, now);
            for (int step = 0; step < 1_000; step++) {
                now += random.nextLong(MILLISECOND, 10 * SECOND);
                int after = initial(seeded, clock, ONE, now);
                assertThat(SequenceNumber.greaterThan(after, before)).isTrue();
                before = after;
            }
        });
    }

    @Test
    void bsdMovesOnForEveryConnectionWhileTimeStands() {
        int before = initial(Clock.BSD, ONE, SECOND);
        Set<Integer> moves = new HashSet<>();
        for (int connection = 0; connection < 1_000; connection++) {
            int after = initial(Clock.BSD, ONE, SECOND);
            assertThat(after - before).isBetween(4_096, 8_191);
            moves.add(after - before);
            before = after;
        }
        assertThat(moves).hasSizeGreaterThan(500);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            elapsed nanos        | steps
            1000000000           | 1048576
            500000000            | 524288
            1999999999           | 2097151
            86400000000000       | 90596966400
            """)
    void bsdMovesAMebibyteASecond(long elapsed, long steps) {
        int before = initial(Clock.BSD, ONE, 7 * SECOND);
        assertThat(initial(Clock.BSD, ONE, 7 * SECOND + elapsed) - before).isEqualTo((int) steps);
    }

    @Test
    void bsdTakesTheFartherOfTimeAndConnections() {
        int before = initial(Clock.BSD, ONE, SECOND);
        for (int connection = 0; connection < 99; connection++) {
            initial(Clock.BSD, ONE, SECOND);
        }
        int after = initial(Clock.BSD, ONE, SECOND + MILLISECOND);
        assertThat(after - before)
                .as("100 connections, not a thousandth of a mebibyte")
                .isBetween(409_600, 819_100);
    }

    /// RFC 9293 §3.4.1 (SHLD-1).
    @ParameterizedTest
    @EnumSource(Clock.class)
    void everyPartOfTheTupleDecides(Clock clock) {
        Set<Integer> numbers = new HashSet<>();
        numbers.add(initial(new SequenceSource(1), clock, ONE, 0));
        for (int part = 0; part < ONE.length; part++) {
            int[] other = ONE.clone();
            other[part]++;
            numbers.add(initial(new SequenceSource(1), clock, other, 0));
        }
        assertThat(numbers).hasSize(7);
    }

    /// RFC 9293 §3.4.1: nobody who does not know it can tell (MUST-9).
    @Test
    void seedDecides() {
        assertThat(initial(new SequenceSource(1), Clock.LINUX, ONE, 0))
                .isEqualTo(initial(source, Clock.LINUX, ONE, 0))
                .isNotEqualTo(initial(new SequenceSource(2), Clock.LINUX, ONE, 0));
    }

    @Test
    void otherConnectionsInBetweenMakeNoDifference() {
        int number = initial(Clock.LINUX, ONE, 0);
        int offset = offset(source, TimestampOffset.FOUR_TUPLE, ONE);
        for (int part = 0; part < ONE.length; part++) {
            int[] other = ONE.clone();
            other[part]++;
            assertThat(offset(source, TimestampOffset.FOUR_TUPLE, other))
                    .isEqualTo(offset(new SequenceSource(1), TimestampOffset.FOUR_TUPLE, other));
            assertThat(initial(Clock.LINUX, ONE, 0)).isEqualTo(number);
            initial(Clock.LINUX, other, 0);
            assertThat(offset(source, TimestampOffset.FOUR_TUPLE, ONE)).isEqualTo(offset);
        }
    }

    @Test
    void portsDoNotRunIntoEachOther() {
        Set<Integer> numbers = new HashSet<>();
        for (int bit = 0; bit < Short.SIZE; bit++) {
            for (int other = 0; other < Short.SIZE; other++) {
                numbers.add(initial(Clock.LINUX, new int[] {1, 2, 3, 4, 1 << bit, 1 << other}, 0));
            }
        }
        assertThat(numbers).hasSize(Short.SIZE * Short.SIZE);
    }

    @Test
    void tupleOfZerosIsOneLikeAnyOther() {
        int[] zeros = new int[6];
        int first = initial(Clock.LINUX, zeros, 0);
        initial(Clock.LINUX, ONE, 0);
        assertThat(initial(Clock.LINUX, zeros, 0)).isEqualTo(first).isNotZero();
    }

    /// Which parts of the four-tuple change the offset, in the order of the arguments.
    /// RFC 7323 §5.4, RFC 7323 §7.1.
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            offset      | local | remote | local port | remote port
            NONE        | false | false  | false      | false
            HOST_PAIR   | true  | true   | false      | false
            FOUR_TUPLE  | true  | true   | true       | true
            RANDOM      | true  | true   | true       | true
            """)
    void offsetDependsOnWhatTheRulesName(
            TimestampOffset offset, boolean local, boolean remote, boolean localPort, boolean remotePort) {
        int before = offset(source, offset, ONE);
        assertThat(offset(source, offset, changed(0)) != before).isEqualTo(local);
        assertThat(offset(source, offset, changed(1)) != before).isEqualTo(local);
        assertThat(offset(source, offset, changed(2)) != before).isEqualTo(remote);
        assertThat(offset(source, offset, changed(3)) != before).isEqualTo(remote);
        assertThat(offset(source, offset, changed(4)) != before).isEqualTo(localPort);
        assertThat(offset(source, offset, changed(5)) != before).isEqualTo(remotePort);
    }

    @Test
    void onlyChanceChangesTheOffsetOfATuple() {
        for (TimestampOffset offset : TimestampOffset.values()) {
            assertThat(offset(source, offset, ONE) != offset(source, offset, ONE))
                    .as("%s", offset)
                    .isEqualTo(offset == TimestampOffset.RANDOM);
        }
    }

    @Test
    void offsetsDoNotShowTheSequenceNumber() {
        assertThat(offset(source, TimestampOffset.FOUR_TUPLE, ONE)).isNotEqualTo(initial(Clock.LINUX, ONE, 0));
    }

    @Test
    void offsetsAreNoneOnlyWhereTheRulesSaySo() {
        assertThat(offset(source, TimestampOffset.NONE, ONE)).isZero();
        assertThat(offset(source, TimestampOffset.HOST_PAIR, ONE)).isNotZero();
    }

    @Test
    void copyContinuesAsTheOriginal() {
        SeededLoop.run(20, (random, seed) -> {
            SequenceSource original = new SequenceSource(seed);
            initial(original, Clock.BSD, ONE, random.nextLong(SECOND));
            offset(original, TimestampOffset.RANDOM, ONE);
            SequenceSource copy = new SequenceSource(seed + 1);
            initial(copy, Clock.BSD, ONE, random.nextLong(SECOND));
            assertThat(Fingerprint.of(copy::addTo)).isNotEqualTo(Fingerprint.of(original::addTo));
            copy.copyFrom(original);
            assertThat(Fingerprint.of(copy::addTo)).isEqualTo(Fingerprint.of(original::addTo));
            for (Clock clock : Clock.values()) {
                assertThat(initial(copy, clock, ONE, SECOND)).isEqualTo(initial(original, clock, ONE, SECOND));
            }
            assertThat(offset(copy, TimestampOffset.RANDOM, ONE))
                    .isEqualTo(offset(original, TimestampOffset.RANDOM, ONE));
            assertThat(Fingerprint.of(copy::addTo)).isEqualTo(Fingerprint.of(original::addTo));
        });
    }

    @Test
    void fingerprintDoesNotShowWhichTupleWasLast() {
        SequenceSource other = new SequenceSource(1);
        initial(other, Clock.LINUX, ONE, 0);
        assertThat(Fingerprint.of(other::addTo)).isEqualTo(Fingerprint.of(source::addTo));
        initial(other, Clock.BSD, ONE, 0);
        assertThat(Fingerprint.of(other::addTo)).isNotEqualTo(Fingerprint.of(source::addTo));
    }

    private static int[] changed(int part) {
        int[] changed = ONE.clone();
        changed[part]++;
        return changed;
    }

    private int initial(Clock clock, int[] tuple, long nanos) {
        return initial(source, clock, tuple, nanos);
    }

    private static int initial(SequenceSource from, Clock clock, int[] tuple, long nanos) {
        SequenceRules rules = new SequenceRules(clock, TimestampOffset.NONE, MILLISECOND);
        return from.initial(rules, tuple[0], tuple[1], tuple[2], tuple[3], tuple[4], tuple[5], nanos);
    }

    private static int offset(SequenceSource from, TimestampOffset offset, int[] tuple) {
        SequenceRules rules = new SequenceRules(Clock.LINUX, offset, MILLISECOND);
        return from.timestampOffset(rules, tuple[0], tuple[1], tuple[2], tuple[3], tuple[4], tuple[5]);
    }
}
