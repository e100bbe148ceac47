package dev.linger.engine.closing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.engine.Dialogue;
import dev.linger.engine.TcpEngine;
import dev.linger.engine.profile.Profiles;
import dev.linger.engine.socket.SocketEvent;
import dev.linger.model.TcpState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// FINs with text, before their text, behind a shut window, repeated, and lost.
class FinTest {
    private final Dialogue dialogue = new Dialogue(Profiles.LINUX);

    @Test
    void aFinMayComeWithText() {
        dialogue.accepted().hears("FP. 1:11(10) ack 1");
        dialogue.passMillis(40);
        assertThat(dialogue.says()).isEqualTo(". 1:1(0) ack 12");
        assertThat(dialogue.state()).isEqualTo(TcpState.CLOSE_WAIT);
        assertThat(dialogue.events()).containsExactly(SocketEvent.READABLE, SocketEvent.END_OF_STREAM);
        assertThat(dialogue.receive(100)).isEqualTo(10);
        assertThat(dialogue.receive(100)).isEqualTo(TcpEngine.END_OF_STREAM);
    }

    @Test
    void aFinBeforeItsTextChangesNothingYet() {
        dialogue.accepted().hears("F. 11:11(0) ack 1");
        assertThat(dialogue.says()).isEqualTo(". 1:1(0) ack 1");
        assertThat(dialogue.state()).isEqualTo(TcpState.ESTABLISHED);
        assertThat(dialogue.events()).isEmpty();
        dialogue.hears("P. 1:11(10) ack 1");
        assertThat(dialogue.says()).isEqualTo(". 1:1(0) ack 12");
        assertThat(dialogue.state()).isEqualTo(TcpState.CLOSE_WAIT);
    }

    @Test
    void aFinBeforeItsTextIsKeptInFinWait2Too() {
        dialogue.reaches(TcpState.FIN_WAIT_2).hears("F. 11:11(0) ack 2");
        assertThat(dialogue.state()).isEqualTo(TcpState.FIN_WAIT_2);
        dialogue.says();
        dialogue.hears("P. 1:11(10) ack 2");
        assertThat(dialogue.says()).isEqualTo(". 2:2(0) ack 12");
        assertThat(dialogue.state()).isEqualTo(TcpState.TIME_WAIT);
    }

