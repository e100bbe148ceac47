package dev.linger.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SocketStateTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            state        | ss          | netstat     | RFC 9293     | node_exporter
            LISTEN       | LISTEN      | LISTEN      | LISTEN       | listen
            SYN_SENT     | SYN-SENT    | SYN_SENT    | SYN-SENT     | syn_sent
            SYN_RECEIVED | SYN-RECV    | SYN_RECV    | SYN-RECEIVED | syn_recv
            ESTABLISHED  | ESTAB       | ESTABLISHED | ESTABLISHED  | established
            FIN_WAIT_1   | FIN-WAIT-1  | FIN_WAIT1   | FIN-WAIT-1   | fin_wait1
            FIN_WAIT_2   | FIN-WAIT-2  | FIN_WAIT2   | FIN-WAIT-2   | fin_wait2
            CLOSE_WAIT   | CLOSE-WAIT  | CLOSE_WAIT  | CLOSE-WAIT   | close_wait
            CLOSING      | CLOSING     | CLOSING     | CLOSING      | closing
            LAST_ACK     | LAST-ACK    | LAST_ACK    | LAST-ACK     | last_ack
            TIME_WAIT    | TIME-WAIT   | TIME_WAIT   | TIME-WAIT    | time_wait
            CLOSED       | UNCONN      | CLOSE       | CLOSED       | close
            """)
    void everyProgramsSpellingIsRead(SocketState state, String ss, String netstat, String rfc, String nodeExporter) {
        for (String spelling : new String[] {ss, netstat, rfc, nodeExporter}) {
            assertThat(SocketState.parse(spelling)).as(spelling).hasValue(state);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            spelling elsewhere | state
            LISTENING          | LISTEN
            SYN_RCVD           | SYN_RECEIVED
            SYN_RECEIVED       | SYN_RECEIVED
            FIN_WAIT_1         | FIN_WAIT_1
            BOUND              | BOUND
            BOUND-INACTIVE     | BOUND
            """)
    void spellingsOfOtherSystemsAndKernelsAreRead(String spelling, SocketState state) {
        assertThat(SocketState.parse(spelling)).hasValue(state);
    }

    @ParameterizedTest
    @EnumSource(SocketState.class)
    void ownSpellingIsReadInAnyCase(SocketState state) {
        assertThat(SocketState.parse(state.ssName().toLowerCase(Locale.ROOT))).hasValue(state);
        assertThat(SocketState.parse(state.ssName().toUpperCase(Locale.ROOT))).hasValue(state);
    }

    @ParameterizedTest
    @EnumSource(SocketState.class)
    void constantNameIsRead(SocketState state) {
        assertThat(SocketState.parse(state.name())).hasValue(state);
    }

    @Test
    void surroundingBlanksDoNotMatter() {
        assertThat(SocketState.parse("  Time-Wait\t")).hasValue(SocketState.TIME_WAIT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "WAIT", "FIN-WAIT", "FIN-WAIT-3", "TIME WAIT", "ESTABL", "UNKNOWN", "10"})
    void unknownTextNamesNoState(String text) {
        assertThat(SocketState.parse(text)).isEmpty();
    }

    @Test
    void orderNeverChanges() {
        assertThat(Arrays.stream(SocketState.values()).map(SocketState::ssName))
                .containsExactly(
                        "LISTEN",
                        "SYN-SENT",
                        "SYN-RECV",
                        "ESTAB",
                        "FIN-WAIT-1",
                        "FIN-WAIT-2",
                        "CLOSE-WAIT",
                        "CLOSING",
                        "LAST-ACK",
                        "TIME-WAIT",
                        "UNCONN",
                        "BOUND");
    }

    @ParameterizedTest
    @EnumSource(SocketState.class)
    void ordinalLeadsBackToTheState(SocketState state) {
        assertThat(SocketState.of(state.ordinal())).isSameAs(state);
    }

    @Test
    void countIsThatOfTheConstants() {
        assertThat(SocketState.count()).isEqualTo(SocketState.values().length);
    }
}
