package dev.linger.engine.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.engine.World;
import dev.linger.engine.profile.Profiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How often a waiting connection answers.
class ReplyLimitTest {
    /// "zero-length or SYN replies limited to 1 per tcp_invalid_ratelimit (500 ms) per TW; data and FIN
    /// replies unlimited (LIVE 1/3 vs 3/3 vs 3/3)". 3.6 has no limit at all.
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            segments at once   | flags | seq    | length | linux | linux-4.10 | linux-3.6
            three old ACKs     | .     | R-5    | 0      | 1     | 1          | 3
            three old SYNs     | S     | R-1000 | 0      | 1     | 1          | 3
            three SYN-ACKs     | S.    | R+1000 | 0      | 1     | 1          | 3
            three repeated FIN | F.    | R-1    | 0      | 3     | 3          | 3
            three old data     | P.    | R-100  | 10     | 3     | 3          | 3
            """)
    void linuxLimitsAnswersToEmptySegmentsAndSyns(
            String row, String flags, String seq, int length, int now, int before, int longAgo) {
        assertThat(answers("linux", flags, seq, length, 3)).isEqualTo(now);
        assertThat(answers("linux-4.10", flags, seq, length, 3)).isEqualTo(before);
        assertThat(answers("linux-3.6", flags, seq, length, 3)).isEqualTo(longAgo);
    }

    @ParameterizedTest
    @CsvSource({"499, TCPACKSkippedTimeWait+1, silence", "500, -, 'ACK(S,R)'"})
    void theSecondAnswerNeedsHalfASecond(int laterMillis, String counters, String reply) {
        Waiting waiting = Waiting.timeWait(Profiles.LINUX, false);
        waiting.arrives(".", "R-5", 0, null);
        waiting.world.pass(laterMillis * World.MILLI);
        waiting.arrives(".", "R-5", 0, null);
        assertThat(waiting.reply()).isEqualTo(reply);
        assertThat(waiting.counters()).isEqualTo(counters);
    }

    @Test
    void aSegmentThatIsNotAnsweredStillRestartsTheWait() {
        Waiting waiting = Waiting.timeWait(Profiles.LINUX, false);
        waiting.arrives(".", "R-5", 0, null);
        waiting.world.pass(100 * World.MILLI);
        waiting.arrives(".", "R-5", 0, null);
        assertThat(waiting.reply()).isEqualTo("silence");
        assertThat(waiting.timer()).isEqualTo("60");
    }

    @Test
    void inFinWait2SkippedAnswersHaveACounterOfTheirOwn() {
        Waiting waiting = Waiting.finWait2(Profiles.LINUX, false);
        waiting.arrives("R", "R-10", 0, null);
        waiting.arrives("R", "R-10", 0, null);
        assertThat(waiting.reply()).isEqualTo("silence");
        assertThat(waiting.counters()).isEqualTo("TCPACKSkippedFinWait2+1");
    }

    @Test
    void eachWaitingConnectionHasItsOwnLimit() {
        Waiting waiting = Waiting.timeWait(Profiles.LINUX, false);
        Waiting other = waiting.alsoTimeWait(40_001);
        assertThat(answers(waiting, ".", "R-5", 0, 3)).isEqualTo(1);
        assertThat(answers(other, ".", "R-5", 0, 3)).isEqualTo(1);
    }

    /// "max tcp_challengeack_limit (10) per second per PCB", by reading.
    @Test
    void macosSendsTenChallengesASecond() {
        Waiting waiting = Waiting.timeWait(Profiles.MACOS, false);
        assertThat(answers(waiting, "S", "R-1", 0, 12)).isEqualTo(10);
        waiting.world.pass(999 * World.MILLI);
        assertThat(answers(waiting, "S", "R-1", 0, 1)).isZero();
        waiting.world.pass(World.MILLI);
        assertThat(answers(waiting, "S", "R-1", 0, 12)).isEqualTo(10);
    }

    /// "ACK replies unlimited", by reading.
    @ParameterizedTest
    @CsvSource({"freebsd-13", "freebsd-14"})
    void freeBsdAnswersWithoutLimit(String profile) {
        assertThat(answers(profile, ".", "R-5", 0, 20)).isEqualTo(20);
    }

    private static int answers(String profile, String flags, String seq, int length, int times) {
        return answers(Waiting.timeWait(profile, false), flags, seq, length, times);
    }

    private static int answers(Waiting waiting, String flags, String seq, int length, int times) {
        int answers = 0;
        for (int time = 0; time < times; time++) {
            waiting.arrives(flags, seq, length, null);
            answers += waiting.reply().equals("silence") ? 0 : 1;
        }
        return answers;
    }
}
