package dev.linger.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.engine.profile.Profiles;
import dev.linger.engine.socket.SocketEvent;
import dev.linger.engine.socket.SocketOption;
import dev.linger.model.Counter;
import dev.linger.model.Flags;
import dev.linger.wire.Segment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Text in whatever order: RFC 9293 §3.10.7.4, seventh, and what is told of holes in it (RFC 2018 §4).
class ReassemblyTest {
    /// Segments as `from-to`, `to` not among them, in order of arrival; what can be read at the end, and the last
    /// acknowledgment. Room is for numbers 1 to 1000; a segment with neither end in the window is not acceptable
    /// (RFC 9293 §3.4).
    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, delimiter = '|', textBlock = """
            segments                          | readable | ack
            1-101                             |      100 |  101
            1-101 101-201                     |      200 |  201
            101-201                           |        0 |    1
            101-201 1-101                     |      200 |  201
            101-201 301-401 1-101             |      200 |  201
            101-201 301-401 201-301 1-101     |      400 |  401
            301-401 101-201 1-101 201-301     |      400 |  401
            1-101 1-101                       |      100 |  101
            1-101 51-151                      |      150 |  151
            1-101 51-101                      |      100 |  101
            101-201 51-151 1-61               |      200 |  201
            101-201 1-301                     |      300 |  301
            101-201 1-151                     |      200 |  201
            1-1001                            |     1000 | 1001
            1-1101                            |     1000 | 1001
            901-1101 1-901                    |     1000 | 1001
            1001-1101 1-101                   |      100 |  101
            1-501 401-1201                    |      500 |  501
            """)
    void everyByteIsTakenOnceAndNothingBeyondTheWindow(String segments, int readable, int acknowledged) {
        Exchange talk = new Exchange(Profiles.RFC_9293).acceptedWith(SocketOption.SO_RCVBUF, 1000);
        for (String segment : segments.split(" ", -1)) {
            arrive(talk, segment);
        }
        talk.world.pass(World.SECOND);
        assertThat(talk.world.sent.getLast().ack - Peer.ISS).isEqualTo(acknowledged);
        byte[] text = new byte[2000];
        assertThat(talk.world.engine.receive(talk.socket, text, 0, 2000, talk.world.now, talk.world))
                .isEqualTo(readable);
        for (int index = 0; index < readable; index++) {
            assertThat(text[index]).as("byte %s", index).isEqualTo((byte) (index + 1));
        }
    }

    /// SHLD-31: what is early is kept, and nobody is told before it can be read.
    @Test
    void theProgramHearsOfTextWhenItCanBeRead() {
        Exchange talk = new Exchange(Profiles.LINUX).accepted();
        talk.world.events.clear();
        arrive(talk, "101-201");
        assertThat(talk.world.events).isEmpty();
        assertThat(talk.world.engine.count(Counter.OUT_OF_ORDER_QUEUED)).isEqualTo(1);
        arrive(talk, "1-101");
        assertThat(talk.world.events).containsExactly(SocketEvent.READABLE);
    }

    /// RFC 2018 §4: the block the latest segment belongs to comes first, and it is whole.
    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, delimiter = '|', textBlock = """
            segments                                | timestamps | blocks
            101-201                                 | false      | 101-201
            101-201 201-301                         | false      | 101-301
            101-201 301-401                         | false      | 301-401 101-201
            301-401 101-201                         | false      | 101-201 301-401
            101-201 301-401 101-201                 | false      | 101-201 301-401
            101-201 301-401 201-301                 | false      | 101-401
            101-201 301-401 501-601 701-801         | false      | 701-801 101-201 301-401 501-601
            101-201 301-401 501-601 701-801         | true       | 701-801 101-201 301-401
            101-201 301-401 501-601 701-801 901-951 | false      | 901-951 101-201 301-401 501-601
            101-201 1-101                           | false      | ''
            101-201 301-401 1-101                   | false      | 301-401
            """)
    void holesAreToldByWhatLiesBehindThem(String segments, boolean timestamps, String blocks) {
        Exchange talk = new Exchange(Profiles.RFC_9293);
        talk.peer.selectiveAcknowledgments = true;
        talk.peer.timestamps = timestamps;
        talk.accepted();
        for (String segment : segments.split(" ", -1)) {
            arrive(talk, segment);
        }
        talk.world.pass(World.SECOND);
        assertThat(String.join(" ", blocks(talk.world.sent.getLast()))).isEqualTo(blocks);
    }

    @Test
    void withoutTheOptionNoBlocksAreSent() {
        Exchange talk = new Exchange(Profiles.RFC_9293).accepted();
        arrive(talk, "101-201");
        assertThat(talk.world.lastSent().sackCount).isZero();
    }

    /// Urgent data is text like any other, as far as the engine goes: nothing of it is lost.
    @Test
    void urgentTextIsRead() {
        Exchange talk = new Exchange(Profiles.RFC_9293).accepted();
        talk.peerSends(Flags.ACK | Flags.URG, 1, 10, 1);
        assertThat(talk.read(100)).isEqualTo(10);
    }

    private static void arrive(Exchange talk, String fromTo) {
        String[] numbers = fromTo.split("-", -1);
        int from = Integer.parseInt(numbers[0]);
        int length = Integer.parseInt(numbers[1]) - from;
        Segment segment = talk.peer.segment(Flags.ACK, Peer.ISS + from, length);
        for (int index = 0; index < length; index++) {
            segment.text[index] = (byte) (from + index);
        }
        talk.world.arrive(segment);
    }

    private static List<String> blocks(Segment segment) {
        List<String> blocks = new ArrayList<>();
        for (int block = 0; block < segment.sackCount; block++) {
            blocks.add((segment.sack[2 * block] - Peer.ISS) + "-" + (segment.sack[2 * block + 1] - Peer.ISS));
        }
        return blocks;
    }
}
