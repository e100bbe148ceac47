package dev.linger.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.engine.profile.Profiles;
import dev.linger.engine.record.RecordPath;
import dev.linger.engine.socket.Errno;
import dev.linger.engine.socket.SocketEvent;
import dev.linger.engine.socket.SocketOption;
import dev.linger.model.Counter;
import dev.linger.model.TcpState;
import org.junit.jupiter.api.Test;

/// The packet scripts that pass on Linux 6.18, by hand and step by step; each test names its script.
class MeasuredClosingTest {
    private final Dialogue dialogue = new Dialogue(Profiles.LINUX);

    /// `closing_simultaneous`
    @Test
    void simultaneousCloseGoesThroughClosingToTimeWait() {
        dialogue.accepted().close();
        expect("F. 1:1(0) ack 1");
        dialogue.hears("F. 1:1(0) ack 1");
        expect(". 2:2(0) ack 2");
        assertThat(dialogue.state()).isEqualTo(TcpState.CLOSING);
        dialogue.passMillis(100);
        dialogue.hears(". 2:2(0) ack 2");
        expectSilence();
        assertThat(dialogue.state()).isEqualTo(TcpState.TIME_WAIT);
        dialogue.passMillis(100);
        dialogue.hears("F. 1:1(0) ack 2");
        expect(". 2:2(0) ack 2");
    }

    /// `data_after_close_finwait2`
    /// RFC 9293 §3.6.1 (SHLD-3).
    @Test
    void textAfterCloseIsAnsweredByAReset() {
        closeFirst();
        dialogue.hears(". 1:1(0) ack 2");
        assertThat(dialogue.state()).isEqualTo(TcpState.FIN_WAIT_2);
        dialogue.passMillis(100);
        dialogue.hears("P. 1:101(100) ack 2");
        expect("R 2:2(0)");
        assertThat(dialogue.state()).isEqualTo(TcpState.CLOSED);
    }

    /// `fin_rexmit_lastack`
    @Test
    void anUnansweredFinInLastAckIsRepeated() {
        dialogue.accepted().hears("F. 1:1(0) ack 1");
        expect(". 1:1(0) ack 2");
        dialogue.passMillis(100);
        dialogue.close();
        expect("F. 1:1(0) ack 2");
        assertThat(dialogue.passUntilHeard(1_000)).isBetween(190.0, 450.0);
        expect("F. 1:1(0) ack 2");
        assertThat(dialogue.passUntilHeard(1_000)).isBetween(380.0, 900.0);
        expect("F. 1:1(0) ack 2");
        dialogue.passMillis(100);
        dialogue.hears(". 2:2(0) ack 2");
        expectSilence();
        dialogue.passMillis(100);
        dialogue.hears(". 2:2(0) ack 2");
        expect("R 2:2(0)");
    }

    /// `fin_with_data_ooo`
    @Test
    void aFinThatComesBeforeItsTextIsKept() {
        dialogue.accepted().hears("F. 101:201(100) ack 1");
        expect(". 1:1(0) ack 1");
        dialogue.passMillis(100);
        dialogue.hears("P. 1:101(100) ack 1");
        expect(". 1:1(0) ack 202");
        assertThat(dialogue.receive(500)).isEqualTo(200);
        assertThat(dialogue.receive(500)).isEqualTo(TcpEngine.END_OF_STREAM);
        dialogue.close();
        expect("F. 1:1(0) ack 202");
    }

    /// `finwait2_orphan_timeout`
    @Test
    void anOrphanInFinWait2LastsForFinTimeout() {
        dialogue.world.engine.setProfile(RecordPath.copy(Profiles.LINUX, "closing.finWait2Millis", 3_000L));
        closeFirst();
        dialogue.hears(". 1:1(0) ack 2");
        dialogue.passMillis(2_500);
        dialogue.hears(". 1:1(0) ack 1");
        expectSilence();
        assertThat(dialogue.state()).isEqualTo(TcpState.FIN_WAIT_2);
        dialogue.passMillis(1_000);
        dialogue.hears("F. 1:1(0) ack 2");
        expect("R 2:2(0)");
    }

