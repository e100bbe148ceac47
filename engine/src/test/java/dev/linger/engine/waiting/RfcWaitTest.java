package dev.linger.engine.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.engine.profile.Profiles;
import dev.linger.model.TcpState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// TIME-WAIT to the letter of the RFCs.
class RfcWaitTest {
    /// RFC 6191 §2, in the order of its cases; the last sequence number is that of the peer's FIN, R-1.
    /// "otherwise: silently drop, stay in TIME_WAIT".
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            old TS | new TS | condition                       | seq    | ts  | accepted
            true   | yes    | SYN.tsval > last tsval          | R-1000 | T+1 | true
            true   | yes    | equal tsval, SYN.seq > last seq | R      | T   | true
            true   | yes    | equal tsval, SYN.seq = last seq | R-1    | T   | false
            true   | yes    | older tsval                     | R+1000 | T-1 | false
            true   | no     | SYN.seq > last seq              | R      |     | true
            true   | no     | SYN.seq = last seq              | R-1    |     | false
            false  | yes    | (none)                          | R-1000 | T   | true
            false  | no     | SYN.seq > last seq              | R      |     | true
            false  | no     | SYN.seq = last seq              | R-1    |     | false
            """)
    void synsOpenByTheTableOfRfc6191(
            boolean oldUsed, String newUses, String condition, String seq, @Nullable String ts, boolean accepted) {
        Waiting waiting = Waiting.timeWait(Profiles.RFC_9293, oldUsed);
        waiting.arrives("S", seq, 0, ts);
        assertThat(waiting.state()).isEqualTo(accepted ? TcpState.SYN_RECEIVED : TcpState.TIME_WAIT);
        if (!accepted) {
            assertThat(waiting.reply()).isEqualTo("silence");
            assertThat(waiting.timer()).isEqualTo("unchanged");
        }
    }

    /// RFC 9293 §3.10.7.4, by its steps.
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            step                        | flags | seq    | length | reply    | timer
            1, unacceptable             | .     | R-5    | 0      | ACK(S,R) | unchanged
            1, unacceptable             | P.    | R-100  | 10     | ACK(S,R) | unchanged
            1, beyond the window        | .     | E      | 0      | ACK(S,R) | unchanged
            1, RST: drop without reply  | R     | R-1    | 0      | silence  | unchanged
            2, RST exactly rcv_nxt      | R     | R      | 0      | silence  | gone
            2, RST in window            | R     | R+1    | 0      | ACK(S,R) | unchanged
            4, SYN with ACK             | S.    | R+1    | 0      | ACK(S,R) | unchanged
            5, no ACK bit               | P     | R      | 10     | silence  | unchanged
            7, text is ignored          | P.    | R      | 10     | silence  | unchanged
            8, FIN restarts             | F.    | R      | 0      | ACK(S,R) | 240
            1 and 8, repeated FIN       | F.    | R-1    | 0      | ACK(S,R) | 240
            """)
    void theStepsOfRfc9293(String step, String flags, String seq, int length, String reply, String timer) {
        Waiting waiting = Waiting.timeWait(Profiles.RFC_9293, false);
        waiting.arrives(flags, seq, length, null);
        assertThat(waiting.reply()).isEqualTo(reply);
        assertThat(waiting.timer()).isEqualTo(timer);
    }
}
