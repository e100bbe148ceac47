package dev.linger.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TcpStateTest {
    /// RFC 9293 §3.3.2.
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            state        | synchronized | shown
            LISTEN       | false        | LISTEN
            SYN_SENT     | false        | SYN_SENT
            SYN_RECEIVED | false        | SYN_RECEIVED
            ESTABLISHED  | true         | ESTABLISHED
            FIN_WAIT_1   | true         | FIN_WAIT_1
            FIN_WAIT_2   | true         | FIN_WAIT_2
            CLOSE_WAIT   | true         | CLOSE_WAIT
            CLOSING      | true         | CLOSING
            LAST_ACK     | true         | LAST_ACK
            TIME_WAIT    | true         | TIME_WAIT
            CLOSED       | false        | CLOSED
            """)
    void statesAreThoseOfTheRfc(TcpState state, boolean isSynchronized, SocketState shown) {
        assertThat(state.isSynchronized()).isEqualTo(isSynchronized);
        assertThat(state.shown()).isEqualTo(shown);
    }

    @ParameterizedTest
    @EnumSource
    void ordinalLeadsBackToTheState(TcpState state) {
        assertThat(TcpState.of(state.ordinal())).isEqualTo(state);
    }

    @Test
    void thereAreEleven() {
        assertThat(TcpState.values()).hasSize(11);
    }
}