    /// `halfclose_rcv_then_fin`
    @Test
    void textStillArrivesAfterShutdownOfTheOtherHalf() {
        dialogue.accepted().shutdownWrite();
        expect("F. 1:1(0) ack 1");
        dialogue.passMillis(100);
        dialogue.hears(". 1:1(0) ack 2");
        dialogue.passMillis(100);
        dialogue.hears("P. 1:101(100) ack 2");
        expect(". 2:2(0) ack 101");
        assertThat(dialogue.receive(200)).isEqualTo(100);
        dialogue.passMillis(100);
        dialogue.hears("F. 101:101(0) ack 2");
        expect(". 2:2(0) ack 102");
        assertThat(dialogue.receive(200)).isEqualTo(TcpEngine.END_OF_STREAM);
        dialogue.close();
        expectSilence();
        assertThat(dialogue.state()).isEqualTo(TcpState.TIME_WAIT);
    }

    /// `linger0_rst`
    @Test
    void lingerZeroResetsAndCountsAbortOnData() {
        dialogue.accepted().with(SocketOption.SO_LINGER, 0).close();
        expect("R. 1:1(0) ack 1");
        assertThat(dialogue.world.engine.count(Counter.ABORT_ON_DATA)).isEqualTo(1);
        dialogue.passMillis(100);
        dialogue.hears(". 1:1(0) ack 1");
        expect("R 1:1(0)");
    }

    /// `linger_timeout_close_blocks`
    @Test
    void lingerSaysNothingWhenItsTimeIsOver() {
        dialogue.accepted().with(SocketOption.SO_LINGER, 2).send(100);
        expect("P. 1:101(100) ack 1");
        dialogue.passMillis(10);
        assertThat(dialogue.close()).isEqualTo(Errno.EINPROGRESS);
        expect("F. 101:101(0) ack 1");
        dialogue.passMillis(1_999);
        assertThat(dialogue.events()).isEmpty();
        dialogue.passMillis(1);
        assertThat(dialogue.events()).containsExactly(SocketEvent.LINGERED);
        dialogue.passMillis(300);
        assertThat(dialogue.says()).doesNotContain("R");
        assertThat(dialogue.state()).isEqualTo(TcpState.FIN_WAIT_1);
        assertThat(dialogue.world.engine.count(Counter.SOCKSTAT_ORPHAN)).isEqualTo(1);
    }

    /// `listen_close_rst_embryo`
    @Test
    void closingAListenerResetsChildrenNobodyAccepted() {
        dialogue.listens().hears("S 0:0(0)");
        expect("S. 0:0(0) ack 1");
        dialogue.passMillis(100);
        dialogue.hears(". 1:1(0) ack 1");
        dialogue.passMillis(100);
        dialogue.world.engine.close(dialogue.listener, dialogue.world.now, dialogue.world);
        expect("R. 1:1(0) ack 1");
    }

    /// `unread_rst`
    /// RFC 9293 §3.6.1 (SHLD-3).
    @Test
    void unreadTextMakesCloseReset() {
        dialogue.accepted().hears("P. 1:101(100) ack 1");
        expect(". 1:1(0) ack 101");
        dialogue.passMillis(100);
        dialogue.close();
        expect("R. 1:1(0) ack 101");
        assertThat(dialogue.world.engine.count(Counter.ABORT_ON_CLOSE)).isEqualTo(1);
    }

    /// `tw_60s`
    @Test
    void aRepeatedFinRestartsTheSixtySeconds() {
        waitInTimeWait();
        for (int time = 0; time < 2; time++) {
            dialogue.passMillis(59_000);
            dialogue.hears("F. 1:1(0) ack 2");
            expect(". 2:2(0) ack 2");
        }
        dialogue.passMillis(62_000);
        dialogue.hears("F. 1:1(0) ack 2");
        expect("R 2:2(0)");
    }

