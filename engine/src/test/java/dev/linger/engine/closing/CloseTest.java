package dev.linger.engine.closing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linger.engine.Dialogue;
import dev.linger.engine.profile.Profiles;
import dev.linger.engine.socket.Errno;
import dev.linger.engine.socket.SocketOption;
import dev.linger.model.Counter;
import dev.linger.model.TcpState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What each way to close does in each state: on the wire, to the connection, and to the counters.
class CloseTest {
    private static final List<Counter> ABORTS = List.of(
            Counter.ABORT_ON_DATA,
            Counter.ABORT_ON_CLOSE,
            Counter.ABORT_ON_LINGER,
            Counter.ABORT_ON_TIMEOUT,
            Counter.ABORT_ON_MEMORY);

    /// Measured on Linux 6.18, ESTABLISHED to LAST_ACK; the program has shut down sending where the state needs it.
    /// RFC 9293 §3.10.4.
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            action      | state        | wire              | then         | counted
            close       | CLOSED       |                   | CLOSED       |
            close       | SYN_SENT     |                   | CLOSED       |
            close       | SYN_RECEIVED | F. 1:1(0) ack 1   | FIN_WAIT_1   |
            close       | ESTABLISHED  | F. 1:1(0) ack 1   | FIN_WAIT_1   |
            close       | CLOSE_WAIT   | F. 1:1(0) ack 2   | LAST_ACK     |
            close       | FIN_WAIT_1   |                   | FIN_WAIT_1   |
            close       | FIN_WAIT_2   |                   | FIN_WAIT_2   |
            close       | CLOSING      |                   | CLOSING      |
            close       | LAST_ACK     |                   | LAST_ACK     |
            close       | TIME_WAIT    |                   | TIME_WAIT    |
            unread      | ESTABLISHED  | R. 1:1(0) ack 11  | CLOSED       | TCPAbortOnClose
            unread      | CLOSE_WAIT   | R. 1:1(0) ack 12  | CLOSED       | TCPAbortOnClose
            unread      | FIN_WAIT_1   | R. 2:2(0) ack 11  | CLOSED       | TCPAbortOnClose
            unread      | FIN_WAIT_2   | R. 2:2(0) ack 11  | CLOSED       | TCPAbortOnClose
            unread      | CLOSING      | R. 2:2(0) ack 12  | CLOSED       | TCPAbortOnClose
            unread      | LAST_ACK     | R. 2:2(0) ack 12  | CLOSED       | TCPAbortOnClose
            unread      | TIME_WAIT    |                   | TIME_WAIT    |
            linger 0    | CLOSED       |                   | CLOSED       |
            linger 0    | SYN_SENT     |                   | CLOSED       | TCPAbortOnData
            linger 0    | SYN_RECEIVED | R. 1:1(0) ack 1   | CLOSED       | TCPAbortOnData
            linger 0    | ESTABLISHED  | R. 1:1(0) ack 1   | CLOSED       | TCPAbortOnData
            linger 0    | CLOSE_WAIT   | R. 1:1(0) ack 2   | CLOSED       | TCPAbortOnData
            linger 0    | FIN_WAIT_1   | R. 2:2(0) ack 1   | CLOSED       | TCPAbortOnData
            linger 0    | FIN_WAIT_2   | R. 2:2(0) ack 1   | CLOSED       | TCPAbortOnData
            linger 0    | CLOSING      |                   | CLOSED       | TCPAbortOnData
            linger 0    | LAST_ACK     |                   | CLOSED       | TCPAbortOnData
            linger 0    | TIME_WAIT    |                   | TIME_WAIT    |
            both        | ESTABLISHED  | R. 1:1(0) ack 11  | CLOSED       | TCPAbortOnClose
            both        | LAST_ACK     | R. 2:2(0) ack 12  | CLOSED       | TCPAbortOnClose
            linger2 < 0 | ESTABLISHED  | F. 1:1(0) ack 1   | FIN_WAIT_1   |
            linger2 < 0 | FIN_WAIT_1   |                   | FIN_WAIT_1   |
            linger2 < 0 | FIN_WAIT_2   | R. 2:2(0) ack 1   | CLOSED       | TCPAbortOnLinger
            linger2 < 0 | CLOSING      |                   | CLOSING      |
            linger2 < 0 | LAST_ACK     |                   | LAST_ACK     |
            linger2 < 0 | TIME_WAIT    |                   | TIME_WAIT    |
            """)
    void linuxClosesSo(String action, TcpState state, String wire, TcpState then, String counted) {
        closesSo("linux", action, state, wire, then, counted);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            profile      | action      | state       | wire             | then       | counted
            freebsd-13   | unread      | ESTABLISHED | F. 1:1(0) ack 11 | FIN_WAIT_1 |
            freebsd-14   | unread      | ESTABLISHED | F. 1:1(0) ack 11 | FIN_WAIT_1 |
            freebsd-13   | unread      | CLOSE_WAIT  | F. 1:1(0) ack 12 | LAST_ACK   |
            freebsd-14   | unread      | FIN_WAIT_2  |                  | FIN_WAIT_2 |
            macos        | unread      | ESTABLISHED | R. 1:1(0) ack 11 | CLOSED     | TCPAbortOnClose
            macos        | unread      | CLOSE_WAIT  | R. 1:1(0) ack 12 | CLOSED     | TCPAbortOnClose
            windows-2000 | unread      | ESTABLISHED | R. 1:1(0) ack 11 | CLOSED     | TCPAbortOnClose
            windows-2003 | unread      | ESTABLISHED | R. 1:1(0) ack 11 | CLOSED     | TCPAbortOnClose
            windows-10   | unread      | ESTABLISHED | R. 1:1(0) ack 11 | CLOSED     | TCPAbortOnClose
            rfc-9293     | unread      | ESTABLISHED | R. 1:1(0) ack 11 | CLOSED     | TCPAbortOnClose
            rfc-9293     | unread      | CLOSE_WAIT  | R. 1:1(0) ack 12 | CLOSED     | TCPAbortOnClose
            linux-3.6    | unread      | ESTABLISHED | R. 1:1(0) ack 11 | CLOSED     | TCPAbortOnClose
            linux-4.10   | unread      | ESTABLISHED | R. 1:1(0) ack 11 | CLOSED     | TCPAbortOnClose
            linux        | early       | ESTABLISHED | F. 1:1(0) ack 1  | FIN_WAIT_1 |
            freebsd-13   | early       | ESTABLISHED | F. 1:1(0) ack 1  | FIN_WAIT_1 |
            macos        | early       | ESTABLISHED | R. 1:1(0) ack 1  | CLOSED     | TCPAbortOnClose
            freebsd-13   | linger 0    | ESTABLISHED | R. 1:1(0) ack 1  | CLOSED     | TCPAbortOnData
            freebsd-13   | linger 0    | LAST_ACK    | R. 2:2(0) ack 2  | CLOSED     | TCPAbortOnData
            freebsd-14   | linger 0    | CLOSING     | R. 2:2(0) ack 2  | CLOSED     | TCPAbortOnData
            macos        | linger 0    | FIN_WAIT_2  | R. 2:2(0) ack 1  | CLOSED     | TCPAbortOnData
            windows-10   | linger 0    | ESTABLISHED | R. 1:1(0) ack 1  | CLOSED     | TCPAbortOnData
            windows-2000 | linger 0    | CLOSE_WAIT  | R. 1:1(0) ack 2  | CLOSED     | TCPAbortOnData
            rfc-9293     | linger 0    | LAST_ACK    | R. 2:2(0) ack 2  | CLOSED     | TCPAbortOnData
            freebsd-13   | both        | ESTABLISHED | R. 1:1(0) ack 11 | CLOSED     | TCPAbortOnData
            """)
    void othersCloseSo(String profile, String action, TcpState state, String wire, TcpState then, String counted) {
        closesSo(profile, action, state, wire, then, counted);
    }

    private static void closesSo(
            String profile, String action, TcpState state, String wire, TcpState then, String counted) {
        Dialogue dialogue = prepared(profile, action, state);
        assertThat(dialogue.close()).isEqualTo(Errno.OK);
        assertThat(dialogue.says()).as("wire").isEqualTo(wire == null ? "" : wire);
        assertThat(dialogue.state()).isEqualTo(then);
        assertThat(aborts(dialogue)).isEqualTo(counted == null ? List.of() : List.of("TcpExt." + counted));
        assertThat(dialogue.events()).isEmpty();
    }

    /// The connection in `state`, ready for close() to do what `action` says.
    private static Dialogue prepared(String profile, String action, TcpState state) {
        Dialogue dialogue = new Dialogue(Profiles.named(profile));
        switch (action) {
            case "unread", "both" -> leaveUnread(dialogue, state);
            case "early" -> dialogue.reaches(state).hears("P. 11:21(10) ack 1");
            default -> dialogue.reaches(state);
        }
        dialogue.says();
        dialogue.events();
        if (action.equals("linger 0") || action.equals("both")) {
            dialogue.with(SocketOption.SO_LINGER, 0);
        } else if (action.equals("linger2 < 0")) {
            dialogue.with(SocketOption.TCP_LINGER2, -1);
        }
        return dialogue;
    }

    /// Ten bytes that nobody reads come before what leads to `state`.
    private static void leaveUnread(Dialogue dialogue, TcpState state) {
        dialogue.accepted().hears("P. 1:11(10) ack 1");
        switch (state) {
            case CLOSE_WAIT -> dialogue.hears("F. 11:11(0) ack 1");
            case FIN_WAIT_1 -> dialogue.shutdownWrite();
            case FIN_WAIT_2 -> {
                dialogue.shutdownWrite();
                dialogue.hears(". 11:11(0) ack 2");
            }
            case CLOSING -> {
                dialogue.shutdownWrite();
                dialogue.hears("F. 11:11(0) ack 1");
            }
            case LAST_ACK -> {
                dialogue.hears("F. 11:11(0) ack 1");
                dialogue.shutdownWrite();
            }
            case TIME_WAIT -> {
                dialogue.shutdownWrite();
                dialogue.hears("F. 11:11(0) ack 2");
            }
            default -> {}
        }
        assertThat(dialogue.state()).isEqualTo(state);
    }

    private static List<String> aborts(Dialogue dialogue) {
        List<String> counted = new ArrayList<>();
        for (Counter counter : ABORTS) {
            for (long count = dialogue.world.engine.count(counter); count > 0; count--) {
                counted.add(counter.key());
            }
        }
        return counted;
    }

    /// RFC 9293 §3.10.5.
    @ParameterizedTest
    @CsvSource({
        "SYN_SENT,",
        "SYN_RECEIVED, R. 1:1(0) ack 1",
        "ESTABLISHED, R. 1:1(0) ack 1",
        "CLOSE_WAIT, R. 1:1(0) ack 2",
        "FIN_WAIT_1, R. 2:2(0) ack 1",
        "FIN_WAIT_2, R. 2:2(0) ack 1",
        "CLOSING,",
        "LAST_ACK,",
        "CLOSED,"
    })
    void abortEndsTheConnectionInEveryState(TcpState state, String wire) {
        Dialogue dialogue = new Dialogue(Profiles.LINUX).reaches(state);
        dialogue.abort();
        assertThat(dialogue.says()).isEqualTo(wire == null ? "" : wire);
        assertThat(dialogue.state()).isEqualTo(TcpState.CLOSED);
    }

    @Test
    void abortLeavesAWaitingConnectionAlone() {
        Dialogue dialogue = new Dialogue(Profiles.LINUX).reaches(TcpState.TIME_WAIT);
        dialogue.abort();
        assertThat(dialogue.says()).isEmpty();
        assertThat(dialogue.state()).isEqualTo(TcpState.TIME_WAIT);
    }

    @ParameterizedTest
    @EnumSource(
            value = TcpState.class,
            names = {"CLOSED", "SYN_SENT", "ESTABLISHED", "FIN_WAIT_2", "LAST_ACK", "TIME_WAIT", "LISTEN"})
    void aSocketIsGivenBackOnce(TcpState state) {
        Dialogue dialogue = new Dialogue(Profiles.LINUX).reaches(state);
        dialogue.close();
        assertThatThrownBy(dialogue::close).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(dialogue::abort).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aResetFromTheSocketCarriesTimestamps() {
        Dialogue dialogue = new Dialogue(Profiles.LINUX);
        dialogue.listens().hears("S 0:0(0) ts 1000");
        dialogue.says();
        dialogue.hears(". 1:1(0) ack 1 ts 1001");
        dialogue.socket = dialogue.world.engine.accept(dialogue.listener);
        dialogue.with(SocketOption.SO_LINGER, 0).close();
        assertThat(dialogue.lastSaidHadTimestamps()).isTrue();
        assertThat(dialogue.says()).isEqualTo("R. 1:1(0) ack 1");
    }

    @Test
    void aResetStandsAfterWhatWasSentNotAfterWhatIsQueued() {
        Dialogue dialogue = new Dialogue(Profiles.LINUX).accepted();
        dialogue.hears("P. 1:11(10) ack 1");
        dialogue.send(20_000);
        assertThat(dialogue.says()).as("ten segments, and the rest waits").endsWith("14601(1460) ack 11");
        dialogue.close();
        assertThat(dialogue.says()).isEqualTo("R. 14601:14601(0) ack 11");
    }

    /// A peer that took its window back would not accept a reset beyond it.
    @ParameterizedTest
    @CsvSource({"0, 1", "40, 41", "99, 100", "100, 101", "200, 101"})
    void aResetStaysWithinAWindowThatShrank(int window, int seq) {
        Dialogue dialogue = new Dialogue(Profiles.LINUX).accepted();
        dialogue.send(100);
        dialogue.hears("P. 1:11(10) ack 1 win " + window);
        dialogue.says();
        dialogue.close();
        assertThat(dialogue.says()).isEqualTo("R. %d:%d(0) ack 11".formatted(seq, seq));
    }

    @ParameterizedTest
    @CsvSource({"CLOSE_WAIT, 1", "ESTABLISHED, 1", "FIN_WAIT_1, 0", "LAST_ACK, 0"})
    void onlyAConnectionThatIsOpenCountsAsReset(TcpState state, int resets) {
        Dialogue dialogue = new Dialogue(Profiles.LINUX).reaches(state).with(SocketOption.SO_LINGER, 0);
        dialogue.close();
        assertThat(dialogue.world.engine.count(Counter.ESTAB_RESETS)).isEqualTo(resets);
        assertThat(dialogue.world.engine.count(Counter.CURR_ESTAB)).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            state        | end              | failed
            SYN_SENT     | reset            | 1
            SYN_SENT     | time             | 1
            SYN_SENT     | close            | 0
            SYN_SENT     | linger 0         | 0
            SYN_RECEIVED | reset            | 1
            SYN_RECEIVED | time             | 1
            SYN_RECEIVED | linger 0         | 0
            embryo       | reset            | 1
            embryo       | time             | 0
            embryo       | listener closed  | 0
            """)
    void anAttemptFailsByResetOrTimeAndNotByTheProgram(String state, String end, int failed) {
        Dialogue dialogue = new Dialogue(Profiles.LINUX);
        boolean embryo = state.equals("embryo");
        if (embryo) {
            dialogue.listens().hears("S 0:0(0)");
        } else {
            dialogue.reaches(TcpState.valueOf(state));
        }
        dialogue.says();
        switch (end) {
            case "reset" -> dialogue.hears(state.equals("SYN_SENT") ? "R. 0:0(0) ack 1" : "R. 1:1(0) ack 1");
            case "time" -> dialogue.passMillis(300_000);
            case "close" -> dialogue.close();
            case "linger 0" -> dialogue.with(SocketOption.SO_LINGER, 0).close();
            default -> dialogue.world.engine.close(dialogue.listener, dialogue.world.now, dialogue.world);
        }
        assertThat(dialogue.state()).isEqualTo(TcpState.CLOSED);
        assertThat(dialogue.world.engine.count(Counter.ATTEMPT_FAILS)).isEqualTo(failed);
    }
}
