package dev.linger.engine.arrival;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.engine.Stage;
import dev.linger.engine.profile.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every kind of segment at every place relative to the window, in every state that has one: RFC 9293 §3.10.7.4 with
/// RFC 5961, and where systems differ. What is acknowledged by them is what was acknowledged before.
///
/// What takes no sequence number, or one, is put at R-5, R, the middle, E-1 and E+5; ten bytes of text at R-10, R, the
/// middle, E-10 and E+5. What ends at R is not before the window on Linux (net/ipv4/tcp_input.c:tcp_sequence), which
/// only tells in CROSSED. Profiles: R the RFC, L linux, 4 linux-4.10, 3 linux-3.6, F freebsd-14, G freebsd-13, O
/// windows-2000, N windows-2003, W windows-10, M macos. Cells are explained at [Outcome].
class ArrivalGridTest {
    private static final String GRID = """
            stage             | event   | profiles   | outside left | left edge | middle | right edge | outside right
            EMBRYO            | S FS    | RFGONWM    | A            | ->CL      | ->CL   | ->CL       | A
            EMBRYO            | S FS    | L43        | A            | RA>CL     | RA>CL  | RA>CL      | A
            EMBRYO            | S.      | RFGONWM    | A            | ->CL      | ->CL   | ->CL       | A
            EMBRYO            | S.      | L43        | A            | R>CL      | R>CL   | R>CL       | A
            EMBRYO            | .       | RL43FGONWM | A            | ->ES      | ->ES   | ->ES       | A
            EMBRYO            | F       | RL43FGONWM | A            | -         | -      | -          | A
            EMBRYO            | F.      | RL43FGONWM | A            | T>CW      | A>ES   | A>ES       | A
            EMBRYO            | R R.    | RLFGWM     | -            | ->CL      | A      | A          | -
            EMBRYO            | R R.    | 43ON       | -            | ->CL      | ->CL   | ->CL       | -
            EMBRYO            | data    | RFGONWM    | A            | t>ES      | A>ES   | A>ES       | A
            EMBRYO            | data    | L43        | A            | T>ES      | A>ES   | A>ES       | A
            CROSSED           | S S. FS | RL43FGWM   | A            | A         | A      | A          | A
            CROSSED           | S S. FS | ON         | A            | RA>CL     | RA>CL  | RA>CL      | A
            CROSSED           | .       | RL43FGONWM | A            | ->ES      | ->ES   | ->ES       | A
            CROSSED           | F       | RFGONWM    | A            | -         | -      | -          | A
            CROSSED           | F       | L43        | -            | -         | -      | -          | -
            CROSSED           | F.      | RL43FGONWM | A            | T>CW      | A>ES   | A>ES       | A
            CROSSED           | R R.    | RL43FGWM   | -            | ->CL      | A      | A          | -
            CROSSED           | R R.    | ON         | -            | ->CL      | ->CL   | ->CL       | -
            CROSSED           | data    | RFGONWM    | A            | t>ES      | A>ES   | A>ES       | A
            CROSSED           | data    | L43        | A>ES         | T>ES      | A>ES   | A>ES       | A
            ESTABLISHED       | S S. FS | RL43FGWM   | A            | A         | A      | A          | A
            ESTABLISHED       | S S. FS | ON         | A            | RA>CL     | RA>CL  | RA>CL      | A
            ESTABLISHED       | .       | RL43FGONWM | A            | -         | -      | -          | A
            ESTABLISHED       | F       | RFGONWM    | A            | -         | -      | -          | A
            ESTABLISHED       | F       | L43        | -            | -         | -      | -          | -
            ESTABLISHED       | F.      | RL43FGONWM | A            | T>CW      | A      | A          | A
            ESTABLISHED       | R R.    | RL43FGWM   | -            | ->CL      | A      | A          | -
            ESTABLISHED       | R R.    | ON         | -            | ->CL      | ->CL   | ->CL       | -
            ESTABLISHED       | data    | RFGONWM    | A            | t         | A      | A          | A
            ESTABLISHED       | data    | L43        | A            | T         | A      | A          | A
            FIN_WAIT_1        | S S. FS | RL43FGWM   | A            | A         | A      | A          | A
            FIN_WAIT_1        | S S. FS | ON         | A            | RA>CL     | RA>CL  | RA>CL      | A
            FIN_WAIT_1        | .       | RL43FGONWM | A            | -         | -      | -          | A
            FIN_WAIT_1        | F       | RFGONWM    | A            | -         | -      | -          | A
            FIN_WAIT_1        | F       | L43        | -            | -         | -      | -          | -
            FIN_WAIT_1        | F.      | RL43FGONWM | A            | T>CG      | A      | A          | A
            FIN_WAIT_1        | R R.    | RL43FGWM   | -            | ->CL      | A      | A          | -
            FIN_WAIT_1        | R R.    | ON         | -            | ->CL      | ->CL   | ->CL       | -
            FIN_WAIT_1        | data    | RFGONWM    | A            | t         | A      | A          | A
            FIN_WAIT_1        | data    | L43        | A            | T         | A      | A          | A
            FIN_WAIT_1_ORPHAN | S S. FS | RL43FGWM   | A            | A         | A      | A          | A
            FIN_WAIT_1_ORPHAN | S S. FS | ON         | A            | RA>CL     | RA>CL  | RA>CL      | A
            FIN_WAIT_1_ORPHAN | .       | RL43FGONWM | A            | -         | -      | -          | A
            FIN_WAIT_1_ORPHAN | F       | RFGONWM    | A            | -         | -      | -          | A
            FIN_WAIT_1_ORPHAN | F       | L43        | -            | -         | -      | -          | -
            FIN_WAIT_1_ORPHAN | F.      | RFGONWM    | A            | T>CG      | A      | A          | A
            FIN_WAIT_1_ORPHAN | F.      | L43        | A            | T>CG      | R>CL   | R>CL       | A
            FIN_WAIT_1_ORPHAN | R R.    | RL43FGWM   | -            | ->CL      | A      | A          | -
            FIN_WAIT_1_ORPHAN | R R.    | ON         | -            | ->CL      | ->CL   | ->CL       | -
            FIN_WAIT_1_ORPHAN | data    | RL43ONW    | A            | R>CL      | R>CL   | R>CL       | A
            FIN_WAIT_1_ORPHAN | data    | FGM        | A            | R>CL      | R>CL   | R>CL       | R>CL
            FIN_WAIT_2        | S S. FS | RL43FGWM   | A            | A         | A      | A          | A
            FIN_WAIT_2        | S S. FS | ON         | A            | RA>CL     | RA>CL  | RA>CL      | A
            FIN_WAIT_2        | .       | RL43FGONWM | A            | -         | -      | -          | A
            FIN_WAIT_2        | F       | RFGONWM    | A            | -         | -      | -          | A
            FIN_WAIT_2        | F       | L43        | -            | -         | -      | -          | -
            FIN_WAIT_2        | F.      | RL43FGONWM | A            | T>TW      | A      | A          | A
            FIN_WAIT_2        | R R.    | RL43FGWM   | -            | ->CL      | A      | A          | -
            FIN_WAIT_2        | R R.    | ON         | -            | ->CL      | ->CL   | ->CL       | -
            FIN_WAIT_2        | data    | RFGONWM    | A            | t         | A      | A          | A
            FIN_WAIT_2        | data    | L43        | A            | T         | A      | A          | A
            FIN_WAIT_2_ORPHAN | S S. FS | RFGWM      | A            | A         | A      | A          | A
            FIN_WAIT_2_ORPHAN | S S. FS | ON         | A            | RA>CL     | RA>CL  | RA>CL      | A
            FIN_WAIT_2_ORPHAN | S FS    | L43        | A            | RA>CL     | RA>CL  | RA>CL      | A
            FIN_WAIT_2_ORPHAN | S.      | L43        | A            | R>CL      | R>CL   | R>CL       | A
            FIN_WAIT_2_ORPHAN | .       | RL43FGONWM | A            | -         | -      | -          | A
            FIN_WAIT_2_ORPHAN | F       | RL43FGONWM | A            | -         | -      | -          | A
            FIN_WAIT_2_ORPHAN | F.      | RFGONWM    | A            | T>TW      | A      | A          | A
            FIN_WAIT_2_ORPHAN | F.      | L43        | A            | T>TW      | R>CL   | R>CL       | A
            FIN_WAIT_2_ORPHAN | R R.    | RFGWM      | -            | ->CL      | A      | A          | -
            FIN_WAIT_2_ORPHAN | R R.    | ON         | -            | ->CL      | ->CL   | ->CL       | -
            FIN_WAIT_2_ORPHAN | R R.    | L43        | A            | ->CL      | ->CL   | ->CL       | A
            FIN_WAIT_2_ORPHAN | data    | RL43ONW    | A            | R>CL      | R>CL   | R>CL       | A
            FIN_WAIT_2_ORPHAN | data    | FGM        | A            | R>CL      | R>CL   | R>CL       | R>CL
            FIN_WAIT_2_WHOLE  | S S. FS | L          | A            | A         | A      | A          | A
            FIN_WAIT_2_WHOLE  | .       | L          | A            | -         | -      | -          | A
            FIN_WAIT_2_WHOLE  | F       | L          | -            | -         | -      | -          | -
            FIN_WAIT_2_WHOLE  | F.      | L          | A            | T>TW      | R>CL   | R>CL       | A
            FIN_WAIT_2_WHOLE  | R R.    | L          | -            | ->CL      | A      | A          | -
            FIN_WAIT_2_WHOLE  | data    | L          | A            | R>CL      | R>CL   | R>CL       | A
            CLOSE_WAIT        | S S. FS | RL43FGWM   | A            | A         | A      | A          | A
            CLOSE_WAIT        | S S. FS | ON         | A            | RA>CL     | RA>CL  | RA>CL      | A
            CLOSE_WAIT        | .       | RL43FGONWM | A            | -         | -      | -          | A
            CLOSE_WAIT        | F       | RFGONWM    | A            | -         | -      | -          | A
            CLOSE_WAIT        | F       | L43        | -            | -         | -      | -          | -
            CLOSE_WAIT        | F.      | RL43FGONWM | A            | -         | -      | -          | A
            CLOSE_WAIT        | R R.    | RL43FGWM   | -            | ->CL      | A      | A          | -
            CLOSE_WAIT        | R R.    | ON         | -            | ->CL      | ->CL   | ->CL       | -
            CLOSE_WAIT        | data    | RL43FGONWM | A            | -         | -      | -          | A
            CLOSING           | S S. FS | RL43FGWM   | A            | A         | A      | A          | A
            CLOSING           | S S. FS | ON         | A            | RA>CL     | RA>CL  | RA>CL      | A
            CLOSING           | .       | RL43FGONWM | A            | -         | -      | -          | A
            CLOSING           | F       | RFGONWM    | A            | -         | -      | -          | A
            CLOSING           | F       | L43        | -            | -         | -      | -          | -
            CLOSING           | F.      | RL43FGONWM | A            | -         | -      | -          | A
            CLOSING           | R R.    | RL43FGWM   | -            | ->CL      | A      | A          | -
            CLOSING           | R R.    | ON         | -            | ->CL      | ->CL   | ->CL       | -
            CLOSING           | data    | RL43FGONWM | A            | -         | -      | -          | A
            CLOSING_ORPHAN    | S S. FS | RL43FGWM   | A            | A         | A      | A          | A
            CLOSING_ORPHAN    | S S. FS | ON         | A            | RA>CL     | RA>CL  | RA>CL      | A
            CLOSING_ORPHAN    | .       | RL43FGONWM | A            | -         | -      | -          | A
            CLOSING_ORPHAN    | F       | RFGONWM    | A            | -         | -      | -          | A
            CLOSING_ORPHAN    | F       | L43        | -            | -         | -      | -          | -
            CLOSING_ORPHAN    | F.      | RL43FGONWM | A            | -         | -      | -          | A
            CLOSING_ORPHAN    | R R.    | RL43FGWM   | -            | ->CL      | A      | A          | -
            CLOSING_ORPHAN    | R R.    | ON         | -            | ->CL      | ->CL   | ->CL       | -
            CLOSING_ORPHAN    | data    | RL43ONW    | A            | -         | -      | -          | A
            CLOSING_ORPHAN    | data    | FGM        | A            | R>CL      | R>CL   | R>CL       | R>CL
            LAST_ACK          | S S. FS | RL43FGWM   | A            | A         | A      | A          | A
            LAST_ACK          | S S. FS | ON         | A            | RA>CL     | RA>CL  | RA>CL      | A
            LAST_ACK          | .       | RL43FGONWM | A            | -         | -      | -          | A
            LAST_ACK          | F       | RFGONWM    | A            | -         | -      | -          | A
            LAST_ACK          | F       | L43        | -            | -         | -      | -          | -
            LAST_ACK          | F.      | RL43FGONWM | A            | -         | -      | -          | A
            LAST_ACK          | R R.    | RL43FGWM   | -            | ->CL      | A      | A          | -
            LAST_ACK          | R R.    | ON         | -            | ->CL      | ->CL   | ->CL       | -
            LAST_ACK          | data    | RL43ONW    | A            | -         | -      | -          | A
            LAST_ACK          | data    | FGM        | A            | R>CL      | R>CL   | R>CL       | R>CL
            TIME_WAIT         | S FS    | RW         | -            | S>SR      | S>SR   | S>SR       | S>SR
            TIME_WAIT         | S       | L43        | A            | A         | S>SR   | S>SR       | S>SR
            TIME_WAIT         | FS      | L43        | A            | A         | ->CL   | ->CL       | ->CL
            TIME_WAIT         | S FS    | FG         | -            | -         | S>SR   | S>SR       | S>SR
            TIME_WAIT         | S FS    | ON         | S>SR         | S>SR      | S>SR   | S>SR       | S>SR
            TIME_WAIT         | S       | M          | A            | A         | A      | A          | S>SR
            TIME_WAIT         | FS      | M          | -            | -         | -      | -          | -
            TIME_WAIT         | S.      | RL43FM     | A            | A         | A      | A          | A
            TIME_WAIT         | S.      | G          | A            | A         | R>CL   | R>CL       | R>CL
            TIME_WAIT         | S.      | ONW        | -            | -         | -      | -          | -
            TIME_WAIT         | .       | RM         | A            | -         | -      | -          | A
            TIME_WAIT         | .       | L43FG      | A            | -         | A      | A          | A
            TIME_WAIT         | .       | ONW        | -            | -         | -      | -          | -
            TIME_WAIT         | F       | R          | A            | -         | -      | -          | A
            TIME_WAIT         | F       | L43        | A            | A         | A      | A          | A
            TIME_WAIT         | F       | FGONWM     | -            | -         | -      | -          | -
            TIME_WAIT         | F.      | RL43FG     | A            | A         | A      | A          | A
            TIME_WAIT         | F.      | ONW        | -            | -         | -      | -          | -
            TIME_WAIT         | F.      | M          | A            | -         | -      | -          | A
            TIME_WAIT         | R R.    | R          | -            | ->CL      | A      | A          | -
            TIME_WAIT         | R R.    | L43        | -            | ->CL      | -      | -          | -
            TIME_WAIT         | R R.    | ON         | ->CL         | ->CL      | ->CL   | ->CL       | ->CL
            TIME_WAIT         | R R.    | FGWM       | -            | -         | -      | -          | -
            TIME_WAIT         | data    | R          | A            | -         | -      | -          | A
            TIME_WAIT         | data    | L43FG      | A            | A         | A      | A          | A
            TIME_WAIT         | data    | ONW        | -            | -         | -      | -          | -
            TIME_WAIT         | data    | M          | A            | R>CL      | R>CL   | R>CL       | R>CL
            """;

