package dev.linger.diagnosis.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.diagnosis.SampleHost;
import dev.linger.diagnosis.finding.Severity;
import dev.linger.model.Setting;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReuseWithoutTimestampsRuleTest {
    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            tcp_tw_reuse, tcp_timestamps, severity
            1,            0,              WARNING
            2,            0,              NOTICE
            """)
    void reuseWithoutTimestampsIsNamed(String reuse, String timestamps, Severity severity) {
        SampleHost host =
                new SampleHost().setting(Setting.TCP_TW_REUSE, reuse).setting(Setting.TCP_TIMESTAMPS, timestamps);

        assertThat(host.finding("reuse-without-timestamps").severity()).isEqualTo(severity);
    }

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            tcp_tw_reuse, tcp_timestamps
            0,            0
            1,            1
            1,            2
            2,            1
            """)
    void anythingElseIsNone(String reuse, String timestamps) {
        SampleHost host =
                new SampleHost().setting(Setting.TCP_TW_REUSE, reuse).setting(Setting.TCP_TIMESTAMPS, timestamps);

        assertThat(host.findings("reuse-without-timestamps")).isEmpty();
    }
}
