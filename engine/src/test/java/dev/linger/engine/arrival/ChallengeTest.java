package dev.linger.engine.arrival;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.engine.Peer;
import dev.linger.engine.Stage;
import dev.linger.engine.World;
import dev.linger.engine.profile.Profiles;
import dev.linger.model.Counter;
import dev.linger.model.Flags;
import dev.linger.model.FourTuple;
import dev.linger.model.TcpState;
import dev.linger.wire.Segment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Challenge ACKs and how many there are: RFC 5961 §3.2, §4.2, §5.2, §7; net.ipv4.tcp_invalid_ratelimit.
class ChallengeTest {
    private final World world = new World(Profiles.LINUX);
    private final Peer peer = new Peer(world, 80, 40_000);

    /// Measured on Linux 6.18 for LAST_ACK: a SYN never aborts, and the reset that the challenge brings ends it.
    @ParameterizedTest
    @EnumSource(
            value = Stage.class,
            names = {
                "CROSSED",
                "ESTABLISHED",
                "FIN_WAIT_1",
                "FIN_WAIT_2",
                "FIN_WAIT_2_WHOLE",
                "CLOSE_WAIT",
                "CLOSING",
                "LAST_ACK"
            })
    void aSynIsChallengedAndTheResetThatFollowsEndsTheConnection(Stage stage) {
        stage.bring(world, peer);
        int told = peer.ack;
        peer.arrive(Flags.SYN, peer.seq + 1_000_000, 0);
        Segment challenge = world.lastSent();
        assertThat(challenge.flags).isEqualTo(Flags.ACK);
        assertThat(challenge.ack).isEqualTo(peer.seq);
        assertThat(challenge.seq - told).isBetween(0, 1);
        assertThat(world.engine.count(Counter.SYN_CHALLENGES)).isEqualTo(1);
        assertThat(world.engine.count(Counter.CHALLENGE_ACKS)).isEqualTo(1);
        peer.arrive(Flags.RST, challenge.ack, 0);
        assertThat(world.engine.state(tuple())).isEqualTo(TcpState.CLOSED);
    }

    @Test
    void oneConnectionIsChallengedOnceInHalfASecond() {
        Stage.ESTABLISHED.bring(world, peer);
        world.sent.clear();
        peer.arrive(Flags.RST, peer.seq + 1, 0);
        world.pass(500 * World.MILLI - 1);
        peer.arrive(Flags.RST, peer.seq + 2, 0);
        assertThat(world.sent).hasSize(1);
        assertThat(world.engine.count(Counter.ACK_SKIPPED_CHALLENGE)).isEqualTo(1);
        world.pass(1);
        peer.arrive(Flags.RST, peer.seq + 3, 0);
        assertThat(world.sent).hasSize(2);
        assertThat(world.engine.count(Counter.CHALLENGE_ACKS)).isEqualTo(2);
    }

    @Test
    void answersToWhatIsOutOfTheWindowShareTheLimitWithChallenges() {
        Stage.ESTABLISHED.bring(world, peer);
        world.sent.clear();
        peer.arrive(Flags.RST, peer.seq + 1, 0);
        peer.arrive(Flags.ACK, peer.seq - 5, 0);
        assertThat(world.sent).hasSize(1);
        assertThat(world.engine.count(Counter.ACK_SKIPPED_SEQUENCE)).isEqualTo(1);
    }

    /// net/ipv4/tcp_input.c:tcp_oow_rate_limited: no loop of acknowledgments is made of text.
    @Test
    void textOutOfTheWindowIsAnsweredEachTime() {
        Stage.ESTABLISHED.bring(world, peer);
        world.sent.clear();
        for (int time = 0; time < 3; time++) {
            peer.arrive(Flags.ACK, peer.seq - 100, 10);
        }
        assertThat(world.sent).hasSize(3);
        assertThat(world.engine.count(Counter.ACK_SKIPPED_SEQUENCE)).isZero();
    }

    /// RFC 5961 §7: the limit is the host's, not the connection's.
    @Test
    void theWholeHostChallengesAHundredTimesASecondUnderTheRfc() {
        World strict = new World(Profiles.RFC_9293);
        Peer first = new Peer(strict, 80, 40_000);
        Peer second = new Peer(strict, 81, 40_000);
        Stage.ESTABLISHED.bring(strict, first);
        Stage.ESTABLISHED.bring(strict, second);
        strict.sent.clear();
        for (int time = 0; time < 50; time++) {
            first.arrive(Flags.RST, first.seq + 1, 0);
            second.arrive(Flags.SYN, second.seq, 0);
        }
        assertThat(strict.sent).hasSize(100);
        first.arrive(Flags.RST, first.seq + 1, 0);
        assertThat(strict.sent).hasSize(100);
        strict.pass(World.SECOND);
        first.arrive(Flags.RST, first.seq + 1, 0);
        assertThat(strict.sent).hasSize(101);
        assertThat(strict.engine.count(Counter.CHALLENGE_ACKS)).isEqualTo(101);
        assertThat(strict.engine.count(Counter.ACK_SKIPPED_CHALLENGE)).isZero();
    }

    /// RFC 5961 §5.2: injected text with a guessed acknowledgment is not taken.
    @Test
    void textWithAnAcknowledgmentOlderThanAnyWindowIsChallengedAndNotTaken() {
        int socket = Stage.ESTABLISHED.bring(world, peer);
        world.sent.clear();
        peer.ack -= peer.wnd + 1;
        peer.arrive(Flags.ACK, peer.seq, 10);
        assertThat(world.lastSent().ack).isEqualTo(peer.seq);
        assertThat(world.engine.readableBytes(socket)).isZero();
        assertThat(world.engine.count(Counter.CHALLENGE_ACKS)).isEqualTo(1);
    }

    /// Measured: RST with the number that was acknowledged, the SYN again some 9 ms later, then seconds apart.
    @Test
    void aStrayAcknowledgmentInSynSentIsResetAndTheSynComesAgainSoon() {
        Stage.SYN_SENT.bring(world, peer);
        Segment syn = world.lastSent();
        world.pass(100 * World.MILLI);
        peer.ack = 123_456;
        peer.arrive(Flags.ACK, 777, 0);
        Segment reset = world.lastSent();
        assertThat(reset.flags).isEqualTo(Flags.RST);
        assertThat(reset.seq).isEqualTo(123_456);
        world.pass(8 * World.MILLI - 1);
        assertThat(world.sent).isEmpty();
        world.pass(1);
        assertThat(world.lastSent().seq).isEqualTo(syn.seq);
        peer.arrive(Flags.ACK, 777, 0);
        assertThat(world.lastSent().flags).isEqualTo(Flags.RST);
        world.pass(World.SECOND - 1);
        assertThat(world.sent).isEmpty();
        world.pass(1);
        assertThat(world.lastSent().flags).isEqualTo(Flags.SYN);
    }

    @Test
    void underTheRfcTheSynWaitsForItsTimerWhateverArrives() {
        World strict = new World(Profiles.RFC_9293);
        Peer stray = new Peer(strict, 80, 40_000);
        Stage.SYN_SENT.bring(strict, stray);
        stray.ack += 5;
        stray.arrive(Flags.ACK, 777, 0);
        strict.sent.clear();
        strict.pass(World.SECOND - 1);
        assertThat(strict.sent).isEmpty();
        strict.pass(1);
        assertThat(strict.lastSent().flags).isEqualTo(Flags.SYN);
    }

    private FourTuple tuple() {
        return new FourTuple(peer.here(), peer.there());
    }
}
