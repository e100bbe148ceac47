package dev.linger.engine.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linger.model.TcpState;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The arrows of RFC 9293 §3.3.2, figure 5, and those that the text adds to it.
///
/// Three arrows of the figure have no counterpart. SEND in LISTEN is no call that programs have. A RST in SYN_RECEIVED
/// that came from LISTEN leads back there (note 1): here the embryo ends and its listener was in LISTEN all the time.
/// FIN and ACK in FIN_WAIT_1 at once (note 2) are two arrows, one behind the other. And the text's arrow for a FIN in
/// SYN_RECEIVED cannot be taken: what carries the FIN acknowledges our SYN, which leads to ESTABLISHED first.
class StateDiagramTest {
    private static final String FIGURE_5 = """
            CLOSED       | PASSIVE_OPEN     | LISTEN
            CLOSED       | ACTIVE_OPEN      | SYN_SENT
            LISTEN       | CLOSE            | CLOSED
            LISTEN       | SYN_RECEIVED     | SYN_RECEIVED
            SYN_SENT     | CLOSE            | CLOSED
            SYN_SENT     | SYN_RECEIVED     | SYN_RECEIVED
            SYN_SENT     | SYN_ACK_RECEIVED | ESTABLISHED
            SYN_RECEIVED | SYN_ACKNOWLEDGED | ESTABLISHED
            SYN_RECEIVED | CLOSE            | FIN_WAIT_1
            ESTABLISHED  | CLOSE            | FIN_WAIT_1
            ESTABLISHED  | FIN_RECEIVED     | CLOSE_WAIT
            FIN_WAIT_1   | FIN_ACKNOWLEDGED | FIN_WAIT_2
            FIN_WAIT_1   | FIN_RECEIVED     | CLOSING
            FIN_WAIT_2   | FIN_RECEIVED     | TIME_WAIT
            CLOSE_WAIT   | CLOSE            | LAST_ACK
            CLOSING      | FIN_ACKNOWLEDGED | TIME_WAIT
            LAST_ACK     | FIN_ACKNOWLEDGED | CLOSED
            TIME_WAIT    | WAIT_OVER        | CLOSED
            """;

    /// RFC 9293 §3.10.7.3 and §3.10.7.4: a RST. §3.10.5: ABORT. §3.10.8: time-outs. §3.6.1 MAY-2: reopening. That
    /// FIN_WAIT_2 has a bound is what systems add.
    private static final String TEXT = """
            SYN_SENT     | RESET_RECEIVED   | CLOSED
            SYN_SENT     | ABORT            | CLOSED
            SYN_SENT     | GIVE_UP          | CLOSED
            SYN_RECEIVED | RESET_RECEIVED   | CLOSED
            SYN_RECEIVED | ABORT            | CLOSED
            SYN_RECEIVED | GIVE_UP          | CLOSED
            ESTABLISHED  | RESET_RECEIVED   | CLOSED
            ESTABLISHED  | ABORT            | CLOSED
            ESTABLISHED  | GIVE_UP          | CLOSED
            FIN_WAIT_1   | RESET_RECEIVED   | CLOSED
            FIN_WAIT_1   | ABORT            | CLOSED
            FIN_WAIT_1   | GIVE_UP          | CLOSED
            FIN_WAIT_2   | RESET_RECEIVED   | CLOSED
            FIN_WAIT_2   | ABORT            | CLOSED
            FIN_WAIT_2   | GIVE_UP          | CLOSED
            FIN_WAIT_2   | WAIT_OVER        | CLOSED
            CLOSE_WAIT   | RESET_RECEIVED   | CLOSED
            CLOSE_WAIT   | ABORT            | CLOSED
            CLOSE_WAIT   | GIVE_UP          | CLOSED
            CLOSING      | RESET_RECEIVED   | CLOSED
            CLOSING      | ABORT            | CLOSED
            CLOSING      | GIVE_UP          | CLOSED
            LAST_ACK     | RESET_RECEIVED   | CLOSED
            LAST_ACK     | ABORT            | CLOSED
            LAST_ACK     | GIVE_UP          | CLOSED
            TIME_WAIT    | RESET_RECEIVED   | CLOSED
            TIME_WAIT    | ABORT            | CLOSED
            TIME_WAIT    | REOPEN           | SYN_RECEIVED
            """;

    @Test
    void theArrowsAreThoseOfTheFigureAndOfTheText() {
        Set<Transition> expected = new HashSet<>(arrows(FIGURE_5));
        expected.addAll(arrows(TEXT));
        assertThat(StateDiagram.transitions()).containsExactlyInAnyOrderElementsOf(expected);
    }

    @ParameterizedTest
    @EnumSource(TcpState.class)
    void whatIsNoArrowCannotHappen(TcpState state) {
        for (TcpEvent event : TcpEvent.values()) {
            boolean arrow = StateDiagram.transitions().stream()
                    .anyMatch(there -> there.from() == state && there.event() == event);
            if (!arrow) {
                assertThatThrownBy(() -> StateDiagram.next(state, event))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining(event.name());
            }
        }
    }

    @Test
    void everyStateCanBeReachedAndLeft() {
        assertThat(StateDiagram.transitions().stream().map(Transition::to)).contains(TcpState.values());
        assertThat(StateDiagram.transitions().stream().map(Transition::from)).contains(TcpState.values());
    }

    private static List<Transition> arrows(String table) {
        return table.lines()
                .map(line -> line.split("\\|", -1))
                .map(row -> new Transition(
                        TcpState.valueOf(row[0].strip()),
                        TcpEvent.valueOf(row[1].strip()),
                        TcpState.valueOf(row[2].strip())))
                .toList();
    }
}
