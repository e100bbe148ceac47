package dev.linger.engine.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.engine.profile.Profiles;
import dev.linger.engine.record.RecordPath;
import dev.linger.engine.timewait.SegmentRules.OnReset;
import dev.linger.model.TcpState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What an orphan in FIN_WAIT_2 that Linux keeps as a row answers, measured on 6.18. Ten of its sixty seconds
/// have passed when the segment comes.
class LinuxFinWait2Test {
    /// The order of the checks: "(1) PAWS-bad or outside [rcv_nxt, rcv_nxt+wnd] => ACK (even for a RST!); (2)
    /// any in-window RST => deleted; (3) SYN with seq >= rcv_nxt => RST and delete; (4) no ACK flag, nothing
    /// new, or empty => silent; (5) data, or FIN not exactly at rcv_nxt => RST and delete; (6) exact FIN =>
    /// ACK, TIME_WAIT, 60 s".
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            row                    | flags | seq  | length | ts   | reply            | timer     | counters
            (1) RST R-10           | R     | R-10 | 0      | T    | ACK(S,R) ecr T   | unchanged | -
            (1) RST R old ts       | R     | R    | 0      | T-1  | ACK(S,R) ecr T   | unchanged | -
            (1) FIN old ts         | F.    | R    | 0      | T-1  | ACK(S,R) ecr T   | unchanged | -
            (1) SYN R-10           | S     | R-10 | 0      | T    | ACK(S,R) ecr T   | unchanged | -
            (1) ACK R-10           | .     | R-10 | 0      | T    | ACK(S,R) ecr T   | unchanged | -
            (1) ACK beyond window  | .     | E+1  | 0      | T    | ACK(S,R) ecr T   | unchanged | -
            (2) RST R+10           | R     | R+10 | 0      | T    | silence          | gone      | -
            (2) RST R              | R     | R    | 0      | T    | silence          | gone      | -
            (2) RST right edge     | R     | E    | 0      | T    | silence          | gone      | -
            (3) SYN R+10           | S     | R+10 | 0      | T    | RST-ACK(0,R+11)  | gone      | OutRsts+1
            (3) SYN R              | S     | R    | 0      | T+10 | RST-ACK(0,R+1)   | gone      | OutRsts+1
            (3) SYN+ACK R          | S.    | R    | 0      | T    | RST(S)           | gone      | OutRsts+1
            (4) no flags           | -     | R    | 0      | T    | silence          | unchanged | -
            (4) FIN without ACK    | F     | R    | 0      | T    | silence          | unchanged | -
            (4) ACK R              | .     | R    | 0      | T    | silence          | unchanged | -
            (4) ACK right edge     | .     | E    | 0      | T    | silence          | unchanged | -
            (5) data               | P.    | R    | 10     | T    | RST(S)           | gone      | OutRsts+1
            (5) data later         | P.    | R+10 | 10     | T    | RST(S)           | gone      | OutRsts+1
            (5) data+FIN           | F.    | R    | 10     | T    | RST(S)           | gone      | OutRsts+1
            (5) FIN R+1            | F.    | R+1  | 0      | T    | RST(S)           | gone      | OutRsts+1
            (6) FIN R              | F.    | R    | 0      | T    | ACK(S,R+1) ecr T | 60        | -
            (6) FIN R no TS        | F.    | R    | 0      |      | ACK(S,R+1) ecr T | 60        | -
            (6) FIN R newer ts     | F.    | R    | 0      | T+9  | ACK(S,R+1) ecr T+9 | 60      | -
            """)
    void eachCheckInItsTurn(
            String row,
            String flags,
            String seq,
            int length,
            @Nullable String ts,
            String reply,
            String timer,
            String counters) {
        Waiting waiting = Waiting.finWait2(Profiles.LINUX, true);
        assertThat(waiting.state()).isEqualTo(TcpState.FIN_WAIT_2);
        waiting.arrives(flags, seq, length, ts);
        assertThat(waiting.reply()).as("reply").isEqualTo(reply);
        assertThat(waiting.timer()).as("timer").isEqualTo(timer);
        assertThat(waiting.counters()).as("counters").isEqualTo(counters);
        assertThat(waiting.state()).isEqualTo(state(timer));
    }

    private static TcpState state(String timer) {
        return switch (timer) {
            case "gone" -> TcpState.CLOSED;
            case "60" -> TcpState.TIME_WAIT;
            default -> TcpState.FIN_WAIT_2;
        };
    }

    @Test
    void afterItsFinThePeerMeetsOrdinaryTimeWait() {
        Waiting waiting = Waiting.finWait2(Profiles.LINUX, true);
        waiting.arrives("F.", "R", 0, "T");
        waiting.arrives("R", "R+10", 0, "T");
        assertThat(waiting.state()).isEqualTo(TcpState.TIME_WAIT);
        waiting.arrives("R", "R+1", 0, "T");
        assertThat(waiting.state()).isEqualTo(TcpState.CLOSED);
    }

    /// tcp_rfc1337 is asked in TIME_WAIT alone.
    @Test
    void ignoringResetsDoesNotProtectFinWait2() {
        Waiting waiting =
                Waiting.finWait2(RecordPath.copy(Profiles.LINUX, "timeWait.segments.onReset", OnReset.IGNORE), true);
        waiting.arrives("R", "R", 0, "T");
        assertThat(waiting.state()).isEqualTo(TcpState.CLOSED);
    }
}
