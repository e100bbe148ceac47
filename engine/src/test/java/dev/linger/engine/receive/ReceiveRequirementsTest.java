package dev.linger.engine.receive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.engine.Peer;
import dev.linger.engine.World;
import dev.linger.engine.profile.Profile;
import dev.linger.engine.profile.Profiles;
import dev.linger.engine.socket.SocketOption;
import dev.linger.model.Flags;
import dev.linger.wire.Segment;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What RFC 9293 §3.8.6 demands of the side that receives.
class ReceiveRequirementsTest {
    private static final int BUFFER = 8_000;
    private static final int MSS = 1_460;

    private World world = new World(Profiles.RFC_9293);
    private Peer peer = new Peer(world, 80, 40_000);
    private int socket;

    static Stream<Profile> profiles() {
        return Profiles.all().stream();
    }

    private void establish(Profile profile) {
        world = new World(profile);
        peer = new Peer(world, 80, 40_000);
        int listener = world.listen(80, 4);
        world.engine.setOption(listener, SocketOption.SO_RCVBUF, BUFFER);
        socket = peer.establish(listener);
        world.sent.clear();
    }

    private void text(int length) {
        peer.arrive(Flags.ACK, peer.seq, length);
        peer.seq += length;
    }

    private void read(int length) {
        world.engine.receive(socket, new byte[length], 0, length, world.now, world);
    }

    /// Fills the window to the last byte; returns the last acknowledgment.
    private Segment fill() {
        for (int left = BUFFER; left > 0; left -= MSS) {
            text(Math.min(left, MSS));
            world.pass(World.SECOND);
        }
        return world.lastSent();
    }

    /// RFC 9293 §3.8.6 SHLD-14.
    @ParameterizedTest
    @MethodSource("profiles")
    void theRightEdgeNeverMovesBack(Profile profile) {
        establish(profile);
        int edge = peer.seq;
        for (int round = 0; round < 40; round++) {
            text(1 + 97 * round % 700);
            if (round % 3 == 0) {
                read(1 + 53 * round % 500);
            }
            world.pass(World.SECOND);
            for (Segment segment : world.sent) {
                int next = segment.ack + segment.wnd;
                assertThat(next - edge).isNotNegative();
                edge = next;
            }
            world.sent.clear();
        }
    }

    /// RFC 9293 §3.8.6.1 MAY-8.
    @Test
    void aWindowStaysShutAsLongAsNobodyReads() {
        establish(Profiles.RFC_9293);
        assertThat(fill().wnd).isZero();
        world.pass(24 * 3_600 * World.SECOND);
        assertThat(world.sent).isEmpty();
        peer.arrive(Flags.ACK, peer.seq, 1);
        assertThat(world.lastSent().wnd).isZero();
    }
}
