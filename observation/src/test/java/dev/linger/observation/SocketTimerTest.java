package dev.linger.observation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SocketTimerTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            kernel's code | timer       | ss
            0             | OFF         | off
            1             | RETRANSMIT  | on
            2             | KEEPALIVE   | keepalive
            3             | TIME_WAIT   | timewait
            4             | PROBE       | persist
            5             | DELAYED_ACK | delack
            6             | UNKNOWN     | unknown
            7             | UNKNOWN     | unknown
            -1            | UNKNOWN     | unknown
            """)
    void kernelsCodeTellsTheTimer(int code, SocketTimer timer, String ssName) {
        assertThat(SocketTimer.of(code)).isEqualTo(timer);
        assertThat(timer.ssName()).isEqualTo(ssName);
    }
}
