package dev.linger.engine.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.engine.Peer;
import dev.linger.engine.Stage;
import dev.linger.engine.World;
import dev.linger.engine.profile.Profiles;
import dev.linger.engine.socket.Errno;
import dev.linger.model.Flags;
import dev.linger.model.TcpState;
import dev.linger.wire.Segment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A socket that loses its peer and goes on (net/ipv4/tcp.c:tcp_disconnect).
class DisconnectTest {
    private final World world = new World(Profiles.LINUX);
    private final Peer peer = new Peer(world, 80, 40_000);

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            from,        resets, error
            LISTEN,      false,  OK
            SYN_SENT,    false,  ECONNRESET
            ESTABLISHED, true,   ECONNRESET
            CLOSE_WAIT,  true,   ECONNRESET
            FIN_WAIT_1,  true,   ECONNRESET
            FIN_WAIT_2,  true,   ECONNRESET
            CLOSING,     false,  ECONNRESET
            """)
    void whatItMeansInEachState(Stage from, boolean resets, Errno error) {
        int socket = from.bring(world, peer);
        world.sent.clear();
        world.engine.disconnect(socket, world.now, world);
        assertThat(world.engine.state(socket)).isEqualTo(TcpState.CLOSED);
        assertThat(world.sent.stream().filter(segment -> segment.has(Flags.RST)).count())
                .isEqualTo(resets ? 1 : 0);
        assertThat(world.engine.takeError(socket)).isEqualTo(error);
    }

    @ParameterizedTest
    @CsvSource({"LISTEN", "SYN_SENT", "ESTABLISHED", "CLOSE_WAIT", "FIN_WAIT_1", "FIN_WAIT_2", "CLOSING"})
    void theSocketConnectsAgain(Stage from) {
        int socket = from.bring(world, peer);
        world.engine.disconnect(socket, world.now, world);
        world.sent.clear();
        assertThat(world.engine.connect(socket, peer.there(), world.now, world)).isEqualTo(Errno.EINPROGRESS);
        Segment syn = world.lastSent();
        assertThat(syn.has(Flags.SYN)).isTrue();
        assertThat(world.engine.receive(socket, new byte[1], 0, 1, world.now, world))
                .isZero();
    }

    @Test
    void aListenerKeepsItsPortAndListensAgain() {
        int socket = Stage.LISTEN.bring(world, peer);
        world.engine.disconnect(socket, world.now, world);
        assertThat(world.engine.localEndpoint(socket).port()).isEqualTo(80);
        peer.arrive(Flags.SYN, peer.seq, 0);
        assertThat(world.lastSent().has(Flags.RST)).isTrue();
        assertThat(world.engine.listen(socket, 1, world.now)).isEqualTo(Errno.OK);
        peer.arrive(Flags.SYN, peer.seq, 0);
        assertThat(world.lastSent().has(Flags.SYN | Flags.ACK)).isTrue();
    }

    @Test
    void childrenThatNobodyAcceptedAreReset() {
        int listener = world.listen(80, 4);
        peer.arrive(Flags.SYN, peer.seq++, 0);
        peer.ack = world.lastSent().seq + 1;
        peer.arrive(Flags.ACK, peer.seq, 0);
        world.engine.disconnect(listener, world.now, world);
        assertThat(world.lastSent().has(Flags.RST)).isTrue();
    }

    @Test
    void unreadTextIsForgotten() {
        int socket = Stage.ESTABLISHED.bring(world, peer);
        peer.arrive(Flags.ACK, peer.seq, 100);
        world.engine.disconnect(socket, world.now, world);
        assertThat(world.engine.readableBytes(socket)).isZero();
    }
}
