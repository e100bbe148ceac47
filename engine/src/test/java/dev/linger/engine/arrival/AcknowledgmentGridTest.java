package dev.linger.engine.arrival;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.engine.Stage;
import dev.linger.engine.profile.Profile;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// An acknowledgment that arrives at RCV.NXT, by what it acknowledges: U is SND.UNA, N SND.NXT, W the largest window
/// the peer has offered (RFC 9293 §3.10.7.4, RFC 5961 §5.2). Cells and profiles as in [ArrivalGridTest].
class AcknowledgmentGridTest {
    private static final int WINDOW = 65_535;

    /// RFC 9293 §3.10.7.4 (MAY-12).
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            stage             | profiles | U-W-1 | U-W | U-1 | U | N    | N+1
            EMBRYO            | RLFOWM   | R     | R   | R   | R | ->ES | R
            CROSSED           | RLFOWM   | R     | R   | R   | R | ->ES | R
            ESTABLISHED       | RFOWM    | A     | -   | -   | - | -    | A
            ESTABLISHED       | L        | A     | A   | A   | - | -    | A
            ESTABLISHED       | 4        | A     | -   | -   | - | -    | -
            FIN_WAIT_1        | RFOWM    | A     | -   | -   | - | ->F2 | A
            FIN_WAIT_1        | L        | A     | A   | A   | - | ->F2 | A
            FIN_WAIT_1_ORPHAN | RFOWM    | A     | -   | -   | - | ->F2 | A
            FIN_WAIT_1_ORPHAN | L        | A     | A   | A   | - | ->F2 | A
            FIN_WAIT_2        | RFOWM    | A     | -   | -   | - | -    | A
            FIN_WAIT_2        | L        | A     | A   | -   | - | -    | A
            FIN_WAIT_2_ORPHAN | RFOWM    | A     | -   | -   | - | -    | A
            FIN_WAIT_2_ORPHAN | L        | -     | -   | -   | - | -    | -
            FIN_WAIT_2_WHOLE  | L        | A     | A   | -   | - | -    | A
            CLOSE_WAIT        | RFOWM    | A     | -   | -   | - | -    | A
            CLOSE_WAIT        | L        | A     | A   | A   | - | -    | A
            CLOSING           | RFOWM    | A     | -   | -   | - | ->TW | A
            CLOSING           | L        | A     | A   | A   | - | ->TW | A
            CLOSING_ORPHAN    | RFOWM    | A     | -   | -   | - | ->TW | A
            CLOSING_ORPHAN    | L        | A     | A   | A   | - | ->TW | A
            LAST_ACK          | RFOWM    | A     | -   | -   | - | ->CL | A
            LAST_ACK          | L        | A     | A   | A   | - | ->CL | A
            """)
    void anAcknowledgmentByWhatItAcknowledges(
            String stage,
            String profiles,
            String tooOld,
            String oldest,
            String old,
            String una,
            String next,
            String tooNew) {
        for (Profile profile : Outcome.profiles(profiles)) {
            assertThat(outcomes(Stage.valueOf(stage), profile, "."))
                    .as(profile.name())
                    .containsExactly(tooOld, oldest, old, una, next, tooNew);
        }
    }

    /// What does not pass is not looked at any further; what acknowledges nothing new may bring something.
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            stage             | event | profiles | U-W-1 | U-W  | U-1  | U    | N    | N+1
            EMBRYO            | data  | RFOWM    | R     | R    | R    | R    | t>ES | R
            EMBRYO            | data  | L        | R     | R    | R    | R    | T>ES | R
            CROSSED           | F.    | RLFOWM   | R     | R    | R    | R    | T>CW | R
            ESTABLISHED       | data  | RFOWM    | A     | t    | t    | t    | t    | A
            ESTABLISHED       | data  | L        | A     | A    | A    | T    | T    | A
            ESTABLISHED       | data  | 4        | A     | T    | T    | T    | T    | -
            ESTABLISHED       | F.    | RFOWM    | A     | T>CW | T>CW | T>CW | T>CW | A
            ESTABLISHED       | F.    | L        | A     | A    | A    | T>CW | T>CW | A
            ESTABLISHED       | F.    | 4        | A     | T>CW | T>CW | T>CW | T>CW | -
            FIN_WAIT_1        | F.    | RFOWM    | A     | T>CG | T>CG | T>CG | T>TW | A
            FIN_WAIT_1        | F.    | L        | A     | A    | A    | T>CG | T>TW | A
            FIN_WAIT_1_ORPHAN | F.    | RFOWM    | A     | T>CG | T>CG | T>CG | T>TW | A
            FIN_WAIT_1_ORPHAN | F.    | L        | A     | A    | A    | T>CG | T>TW | A
            FIN_WAIT_1_ORPHAN | data  | ROW      | A     | R>CL | R>CL | R>CL | R>CL | A
            FIN_WAIT_1_ORPHAN | data  | L        | A     | A    | A    | R>CL | R>CL | A
            FIN_WAIT_1_ORPHAN | data  | FM       | R>CL  | R>CL | R>CL | R>CL | R>CL | R>CL
            FIN_WAIT_2        | F.    | RFOWM    | A     | T>TW | T>TW | T>TW | T>TW | A
            FIN_WAIT_2        | F.    | L        | A     | A    | T>TW | T>TW | T>TW | A
            CLOSE_WAIT        | data  | RFOWM    | A     | -    | -    | -    | -    | A
            CLOSE_WAIT        | data  | L        | A     | A    | A    | -    | -    | A
            CLOSING           | data  | RFOWM    | A     | -    | -    | -    | ->TW | A
            CLOSING           | data  | L        | A     | A    | A    | -    | ->TW | A
            CLOSING           | F.    | RFOWM    | A     | -    | -    | -    | ->TW | A
            CLOSING           | F.    | L        | A     | A    | A    | -    | ->TW | A
            LAST_ACK          | data  | ROW      | A     | -    | -    | -    | ->CL | A
            LAST_ACK          | data  | L        | A     | A    | A    | -    | ->CL | A
            LAST_ACK          | data  | FM       | R>CL  | R>CL | R>CL | R>CL | R>CL | R>CL
            LAST_ACK          | F.    | RFOWM    | A     | -    | -    | -    | ->CL | A
            LAST_ACK          | F.    | L        | A     | A    | A    | -    | ->CL | A
            """)
    void textAndFinByWhatTheyAcknowledge(
            String stage,
            String event,
            String profiles,
            String tooOld,
            String oldest,
            String old,
            String una,
            String next,
            String tooNew) {
        for (Profile profile : Outcome.profiles(profiles)) {
            assertThat(outcomes(Stage.valueOf(stage), profile, event))
                    .as(profile.name())
                    .containsExactly(tooOld, oldest, old, una, next, tooNew);
        }
    }

    /// RFC 9293 §3.10.7.3.
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            event | ISS-5 | ISS | ISS+1 | ISS+2
            S.    | R     | R   | T>ES  | R
            .     | R     | R   | -     | R
            F.    | R     | R   | -     | R
            data  | R     | R   | -     | R
            R.    | -     | -   | ->CL  | -
            """)
    void inSynSentWhatIsAcknowledgedDecides(String event, String tooOld, String old, String ours, String tooNew) {
        for (Profile profile : Outcome.profiles("RLFOWM")) {
            List<String> outcomes = new ArrayList<>();
            for (int distance : new int[] {-6, -1, 0, 1}) {
                Outcome outcome = new Outcome(profile, Stage.SYN_SENT, 10_000);
                outcome.peer.ack += distance;
                outcomes.add(outcome.of(Outcome.flags(event), outcome.peer.seq, event.equals("data") ? 10 : 0));
            }
            assertThat(outcomes).as(profile.name()).containsExactly(tooOld, old, ours, tooNew);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            stage    | event | profiles | outcome
            CLOSED   | S FS  | RLFOWM   | RA
            CLOSED   | F     | RLFOWM   | RA
            CLOSED   | S.    | RLFOWM   | R
            CLOSED   | . F.  | RLFOWM   | R
            CLOSED   | data  | RLFOWM   | R
            CLOSED   | R R.  | RLFOWM   | -
            LISTEN   | S     | RLFOWM   | S>SR
            LISTEN   | FS    | RFOW     | S>SR
            LISTEN   | FS    | LM       | -
            LISTEN   | F     | RLFOWM   | -
            LISTEN   | S.    | RLFOWM   | R
            LISTEN   | . F.  | RLFOWM   | R
            LISTEN   | data  | RLFOWM   | R
            LISTEN   | R R.  | RLFOWM   | -
            SYN_SENT | S FS  | RLFOWM   | S>SR
            SYN_SENT | F R   | RLFOWM   | -
            """)
    void withoutAWindowOnlyFlagsCount(String stage, String events, String profiles, String expected) {
        for (String event : events.split(" ", -1)) {
            for (Profile profile : Outcome.profiles(profiles)) {
                Outcome outcome = new Outcome(profile, Stage.valueOf(stage), 10_000);
                assertThat(outcome.of(Outcome.flags(event), outcome.peer.seq, event.equals("data") ? 10 : 0))
                        .as("%s, %s", event, profile.name())
                        .isEqualTo(expected);
            }
        }
    }

    private static List<String> outcomes(Stage stage, Profile profile, String event) {
        List<String> outcomes = new ArrayList<>();
        for (int column = 0; column < 6; column++) {
            Outcome outcome = new Outcome(profile, stage, 10_000);
            int una = outcome.sndUna();
            int next = outcome.sndNxt();
            outcome.peer.ack = switch (column) {
                case 0 -> una - WINDOW - 1;
                case 1 -> una - WINDOW;
                case 2 -> una - 1;
                case 3 -> una;
                case 4 -> next;
                default -> next + 1;
            };
            outcomes.add(outcome.of(Outcome.flags(event), outcome.peer.seq, event.equals("data") ? 10 : 0));
        }
        return outcomes;
    }
}
