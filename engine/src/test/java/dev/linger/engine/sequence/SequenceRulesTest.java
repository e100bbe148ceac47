package dev.linger.engine.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.linger.engine.sequence.SequenceRules.Clock;
import dev.linger.engine.sequence.SequenceRules.TimestampOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SequenceRulesTest {
    /// RFC 7323 §3.2, RFC 7323 §5.4.
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            nanos                | offset      | timestamp
            0                    | 0           | 0
            999999               | 0           | 0
            1000000              | 0           | 1
            5000000000           | 7           | 5007
            1000000              | 2147483647  | -2147483648
            4294967295000000     | 0           | -1
            4294967296000000     | 0           | 0
            9223372036854775807  | 0           | 2077252342
            """)
    void timestampsCountMillisecondsAndWrap(long nanos, int offset, int timestamp) {
        assertThat(SequenceRules.LINUX.timestamp(nanos, offset)).isEqualTo(timestamp);
    }

    @Test
    void onlyTheOffsetIsReplaced() {
        SequenceRules without = SequenceRules.LINUX.withTimestampOffset(TimestampOffset.NONE);
        assertThat(without.timestampOffset()).isEqualTo(TimestampOffset.NONE);
        assertThat(without.clock()).isEqualTo(Clock.LINUX);
        assertThat(without.timestampTickNanos()).isEqualTo(SequenceRules.LINUX.timestampTickNanos());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 1_000_000_001})
    void impossibleTicksAreRefused(long tickNanos) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SequenceRules(Clock.LINUX, TimestampOffset.NONE, tickNanos))
                .withMessageContaining(" " + tickNanos + " ");
    }
}
