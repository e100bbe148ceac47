package dev.linger.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.engine.profile.Profiles;
import dev.linger.model.Flags;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How long each system waits before it sends data again, when the handshake has measured one round trip.
class TimeOutLengthTest {
    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, delimiter = '|', textBlock = """
            profile    | round trip ms | first wait ms | second wait ms | third wait ms
            rfc-9293   | 1             | 1000          | 2000           | 4000
            rfc-9293   | 500           | 1500          | 3000           | 6000
            linux      | 1             | 204           | 408            | 816
            linux      | 100           | 300           | 600            | 1200
            freebsd-13 | 1             | 230           | 260            | 320
            freebsd-14 | 100           | 500           | 800            | 1400
            macos      | 1             | 300           | 400            | 600
            macos      | 100           | 500           | 800            | 1400
            windows-10 | 1             | 300           | 600            | 1200
            """)
    void floorsAndSlopAreThoseOfTheSystem(String profile, int roundTrip, int first, int second, int third) {
        World world = new World(Profiles.named(profile));
        int listener = world.listen(80, 4);
        Peer peer = new Peer(world, 80, 40_000);
        peer.arrive(Flags.SYN, peer.seq, 0);
        peer.ack = world.lastSent().end();
        peer.seq++;
        world.pass(roundTrip * World.MILLI);
        peer.arrive(Flags.ACK, peer.seq, 0);
        int socket = world.engine.accept(listener);
        world.engine.send(socket, new byte[1], 0, 1, world.now, world);
        world.sent.clear();
        for (int wait : new int[] {first, second, third}) {
            world.pass(wait * World.MILLI - 1);
            assertThat(world.sent).as("before %d ms", wait).isEmpty();
            world.pass(1);
            assertThat(world.sent).as("after %d ms", wait).hasSize(1);
            world.sent.clear();
        }
    }
}
