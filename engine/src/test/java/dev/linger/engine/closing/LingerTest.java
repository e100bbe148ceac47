package dev.linger.engine.closing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.engine.Dialogue;
import dev.linger.engine.TcpEngine;
import dev.linger.engine.profile.Profiles;
import dev.linger.engine.socket.Errno;
import dev.linger.engine.socket.SocketEvent;
import dev.linger.engine.socket.SocketOption;
import dev.linger.model.Counter;
import dev.linger.model.TcpState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// SO_LINGER with seconds: when close() waits, what ends the wait, and what is left after it.
class LingerTest {
    private static final int SECONDS = 3;

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            state        | told
            CLOSED       | OK
            SYN_SENT     | OK
            ESTABLISHED  | EINPROGRESS
            CLOSE_WAIT   | EINPROGRESS
            FIN_WAIT_1   | EINPROGRESS
            FIN_WAIT_2   | OK
            CLOSING      | EINPROGRESS
            LAST_ACK     | EINPROGRESS
            TIME_WAIT    | OK
            """)
    void closeWaitsWhileAFinIsNotAcknowledged(TcpState state, Errno told) {
        Dialogue dialogue = new Dialogue(Profiles.LINUX).reaches(state).with(SocketOption.SO_LINGER, SECONDS);
        assertThat(dialogue.close()).isEqualTo(told);
        assertThat(dialogue.events()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            profile    | blocking | told
            linux      | yes      | EINPROGRESS
            linux      | no       | EINPROGRESS
            linux-3.6  | no       | EINPROGRESS
            freebsd-13 | yes      | EINPROGRESS
            freebsd-13 | no       | OK
            macos      | yes      | EINPROGRESS
            macos      | no       | OK
            windows-10 | no       | OK
            rfc-9293   | no       | OK
            """)
    void linuxAloneWaitsOnADescriptorThatDoesNotBlock(String profile, String blocking, Errno told) {
        Dialogue dialogue = new Dialogue(Profiles.named(profile))
                .accepted()
                .with(SocketOption.SO_LINGER, SECONDS)
                .with(SocketOption.O_NONBLOCK, blocking.equals("no") ? 1 : 0);
        assertThat(dialogue.close()).isEqualTo(told);
        assertThat(dialogue.says()).isEqualTo("F. 1:1(0) ack 1");
    }

    /// What comes from the peer while close() waits in FIN_WAIT_1, and what is left of the connection then.
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            comes                 | answer         | waits on | then
            . 1:1(0) ack 2        |                | no       | FIN_WAIT_2
            F. 1:1(0) ack 2       | . 2:2(0) ack 2 | no       | TIME_WAIT
            F. 1:1(0) ack 1       | . 2:2(0) ack 2 | yes      | CLOSING
            R. 1:1(0) ack 1       |                | no       | CLOSED
            . 1:1(0) ack 1        |                | yes      | FIN_WAIT_1
            P. 1:11(10) ack 2     | R 2:2(0)       | no       | CLOSED
            P. 1:11(10) ack 1     | R 1:1(0)       | no       | CLOSED
            """)
    void theWaitEndsWithTheAcknowledgmentOfTheFin(String comes, String answer, String waitsOn, TcpState then) {
        Dialogue dialogue = lingering();
        dialogue.hears(comes);
        assertThat(dialogue.says()).isEqualTo(answer == null ? "" : answer);
        assertThat(dialogue.events().contains(SocketEvent.LINGERED)).isEqualTo(waitsOn.equals("no"));
        assertThat(dialogue.state()).isEqualTo(then);
    }

    @Test
    void theWaitInLastAckEndsWithTheConnection() {
        Dialogue dialogue =
                new Dialogue(Profiles.LINUX).reaches(TcpState.CLOSE_WAIT).with(SocketOption.SO_LINGER, SECONDS);
        dialogue.close();
        dialogue.hears(". 2:2(0) ack 2");
        assertThat(dialogue.events()).containsExactly(SocketEvent.LINGERED);
        assertThat(dialogue.state()).isEqualTo(TcpState.CLOSED);
    }

    @Test
    void theWaitInClosingEndsInTimeWait() {
        Dialogue dialogue = lingering();
        dialogue.hears("F. 1:1(0) ack 1");
        dialogue.hears(". 2:2(0) ack 2");
        assertThat(dialogue.events()).containsExactly(SocketEvent.LINGERED);
        assertThat(dialogue.state()).isEqualTo(TcpState.TIME_WAIT);
    }

    @Test
    void textInFrontOfTheFinIsWaitedForToo() {
        Dialogue dialogue = new Dialogue(Profiles.LINUX).accepted().with(SocketOption.SO_LINGER, SECONDS);
        dialogue.send(100);
        dialogue.close();
        dialogue.hears(". 1:1(0) ack 101");
        assertThat(dialogue.events()).isEmpty();
        dialogue.hears(". 1:1(0) ack 102");
        assertThat(dialogue.events()).containsExactly(SocketEvent.LINGERED);
    }

    @Test
    void whoWaitsIsNoOrphanYet() {
        Dialogue dialogue = lingering();
        assertThat(dialogue.world.engine.count(Counter.SOCKSTAT_ORPHAN)).isZero();
        dialogue.passMillis(SECONDS * 1_000 - 1);
        assertThat(dialogue.world.engine.count(Counter.SOCKSTAT_ORPHAN)).isZero();
        dialogue.passMillis(1);
        assertThat(dialogue.world.engine.count(Counter.SOCKSTAT_ORPHAN)).isEqualTo(1);
        assertThat(dialogue.events()).containsExactly(SocketEvent.LINGERED);
    }

    @Test
    void afterTheWaitTheHostGoesOnAlone() {
        Dialogue dialogue = lingering();
        dialogue.passMillis(SECONDS * 1_000);
        dialogue.events();
        dialogue.says();
        dialogue.hears(". 1:1(0) ack 2");
        assertThat(dialogue.state()).isEqualTo(TcpState.FIN_WAIT_2);
        assertThat(dialogue.world.engine.count(Counter.SOCKSTAT_TIME_WAIT)).isEqualTo(1);
        assertThat(dialogue.events()).isEmpty();
        dialogue.passMillis(59_999);
        assertThat(dialogue.state()).isEqualTo(TcpState.FIN_WAIT_2);
        dialogue.passMillis(1);
        assertThat(dialogue.state()).isEqualTo(TcpState.CLOSED);
        assertThat(dialogue.says()).isEmpty();
    }

    /// It was a close() in FIN_WAIT_2 by the time it was through (net/ipv4/tcp.c:__tcp_close).
    @Test
    void withoutFinWait2ALingeringCloseCountsAbortOnLinger() {
        Dialogue dialogue = new Dialogue(Profiles.LINUX)
                .accepted()
                .with(SocketOption.SO_LINGER, SECONDS)
                .with(SocketOption.TCP_LINGER2, -1);
        dialogue.close();
        dialogue.says();
        dialogue.hears(". 1:1(0) ack 2");
        assertThat(dialogue.says()).isEqualTo("R. 2:2(0) ack 1");
        assertThat(dialogue.world.engine.count(Counter.ABORT_ON_LINGER)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = TcpState.class,
            names = {"FIN_WAIT_1", "TIME_WAIT"})
    void theSocketIsFreeForAnotherWhenTheWaitIsOver(TcpState then) {
        Dialogue dialogue = lingering();
        if (then == TcpState.TIME_WAIT) {
            dialogue.hears("F. 1:1(0) ack 2");
            assertThat(dialogue.world.engine.socket()).isEqualTo(dialogue.socket);
        } else {
            assertThat(dialogue.world.engine.socket()).isNotEqualTo(dialogue.socket);
        }
        assertThat(dialogue.state()).isEqualTo(then);
    }

    @Test
    void closeWithUnreadTextDoesNotWait() {
        Dialogue dialogue = new Dialogue(Profiles.LINUX).accepted().with(SocketOption.SO_LINGER, SECONDS);
        dialogue.hears("P. 1:11(10) ack 1");
        assertThat(dialogue.close()).isEqualTo(Errno.OK);
        assertThat(dialogue.state()).isEqualTo(TcpState.CLOSED);
        assertThat(dialogue.world.engine.nextDeadlineNanos()).isEqualTo(TcpEngine.NEVER);
    }

    private static Dialogue lingering() {
        Dialogue dialogue = new Dialogue(Profiles.LINUX).accepted().with(SocketOption.SO_LINGER, SECONDS);
        assertThat(dialogue.close()).isEqualTo(Errno.EINPROGRESS);
        assertThat(dialogue.says()).isEqualTo("F. 1:1(0) ack 1");
        return dialogue;
    }
}
