package dev.linger.engine.closing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.engine.Dialogue;
import dev.linger.engine.TcpEngine;
import dev.linger.engine.World;
import dev.linger.engine.profile.Profile;
import dev.linger.engine.profile.Profiles;
import dev.linger.engine.record.RecordPath;
import dev.linger.engine.socket.Errno;
import dev.linger.engine.socket.SocketEvent;
import dev.linger.engine.socket.SocketOption;
import dev.linger.model.Counter;
import dev.linger.model.TcpState;
import dev.linger.wire.IcmpError;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// How long an unacknowledged FIN is repeated, by whom, and how many orphans there may be.
///
/// Round trips take no time here, so the time-out is the system's least: 204 ms on Linux (200 ms and a bit, in jiffies
/// of 4 ms). The kernel's timers fire later, by an eighth at the most, and were measured so: 0.24, 0.65, 1.48, 3.15,
/// 6.6, 13.3, 26.6 and 53.8 s, the end at 107 s.
class OrphanTest {
    private static final String ORPHAN_LIMIT = "closing.orphanLimit";
    private static final String ORPHAN_RETRIES = "retransmission.orphanRetries";

    @ParameterizedTest
    @EnumSource(
            value = TcpState.class,
            names = {"FIN_WAIT_1", "CLOSING", "LAST_ACK"})
    void anOrphanRepeatsItsFinForTheTimeOfEightDoublings(TcpState state) {
        Dialogue dialogue = closed(Profiles.LINUX, state);
        assertThat(repetitions(dialogue))
                .containsExactly(204L, 612L, 1_428L, 3_060L, 6_324L, 12_852L, 25_908L, 52_020L, 104_244L);
        assertThat(dialogue.says()).as("the last moment").isEmpty();
        assertThat(dialogue.world.engine.count(Counter.ABORT_ON_TIMEOUT)).isEqualTo(1);
        assertThat(dialogue.world.engine.count(Counter.SOCKSTAT_ORPHAN)).isZero();
        assertThat(dialogue.world.engine.nextDeadlineNanos()).isEqualTo(TcpEngine.NEVER);
    }

