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
/// only tells in CROSSED. Profiles: R the RFC, L linux, F freebsd-14, O windows-2000, W windows-10, M macos. Cells are
/// explained at [Outcome].
class ArrivalGridTest {
    private static final String GRID = """
            stage             | event   | profiles | outside left | left edge | middle | right edge | outside right
            EMBRYO            | S FS    | RFOWM    | A            | ->CL      | ->CL   | ->CL       | A
            EMBRYO            | S FS    | L        | A            | RA>CL     | RA>CL  | RA>CL      | A
            EMBRYO            | S.      | RFOWM    | A            | ->CL      | ->CL   | ->CL       | A
            EMBRYO            | S.      | L        | A            | R>CL      | R>CL   | R>CL       | A
            EMBRYO            | .       | RLFOWM   | A            | ->ES      | ->ES   | ->ES       | A
            EMBRYO            | F       | RLFOWM   | A            | -         | -      | -          | A
            EMBRYO            | F.      | RLFOWM   | A            | T>CW      | A>ES   | A>ES       | A
            EMBRYO            | R R.    | RFWM     | -            | ->CL      | A      | A          | -
            EMBRYO            | R R.    | LO       | -            | ->CL      | ->CL   | ->CL       | -
            EMBRYO            | data    | RFOWM    | A            | t>ES      | A>ES   | A>ES       | A
            EMBRYO            | data    | L        | A            | T>ES      | A>ES   | A>ES       | A
            CROSSED           | S S. FS | RLFWM    | A            | A         | A      | A          | A
            CROSSED           | S S. FS | O        | A            | RA>CL     | RA>CL  | RA>CL      | A
            CROSSED           | .       | RLFOWM   | A            | ->ES      | ->ES   | ->ES       | A
            CROSSED           | F       | RFOWM    | A            | -         | -      | -          | A
            CROSSED           | F       | L        | -            | -         | -      | -          | -
            CROSSED           | F.      | RLFOWM   | A            | T>CW      | A>ES   | A>ES       | A
            CROSSED           | R R.    | RLFWM    | -            | ->CL      | A      | A          | -
            CROSSED           | R R.    | O        | -            | ->CL      | ->CL   | ->CL       | -
            CROSSED           | data    | RFOWM    | A            | t>ES      | A>ES   | A>ES       | A
            CROSSED           | data    | L        | A>ES         | T>ES      | A>ES   | A>ES       | A
            ESTABLISHED       | S S. FS | RLFWM    | A            | A         | A      | A          | A
            ESTABLISHED       | S S. FS | O        | A            | RA>CL     | RA>CL  | RA>CL      | A
            ESTABLISHED       | .       | RLFOWM   | A            | -         | -      | -          | A
            ESTABLISHED       | F       | RFOWM    | A            | -         | -      | -          | A
            ESTABLISHED       | F       | L        | -            | -         | -      | -          | -
            ESTABLISHED       | F.      | RLFOWM   | A            | T>CW      | A      | A          | A
            ESTABLISHED       | R R.    | RLFWM    | -            | ->CL      | A      | A          | -
            ESTABLISHED       | R R.    | O        | -            | ->CL      | ->CL   | ->CL       | -
            ESTABLISHED       | data    | RFOWM    | A            | t         | A      | A          | A
            ESTABLISHED       | data    | L        | A            | T         | A      | A          | A
            FIN_WAIT_1        | S S. FS | RLFWM    | A            | A         | A      | A          | A
            FIN_WAIT_1        | S S. FS | O        | A            | RA>CL     | RA>CL  | RA>CL      | A
            FIN_WAIT_1        | .       | RLFOWM   | A            | -         | -      | -          | A
            FIN_WAIT_1        | F       | RFOWM    | A            | -         | -      | -          | A
            FIN_WAIT_1        | F       | L        | -            | -         | -      | -          | -
            FIN_WAIT_1        | F.      | RLFOWM   | A            | T>CG      | A      | A          | A
            FIN_WAIT_1        | R R.    | RLFWM    | -            | ->CL      | A      | A          | -
            FIN_WAIT_1        | R R.    | O        | -            | ->CL      | ->CL   | ->CL       | -
            FIN_WAIT_1        | data    | RFOWM    | A            | t         | A      | A          | A
            FIN_WAIT_1        | data    | L        | A            | T         | A      | A          | A
            FIN_WAIT_1_ORPHAN | S S. FS | RLFWM    | A            | A         | A      | A          | A
            FIN_WAIT_1_ORPHAN | S S. FS | O        | A            | RA>CL     | RA>CL  | RA>CL      | A
            FIN_WAIT_1_ORPHAN | .       | RLFOWM   | A            | -         | -      | -          | A
            FIN_WAIT_1_ORPHAN | F       | RFOWM    | A            | -         | -      | -          | A
            FIN_WAIT_1_ORPHAN | F       | L        | -            | -         | -      | -          | -
            FIN_WAIT_1_ORPHAN | F.      | RFOWM    | A            | T>CG      | A      | A          | A
            FIN_WAIT_1_ORPHAN | F.      | L        | A            | T>CG      | R>CL   | R>CL       | A
            FIN_WAIT_1_ORPHAN | R R.    | RLFWM    | -            | ->CL      | A      | A          | -
            FIN_WAIT_1_ORPHAN | R R.    | O        | -            | ->CL      | ->CL   | ->CL       | -
            FIN_WAIT_1_ORPHAN | data    | RLOW     | A            | R>CL      | R>CL   | R>CL       | A
            FIN_WAIT_1_ORPHAN | data    | FM       | A            | R>CL      | R>CL   | R>CL       | R>CL
            FIN_WAIT_2        | S S. FS | RLFWM    | A            | A         | A      | A          | A
            FIN_WAIT_2        | S S. FS | O        | A            | RA>CL     | RA>CL  | RA>CL      | A
            FIN_WAIT_2        | .       | RLFOWM   | A            | -         | -      | -          | A
            FIN_WAIT_2        | F       | RFOWM    | A            | -         | -      | -          | A
            FIN_WAIT_2        | F       | L        | -            | -         | -      | -          | -
            FIN_WAIT_2        | F.      | RLFOWM   | A            | T>TW      | A      | A          | A
            FIN_WAIT_2        | R R.    | RLFWM    | -            | ->CL      | A      | A          | -
            FIN_WAIT_2        | R R.    | O        | -            | ->CL      | ->CL   | ->CL       | -
            FIN_WAIT_2        | data    | RFOWM    | A            | t         | A      | A          | A
            FIN_WAIT_2        | data    | L        | A            | T         | A      | A          | A
            FIN_WAIT_2_ORPHAN | S S. FS | RFWM     | A            | A         | A      | A          | A
            FIN_WAIT_2_ORPHAN | S S. FS | O        | A            | RA>CL     | RA>CL  | RA>CL      | A
            FIN_WAIT_2_ORPHAN | S FS    | L        | A            | RA>CL     | RA>CL  | RA>CL      | A
            FIN_WAIT_2_ORPHAN | S.      | L        | A            | R>CL      | R>CL   | R>CL       | A
            FIN_WAIT_2_ORPHAN | .       | RLFOWM   | A            | -         | -      | -          | A
            FIN_WAIT_2_ORPHAN | F       | RLFOWM   | A            | -         | -      | -          | A
            FIN_WAIT_2_ORPHAN | F.      | RFOWM    | A            | T>TW      | A      | A          | A
            FIN_WAIT_2_ORPHAN | F.      | L        | A            | T>TW      | R>CL   | R>CL       | A
            FIN_WAIT_2_ORPHAN | R R.    | RFWM     | -            | ->CL      | A      | A          | -
            FIN_WAIT_2_ORPHAN | R R.    | O        | -            | ->CL      | ->CL   | ->CL       | -
            FIN_WAIT_2_ORPHAN | R R.    | L        | A            | ->CL      | ->CL   | ->CL       | A
            FIN_WAIT_2_ORPHAN | data    | RLOW     | A            | R>CL      | R>CL   | R>CL       | A
            FIN_WAIT_2_ORPHAN | data    | FM       | A            | R>CL      | R>CL   | R>CL       | R>CL
            FIN_WAIT_2_WHOLE  | S S. FS | L        | A            | A         | A      | A          | A
            FIN_WAIT_2_WHOLE  | .       | L        | A            | -         | -      | -          | A
            FIN_WAIT_2_WHOLE  | F       | L        | -            | -         | -      | -          | -
            FIN_WAIT_2_WHOLE  | F.      | L        | A            | T>TW      | R>CL   | R>CL       | A
            FIN_WAIT_2_WHOLE  | R R.    | L        | -            | ->CL      | A      | A          | -
            FIN_WAIT_2_WHOLE  | data    | L        | A            | R>CL      | R>CL   | R>CL       | A
            CLOSE_WAIT        | S S. FS | RLFWM    | A            | A         | A      | A          | A
            CLOSE_WAIT        | S S. FS | O        | A            | RA>CL     | RA>CL  | RA>CL      | A
            CLOSE_WAIT        | .       | RLFOWM   | A            | -         | -      | -          | A
            CLOSE_WAIT        | F       | RFOWM    | A            | -         | -      | -          | A
            CLOSE_WAIT        | F       | L        | -            | -         | -      | -          | -
            CLOSE_WAIT        | F.      | RLFOWM   | A            | -         | -      | -          | A
            CLOSE_WAIT        | R R.    | RLFWM    | -            | ->CL      | A      | A          | -
            CLOSE_WAIT        | R R.    | O        | -            | ->CL      | ->CL   | ->CL       | -
            CLOSE_WAIT        | data    | RLFOWM   | A            | -         | -      | -          | A
            CLOSING           | S S. FS | RLFWM    | A            | A         | A      | A          | A
            CLOSING           | S S. FS | O        | A            | RA>CL     | RA>CL  | RA>CL      | A
            CLOSING           | .       | RLFOWM   | A            | -         | -      | -          | A
            CLOSING           | F       | RFOWM    | A            | -         | -      | -          | A
            CLOSING           | F       | L        | -            | -         | -      | -          | -
            CLOSING           | F.      | RLFOWM   | A            | -         | -      | -          | A
            CLOSING           | R R.    | RLFWM    | -            | ->CL      | A      | A          | -
            CLOSING           | R R.    | O        | -            | ->CL      | ->CL   | ->CL       | -
            CLOSING           | data    | RLFOWM   | A            | -         | -      | -          | A
            CLOSING_ORPHAN    | S S. FS | RLFWM    | A            | A         | A      | A          | A
            CLOSING_ORPHAN    | S S. FS | O        | A            | RA>CL     | RA>CL  | RA>CL      | A
            CLOSING_ORPHAN    | .       | RLFOWM   | A            | -         | -      | -          | A
            CLOSING_ORPHAN    | F       | RFOWM    | A            | -         | -      | -          | A
            CLOSING_ORPHAN    | F       | L        | -            | -         | -      | -          | -
            CLOSING_ORPHAN    | F.      | RLFOWM   | A            | -         | -      | -          | A
            CLOSING_ORPHAN    | R R.    | RLFWM    | -            | ->CL      | A      | A          | -
            CLOSING_ORPHAN    | R R.    | O        | -            | ->CL      | ->CL   | ->CL       | -
            CLOSING_ORPHAN    | data    | RLOW     | A            | -         | -      | -          | A
            CLOSING_ORPHAN    | data    | FM       | A            | R>CL      | R>CL   | R>CL       | R>CL
            LAST_ACK          | S S. FS | RLFWM    | A            | A         | A      | A          | A
            LAST_ACK          | S S. FS | O        | A            | RA>CL     | RA>CL  | RA>CL      | A
            LAST_ACK          | .       | RLFOWM   | A            | -         | -      | -          | A
            LAST_ACK          | F       | RFOWM    | A            | -         | -      | -          | A
            LAST_ACK          | F       | L        | -            | -         | -      | -          | -
            LAST_ACK          | F.      | RLFOWM   | A            | -         | -      | -          | A
            LAST_ACK          | R R.    | RLFWM    | -            | ->CL      | A      | A          | -
            LAST_ACK          | R R.    | O        | -            | ->CL      | ->CL   | ->CL       | -
            LAST_ACK          | data    | RLOW     | A            | -         | -      | -          | A
            LAST_ACK          | data    | FM       | A            | R>CL      | R>CL   | R>CL       | R>CL
            TIME_WAIT         | S FS    | RW       | -            | S>SR      | S>SR   | S>SR       | S>SR
            TIME_WAIT         | S       | L        | A            | A         | S>SR   | S>SR       | S>SR
            TIME_WAIT         | FS      | L        | A            | A         | ->CL   | ->CL       | ->CL
            TIME_WAIT         | S FS    | F        | -            | -         | S>SR   | S>SR       | S>SR
            TIME_WAIT         | S FS    | O        | S>SR         | S>SR      | S>SR   | S>SR       | S>SR
            TIME_WAIT         | S       | M        | A            | A         | A      | A          | S>SR
            TIME_WAIT         | FS      | M        | -            | -         | -      | -          | -
            TIME_WAIT         | S.      | RLFM     | A            | A         | A      | A          | A
            TIME_WAIT         | S.      | OW       | -            | -         | -      | -          | -
            TIME_WAIT         | .       | RM       | A            | -         | -      | -          | A
            TIME_WAIT         | .       | LF       | A            | -         | A      | A          | A
            TIME_WAIT         | .       | OW       | -            | -         | -      | -          | -
            TIME_WAIT         | F       | R        | A            | -         | -      | -          | A
            TIME_WAIT         | F       | L        | A            | A         | A      | A          | A
            TIME_WAIT         | F       | FOWM     | -            | -         | -      | -          | -
            TIME_WAIT         | F.      | RLF      | A            | A         | A      | A          | A
            TIME_WAIT         | F.      | OW       | -            | -         | -      | -          | -
            TIME_WAIT         | F.      | M        | A            | -         | -      | -          | A
            TIME_WAIT         | R R.    | R        | -            | ->CL      | A      | A          | -
            TIME_WAIT         | R R.    | L        | -            | ->CL      | -      | -          | -
            TIME_WAIT         | R R.    | O        | ->CL         | ->CL      | ->CL   | ->CL       | ->CL
            TIME_WAIT         | R R.    | FWM      | -            | -         | -      | -          | -
            TIME_WAIT         | data    | R        | A            | -         | -      | -          | A
            TIME_WAIT         | data    | LF       | A            | A         | A      | A          | A
            TIME_WAIT         | data    | OW       | -            | -         | -      | -          | -
            TIME_WAIT         | data    | M        | A            | R>CL      | R>CL   | R>CL       | R>CL
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
                String profiles = stage == Stage.FIN_WAIT_2_WHOLE ? "L" : "RLFOWM";
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
