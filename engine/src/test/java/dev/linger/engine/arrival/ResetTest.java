package dev.linger.engine.arrival;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.engine.Peer;
import dev.linger.engine.Stage;
import dev.linger.engine.TcpEngine;
import dev.linger.engine.World;
import dev.linger.engine.profile.Profiles;
import dev.linger.engine.socket.Errno;
import dev.linger.engine.socket.SocketEvent;
import dev.linger.model.Counter;
import dev.linger.model.Flags;
import dev.linger.model.FourTuple;
import dev.linger.model.TcpState;
import dev.linger.wire.Segment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which number a RST has to have beside RCV.NXT, what the program is told, and what is counted.
class ResetTest {
    /// net/ipv4/tcp_input.c:tcp_reset_check; measured on 6.18 for CLOSE_WAIT.
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            stage          | profile    | R-1  | R-2
            CLOSE_WAIT     | linux      | ->CL | -
            CLOSING        | linux      | ->CL | -
            CLOSING_ORPHAN | linux      | ->CL | -
            LAST_ACK       | linux      | ->CL | -
            ESTABLISHED    | linux      | -    | -
            FIN_WAIT_1     | linux      | -    | -
            FIN_WAIT_2     | linux      | -    | -
            CLOSE_WAIT     | linux-3.6  | -    | -
            CLOSE_WAIT     | rfc-9293   | -    | -
            CLOSE_WAIT     | freebsd-14 | -    | -
            """)
    void aResetJustBehindThePeersFinCounts(String stage, String profile, String one, String two) {
        assertThat(outcome(profile, stage, -1)).isEqualTo(one);
        assertThat(outcome(profile, stage, -2)).isEqualTo(two);
    }

    private static String outcome(String profile, String stage, int distance) {
        Outcome outcome = new Outcome(Profiles.named(profile), Stage.valueOf(stage), Peer.ISS);
        return outcome.of(Flags.RST, outcome.peer.seq + distance, 0);
    }

    /// net/ipv4/tcp_minisocks.c:tcp_check_req; measured on 6.18.
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            profile    | R    | R+1
            linux      | ->CL | A
            linux-4.10 | -    | -
            linux-3.6  | -    | -
            """)
    void anEmbryoLooksAtAResetBeforeItsAcknowledgment(String profile, String exact, String inWindow) {
        assertThat(outcomeForEmbryo(profile, 0)).isEqualTo(exact);
        assertThat(outcomeForEmbryo(profile, 1)).isEqualTo(inWindow);
    }

    private static String outcomeForEmbryo(String profile, int distance) {
        Outcome outcome = new Outcome(Profiles.named(profile), Stage.EMBRYO, Peer.ISS);
        outcome.peer.ack += 76;
        return outcome.of(Flags.RST | Flags.ACK, outcome.peer.seq + distance, 0);
    }

    /// net/ipv4/tcp_input.c:tcp_validate_incoming: text at 100 to 109 and 200 to 209 has arrived.
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            profile   | selective | distance | state
            linux     | true      | 210      | CLOSED
            linux     | true      | 209      | ESTABLISHED
            linux     | true      | 211      | ESTABLISHED
            linux     | true      | 110      | ESTABLISHED
            linux     | false     | 210      | ESTABLISHED
            linux-3.6 | true      | 210      | ESTABLISHED
            rfc-9293  | true      | 210      | ESTABLISHED
            """)
    void aResetAtTheRightEdgeOfTheLastSackBlockCounts(String profile, boolean selective, int distance, TcpState state) {
        World world = new World(Profiles.named(profile));
        Peer peer = new Peer(world, 80, 40_000);
        peer.selectiveAcknowledgments = selective;
        Stage.ESTABLISHED.bring(world, peer);
        peer.arrive(Flags.ACK, peer.seq + 200, 10);
        peer.arrive(Flags.ACK, peer.seq + 100, 10);
        peer.arrive(Flags.RST, peer.seq + distance, 0);
        assertThat(world.engine.state(tuple(peer))).isEqualTo(state);
    }

    /// sys/netinet/tcp_input.c:tcp_do_segment measures from last_ack_sent: ten bytes have come that are not
    /// acknowledged yet.
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            profile    | lastAck | rcvNxt
            rfc-9293   | -       | ->CL
            windows-10 | -       | ->CL
            freebsd-13 | ->CL    | A
            freebsd-14 | ->CL    | A
            macos      | ->CL    | A
            """)
    void bsdWantsWhatItAcknowledgedLast(String profile, String lastAck, String rcvNxt) {
        assertThat(outcomeAfterUnacknowledgedText(profile, 0)).isEqualTo(lastAck);
        assertThat(outcomeAfterUnacknowledgedText(profile, 10)).isEqualTo(rcvNxt);
    }

    private static String outcomeAfterUnacknowledgedText(String profile, int distance) {
        Outcome outcome = new Outcome(Profiles.named(profile), Stage.ESTABLISHED, Peer.ISS);
        assertThat(outcome.of(Flags.ACK, outcome.peer.seq, 10)).isEqualTo("t");
        outcome.peer.seq += 10;
        return outcome.of(Flags.RST, outcome.peer.seq - 10 + distance, 0);
    }

    /// RFC 9293 §3.10.7.3 and §3.10.7.4; net/ipv4/tcp_input.c:tcp_reset.
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            stage       | rfc-9293     | linux        | freebsd-14   | windows-10
            SYN_SENT    | ECONNREFUSED | ECONNREFUSED | ECONNREFUSED | ECONNREFUSED
            CROSSED     | ECONNREFUSED | ECONNRESET   | ECONNREFUSED | ECONNREFUSED
            ESTABLISHED | ECONNRESET   | ECONNRESET   | ECONNRESET   | ECONNRESET
            FIN_WAIT_1  | ECONNRESET   | ECONNRESET   | ECONNRESET   | ECONNRESET
            FIN_WAIT_2  | ECONNRESET   | ECONNRESET   | ECONNRESET   | ECONNRESET
            CLOSE_WAIT  | ECONNRESET   | EPIPE        | ECONNRESET   | ECONNRESET
            CLOSING     | ECONNRESET   | ECONNRESET   | ECONNRESET   | ECONNRESET
            """)
    void theProgramIsToldWhy(Stage stage, Errno rfc, Errno linux, Errno freeBsd, Errno windows) {
        assertThat(errno("rfc-9293", stage)).isEqualTo(rfc);
        assertThat(errno("linux", stage)).isEqualTo(linux);
        assertThat(errno("freebsd-14", stage)).isEqualTo(freeBsd);
        assertThat(errno("windows-10", stage)).isEqualTo(windows);
    }

    private static Errno errno(String profile, Stage stage) {
        World world = new World(Profiles.named(profile));
        Peer peer = new Peer(world, 80, 40_000);
        int socket = stage.bring(world, peer);
        peer.arrive(Flags.RST | Flags.ACK, peer.seq, 0);
        assertThat(world.events).last().isEqualTo(SocketEvent.FAILED);
        assertThat(world.engine.state(socket)).isEqualTo(TcpState.CLOSED);
        return world.engine.takeError(socket);
    }

    /// Tcp EstabResets, AttemptFails; TcpExt EmbryonicRsts (net/ipv4/tcp.c:tcp_set_state, tcp_done,
    /// tcp_minisocks.c:tcp_check_req).
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            stage       | EstabResets | AttemptFails | EmbryonicRsts
            SYN_SENT    | 0           | 1            | 0
            EMBRYO      | 0           | 1            | 1
            CROSSED     | 0           | 1            | 0
            ESTABLISHED | 1           | 0            | 0
            CLOSE_WAIT  | 1           | 0            | 0
            FIN_WAIT_1  | 0           | 0            | 0
            FIN_WAIT_2  | 0           | 0            | 0
            CLOSING     | 0           | 0            | 0
            LAST_ACK    | 0           | 0            | 0
            """)
    void aResetIsCountedByTheStateItEnds(Stage stage, int established, int attempts, int embryos) {
        World world = new World(Profiles.LINUX);
        Peer peer = new Peer(world, 80, 40_000);
        stage.bring(world, peer);
        peer.arrive(Flags.RST | Flags.ACK, peer.seq, 0);
        assertThat(world.engine.count(Counter.ESTAB_RESETS)).isEqualTo(established);
        assertThat(world.engine.count(Counter.ATTEMPT_FAILS)).isEqualTo(attempts);
        assertThat(world.engine.count(Counter.EMBRYONIC_RESETS)).isEqualTo(embryos);
        assertThat(world.engine.count(Counter.OUT_RSTS)).isZero();
    }

    @Test
    void aNewSynResetsAnEmbryoOfLinuxAndIsCountedLikeAReset() {
        World world = new World(Profiles.LINUX);
        Peer peer = new Peer(world, 80, 40_000);
        Stage.EMBRYO.bring(world, peer);
        peer.arrive(Flags.SYN, peer.seq + 77, 0);
        Segment reset = world.lastSent();
        assertThat(reset.seq).isZero();
        assertThat(reset.ack).isEqualTo(peer.seq + 78);
        assertThat(world.engine.count(Counter.EMBRYONIC_RESETS)).isEqualTo(1);
        assertThat(world.engine.count(Counter.ATTEMPT_FAILS)).isEqualTo(1);
    }

    /// The text of a program that is gone: RFC 9293 §3.10.7.4, SHLD-3.
    @ParameterizedTest
    @ValueSource(strings = {"rfc-9293", "linux", "freebsd-14", "windows-10", "macos"})
    void textForNobodyIsResetWithThePeersOwnNumbers(String profile) {
        Outcome outcome = new Outcome(Profiles.named(profile), Stage.FIN_WAIT_1_ORPHAN, Peer.ISS);
        outcome.peer.arrive(Flags.ACK, outcome.peer.seq, 10);
        Segment reset = outcome.world.lastSent();
        assertThat(reset.flags).isEqualTo(Flags.RST);
        assertThat(reset.seq).isEqualTo(outcome.peer.ack);
        assertThat(outcome.world.engine.count(Counter.ABORT_ON_DATA)).isEqualTo(1);
    }

    @Test
    void aConnectionThatWasResetIsForgottenWithItsSocket() {
        World world = new World(Profiles.LINUX);
        Peer peer = new Peer(world, 80, 40_000);
        int socket = Stage.ESTABLISHED.bring(world, peer);
        peer.arrive(Flags.RST, peer.seq, 0);
        world.sent.clear();
        peer.arrive(Flags.ACK, peer.seq, 10);
        assertThat(world.lastSent().flags).isEqualTo(Flags.RST);
        assertThat(world.engine.send(socket, new byte[1], 0, 1, world.now, world))
                .isEqualTo(TcpEngine.FAILED);
    }

    private static FourTuple tuple(Peer peer) {
        return new FourTuple(peer.here(), peer.there());
    }
}