    /// `tw_data_reset_or_ack`
    @Test
    void textInTimeWaitIsAcknowledged() {
        waitInTimeWait();
        dialogue.passMillis(100);
        dialogue.hears("P. 2:102(100) ack 2");
        expect(". 2:2(0) ack 2");
    }

    /// `tw_fin_retrans_acked`
    @Test
    void aRepeatedFinInTimeWaitIsAcknowledged() {
        waitInTimeWait();
        dialogue.passMillis(5_000);
        dialogue.hears("F. 1:1(0) ack 2");
        expect(". 2:2(0) ack 2");
    }

    /// `tw_rst_kills_default`
    @Test
    void aResetKillsTimeWait() {
        waitInTimeWait();
        dialogue.passMillis(100);
        dialogue.hears("R 2:2(0)");
        expectSilence();
        dialogue.passMillis(100);
        dialogue.hears(". 2:2(0) ack 2");
        expect("R 2:2(0)");
    }

    /// `tw_syn_newer_seq_reopens`
    @Test
    void aNewerSynReopensAboveTheOldNumbers() {
        waitInTimeWait();
        dialogue.passMillis(100);
        dialogue.hears("S 100000:100000(0)");
        expect("S. 65539:65539(0) ack 100001");
    }

    /// `tw_syn_older_seq_ack`
    @Test
    void anOlderSynIsAcknowledged() {
        waitInTimeWait();
        dialogue.passMillis(100);
        dialogue.hears("S 1:1(0)");
        expect(". 2:2(0) ack 2");
    }

    /// `tw_ts_rst_older_ts_ignored`
    @Test
    void aResetWithAnOlderTimestampIsIgnoredInTimeWait() {
        waitInTimeWaitWithTimestamps();
        dialogue.hears("R 2:2(0) ts 500");
        expectSilence();
        dialogue.passMillis(100);
        dialogue.hears("F. 1:1(0) ack 2 ts 1002");
        expect(". 2:2(0) ack 2");
    }

    /// `tw_ts_syn_older_seq_newer_ts`
    @Test
    void aSynWithANewerTimestampReopensWhateverItsNumber() {
        waitInTimeWaitWithTimestamps();
        dialogue.hears("S 1:1(0) ts 2000");
        expect("S. 65539:65539(0) ack 2");
    }

    /// `tw_ts_syn_older_ts`
    @Test
    void aSynWithAnOlderTimestampIsAcknowledged() {
        waitInTimeWaitWithTimestamps();
        dialogue.hears("S 100000:100000(0) ts 500");
        expect(". 2:2(0) ack 2");
    }

    private void expect(String segment) {
        assertThat(dialogue.says()).isEqualTo(segment);
    }

    private void expectSilence() {
        expect("");
    }

    private void closeFirst() {
        dialogue.accepted().close();
        expect("F. 1:1(0) ack 1");
        dialogue.passMillis(100);
    }

    private void waitInTimeWait() {
        closeFirst();
        dialogue.hears("F. 1:1(0) ack 2");
        expect(". 2:2(0) ack 2");
    }

    private void waitInTimeWaitWithTimestamps() {
        dialogue.listens().hears("S 0:0(0) ts 1000");
        assertThat(dialogue.lastSaidHadTimestamps()).isTrue();
        expect("S. 0:0(0) ack 1");
        dialogue.passMillis(100);
        dialogue.hears(". 1:1(0) ack 1 ts 1001");
        dialogue.socket = dialogue.world.engine.accept(dialogue.listener);
        dialogue.passMillis(100);
        dialogue.close();
        expect("F. 1:1(0) ack 1");
        dialogue.passMillis(100);
        dialogue.hears("F. 1:1(0) ack 2 ts 1002");
        assertThat(dialogue.lastSaidHadTimestamps()).isTrue();
        expect(". 2:2(0) ack 2");
        dialogue.passMillis(100);
    }
}
