package dev.linger.engine.closing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.engine.Dialogue;
import dev.linger.engine.TcpEngine;
import dev.linger.engine.profile.Profiles;
import dev.linger.engine.socket.Errno;
import dev.linger.engine.socket.SocketEvent;
import dev.linger.model.Counter;
import dev.linger.model.TcpState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// One half closed, by either side: what is said, what is still possible, and what a program is told.
class ShutdownTest {
    private final Dialogue dialogue = new Dialogue(Profiles.LINUX);

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            state        | told     | wire            | then
            CLOSED       | ENOTCONN |                 | CLOSED
            LISTEN       | ENOTCONN |                 | LISTEN
            SYN_SENT     | ENOTCONN |                 | SYN_SENT
            SYN_RECEIVED | OK       | F. 1:1(0) ack 1 | FIN_WAIT_1
            ESTABLISHED  | OK       | F. 1:1(0) ack 1 | FIN_WAIT_1
            FIN_WAIT_1   | OK       |                 | FIN_WAIT_1
            FIN_WAIT_2   | OK       |                 | FIN_WAIT_2
            CLOSE_WAIT   | OK       | F. 1:1(0) ack 2 | LAST_ACK
            CLOSING      | OK       |                 | CLOSING
            LAST_ACK     | OK       |                 | LAST_ACK
            TIME_WAIT    | ENOTCONN |                 | CLOSED
            """)
    void shutdownForWritingSendsOneFin(TcpState state, Errno told, String wire, TcpState then) {
        dialogue.reaches(state);
        assertThat(dialogue.shutdownWrite()).isEqualTo(told);
        assertThat(dialogue.says()).isEqualTo(wire == null ? "" : wire);
        assertThat(dialogue.world.engine.state(dialogue.socket)).isEqualTo(then);
    }

    /// What send() and receive() say without anything to read, and once more.
    /// RFC 9293 §3.10.2, §3.10.3; RFC 9293 §3.6.1 (MAY-1).
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            state        | send  | receive
            CLOSED       | EPIPE | ENOTCONN
            LISTEN       | EPIPE | ENOTCONN
            SYN_SENT     | taken | nothing yet
            SYN_RECEIVED | taken | nothing yet
            ESTABLISHED  | taken | nothing yet
            FIN_WAIT_1   | EPIPE | nothing yet
            FIN_WAIT_2   | EPIPE | nothing yet
            CLOSE_WAIT   | taken | end
            CLOSING      | EPIPE | end
            LAST_ACK     | EPIPE | end
            TIME_WAIT    | EPIPE | end
            """)
    void whatIsClosedCannotBeUsed(TcpState state, String send, String receive) {
        dialogue.reaches(state);
        for (int time = 0; time < 2; time++) {
            assertThat(said(dialogue.receive(100))).as("receive").isEqualTo(receive);
            assertThat(said(dialogue.send(10))).as("send").isEqualTo(send);
        }
    }

    private String said(int result) {
        return switch (result) {
            case TcpEngine.END_OF_STREAM -> "end";
            case TcpEngine.FAILED -> dialogue.error().name();
            case 0 -> "nothing yet";
            default -> "taken";
        };
    }

    /// A reset arrives while the program holds the connection: it is told why once, then there is no more.
    /// RFC 9293 §3.6 (MUST-12).
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            profile    | state        | told
            linux      | ESTABLISHED  | ECONNRESET
            linux      | FIN_WAIT_1   | ECONNRESET
            linux      | FIN_WAIT_2   | ECONNRESET
            linux      | CLOSE_WAIT   | EPIPE
            linux      | CLOSING      | ECONNRESET
            linux      | LAST_ACK     | ECONNRESET
            linux      | SYN_RECEIVED | ECONNRESET
            linux-3.6  | CLOSE_WAIT   | EPIPE
            freebsd-13 | CLOSE_WAIT   | ECONNRESET
            macos      | CLOSE_WAIT   | ECONNRESET
            windows-10 | CLOSE_WAIT   | ECONNRESET
            rfc-9293   | CLOSE_WAIT   | ECONNRESET
            rfc-9293   | SYN_RECEIVED | ECONNREFUSED
            """)
    void aProgramIsToldOnceThatItWasReset(String profile, TcpState state, Errno told) {
        Dialogue reset = new Dialogue(Profiles.named(profile)).reaches(state);
        boolean finCame = state == TcpState.CLOSE_WAIT || state == TcpState.CLOSING || state == TcpState.LAST_ACK;
        reset.hears(finCame ? "R. 2:2(0) ack 2" : "R. 1:1(0) ack 2");
        assertThat(reset.events()).containsExactly(SocketEvent.FAILED);
        if (finCame) {
            assertThat(reset.receive(10)).isEqualTo(TcpEngine.END_OF_STREAM);
        } else {
            assertThat(reset.receive(10)).isEqualTo(TcpEngine.FAILED);
        }
        assertThat(reset.error()).isEqualTo(told);
        assertThat(reset.error()).isEqualTo(Errno.OK);
        assertThat(reset.send(10)).isEqualTo(TcpEngine.FAILED);
        assertThat(reset.error()).isEqualTo(Errno.EPIPE);
    }

    @Test
    void aRefusedAttemptIsToldOnce() {
        dialogue.connecting().hears("R. 0:0(0) ack 1");
        assertThat(dialogue.events()).containsExactly(SocketEvent.FAILED);
        assertThat(dialogue.receive(10)).isEqualTo(TcpEngine.FAILED);
        assertThat(dialogue.error()).isEqualTo(Errno.ECONNREFUSED);
        assertThat(dialogue.receive(10)).isEqualTo(TcpEngine.FAILED);
        assertThat(dialogue.error()).isEqualTo(Errno.ENOTCONN);
    }

    @Test
    void afterARefusalTheSocketMayTryAgain() {
        dialogue.connecting().hears("R. 0:0(0) ack 1");
        assertThat(connectAgain()).isEqualTo(Errno.EINPROGRESS);
    }

    @Test
    void aSocketServesForOneConnection() {
        dialogue.reaches(TcpState.ESTABLISHED).hears("R. 1:1(0) ack 1");
        assertThat(connectAgain()).isEqualTo(Errno.EISCONN);
        assertThat(dialogue.world.engine.listen(dialogue.socket, 1, dialogue.world.now))
                .isEqualTo(Errno.EINVAL);
    }

    private Errno connectAgain() {
        return dialogue.world.engine.connect(
                dialogue.socket, dialogue.peer.there(), dialogue.world.now, dialogue.world);
    }

    @Test
    void unreadTextIsReadBeforeTheReset() {
        dialogue.accepted().hears("P. 1:11(10) ack 1");
        dialogue.hears("R. 11:11(0) ack 1");
        assertThat(dialogue.receive(100)).isEqualTo(10);
        assertThat(dialogue.receive(100)).isEqualTo(TcpEngine.FAILED);
        assertThat(dialogue.error()).isEqualTo(Errno.ECONNRESET);
        assertThat(dialogue.receive(100)).isEqualTo(TcpEngine.END_OF_STREAM);
    }

    @Test
    void unreadTextIsReadAfterTimeWaitHasBegun() {
        dialogue.accepted().shutdownWrite();
        dialogue.hears("FP. 1:11(10) ack 2");
        assertThat(dialogue.state()).isEqualTo(TcpState.TIME_WAIT);
        assertThat(dialogue.receive(100)).isEqualTo(10);
        assertThat(dialogue.receive(100)).isEqualTo(TcpEngine.END_OF_STREAM);
    }

    @Test
    void textAfterShutdownForReadingIsAcknowledgedAndMakesCloseReset() {
        dialogue.accepted();
        dialogue.world.engine.shutdownRead(dialogue.socket);
        assertThat(dialogue.receive(10)).isEqualTo(TcpEngine.END_OF_STREAM);
        dialogue.hears("P. 1:11(10) ack 1");
        assertThat(dialogue.says()).isEqualTo(". 1:1(0) ack 11");
        dialogue.close();
        assertThat(dialogue.says()).isEqualTo("R. 1:1(0) ack 11");
        assertThat(dialogue.world.engine.count(Counter.ABORT_ON_CLOSE)).isEqualTo(1);
    }

    /// Both halves shut down are as good as closed (net/ipv4/tcp_input.c:tcp_rcv_state_process).
    @ParameterizedTest
    @CsvSource({"FIN_WAIT_1, 1", "FIN_WAIT_2, 2"})
    void textAfterShutdownOfBothHalvesIsReset(TcpState state, int ack) {
        dialogue.reaches(state);
        dialogue.world.engine.shutdownRead(dialogue.socket);
        dialogue.hears("P. 1:11(10) ack " + ack);
        assertThat(dialogue.says()).isEqualTo("R %d:%d(0)".formatted(ack, ack));
        assertThat(dialogue.world.engine.state(dialogue.socket)).isEqualTo(TcpState.CLOSED);
        assertThat(dialogue.error()).isEqualTo(Errno.ECONNRESET);
        assertThat(dialogue.world.engine.count(Counter.ABORT_ON_DATA)).isEqualTo(1);
    }
}
