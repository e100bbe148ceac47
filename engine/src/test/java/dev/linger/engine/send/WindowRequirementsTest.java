package dev.linger.engine.send;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.engine.Peer;
import dev.linger.engine.Stage;
import dev.linger.engine.World;
import dev.linger.engine.profile.Profiles;
import dev.linger.model.Flags;
import dev.linger.wire.Segment;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How large a window the peer can offer.
class WindowRequirementsTest {
    /// RFC 9293 §3.1 MUST-1, REC-1; RFC 7323 §2.3: more than 14 counts as 14. The congestion window has grown to 20
    /// segments.
    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            scale, window, full segments
            0,     14600,  10
            0,     32768,  20
            0,     65535,  20
            14,    1,      11
            15,    1,      11
            255,   1,      11
            14,    65535,  20
            """)
    void theWindowIsWhatThePeerSays(int scale, int window, int segments) {
        World world = new World(Profiles.LINUX);
        Peer peer = new Peer(world, 80, 40_000);
        int listener = world.listen(80, 4);
        Segment syn = peer.segment(Flags.SYN, Peer.ISS, 0);
        syn.options |= Segment.WINDOW_SCALE;
        syn.windowScale = scale;
        world.arrive(syn);
        peer.seq++;
        peer.ack = world.lastSent().seq + 1;
        peer.wnd = 65_535;
        peer.arrive(Flags.ACK, peer.seq, 0);
        int socket = world.engine.accept(listener);
        world.engine.send(socket, new byte[14_600], 0, 14_600, world.now, world);
        world.sent.clear();
        for (int left = 9; left >= 0; left--) {
            peer.ack += 1_460;
            peer.wnd = left == 0 ? window : 65_535;
            peer.arrive(Flags.ACK, peer.seq, 0);
        }
        world.engine.send(socket, new byte[60_000], 0, 60_000, world.now, world);
        assertThat(world.sent.stream().filter(segment -> segment.textLength == 1_460))
                .hasSize(segments);
    }

    /// RFC 7323 §2.2: the window field of a SYN is never scaled, that of the acknowledgment which completes the
    /// handshake is. A field of 2000 with a scale of two.
    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            stage,    bytes
            LISTEN,   8000
            SYN_SENT, 2000
            """)
    void theFirstWindowIsScaledUnlessASynBringsIt(Stage stage, int bytes) {
        World world = new World(Profiles.LINUX);
        Peer peer = new Peer(world, 80, 40_000);
        peer.windowScale = 2;
        peer.mss = 1000;
        int socket = stage.bring(world, peer);
        peer.wnd = 2000;
        if (stage == Stage.LISTEN) {
            socket = peer.establish(socket);
        } else {
            peer.arrive(Flags.SYN | Flags.ACK, peer.seq, 0);
        }
        world.sent.clear();
        world.engine.send(socket, new byte[60_000], 0, 60_000, world.now, world);
        assertThat(world.sent.stream().mapToInt(segment -> segment.textLength).sum())
                .isEqualTo(bytes);
    }
}
