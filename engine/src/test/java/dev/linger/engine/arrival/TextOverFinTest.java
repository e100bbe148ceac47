package dev.linger.engine.arrival;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.engine.Peer;
import dev.linger.engine.Stage;
import dev.linger.engine.profile.Profiles;
import dev.linger.model.Flags;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Text in the place of the peer's FIN, which was taken: a peer that contradicts itself.
class TextOverFinTest {
    /// net/ipv4/tcp_input.c:tcp_rcv_state_process; measured on 6.18. R is behind the FIN.
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            stage          | profile    | R-1 to R | R-1 to R+1 | R to R+1
            CLOSE_WAIT     | linux      | A        | R>CL       | -
            CLOSING        | linux      | A        | R>CL       | -
            CLOSING_ORPHAN | linux      | A        | R>CL       | -
            LAST_ACK       | linux      | A        | R>CL       | -
            LAST_ACK       | linux-3.6  | A        | R>CL       | -
            CLOSE_WAIT     | rfc-9293   | A        | -          | -
            CLOSING        | rfc-9293   | A        | -          | -
            LAST_ACK       | rfc-9293   | A        | -          | -
            CLOSE_WAIT     | freebsd-14 | A        | -          | -
            """)
    void linuxRefusesTextThatGoesOnBehindTheFin(
            String stage, String profile, String upToFin, String overFin, String behindFin) {
        assertThat(outcome(stage, profile, -1, 1)).isEqualTo(upToFin);
        assertThat(outcome(stage, profile, -1, 2)).isEqualTo(overFin);
        assertThat(outcome(stage, profile, 0, 1)).isEqualTo(behindFin);
    }

    private static String outcome(String stage, String profile, int distance, int length) {
        Outcome outcome = new Outcome(Profiles.named(profile), Stage.valueOf(stage), Peer.ISS);
        return outcome.of(Flags.ACK, outcome.peer.seq + distance, length);
    }
}
