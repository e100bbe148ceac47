package dev.linger.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.engine.profile.Profiles;
import dev.linger.model.Flags;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A listener whose program does not accept what is established.
class FullQueueTest {
    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, delimiter = '|', textBlock = """
            profile      | backlog | places | SYN meets | last ACK meets
            rfc-9293     | 4       | 4      | silence   | silence
            linux        | 4       | 5      | silence   | silence
            linux        | 0       | 1      | silence   | silence
            linux-3.6    | 4       | 5      | silence   | silence
            freebsd-13   | 4       | 7      | SYN-ACK   | RST
            freebsd-14   | 5       | 8      | SYN-ACK   | RST
            windows-2003 | 4       | 4      | RST       | RST
            windows-10   | 4       | 4      | RST       | RST
            macos        | 4       | 4      | silence   | silence
            """)
    void eachSystemHasItsOwnPlacesAndAnswers(String profile, int backlog, int places, String syn, String ack) {
        World world = new World(Profiles.named(profile));
        world.listen(80, backlog);
        Peer late = embryo(world, 0);
        for (int number = 1; number <= places; number++) {
            acknowledge(embryo(world, number));
            assertThat(world.sent).as("place %d", number).isEmpty();
        }
        acknowledge(late);
        assertThat(answer(world)).as("last ACK").isEqualTo(ack);
        new Peer(world, 80, 50_999).arrive(Flags.SYN, Peer.ISS, 0);
        assertThat(answer(world)).as("SYN").isEqualTo(syn);
    }

    private static Peer embryo(World world, int number) {
        Peer peer = new Peer(world, 80, 50_000 + number);
        peer.arrive(Flags.SYN, peer.seq, 0);
        peer.ack = world.lastSent().end();
        peer.seq++;
        return peer;
    }

    private static void acknowledge(Peer peer) {
        peer.arrive(Flags.ACK, peer.seq, 0);
    }

    private static String answer(World world) {
        if (world.sent.isEmpty()) {
            return "silence";
        }
        int flags = world.lastSent().flags;
        return (flags & Flags.RST) != 0 ? "RST" : "SYN-ACK";
    }
}
