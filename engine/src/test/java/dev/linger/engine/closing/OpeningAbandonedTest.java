package dev.linger.engine.closing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.engine.Dialogue;
import dev.linger.engine.profile.Profile;
import dev.linger.engine.profile.Profiles;
import dev.linger.engine.socket.Errno;
import dev.linger.model.Counter;
import dev.linger.model.TcpState;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The program gives up a connection before it is open: in SYN_SENT, and in SYN_RECEIVED, where it can only be when
/// both sides have opened. An embryo of a listener belongs to no program; ListenerQueueTest has its end.
class OpeningAbandonedTest {
    static List<Profile> profiles() {
        return Profiles.all();
    }

    /// RFC 9293 §3.10.4, RFC 9293 §3.10.5: in SYN_SENT the connection is only forgotten. The peer learns it from the
    /// answer to what it says next.
    @ParameterizedTest
    @MethodSource("profiles")
    void closingInSynSentSaysNothing(Profile profile) {
        Dialogue dialogue = new Dialogue(profile).reaches(TcpState.SYN_SENT);
        assertThat(dialogue.close()).isEqualTo(Errno.OK);
        isForgotten(dialogue);
        dialogue.hears("S. 0:0(0) ack 1");
        assertThat(dialogue.says()).isEqualTo("R 1:1(0)");
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void abortingInSynSentSaysNothing(Profile profile) {
        Dialogue dialogue = new Dialogue(profile).reaches(TcpState.SYN_SENT);
        dialogue.abort();
        isForgotten(dialogue);
    }

    private static void isForgotten(Dialogue dialogue) {
        dialogue.passMillis(600_000);
        assertThat(dialogue.says()).isEmpty();
        assertThat(dialogue.state()).isEqualTo(TcpState.CLOSED);
        assertThat(dialogue.events()).as("the program knows").isEmpty();
        assertThat(dialogue.world.engine.count(Counter.ATTEMPT_FAILS)).isZero();
        assertThat(dialogue.world.engine.count(Counter.OUT_RSTS)).isZero();
        assertThat(dialogue.world.engine.count(Counter.ESTAB_RESETS)).isZero();
        int[] left = {0};
        dialogue.world.engine.visit(socket -> left[0]++);
        assertThat(left[0]).isZero();
    }

    /// RFC 9293 §3.10.5: a reset. That no connection was open shows in the counters.
    @ParameterizedTest
    @MethodSource("profiles")
    void abortingInSynReceivedResets(Profile profile) {
        Dialogue dialogue = new Dialogue(profile).reaches(TcpState.SYN_RECEIVED);
        dialogue.abort();
        assertThat(dialogue.says()).isEqualTo("R. 1:1(0) ack 1");
        assertThat(dialogue.state()).isEqualTo(TcpState.CLOSED);
        assertThat(dialogue.events()).isEmpty();
        assertThat(dialogue.world.engine.count(Counter.OUT_RSTS)).isEqualTo(1);
        assertThat(dialogue.world.engine.count(Counter.ABORT_ON_DATA)).isEqualTo(1);
        assertThat(dialogue.world.engine.count(Counter.ESTAB_RESETS)).isZero();
        assertThat(dialogue.world.engine.count(Counter.CURR_ESTAB)).isZero();
    }

    /// RFC 9293 §3.10.4: a FIN, and FIN_WAIT_1. The peer's answer acknowledges the SYN and perhaps the FIN, may bring
    /// its own, or is its SYN again with the acknowledgment.
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            heard             | reply           | then
            . 1:1(0) ack 1    |                 | FIN_WAIT_1
            . 1:1(0) ack 2    |                 | FIN_WAIT_2
            F. 1:1(0) ack 1   | . 2:2(0) ack 2  | CLOSING
            F. 1:1(0) ack 2   | . 2:2(0) ack 2  | TIME_WAIT
            R. 1:1(0) ack 1   |                 | CLOSED
            """)
    void closingInSynReceivedFinishesWhatWasBegun(String heard, String reply, TcpState then) {
        for (Profile profile : profiles()) {
            Dialogue dialogue = new Dialogue(profile).reaches(TcpState.SYN_RECEIVED);
            assertThat(dialogue.close()).isEqualTo(Errno.OK);
            assertThat(dialogue.says()).as(profile.name()).isEqualTo("F. 1:1(0) ack 1");
            assertThat(dialogue.state()).as(profile.name()).isEqualTo(TcpState.FIN_WAIT_1);
            dialogue.hears(heard);
            assertThat(dialogue.says()).as(profile.name()).isEqualTo(reply == null ? "" : reply);
            assertThat(dialogue.state()).as(profile.name()).isEqualTo(then);
            assertThat(dialogue.events()).as(profile.name()).isEmpty();
            assertThat(dialogue.world.engine.count(Counter.ATTEMPT_FAILS))
                    .as(profile.name())
                    .isZero();
        }
    }

    /// The SYN may be what was lost, so it goes again before the FIN does.
    @ParameterizedTest
    @MethodSource("profiles")
    void aFinAfterASynThatNobodyAcknowledgedWaitsForTheSyn(Profile profile) {
        Dialogue dialogue = new Dialogue(profile).reaches(TcpState.SYN_RECEIVED);
        dialogue.close();
        dialogue.says();
        dialogue.passUntilHeard(10_000);
        assertThat(dialogue.says()).isEqualTo("S. 0:0(0) ack 1");
        dialogue.hears(". 1:1(0) ack 1");
        dialogue.passUntilHeard(10_000);
        assertThat(dialogue.says()).isEqualTo("F. 1:1(0) ack 1");
        dialogue.hears(". 1:1(0) ack 2");
        assertThat(dialogue.state()).isEqualTo(TcpState.FIN_WAIT_2);
    }
}