    /// The peer's FIN once more, twice within a moment: each is acknowledged, whatever limit there is on answers.
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            profile    | state      | ack | answer
            linux      | CLOSE_WAIT | 1   | . 1:1(0) ack 2
            linux      | CLOSING    | 1   | . 2:2(0) ack 2
            linux      | LAST_ACK   | 1   | . 2:2(0) ack 2
            linux      | TIME_WAIT  | 2   | . 2:2(0) ack 2
            freebsd-13 | CLOSE_WAIT | 1   | . 1:1(0) ack 2
            macos      | LAST_ACK   | 1   | . 2:2(0) ack 2
            windows-10 | CLOSING    | 1   | . 2:2(0) ack 2
            rfc-9293   | CLOSE_WAIT | 1   | . 1:1(0) ack 2
            """)
    void aRepeatedFinIsAcknowledged(String profile, TcpState state, int ack, String answer) {
        Dialogue repeating = new Dialogue(Profiles.named(profile)).reaches(state);
        for (int time = 0; time < 2; time++) {
            repeating.hears("F. 1:1(0) ack " + ack);
            assertThat(repeating.says()).isEqualTo(answer);
            assertThat(repeating.state()).isEqualTo(state);
        }
    }

    @ParameterizedTest
    @CsvSource({"FIN_WAIT_1, F. 1:1(0) ack 1", "CLOSING, F. 1:1(0) ack 2", "LAST_ACK, F. 1:1(0) ack 2"})
    void ourFinIsRepeated(TcpState state, String fin) {
        dialogue.reaches(state);
        assertThat(dialogue.passUntilHeard(1_000)).isEqualTo(204);
        assertThat(dialogue.says()).isEqualTo(fin);
    }

    /// Both FINs cross, and the peer's acknowledgment is lost: whoever has none repeats its FIN.
    @Test
    void aSimultaneousCloseSurvivesTheLossOfAnAcknowledgment() {
        dialogue.accepted().close();
        dialogue.says();
        dialogue.hears("F. 1:1(0) ack 1");
        assertThat(dialogue.says()).isEqualTo(". 2:2(0) ack 2");
        dialogue.passUntilHeard(1_000);
        assertThat(dialogue.says()).isEqualTo("F. 1:1(0) ack 2");
        dialogue.hears("F. 1:1(0) ack 1");
        assertThat(dialogue.says()).as("ours was lost too").isEqualTo(". 2:2(0) ack 2");
        dialogue.hears(". 2:2(0) ack 2");
        assertThat(dialogue.says()).isEmpty();
        assertThat(dialogue.state()).isEqualTo(TcpState.TIME_WAIT);
    }

    @Test
    void aSimultaneousCloseSurvivesTheLossOfOurFin() {
        dialogue.accepted().close();
        dialogue.says();
        dialogue.passUntilHeard(1_000);
        assertThat(dialogue.says()).isEqualTo("F. 1:1(0) ack 1");
        dialogue.hears("F. 1:1(0) ack 1");
        dialogue.hears(". 2:2(0) ack 2");
        assertThat(dialogue.says()).isEqualTo(". 2:2(0) ack 2");
        assertThat(dialogue.state()).isEqualTo(TcpState.TIME_WAIT);
    }

    @Test
    void withThePeersFinLostThePeerAcknowledgesOursFirst() {
        dialogue.accepted().close();
        dialogue.says();
        dialogue.hears(". 2:2(0) ack 2");
        assertThat(dialogue.says()).as("what lies behind the lost FIN").isEmpty();
        assertThat(dialogue.state()).isEqualTo(TcpState.FIN_WAIT_2);
        dialogue.hears("F. 1:1(0) ack 2");
        assertThat(dialogue.says()).isEqualTo(". 2:2(0) ack 2");
        assertThat(dialogue.state()).isEqualTo(TcpState.TIME_WAIT);
    }

    @Test
    void theFinOfAProgramThatStillHoldsTheSocketPassesThroughFinWait2() {
        dialogue.reaches(TcpState.FIN_WAIT_1).hears("F. 1:1(0) ack 2");
        assertThat(dialogue.says()).isEqualTo(". 2:2(0) ack 2");
        assertThat(dialogue.state()).isEqualTo(TcpState.TIME_WAIT);
        assertThat(dialogue.events()).containsExactly(SocketEvent.END_OF_STREAM);
    }

    // --- a FIN that has to wait --------------------------------------------------------------------------------------

    @Test
    void textBehindAShutWindowIsSentAfterCloseWithTheFin() {
        dialogue.accepted().hears(". 1:1(0) ack 1 win 0");
        dialogue.send(100);
        dialogue.close();
        assertThat(dialogue.says()).isEmpty();
        assertThat(dialogue.state()).isEqualTo(TcpState.FIN_WAIT_1);
        dialogue.hears(". 1:1(0) ack 1 win 1000");
        assertThat(dialogue.says()).isEqualTo("FP. 1:101(100) ack 1");
        dialogue.hears(". 1:1(0) ack 102");
        assertThat(dialogue.state()).isEqualTo(TcpState.FIN_WAIT_2);
    }

    /// A FIN takes one number of the window.
    @ParameterizedTest
    @CsvSource({"100, P. 1:101(100) ack 1", "101, FP. 1:101(100) ack 1"})
    void theFinNeedsRoomInTheWindow(int window, String sent) {
        dialogue.accepted().hears(". 1:1(0) ack 1 win 0");
        dialogue.send(100);
        dialogue.close();
        dialogue.hears(". 1:1(0) ack 1 win " + window);
        assertThat(dialogue.says()).isEqualTo(sent);
        if (window == 100) {
            dialogue.hears(". 1:1(0) ack 101 win 100");
            assertThat(dialogue.says()).isEqualTo("F. 101:101(0) ack 1");
        }
    }

    @Test
    void theFinWaitsBehindTextThatTheCongestionWindowKeepsBack() {
        dialogue.accepted().send(20_000);
        assertThat(dialogue.says()).endsWith(". 13141:14601(1460) ack 1");
        dialogue.close();
        assertThat(dialogue.says()).isEmpty();
        dialogue.hears(". 1:1(0) ack 14601");
        assertThat(dialogue.says())
                .isEqualTo(". 14601:16061(1460) ack 1, . 16061:17521(1460) ack 1, . 17521:18981(1460) ack 1, "
                        + "FP. 18981:20001(1020) ack 1");
    }

    @Test
    void closeSendsWhatNagleKeptBackWithTheFin() {
        dialogue.accepted().send(100);
        dialogue.send(50);
        assertThat(dialogue.says()).isEqualTo("P. 1:101(100) ack 1");
        dialogue.close();
        assertThat(dialogue.says()).isEqualTo("FP. 101:151(50) ack 1");
    }

    @Test
    void textAndFinThatWereLostAreRepeatedTogether() {
        dialogue.accepted().send(100);
        dialogue.close();
        dialogue.says();
        dialogue.passUntilHeard(1_000);
        assertThat(dialogue.says()).isEqualTo("FP. 1:101(100) ack 1");
    }

    @Test
    void anAcknowledgmentOfTheTextAloneLeavesTheFinOnItsWay() {
        dialogue.accepted().send(100);
        dialogue.close();
        dialogue.says();
        dialogue.hears(". 1:1(0) ack 101");
        assertThat(dialogue.state()).isEqualTo(TcpState.FIN_WAIT_1);
        dialogue.passUntilHeard(1_000);
        assertThat(dialogue.says()).isEqualTo("F. 101:101(0) ack 1");
    }

    @Test
    void textQueuedInSynSentIsForgottenByClose() {
        dialogue.connecting().send(100);
        dialogue.says();
        dialogue.close();
        assertThat(dialogue.state()).isEqualTo(TcpState.CLOSED);
        dialogue.hears("S. 0:0(0) ack 1");
        assertThat(dialogue.says()).isEqualTo("R 1:1(0)");
    }

    @Test
    void closeInSynReceivedIsFollowedByAnOrdinaryEnd() {
        dialogue.reaches(TcpState.SYN_RECEIVED).close();
        assertThat(dialogue.says()).isEqualTo("F. 1:1(0) ack 1");
        dialogue.hears(". 1:1(0) ack 1");
        assertThat(dialogue.state()).isEqualTo(TcpState.FIN_WAIT_1);
        dialogue.hears("F. 1:1(0) ack 2");
        assertThat(dialogue.state()).isEqualTo(TcpState.TIME_WAIT);
    }
}
