package dev.linger.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntervalTest {
    @ParameterizedTest
    @CsvSource({"500ms, 500", "2s, 2000", "1m, 60000", "0, 0", "0s, 0", "1440m, 86400000"})
    void timesAreReadWithTheirUnit(String text, long millis) throws CommandException {
        assertThat(Interval.parse(text)).isEqualTo(millis);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2", "s", "-1s", "1.5s", "2h", "soon", "2s3", "99999999999999999999s", "1441m", "٣s"})
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> Interval.parse(text))
                .isInstanceOf(CommandException.class)
                .hasMessageStartingWith("--interval takes ")
                .hasMessageContaining("'" + text + "'");
    }

    @Test
    void wholeSecondsAreSaidAsSeconds() {
        assertThat(Interval.words(2000)).isEqualTo("2 s");
        assertThat(Interval.words(2500)).isEqualTo("2500 ms");
    }
}
