package dev.linger.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.engine.profile.Profile;
import dev.linger.engine.profile.Profiles;
import dev.linger.engine.socket.SocketOption;
import dev.linger.model.Counter;
import dev.linger.model.Flags;
import dev.linger.wire.Segment;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// When what arrives is acknowledged (RFC 9293 §3.8.6.3, RFC 5681 §4.2), and which window is offered with it (§3.8.6).
class AcknowledgingTest {
    static Stream<String> profiles() {
        return Profiles.all().stream().map(Profile::name);
    }

    /// MUST-40, SHLD-18: a little later, in the hope of an answer that carries it.
    @ParameterizedTest
    @CsvSource({"rfc-9293, 200", "freebsd-14, 40", "macos, 100", "windows-10, 200"})
    void aSingleSegmentIsAcknowledgedAfterAWhile(String profile, int millis) {
        Exchange talk = new Exchange(Profiles.named(profile)).accepted();
        talk.peerWrites(1, 100);
        talk.world.pass(millis * World.MILLI - 1);
        assertThat(talk.sent()).isEmpty();
        talk.world.pass(1);
        assertThat(talk.sent()).containsExactly("ack 101");
        assertThat(talk.world.engine.count(Counter.DELAYED_ACKS)).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void nothingWaitsForHalfASecond(String profile) {
        Exchange talk = new Exchange(Profiles.named(profile)).accepted();
        for (int number = 1; number <= 5001; number += 100) {
            talk.peerWrites(number, 100);
            talk.world.pass(499 * World.MILLI);
            assertThat(talk.sent()).containsExactly("ack " + (number + 100));
        }
    }

    static Stream<String> othersThanLinux() {
        return profiles().filter(name -> !name.startsWith("linux"));
    }

    /// As Linux has it: where unread text keeps the window shut, the acknowledgment of two segments waits until the
    /// program reads (net/ipv4/tcp_input.c:__tcp_ack_snd_check, net/ipv4/tcp.c:__tcp_cleanup_rbuf).
    @Test
    void linuxAcknowledgesEverySecondFullSegmentWhenItIsReadAtTheLatest() {
        Exchange talk = new Exchange(Profiles.LINUX).accepted();
        int number = 1;
        for (int pair = 0; pair < 40; pair++) {
            talk.peerWrites(number, 1460);
            talk.peerWrites(number + 1460, 1460);
            number += 2920;
            talk.read(5000);
            int unacknowledged = number - (talk.world.lastSent().ack - Peer.ISS);
            assertThat(unacknowledged).as("pair %s", pair).isLessThan(2920);
        }
    }

    /// A short segment that the program has read, and does not answer, is acknowledged then
    /// (net/ipv4/tcp.c:__tcp_cleanup_rbuf).
    @Test
    void linuxAcknowledgesWhatWasReadToItsEnd() {
        Exchange talk = new Exchange(Profiles.LINUX).accepted();
        for (int number = 1; number <= 1501; number += 100) {
            talk.peerWrites(number, 100);
        }
        talk.read(5000);
        talk.sent();
        talk.peerWrites(1601, 100);
        talk.read(99);
        assertThat(talk.sent()).isEmpty();
        talk.read(1);
        assertThat(talk.sent()).containsExactly("ack 1701");
    }

    /// SHLD-19.
    @ParameterizedTest
    @MethodSource("othersThanLinux")
    void everySecondFullSegmentIsAcknowledgedAtOnce(String profile) {
        Exchange talk = new Exchange(Profiles.named(profile)).accepted();
        int number = 1;
        for (int pair = 0; pair < 20; pair++) {
            talk.peerWrites(number, 1460);
            talk.peerWrites(number + 1460, 1460);
            number += 2920;
            assertThat(talk.sent()).last().isEqualTo("ack " + number);
            talk.read(5000);
            talk.sent();
        }
    }

    /// Linux: the first sixteen segments at once, so that the peer's slow start is not slow
    /// (net/ipv4/tcp_input.c:tcp_event_data_recv).
    @Test
    void linuxAcknowledgesTheFirstSixteenAtOnce() {
        Exchange talk = new Exchange(Profiles.LINUX).accepted();
        for (int number = 1; number <= 1501; number += 100) {
            talk.peerWrites(number, 100);
            assertThat(talk.sent()).containsExactly("ack " + (number + 100));
        }
        talk.peerWrites(1601, 100);
        assertThat(talk.sent()).isEmpty();
        talk.world.pass(40 * World.MILLI);
        assertThat(talk.sent()).containsExactly("ack 1701");
    }

    /// A program that answers makes acknowledgments wait for its answers
    /// (net/ipv4/tcp_output.c:tcp_event_data_sent).
    @Test
    void linuxWaitsForTheAnswersOfAnInteractiveProgram() {
        Exchange talk = new Exchange(Profiles.RFC_9293).accepted();
        talk.peerWrites(1, 100);
        talk.write(10);
        assertThat(talk.world.sent).singleElement().satisfies(answer -> {
            assertThat(answer.ack - Peer.ISS).isEqualTo(101);
            assertThat(answer.textLength).isEqualTo(10);
        });
        talk.sent();
        talk.world.pass(500 * World.MILLI);
        assertThat(talk.sent()).as("the answer carried it").isEmpty();
    }

    /// RFC 5681 §4.2: a hole, what fills it, and what comes twice are acknowledged at once.
    @Test
    void holesAreAcknowledgedAtOnce() {
        Exchange talk = new Exchange(Profiles.RFC_9293).accepted();
        talk.peerWrites(101, 100);
        assertThat(talk.sent()).as("a hole").containsExactly("ack 1");
        talk.peerWrites(301, 100);
        assertThat(talk.sent()).as("another").containsExactly("ack 1");
        talk.peerWrites(1, 100);
        assertThat(talk.sent()).as("the first is filled").containsExactly("ack 201");
        talk.peerWrites(201, 100);
        assertThat(talk.sent()).as("the second too").containsExactly("ack 401");
        talk.peerWrites(1, 100);
        assertThat(talk.sent()).as("repeated").containsExactly("ack 401");
        talk.peerWrites(401, 100);
        assertThat(talk.sent()).as("in order").isEmpty();
    }

    @Test
    void anAcknowledgmentIsNotAcknowledged() {
        Exchange talk = new Exchange(Profiles.RFC_9293).accepted();
        talk.write(100);
        talk.sent();
        talk.peerAcknowledges(101);
        talk.world.pass(World.SECOND);
        assertThat(talk.sent()).isEmpty();
    }

    /// RFC 9293 §3.8.6.2.2, MUST-39: the window opens by a segment or half of the buffer, whichever is less, and not
    /// by crumbs.
    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            buffer,  read, offered
             10000,  1459,       0
             10000,  1460,    1460
              2000,   999,       0
              2000,  1000,    1000
            """)
    void aShutWindowOpensByWhatIsWorthASegment(int buffer, int read, int offered) {
        Exchange talk = new Exchange(Profiles.RFC_9293).acceptedWith(SocketOption.SO_RCVBUF, buffer);
        for (int number = 1; number <= buffer; number += 1000) {
            talk.peerWrites(number, 1000);
        }
        talk.world.pass(World.SECOND);
        assertThat(talk.world.lastSent().wnd).isZero();
        talk.read(read);
        talk.peerWrites(buffer + 1, 1);
        talk.world.pass(World.SECOND);
        Segment last = talk.world.lastSent();
        assertThat(last.ack - Peer.ISS + last.wnd).isEqualTo(buffer + 1 + offered);
    }

    /// A program that has read two segments' worth, or half of the buffer, makes the peer hear of it at once.
    @Test
    void readingTellsThePeerOfTheWindow() {
        Exchange talk = new Exchange(Profiles.RFC_9293).acceptedWith(SocketOption.SO_RCVBUF, 10_000);
        for (int number = 1; number <= 10_000; number += 1000) {
            talk.peerWrites(number, 1000);
        }
        talk.world.pass(World.SECOND);
        talk.sent();
        talk.read(2919);
        assertThat(talk.sent()).isEmpty();
        talk.read(1);
        assertThat(talk.world.lastSent().wnd).isEqualTo(2920);
    }

    /// SHLD-14: numbers once offered stay offered, and are taken. A scale can only say multiples of its unit, so that
    /// what it says may fall back by less than that (RFC 7323 §2.4).
    @ParameterizedTest
    @CsvSource({"rfc-9293, 0", "linux, 0", "windows-10, 8"})
    void theRightEdgeNeverMovesBack(String profile, int shift) {
        Exchange talk = new Exchange(Profiles.named(profile));
        talk.peer.windowScale = 3;
        talk.acceptedWith(SocketOption.SO_RCVBUF, 20_000);
        int number = 1;
        int edge = 0;
        for (int step = 0; step < 300; step++) {
            int length = 1 + 37 * step % 211;
            talk.peerWrites(number, length);
            number += length;
            talk.world.pass(500 * World.MILLI);
            for (Segment sent : talk.world.sent) {
                int offered = sent.ack - Peer.ISS + (sent.wnd << shift);
                assertThat(offered).as("step %s", step).isGreaterThan(edge - (1 << shift));
                edge = Math.max(edge, offered);
            }
            talk.world.sent.clear();
            if (step % 50 == 49) {
                talk.read(3000);
            } else if (edge - number < 220) {
                break;
            }
        }
        int left = edge - number;
        talk.peerWrites(number, left);
        assertThat(talk.world.lastSent().ack - Peer.ISS)
                .as("the last number offered is taken")
                .isEqualTo(edge);
    }

    /// A buffer smaller than one unit of the scale still takes text.
    @Test
    void theSmallestBufferStillOpensItsWindow() {
        Exchange talk = new Exchange(Profiles.named("windows-10"));
        talk.peer.windowScale = 0;
        talk.acceptedWith(SocketOption.SO_RCVBUF, 1);
        for (int number = 1; number <= 501; number += 100) {
            talk.peerWrites(number, 100);
            assertThat(talk.read(1000)).isEqualTo(100);
        }
    }

    /// RFC 7323 §2.2: the window of a SYN is never scaled, the others are if both have offered it; more than 14 counts
    /// as 14 (§2.3).
    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            offered, field, bytes
                 -1,  5000,  5000
                  0,  5000,  5000
                  1,  1000,  2000
                  7,   100, 12800
                 14,     1, 16384
                 15,     1, 16384
                255,     1, 16384
            """)
    void theWindowFieldIsScaledByWhatThePeerOffered(int offered, int field, int bytes) {
        Exchange talk = new Exchange(Profiles.LINUX);
        talk.peer.windowScale = offered;
        talk.accepted();
        int acknowledged = 1;
        for (int round = 0; round < 8; round++) {
            talk.write(60_000);
            acknowledged = end(talk.sent(), acknowledged);
            talk.peerAcknowledges(acknowledged);
        }
        talk.world.engine.send(talk.socket, new byte[60_000], 0, 60_000, talk.world.now, talk.world);
        acknowledged = end(talk.sent(), acknowledged);
        talk.peerAcknowledges(acknowledged, 0);
        talk.write(60_000);
        talk.peerAcknowledges(acknowledged, field);
        talk.world.pass(World.SECOND);
        int sent = end(talk.sent(), acknowledged) - acknowledged;
        assertThat(sent).isBetween(bytes - 1459, bytes);
    }

    /// RFC 9293 §3.10.7.4: a segment older than the one that brought the window brings none.
    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            number, acknowledged, taken
                20,         1001, true
                11,         1001, true
                11,          501, false
                 1,         1001, false
            """)
    void onlyANewerSegmentBringsAWindow(int number, int acknowledged, boolean taken) {
        Exchange talk = new Exchange(Profiles.RFC_9293).accepted();
        talk.write(1000);
        talk.peerSends(Flags.ACK, 1, 10, 1001);
        talk.peer.wnd = 0;
        talk.peerSends(Flags.ACK, 11, 0, 1001);
        talk.write(500);
        talk.sent();
        talk.peer.wnd = 5000;
        talk.peerSends(Flags.ACK, number, 0, acknowledged);
        assertThat(talk.sent()).filteredOn(text -> text.startsWith("1001:")).hasSize(taken ? 1 : 0);
    }

    private static int end(List<String> sent, int otherwise) {
        int end = otherwise;
        for (String text : sent) {
            if (text.contains(":")) {
                end = Math.max(
                        end,
                        Integer.parseInt(text.substring(text.indexOf(':') + 1).split(" ", -1)[0]));
            }
        }
        return end;
    }
}
