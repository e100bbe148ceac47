package dev.linger.engine.socket;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SocketOptionTest {
    /// net/ipv4/ip_sockglue.c:do_ip_setsockopt; 0 is the system's bound.
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            low   | high  | taken
            0     | 0     | true
            1     | 0     | true
            65535 | 0     | true
            0     | 1     | true
            80    | 80    | true
            80    | 81    | true
            81    | 80    | false
            65535 | 65534 | false
            65535 | 65535 | true
            """)
    void aPortRangeDoesNotRunBackwards(long low, long high, boolean taken) {
        assertThat(SocketOption.IP_LOCAL_PORT_RANGE.takes(high << 16 | low)).isEqualTo(taken);
    }
}
