package dev.linger.engine.arrival;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.engine.Stage;
import dev.linger.engine.TcpEngine;
import dev.linger.engine.profile.Profile;
import dev.linger.engine.profile.Profiles;
import dev.linger.engine.socket.SocketEvent;
import dev.linger.model.Flags;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A handshake whose segments come twice, cross each other or do not fit. Profiles and cells are those of
/// [ArrivalGridTest], numbers count from the peer's SYN.
class HandshakeTest {
    private static final String SYN_ACK = "S.";

    /// RFC 9293 §3.10.7.4: a repeated SYN lies before the window. Systems repeat their SYN-ACK instead
    /// (net/ipv4/tcp_minisocks.c:tcp_check_req, which does not look for a FIN).
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            event | number | profiles | outcome
            S     | 0      | R        | A
            S     | 0      | LFOWM    | S
            FS    | 0      | L        | S
            FS    | 0      | R        | ->CL
            S.    | 0      | RLFOWM   | A
            S     | -1     | RLFOWM   | A
            S     | 1      | RFOWM    | ->CL
            S     | 1      | L        | RA>CL
            """)
    void anEmbryoAnswersTheSynThatMadeItOnceMore(String event, int number, String profiles, String expected) {
        for (Profile profile : Outcome.profiles(profiles)) {
            Outcome outcome = new Outcome(profile, Stage.EMBRYO, 10_000);
            assertThat(outcome.of(Outcome.flags(event), 10_000 + number, 0))
                    .as(profile.name())
                    .isEqualTo(expected);
        }
    }

    /// RFC 9293 §3.5, figure 7: both sides have sent a SYN, and then each its SYN-ACK, which establishes. What only
    /// looks like it is challenged (RFC 5961 §4.2).
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            flags | number | acknowledges | text | outcome
            S.    | 0      | 0            | 0    | A>ES
            S     | 0      | 0            | 0    | A
            S.    | -1     | 0            | 0    | A
            S.    | 1      | 0            | 0    | A
            S.    | 0      | -1           | 0    | A
            S.    | 0      | 1            | 0    | A
            S.    | 0      | 0            | 10   | A
            FS.   | 0      | 0            | 0    | A
            """)
    void theSynAckOfAPeerThatOpenedTooEstablishes(
            String flags, int number, int acknowledges, int text, String expected) {
        for (Profile profile : Outcome.profiles("RLFWM")) {
            Outcome outcome = new Outcome(profile, Stage.CROSSED, 10_000);
            outcome.peer.ack += acknowledges;
            int fin = flags.startsWith("F") ? Flags.FIN : 0;
            assertThat(outcome.of(fin | Outcome.flags(flags.replace("F", "")), 10_000 + number, text))
                    .as(profile.name())
                    .isEqualTo(expected);
            assertThat(outcome.world.events.contains(SocketEvent.CONNECTED))
                    .as(profile.name())
                    .isEqualTo(expected.endsWith("ES"));
        }
    }

    /// Before RFC 5961 too.
    @Test
    void crossedSynAcksEstablishWithoutChallengesAsWell() {
        Outcome outcome = new Outcome(Profiles.WINDOWS_2000, Stage.CROSSED, 10_000);
        assertThat(outcome.of(Outcome.flags(SYN_ACK), 10_000, 0)).isEqualTo("A>ES");
        assertThat(outcome.world.engine.nextDeadlineNanos())
                .as("the SYN is acknowledged")
                .isEqualTo(TcpEngine.NEVER);
    }

    /// The right edge is the first number behind the window (RFC 9293 §3.4). Linux takes what is empty there
    /// (net/ipv4/tcp_minisocks.c:tcp_in_window, tcp_input.c:tcp_sequence).
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            stage       | event | profiles | E-1  | E    | E+1
            EMBRYO      | .     | L        | ->ES | ->ES | A
            EMBRYO      | .     | RFOWM    | ->ES | A    | A
            EMBRYO      | F.    | RLFOWM   | A>ES | A    | A
            CROSSED     | .     | L        | ->ES | ->ES | A
            CROSSED     | .     | RFOWM    | ->ES | A    | A
            ESTABLISHED | .     | L        | -    | -    | A
            ESTABLISHED | .     | RFOWM    | -    | A    | A
            """)
    void anEmptySegmentAtTheRightEdge(
            String stage, String event, String profiles, String before, String at, String behind) {
        String[] expected = {before, at, behind};
        for (Profile profile : Outcome.profiles(profiles)) {
            for (int place = 0; place < 3; place++) {
                Outcome outcome = new Outcome(profile, Stage.valueOf(stage), 10_000);
                assertThat(outcome.of(Outcome.flags(event), outcome.edge - 1 + place, 0))
                        .as("%s at %d", profile.name(), place - 1)
                        .isEqualTo(expected[place]);
            }
        }
    }

    /// RFC 7323 §4.3: the last segment of the handshake brings a timestamp as any other does.
    @ParameterizedTest
    @ValueSource(strings = {"rfc-9293", "linux", "freebsd-14"})
    void theTimestampThatCompletesTheHandshakeIsEchoed(String profile) {
        Outcome outcome = Outcome.withTimestamps(Profiles.named(profile), Stage.EMBRYO);
        outcome.peer.tsVal += 100;
        outcome.peer.arrive(Flags.ACK, outcome.peer.seq, 0);
        outcome.peer.arrive(Flags.RST, outcome.peer.seq + 1, 0);
        assertThat(outcome.world.lastSent().tsEcr).isEqualTo(5_100);
    }
}
