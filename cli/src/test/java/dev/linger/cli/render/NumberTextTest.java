package dev.linger.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberTextTest {
    @ParameterizedTest
    @ValueSource(longs = {0, 7, 999, 1000, 28_101, 999_999, 1_000_000, -1, -999, -1000, Long.MAX_VALUE, Long.MIN_VALUE})
    void groupsAreThoseOfFormat(long number) {
        assertThat(NumberText.grouped(number)).isEqualTo(String.format(Locale.ROOT, "%,d", number));
    }

    @ParameterizedTest
    @CsvSource({"0, 0.0 %", "1, 100.0 %", "0.9953, 99.5 %", "0.0001, <0.1 %", "0.0005, 0.1 %", "1.25, 125.0 %"})
    void sharesHaveOneDigitAndNeverHideSomething(double share, String text) {
        assertThat(NumberText.percent(share)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0.99535, 4, 0.9954", "1.005, 0, 1", "-0.01, 1, 0.0", "-1.25, 1, -1.3", "12.0449, 2, 12.04"})
    void decimalsAreRounded(double number, int digits, String text) {
        assertThat(NumberText.decimal(number, digits)).isEqualTo(text);
    }

    @Test
    void plainNumbersHaveNoExponent() {
        assertThat(NumberText.plain(468)).isEqualTo("468");
        assertThat(NumberText.plain(0.25)).isEqualTo("0.25");
        assertThat(NumberText.plain(1e-7)).isEqualTo("0.00000010");
        assertThat(NumberText.plain(1e18)).isEqualTo("1000000000000000000");
    }
}
