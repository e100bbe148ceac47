package dev.linger.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.engine.profile.Profiles;
import dev.linger.engine.socket.SocketOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// When less than a full segment is sent: Nagle (RFC 9293 §3.7.4) and the sender's half of silly window avoidance
/// (§3.8.6.2.1 MUST-38); and how long a full one is.
class SmallSegmentTest {
    @Test
    void withNothingOnItsWayTheSmallestGoesAtOnce() {
        Exchange talk = new Exchange(Profiles.RFC_9293).accepted();
        talk.write(1);
        assertThat(talk.sent()).containsExactly("1:2 PSH");
    }

    /// SHLD-7.
    /// RFC 9293 §3.9.1.2: what was written in pieces goes as one (MAY-16, SHLD-27).
    @Test
    void nagleCollectsWhileSomethingIsOnItsWay() {
        Exchange talk = new Exchange(Profiles.RFC_9293).accepted();
        talk.write(10);
        talk.write(20);
        talk.write(30);
        assertThat(talk.sent()).containsExactly("1:11 PSH");
        talk.peerAcknowledges(11);
        assertThat(talk.sent()).containsExactly("11:61 PSH");
    }

    @Test
    void nagleSendsAsSoonAsASegmentIsFull() {
        Exchange talk = new Exchange(Profiles.RFC_9293).accepted();
        talk.write(10);
        talk.write(1459);
        assertThat(talk.sent()).containsExactly("1:11 PSH");
        talk.write(1);
        assertThat(talk.sent()).containsExactly("11:1471 PSH");
    }

    /// MUST-17: it can be switched off for a connection.
    @Test
    void noDelaySendsEachWriteAtOnce() {
        Exchange talk = new Exchange(Profiles.RFC_9293).accepted().option(SocketOption.TCP_NODELAY, 1);
        talk.write(10);
        talk.write(20);
        talk.write(30);
        assertThat(talk.sent()).containsExactly("1:11 PSH", "11:31 PSH", "31:61 PSH");
    }

    @Test
    void aCloseSendsWhatNagleKeptBack() {
        Exchange talk = new Exchange(Profiles.RFC_9293).accepted();
        talk.write(10);
        talk.write(20);
        talk.sent();
        talk.world.engine.close(talk.socket, talk.world.now, talk.world);
        assertThat(talk.sent()).containsExactly("11:31 PSH FIN");
    }

    /// MUST-60, MUST-61: whatever empties the buffer is pushed, nothing else.
    @Test
    void theLastSegmentOfAWriteIsPushed() {
        Exchange talk = new Exchange(Profiles.RFC_9293).accepted();
        talk.write(3000);
        assertThat(talk.sent()).containsExactly("1:1461", "1461:2921");
        talk.peerAcknowledges(2921);
        assertThat(talk.sent()).containsExactly("2921:3001 PSH");
    }

    /// MUST-38: neither the tail of a window nor a small window is worth a segment, half of the largest one is.
    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            largest, then, sent
              10000, 1459, ''
              10000, 1460, 2001:3461
               2000,  999, ''
               2000, 1000, 2001:3001
               1000,  499, ''
               1000,  500, 2001:2501
            """)
    void whatFitsIsSentIfItIsFullOrHalfTheLargestWindow(int largest, int then, String sent) {
        Exchange talk = new Exchange(Profiles.RFC_9293);
        talk.peer.wnd = largest;
        talk.accepted();
        talk.write(2000);
        acknowledgeAll(talk, 2000);
        talk.sent();
        talk.peerAcknowledges(2001, 0);
        talk.write(10_000);
        talk.peerAcknowledges(2001, then);
        assertThat(talk.sent()).isEqualTo(sent.isEmpty() ? List.of() : List.of(sent));
    }

    private static void acknowledgeAll(Exchange talk, int bytes) {
        int acknowledged = 1;
        while (acknowledged < bytes + 1) {
            for (String sent : talk.sent()) {
                acknowledged =
                        Integer.parseInt(sent.substring(sent.indexOf(':') + 1).split(" ", -1)[0]);
            }
            talk.peerAcknowledges(acknowledged);
        }
    }

    /// The override time-out: a silly window that stays is used in the end.
    @ParameterizedTest
    @CsvSource({"rfc-9293", "linux", "freebsd-14"})
    void aSmallWindowThatStaysIsUsedAfterATimeout(String profile) {
        Exchange talk = new Exchange(Profiles.named(profile)).accepted();
        talk.write(1000);
        talk.peerAcknowledges(1001, 0);
        talk.write(10_000);
        talk.peerAcknowledges(1001, 300);
        assertThat(talk.sent()).containsExactly("1:1001 PSH");
        talk.world.pass(World.SECOND);
        assertThat(talk.sent()).first().isEqualTo("1001:1301");
        talk.peerAcknowledges(1301, 10_000);
        assertThat(talk.sent()).first().isEqualTo("1301:2761");
    }

    /// The peer with tiny windows of the deviation: it need not wait for an acknowledgment each time.
    @Test
    void halfATinyWindowGoesWhileTheOtherHalfIsOnItsWay() {
        Exchange talk = new Exchange(Profiles.RFC_9293);
        talk.peer.wnd = 1000;
        talk.accepted();
        talk.write(500);
        talk.write(2000);
        assertThat(talk.sent()).containsExactly("1:501 PSH", "501:1001");
    }

    /// RFC 9293 §3.7.1: the peer's option bounds the segment (MUST-14), and without one a default does (MUST-15); so
    /// do the link (MUST-16), the options that every segment carries, and TCP_MAXSEG.
    /// RFC 9293 §3.9.1.2: no segment is smaller than it need be (SHLD-28).
    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            profile,  offered, timestamps, TCP_MAXSEG, text
            rfc-9293,    1460,      false,          0, 1460
            rfc-9293,    1460,       true,          0, 1448
            rfc-9293,    9000,      false,          0, 1460
            rfc-9293,     500,      false,          0,  500
            rfc-9293,       0,      false,          0,   64
            rfc-9293,    1460,      false,        700,  700
            linux,       1460,       true,        700,  688
            """)
    void aFullSegmentIsAsLongAsBothSidesAllow(String profile, int offered, boolean stamps, int asked, int text) {
        Exchange talk = new Exchange(Profiles.named(profile));
        talk.peer.mss = offered;
        talk.peer.timestamps = stamps;
        if (asked > 0) {
            talk.acceptedWith(SocketOption.TCP_MAXSEG, asked);
        } else {
            talk.accepted();
        }
        talk.write(5000);
        assertThat(talk.world.sent.getFirst().textLength).isEqualTo(text);
    }
}
