package dev.linger.diagnosis.finding;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SeverityTest {
    @ParameterizedTest
    @EnumSource
    void eachIsReadBackFromItsWord(Severity severity) {
        assertThat(severity.word()).isLowerCase();
        assertThat(Severity.parse(severity.word())).contains(severity);
    }

    @Test
    void anythingElseIsNone() {
        assertThat(Severity.parse("warn")).isEmpty();
    }
}
