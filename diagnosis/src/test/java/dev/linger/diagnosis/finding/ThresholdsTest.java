package dev.linger.diagnosis.finding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThresholdsTest {
    @ParameterizedTest
    @EnumSource
    void everyThresholdIsFoundByItsName(Threshold threshold) {
        assertThat(Threshold.named(threshold.word())).contains(threshold);
    }

    @Test
    void oneCanBeChangedAndTheOthersStay() {
        Thresholds changed = Thresholds.DEFAULTS.with(Threshold.CLOSING_COUNT, 5);

        assertThat(changed.of(Threshold.CLOSING_COUNT)).isEqualTo(5);
        assertThat(changed.of(Threshold.RESETS_SHARE)).isEqualTo(0.2);
        assertThat(Thresholds.DEFAULTS.of(Threshold.CLOSING_COUNT)).isEqualTo(100);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
    void aValueThatIsNoLimitIsRefusedByName(double value) {
        assertThatThrownBy(() -> Thresholds.DEFAULTS.with(Threshold.CLOSING_COUNT, value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("closing-count");
    }
}