    /// How often the FIN is repeated, when the connection is gone, and what is sent then.
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            profile      | whose   | repeated | gone ms | last
            linux        | orphan  | 8        | 104244  |
            linux        | program | 15       | 928692  |
            linux-3.6    | orphan  | 8        | 104244  |
            linux-4.10   | program | 15       | 928692  |
            freebsd-13   | orphan  | 12       | 79370   | R. 2:2(0) ack 1
            freebsd-13   | program | 12       | 79370   | R. 2:2(0) ack 1
            freebsd-14   | orphan  | 12       | 79370   | R. 2:2(0) ack 1
            macos        | orphan  | 12       | 53700   | R. 2:2(0) ack 1
            macos        | program | 12       | 53700   | R. 2:2(0) ack 1
            windows-2000 | orphan  | 5        | 18900   |
            windows-2003 | program | 5        | 18900   |
            windows-10   | orphan  | 5        | 18900   |
            rfc-9293     | orphan  | 6        | 123000  |
            rfc-9293     | program | 6        | 123000  |
            """)
    void anUnansweredFinIsGivenUp(String profile, String whose, int repeated, long goneMillis, String last) {
        Dialogue dialogue = new Dialogue(Profiles.named(profile)).reaches(TcpState.FIN_WAIT_1);
        if (whose.equals("orphan")) {
            dialogue.close();
        }
        List<Long> times = repetitions(dialogue);
        assertThat(times).hasSize(repeated + 1);
        assertThat(times.getLast()).isEqualTo(goneMillis);
        assertThat(dialogue.says()).isEqualTo(last == null ? "" : last);
    }

    @ParameterizedTest
    @CsvSource({"1, 1_428", "2, 3_060", "3, 6_324", "7, 52_020", "8, 104_244", "9, 208_692"})
    void orphanRetriesStandForTheTimeOfSoManyDoublings(int retries, String goneMillis) {
        Profile profile = RecordPath.copy(Profiles.LINUX, ORPHAN_RETRIES, retries);
        assertThat(repetitions(closed(profile, TcpState.FIN_WAIT_1)).getLast())
                .isEqualTo(Long.parseLong(goneMillis.replace("_", "")));
    }

    @Test
    void aProgramThatHoldsTheSocketIsToldThatTimeRanOut() {
        Dialogue dialogue = new Dialogue(Profiles.LINUX).reaches(TcpState.FIN_WAIT_1);
        repetitions(dialogue);
        assertThat(dialogue.events()).containsExactly(SocketEvent.FAILED);
        assertThat(dialogue.error()).isEqualTo(Errno.ETIMEDOUT);
        assertThat(dialogue.world.engine.count(Counter.ABORT_ON_TIMEOUT)).isEqualTo(1);
    }

    /// Measured: 3.2 s.
    @ParameterizedTest
    @CsvSource({"orphan, 3000, 3204", "program, 3000, 3204", "orphan, 1, 205", "program, 60000, 60204"})
    void userTimeoutTakesThePlaceOfTheLimit(String whose, int timeoutMillis, long goneMillis) {
        Dialogue dialogue = new Dialogue(Profiles.LINUX)
                .reaches(TcpState.FIN_WAIT_1)
                .with(SocketOption.TCP_USER_TIMEOUT, timeoutMillis);
        if (whose.equals("orphan")) {
            dialogue.close();
        }
        assertThat(repetitions(dialogue).getLast()).isEqualTo(goneMillis);
    }

    @Test
    void aFinThatIsAcknowledgedInTimeBeginsAnew() {
        Dialogue dialogue = closed(Profiles.LINUX, TcpState.FIN_WAIT_1);
        dialogue.passMillis(60_000);
        dialogue.says();
        dialogue.hears(". 1:1(0) ack 2");
        assertThat(dialogue.state()).isEqualTo(TcpState.FIN_WAIT_2);
        dialogue.passMillis(59_999);
        assertThat(dialogue.state()).isEqualTo(TcpState.FIN_WAIT_2);
    }

    // --- macOS -------------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @CsvSource({"orphan, 1, 4100", "program, 1, 4100", "orphan, 0, 53700"})
    void macosMayDropAfterTheFourthRepetitionOfAFin(String whose, int option, long goneMillis) {
        Dialogue dialogue =
                new Dialogue(Profiles.MACOS).reaches(TcpState.FIN_WAIT_1).with(SocketOption.TCP_RXT_FINDROP, option);
        if (whose.equals("orphan")) {
            dialogue.close();
        }
        assertThat(repetitions(dialogue).getLast()).isEqualTo(goneMillis);
    }

    @Test
    void textIsNotDroppedWithTheFin() {
        Dialogue dialogue = new Dialogue(Profiles.MACOS).accepted().with(SocketOption.TCP_RXT_FINDROP, 1);
        dialogue.send(10);
        dialogue.passMillis(50_000);
        assertThat(dialogue.state()).isEqualTo(TcpState.ESTABLISHED);
    }

    // --- the ceiling of the time-out ---------------------------------------------------------------------------------

    /// The program closes after 300 s, when the FIN is repeated every 120 s; the next time-out comes at 328.692 s.
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            tcp_orphan_retries | ICMP said | gone ms
            0                  | nothing   | 328692
            8                  | nothing   | 328692
            10                 | nothing   | 328692
            12                 | nothing   | 568692
            12                 | no host   | 328692
            """)
    void anOrphanAtTheCeilingIsGivenUpSooner(int retries, String said, long goneMillis) {
        Dialogue dialogue =
                new Dialogue(RecordPath.copy(Profiles.LINUX, ORPHAN_RETRIES, retries)).reaches(TcpState.FIN_WAIT_1);
        long begun = dialogue.world.now;
        dialogue.passMillis(300_000);
        if (said.equals("no host")) {
            complain(dialogue);
        }
        dialogue.close();
        repetitions(dialogue);
        assertThat((dialogue.world.now - begun) / World.MILLI).isEqualTo(goneMillis);
    }

    // --- a window that stays shut ------------------------------------------------------------------------------------

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            whose   | peer     | gone ms
            orphan  | answers  | 328692
            orphan  | is quiet | 104244
            program | is quiet | 928692
            program | answers  | 0
            """)
    void aShutWindowIsProbed(String whose, String peer, long goneMillis) {
        Dialogue dialogue = new Dialogue(Profiles.LINUX).accepted();
        dialogue.hears(". 1:1(0) ack 1 win 0");
        dialogue.send(100);
        dialogue.shutdownWrite();
        if (whose.equals("orphan")) {
            dialogue.close();
        }
        long begun = dialogue.world.now;
        long end = 3_000_000;
        while (dialogue.state() != TcpState.CLOSED && dialogue.world.now < begun + end * World.MILLI) {
            dialogue.passUntilHeard(200_000);
            if (peer.equals("answers") && !dialogue.says().isEmpty()) {
                dialogue.hears(". 1:1(0) ack 1 win 0");
            }
            dialogue.says();
        }
        boolean lives = dialogue.state() != TcpState.CLOSED;
        assertThat(lives ? 0 : (dialogue.world.now - begun) / World.MILLI).isEqualTo(goneMillis);
        assertThat(dialogue.world.engine.count(Counter.ABORT_ON_TIMEOUT)).isEqualTo(lives ? 0 : 1);
    }

    // --- tcp_max_orphans ---------------------------------------------------------------------------------------------

    @Test
    void oneOrphanTooManyIsReset() {
        Dialogue first = new Dialogue(RecordPath.copy(Profiles.LINUX, ORPHAN_LIMIT, 1)).accepted();
        Dialogue second = first.beside(40_001).accepted();
        first.close();
        assertThat(first.state()).isEqualTo(TcpState.FIN_WAIT_1);
        first.says();
        second.close();
        assertThat(second.says()).isEqualTo("F. 1:1(0) ack 1, R. 2:2(0) ack 1");
        assertThat(second.state()).isEqualTo(TcpState.CLOSED);
        assertThat(first.state()).isEqualTo(TcpState.FIN_WAIT_1);
        assertThat(first.world.engine.count(Counter.ABORT_ON_MEMORY)).isEqualTo(1);
        assertThat(first.world.engine.count(Counter.SOCKSTAT_ORPHAN)).isEqualTo(1);
    }

    @Test
    void aWaitingRowIsNoOrphan() {
        Profile profile = RecordPath.copy(Profiles.LINUX, ORPHAN_LIMIT, 0);
        Dialogue dialogue = new Dialogue(profile).reaches(TcpState.FIN_WAIT_2);
        dialogue.close();
        assertThat(dialogue.says()).isEmpty();
        assertThat(dialogue.state()).isEqualTo(TcpState.FIN_WAIT_2);
        assertThat(dialogue.world.engine.count(Counter.SOCKSTAT_ORPHAN)).isZero();
        assertThat(dialogue.world.engine.count(Counter.SOCKSTAT_TIME_WAIT)).isEqualTo(1);
    }

    @Test
    void aFinWait2ThatStaysWholeIsAnOrphan() {
        Profile profile =
                RecordPath.copy(RecordPath.copy(Profiles.LINUX, ORPHAN_LIMIT, 0), "closing.finWait2Millis", 90_000L);
        Dialogue dialogue = new Dialogue(profile).reaches(TcpState.FIN_WAIT_2);
        dialogue.close();
        assertThat(dialogue.says()).isEqualTo("R. 2:2(0) ack 1");
        assertThat(dialogue.world.engine.count(Counter.ABORT_ON_MEMORY)).isEqualTo(1);
    }

    /// What becomes of one orphan at its first time-out.
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            limit | ICMP said | wire            | then       | counted
            0     | nothing   | R. 2:2(0) ack 1 | CLOSED     | 1
            1     | nothing   | F. 1:1(0) ack 1 | FIN_WAIT_1 | 0
            1     | no host   | R. 2:2(0) ack 1 | CLOSED     | 1
            2     | no host   | F. 1:1(0) ack 1 | FIN_WAIT_1 | 0
            """)
    void theLimitIsLookedAtAtEachTimeOut(int limit, String said, String wire, TcpState then, int counted) {
        Dialogue dialogue = closed(Profiles.LINUX, TcpState.FIN_WAIT_1);
        dialogue.world.engine.setProfile(RecordPath.copy(Profiles.LINUX, ORPHAN_LIMIT, limit));
        if (said.equals("no host")) {
            complain(dialogue);
        }
        dialogue.passUntilHeard(1_000);
        assertThat(dialogue.says()).isEqualTo(wire);
        assertThat(dialogue.state()).isEqualTo(then);
        assertThat(dialogue.world.engine.count(Counter.ABORT_ON_MEMORY)).isEqualTo(counted);
    }

    @Test
    void oneThatIsHopelessCountsTwiceAndEndsInSilence() {
        Dialogue dialogue = new Dialogue(RecordPath.copy(Profiles.LINUX, ORPHAN_LIMIT, 1)).reaches(TcpState.FIN_WAIT_1);
        dialogue.passMillis(300_000);
        dialogue.close();
        dialogue.says();
        dialogue.passUntilHeard(120_000);
        assertThat(dialogue.says()).isEmpty();
        assertThat(dialogue.state()).isEqualTo(TcpState.CLOSED);
        assertThat(dialogue.world.engine.count(Counter.ABORT_ON_MEMORY)).isEqualTo(1);
        assertThat(dialogue.world.engine.count(Counter.ABORT_ON_TIMEOUT)).isZero();
    }

    @Test
    void aProbingOrphanIsOneTooManyToo() {
        Dialogue dialogue = new Dialogue(Profiles.LINUX).accepted();
        dialogue.hears(". 1:1(0) ack 1 win 0");
        dialogue.send(100);
        dialogue.close();
        dialogue.world.engine.setProfile(RecordPath.copy(Profiles.LINUX, ORPHAN_LIMIT, 0));
        dialogue.passUntilHeard(1_000);
        assertThat(dialogue.says()).isEqualTo("R. 1:1(0) ack 1");
        assertThat(dialogue.world.engine.count(Counter.ABORT_ON_MEMORY)).isEqualTo(1);
    }

    private static Dialogue closed(Profile profile, TcpState state) {
        Dialogue dialogue = new Dialogue(profile).reaches(state);
        dialogue.close();
        return dialogue;
    }

    private static void complain(Dialogue dialogue) {
        IcmpError error = new IcmpError();
        error.kind = IcmpError.Kind.HOST_UNREACHABLE;
        error.sourceHigh = dialogue.tuple.local().address().high();
        error.sourceLow = dialogue.tuple.local().address().low();
        error.destinationHigh = dialogue.tuple.remote().address().high();
        error.destinationLow = dialogue.tuple.remote().address().low();
        error.sourcePort = dialogue.tuple.local().port();
        error.destinationPort = dialogue.tuple.remote().port();
        error.seq = dialogue.sequence(1);
        dialogue.world.engine.onIcmp(error, dialogue.world.now, dialogue.world);
    }

    /// When something was sent, in milliseconds from now, and last when the connection was gone; what was said at that
    /// moment is left.
    private static List<Long> repetitions(Dialogue dialogue) {
        List<Long> times = new ArrayList<>();
        long begun = dialogue.world.now;
        dialogue.says();
        while (dialogue.state() != TcpState.CLOSED) {
            dialogue.says();
            dialogue.passUntilHeard(2_000_000);
            times.add((dialogue.world.now - begun) / World.MILLI);
        }
        return times;
    }
}