    private static final List<String> EVENTS = List.of("S", "S.", "FS", ".", "F", "F.", "R", "R.", "data");
    private static final int TEXT_LENGTH = 10;

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = GRID)
    void eachSegmentAtEachPlace(
            String stage,
            String events,
            String profiles,
            String left,
            String leftEdge,
            String middle,
            String rightEdge,
            String right) {
        List<String> expected = List.of(left, leftEdge, middle, rightEdge, right);
        for (String event : events.split(" ", -1)) {
            for (Profile profile : Outcome.profiles(profiles)) {
                for (int origin : Outcome.ORIGINS) {
                    assertThat(outcomes(Stage.valueOf(stage), event, profile, origin))
                            .as("%s in %s, %s from %d", event, stage, profile.name(), origin)
                            .isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void noStateEventOrProfileIsMissingOrThereTwice() {
        Set<String> expected = new TreeSet<>();
        for (Stage stage : Stage.values()) {
            if (stage.compareTo(Stage.EMBRYO) >= 0) {
                String profiles = stage == Stage.FIN_WAIT_2_WHOLE ? "L" : "RL43FGONWM";
                EVENTS.forEach(event -> profiles.chars().forEach(p -> expected.add(stage + event + (char) p)));
            }
        }
        List<String> there = new ArrayList<>();
        GRID.lines().skip(1).map(line -> line.split("\\|", -1)).forEach(row -> {
            for (String event : row[1].strip().split(" ", -1)) {
                row[2].strip().chars().forEach(p -> there.add(row[0].strip() + event + (char) p));
            }
        });
        assertThat(there).containsExactlyInAnyOrderElementsOf(expected);
    }

    private static List<String> outcomes(Stage stage, String event, Profile profile, int origin) {
        boolean text = event.equals("data");
        int length = text ? TEXT_LENGTH : 0;
        List<String> outcomes = new ArrayList<>();
        for (int place = 0; place < 5; place++) {
            Outcome outcome = new Outcome(profile, stage, origin);
            int next = outcome.peer.seq;
            int seq = switch (place) {
                case 0 -> next - (text ? TEXT_LENGTH : 5);
                case 1 -> next;
                case 2 -> next + 500;
                case 3 -> outcome.edge - (text ? TEXT_LENGTH : 1);
                default -> outcome.edge + 5;
            };
            outcomes.add(outcome.of(Outcome.flags(event), seq, length));
        }
        return outcomes;
    }
}
