package dev.linger.engine.timewait;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.linger.testkit.SeededLoop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpiryGranularityTest {
    private static final int HOLD_MILLIS = 60_000;

    @Test
    void exactIsExactAcrossTheWrap() {
        assertThat(ExpiryGranularity.EXACT.expiry(Integer.MAX_VALUE, 2)).isEqualTo(Integer.MIN_VALUE + 1);
        assertThat(ExpiryGranularity.EXACT.expiry(-5, 0)).isEqualTo(-5);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            hertz | least late | most late | step
            100   | 0          | 5120      | 5120
            250   | 0          | 2048      | 2048
            300   | 0          | 1707      | 1707
            1000  | 0          | 4096      | 4096
            """)
    void aMinuteEndsLateByUpToOneStepOfItsLevel(int hertz, int leastMillis, int mostMillis, int stepMillis) {
        ExpiryGranularity wheel = ExpiryGranularity.linuxWheel(hertz);
        int least = Integer.MAX_VALUE;
        int most = 0;
        for (int setMillis = 0; setMillis < 3 * stepMillis; setMillis++) {
            int lateMillis = wheel.expiry(setMillis, HOLD_MILLIS) - setMillis - HOLD_MILLIS;
            least = Math.min(least, lateMillis);
            most = Math.max(most, lateMillis);
        }
        assertThat(least).isBetween(leastMillis, leastMillis + 1000 / hertz + 1);
        assertThat(most).isBetween(mostMillis - 1000 / hertz - 1, mostMillis + 1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            hertz | set at | delay  | fires at
            250   | 0      | 60000  | 61440
            250   | 1439   | 60000  | 61440
            250   | 1440   | 60000  | 63488
            250   | 2047   | 60000  | 63488
            250   | 0      | 700    | 704
            250   | 0      | 4      | 8
            250   | 0      | 248    | 252
            250   | 0      | 252    | 256
            250   | 0      | 256    | 288
            250   | 0      | 2012   | 2016
            250   | 0      | 2016   | 2048
            1000  | 0      | 60000  | 61440
            1000  | 0      | 62     | 63
            1000  | 0      | 63     | 64
            1000  | 0      | 504    | 512
            100   | 0      | 60000  | 61440
            300   | 0      | 60000  | 61440
            """)
    void theWheelRoundsUpToItsLevel(int hertz, int setMillis, int delayMillis, int firesMillis) {
        assertThat(ExpiryGranularity.linuxWheel(hertz).expiry(setMillis, delayMillis))
                .isEqualTo(firesMillis);
    }

    @Test
    void timersSetOneAfterTheOtherEndInBatches2048MillisApart() {
        ExpiryGranularity wheel = ExpiryGranularity.linuxWheel(250);
        int previousMillis = wheel.expiry(0, HOLD_MILLIS);
        for (int setMillis = 100; setMillis < 15_000; setMillis += 100) {
            int firesMillis = wheel.expiry(setMillis, HOLD_MILLIS);
            assertThat(firesMillis - previousMillis).isIn(0, 2048);
            previousMillis = firesMillis;
        }
    }

    @Test
    void theWheelIsNeverEarlyNorMoreThanAnEighthLate() {
        SeededLoop.run(2_000, (random, seed) -> {
            int hertz = random.nextInt(100, 1001);
            int setMillis = random.nextInt(0, Integer.MAX_VALUE);
            int delayMillis = random.nextInt(0, 800_001);
            int lateMillis =
                    ExpiryGranularity.linuxWheel(hertz).expiry(setMillis, delayMillis) - setMillis - delayMillis;
            assertThat(lateMillis).isBetween(0, delayMillis / 7 + 30);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            hertz | set at | delay | fires at
            250   | 1000   | 700   | 1768
            1000  | 1000   | 700   | 1768
            250   | 1000   | 768   | 1768
            250   | 1000   | 769   | 1896
            100   | 1000   | 700   | 1800
            250   | 0      | 3968  | 3968
            250   | 0      | 3969  | 15000
            250   | 0      | 7500  | 15000
            250   | 0      | 20000 | 30000
            250   | 0      | 60000 | 60000
            250   | 1      | 60000 | 60000
            250   | 7499   | 60000 | 60000
            250   | 7500   | 60000 | 67500
            """)
    void oldLinuxSweepsSlots(int hertz, int setMillis, int delayMillis, int firesMillis) {
        assertThat(ExpiryGranularity.linuxSlots(hertz).expiry(setMillis, delayMillis))
                .isEqualTo(firesMillis);
    }

    @Test
    void aMinuteInOldLinuxLasts52AndAHalfTo60Seconds() {
        ExpiryGranularity slots = ExpiryGranularity.linuxSlots(250);
        for (int setMillis = 0; setMillis < 15_000; setMillis += 50) {
            assertThat(slots.expiry(setMillis, HOLD_MILLIS) - setMillis).isBetween(52_501, 60_000);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {99, 1001})
    void impossibleClocksAreRefused(int hertz) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExpiryGranularity.linuxWheel(hertz))
                .withMessageContaining("not " + hertz);
    }

    @Test
    void aDelayIsNotNegative() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExpiryGranularity.EXACT.expiry(0, -1))
                .withMessageContaining("-1");
    }
}
