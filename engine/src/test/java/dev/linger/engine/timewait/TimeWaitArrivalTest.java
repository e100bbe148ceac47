package dev.linger.engine.timewait;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.model.Flags;
import dev.linger.model.TcpState;
import dev.linger.wire.Segment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeWaitArrivalTest {
    private static final TimeWaitRules LINUX = TimeWaitRules.LINUX;
    private static final TimeWaitRules MACOS = TimeWaitRules.MACOS;

    private final TimeWaitRow row = new TimeWaitRow();

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            millis later | allowed
            0            | false
            499          | false
            500          | true
            2147483647   | true
            -1           | true
            """)
    void linuxSendsOneLimitedReplyEach500Millis(int laterMillis, boolean allowed) {
        int nowMillis = Integer.MAX_VALUE - 100;
        assertThat(TimeWaitArrival.replyAllowed(LINUX, row, nowMillis)).isTrue();
        TimeWaitArrival.replied(LINUX, row, nowMillis);
        assertThat(TimeWaitArrival.replyAllowed(LINUX, row, nowMillis + laterMillis))
                .isEqualTo(allowed);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -300, Integer.MAX_VALUE - 500})
    void macosSendsTenChallengesASecond(int firstMillis) {
        for (int reply = 0; reply < 10; reply++) {
            assertThat(TimeWaitArrival.replyAllowed(MACOS, row, firstMillis + 99 * reply))
                    .isTrue();
            TimeWaitArrival.replied(MACOS, row, firstMillis + 99 * reply);
        }
        assertThat(TimeWaitArrival.replyAllowed(MACOS, row, firstMillis + 999)).isFalse();
        assertThat(TimeWaitArrival.replyAllowed(MACOS, row, firstMillis + 1000)).isTrue();
        TimeWaitArrival.replied(MACOS, row, firstMillis + 1000);
        assertThat(row.repliedCount).isEqualTo(1);
        assertThat(row.repliedMillis).isEqualTo(firstMillis + 1000);
    }

    @Test
    void withoutALimitEveryReplyIsSent() {
        TimeWaitRules unlimited = LINUX.withReplyLimitMillis(0);
        TimeWaitArrival.replied(unlimited, row, 7);
        assertThat(TimeWaitArrival.replyAllowed(unlimited, row, 7)).isTrue();
    }

    @Test
    void theCountOfRepliesNeverOutgrowsItsField() {
        for (int reply = 0; reply < 20; reply++) {
            TimeWaitArrival.replied(MACOS, row, 5);
        }
        assertThat(row.repliedCount).isEqualTo(15);
    }

    @Test
    void finForAnOrphanMakesItTimeWait() {
        row.substate = TcpState.FIN_WAIT_2;
        row.rcvNxt = -1;
        row.timestamps = true;
        row.tsRecent = 5;
        Segment segment = fin();
        int verdict = TimeWaitArrival.verdict(LINUX, row, segment, 1000);
        TimeWaitArrival.apply(row, verdict, segment, 1000);
        assertThat(row.substate).isEqualTo(TcpState.TIME_WAIT);
        assertThat(row.rcvNxt).isZero();
        assertThat(row.enteredMillis).isEqualTo(1000);
        assertThat(row.tsRecent).isEqualTo(9);
        assertThat(row.tsRecentMillis).isEqualTo(1000);
    }

    @Test
    void otherVerdictsLeaveTheRowAsItIs() {
        row.rcvNxt = 77;
        row.tsRecent = 5;
        TimeWaitArrival.apply(row, TimeWaitVerdict.ACKNOWLEDGE | TimeWaitVerdict.RESTART, fin(), 1000);
        assertThat(row.rcvNxt).isEqualTo(77);
        assertThat(row.tsRecent).isEqualTo(5);
        assertThat(row.tsRecentMillis).isZero();
        assertThat(row.enteredMillis).isZero();
    }

    @Test
    void aVerdictChangesNothing() {
        row.timestamps = true;
        TimeWaitRow before = new TimeWaitRow();
        before.copyFrom(row);
        for (TimeWaitRules rules : Presets.ALL.values()) {
            int ignored = TimeWaitArrival.verdict(rules, row, fin(), 1000);
            assertThat(ignored).isNotNegative();
        }
        assertThat(row).usingRecursiveComparison().isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            verdict | text
            0       | drop
            1       | ack
            3       | ack limited
            20      | reset discard
            41      | ack restart reopen
            64      | enter
            384     | timestamp paws
            """)
    void verdictsAreWrittenByName(int verdict, String text) {
        assertThat(TimeWaitVerdict.text(verdict)).isEqualTo(text);
    }

    @Test
    void aVerdictHasBitsOnlyIfAllAreThere() {
        assertThat(TimeWaitVerdict.has(3, TimeWaitVerdict.ACKNOWLEDGE | TimeWaitVerdict.LIMITED))
                .isTrue();
        assertThat(TimeWaitVerdict.has(1, TimeWaitVerdict.ACKNOWLEDGE | TimeWaitVerdict.LIMITED))
                .isFalse();
    }

    private Segment fin() {
        Segment segment = new Segment();
        segment.flags = Flags.FIN | Flags.ACK;
        segment.seq = row.rcvNxt;
        segment.options = Segment.TIMESTAMPS;
        segment.tsVal = 9;
        return segment;
    }
}
