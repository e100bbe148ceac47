package dev.linger.diagnosis.finding;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            seconds | text
            0.0000121 | 12 µs
            0.00186 | 1.9 ms
            0.25 | 250 ms
            2 | 2 s
            2.5 | 2.5 s
            61.02 | 61 s
            600 | 10 min
            10000 | 3 h
            """)
    void durationsAreWrittenInTheUnitThatFits(double seconds, String text) {
        assertThat(Numbers.duration(seconds)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            share | text
            0.02 | 2.0 %
            0.5 | 50 %
            0.995 | 99.5 %
            1 | 100.0 %
            """)
    void sharesHaveADecimalWhereItMatters(double share, String text) {
        assertThat(Numbers.percent(share)).isEqualTo(text);
    }

    @Test
    void countsAndRatesAreGroupedByThousands() {
        assertThat(Numbers.count(28_232)).isEqualTo("28,232");
        assertThat(Numbers.rate(28_231.6)).isEqualTo("28,232");
        assertThat(Numbers.rate(0.5)).isEqualTo("0.5");
        assertThat(Numbers.rate(468)).isEqualTo("468");
    }
}
