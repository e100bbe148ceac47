package dev.linger.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.engine.profile.Profiles;
import dev.linger.engine.socket.Errno;
import dev.linger.engine.socket.SocketEvent;
import dev.linger.model.Counter;
import dev.linger.model.Flags;
import dev.linger.model.TcpState;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// When segments are sent again, and when that ends: RFC 6298 §5, RFC 9293 §3.8.3, and the schedules of systems.
class RetransmissionTest {
    private static final long MILLI = World.MILLI;

    /// R2 is at least 100 s for data (SHLD-11). Linux: 15 doublings from 200 ms, the peer being a jiffy away.
    /// RFC 9293 §3.8.3 (MUST-20), RFC 9293 §3.10.8.
    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, delimiter = '|', textBlock = """
            profile    | times | first at                                                  | given up
            rfc-9293   |     6 | 1 3 7 15 31 63                                            |     123
            windows-10 |     5 | 0.3 0.9 2.1 4.5 9.3                                       |    18.9
            linux      |    15 | 0.204 0.612 1.428 3.06 6.324 12.852 25.908 52.02 104.244  | 928.692
            freebsd-14 |    12 | 0.23 0.49 0.81 1.25 1.93 3.09 5.21 9.25 17.13 32.69 48.25    |   79.37
            """)
    void unansweredTextIsRepeatedAtTheseSeconds(String profile, int times, String seconds, double givenUp) {
        Exchange talk = new Exchange(Profiles.named(profile)).accepted();
        talk.write(100);
        long begun = talk.world.now;
        assertThat(talk.sendingTimes(2_000)).startsWith(times(seconds));
        assertThat(talk.sent())
                .filteredOn(text -> !text.equals("RST"))
                .hasSize(1 + times)
                .containsOnly("1:101 PSH");
        assertThat(talk.state()).isEqualTo(TcpState.CLOSED);
        assertThat(talk.world.engine.takeError(talk.socket)).isEqualTo(Errno.ETIMEDOUT);
        assertThat(talk.world.events).contains(SocketEvent.FAILED);
        assertThat(talk.world.engine.count(Counter.ABORT_ON_TIMEOUT)).isEqualTo(1);

        Exchange again = new Exchange(Profiles.named(profile)).accepted();
        again.write(100);
        again.world.pass((long) (givenUp * World.SECOND) - 1);
        assertThat(again.state()).isEqualTo(TcpState.ESTABLISHED);
        again.world.pass(1);
        assertThat(again.state()).isEqualTo(TcpState.CLOSED);
        assertThat(again.world.now - begun).isEqualTo((long) (givenUp * World.SECOND));
    }

    /// At least three minutes for a SYN (MUST-23). Linux repeats it four times before it begins to double, and six
    /// times more.
    /// RFC 9293 §3.8.3 (MUST-22).
    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, delimiter = '|', textBlock = """
            profile      | again at                     | given up
            rfc-9293     | 1 3 7 15 31 63 123           | 183
            linux        | 1 2 3 4 5 7 11 19 35 67      | 131
            linux-3.6    | 1 3 7 15 31                  | 63
            linux-4.10   | 1 3 7 15 31 63               | 127
            windows-2000 | 3 9                          | 21
            """)
    void anUnansweredSynIsRepeatedAtTheseSeconds(String profile, String seconds, double givenUp) {
        Exchange talk = new Exchange(Profiles.named(profile)).connecting();
        assertThat(talk.sendingTimes((int) givenUp - 1)).containsExactly(times(seconds));
        assertThat(talk.state()).isEqualTo(TcpState.SYN_SENT);
        talk.world.pass(World.SECOND);
        assertThat(talk.state()).isEqualTo(TcpState.CLOSED);
        assertThat(talk.world.engine.takeError(talk.socket)).isEqualTo(Errno.ETIMEDOUT);
    }

    /// RFC 6298 §5.2.
    @Test
    void nothingIsTimedOnceEverythingIsAcknowledged() {
        Exchange talk = new Exchange(Profiles.RFC_9293).accepted();
        talk.write(100);
        talk.peerAcknowledges(101);
        assertThat(talk.world.engine.nextDeadlineNanos()).isEqualTo(TcpEngine.NEVER);
    }

    /// RFC 6298 §5.3. The measured 900 ms after the handshake's 0 leave SRTT at 112.5 ms and RTTVAR at 225 ms.
    @Test
    void anAcknowledgmentOfPartRestartsTheTimer() {
        Exchange talk = new Exchange(Profiles.RFC_9293).accepted();
        talk.write(2 * 1460);
        talk.world.pass(900 * MILLI);
        talk.peerAcknowledges(1461);
        talk.sent();
        assertThat(talk.sendingTimes(2)).first().isEqualTo(1.013);
        assertThat(talk.sent()).first().isEqualTo("1461:2921 PSH");
    }

    /// Karn: whose acknowledgment it is cannot be told, so that the time-out stays doubled (RFC 6298 §3, §5).
    @Test
    void anAcknowledgmentOfRepeatedTextMeasuresNothing() {
        Exchange talk = new Exchange(Profiles.RFC_9293).accepted();
        talk.write(100);
        talk.world.pass(World.SECOND);
        talk.peerAcknowledges(101);
        talk.sent();
        talk.write(100);
        assertThat(talk.sendingTimes(5)).containsExactly(2.0);
    }

    @Test
    void anAcknowledgmentOfNewTextTakesTheDoublingBack() {
        Exchange talk = new Exchange(Profiles.RFC_9293).accepted();
        talk.write(100);
        talk.world.pass(World.SECOND);
        talk.peerAcknowledges(101);
        talk.write(100);
        talk.peerAcknowledges(201);
        talk.write(100);
        talk.sent();
        assertThat(talk.sendingTimes(2)).containsExactly(1.0);
    }

    /// RFC 7323 §4.1: the echo tells which of the two was acknowledged.
    @Test
    void anEchoedTimestampMeasuresRepeatedTextToo() {
        Exchange talk = new Exchange(Profiles.RFC_9293);
        talk.peer.timestamps = true;
        talk.accepted();
        talk.write(100);
        talk.world.pass(World.SECOND);
        talk.peer.tsEcr = talk.world.lastSent().tsVal;
        talk.peerAcknowledges(101);
        talk.write(100);
        talk.sent();
        assertThat(talk.sendingTimes(2)).containsExactly(1.0);
    }

    /// RFC 6298 §5.7: three seconds for data if the SYN had to be repeated and nothing could be measured; Linux does
    /// the same.
    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            profile,    SYNs lost, timestamps, time-out
            rfc-9293,           0,      false,      1.0
            rfc-9293,           1,      false,      3.0
            rfc-9293,           2,      false,      3.0
            rfc-9293,           1,       true,      1.0
            linux,              0,      false,    0.204
            linux,              1,      false,      3.0
            linux,              1,       true,    0.204
            freebsd-14,         1,      false,      2.2
            """)
    void aLostSynMakesDataBeginWithCare(String profile, int lost, boolean timestamps, double timeout) {
        Exchange talk = afterLostSyns(profile, lost, timestamps);
        talk.write(100);
        talk.sent();
        assertThat(talk.sendingTimes(4)).first().isEqualTo(timeout);
    }

    /// RFC 5681 §3.1: one segment once a SYN was lost. Linux forgives the first
    /// (net/ipv4/tcp_input.c:tcp_init_transfer).
    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            profile,    SYNs lost, segments
            rfc-9293,           0,        3
            rfc-9293,           1,        1
            linux,              0,       10
            linux,              1,       10
            linux,              2,        1
            freebsd-14,         0,       10
            freebsd-14,         1,        1
            """)
    void aLostSynMakesTheInitialWindowOneSegment(String profile, int lost, int segments) {
        Exchange talk = afterLostSyns(profile, lost, false);
        talk.write(30_000);
        assertThat(talk.sent()).hasSize(segments);
    }

    /// The same from the other side: the SYN-ACK was lost.
    @Test
    void aLostSynAckMakesTheInitialWindowOneSegmentToo() {
        Exchange talk = new Exchange(Profiles.RFC_9293);
        int listener = talk.world.listen(Exchange.PORT, 1);
        talk.peer.arrive(Flags.SYN, talk.peer.seq, 0);
        talk.world.pass(World.SECOND);
        talk.peer.seq++;
        talk.peer.ack = talk.world.lastSent().seq + 1;
        talk.peer.arrive(Flags.ACK, talk.peer.seq, 0);
        talk.socket = talk.world.engine.accept(listener);
        talk.write(30_000);
        assertThat(talk.world.sent).hasSize(1);
        talk.world.sent.clear();
        assertThat(talk.sendingTimes(4)).containsExactly(3.0);
    }

    /// RFC 6298 §5.4: the earliest segment that is not acknowledged goes again; the others when there is an answer.
    @Test
    void aTimeoutRepeatsTheFirstSegmentOnly() {
        Exchange talk = new Exchange(Profiles.RFC_9293).accepted();
        talk.write(3 * 1460);
        talk.sent();
        talk.world.pass(World.SECOND);
        assertThat(talk.sent()).containsExactly("1:1461");
        talk.peerAcknowledges(1461);
        assertThat(talk.sent()).containsExactly("1461:2921", "2921:4381 PSH");
    }

    /// An acknowledgment that covers what was about to be repeated makes that unnecessary.
    @Test
    void whatIsAcknowledgedMeanwhileIsNotRepeated() {
        Exchange talk = new Exchange(Profiles.RFC_9293).accepted();
        talk.write(3 * 1460);
        talk.world.pass(World.SECOND);
        talk.sent();
        talk.peerAcknowledges(4381);
        assertThat(talk.sent()).isEmpty();
        assertThat(talk.world.engine.nextDeadlineNanos()).isEqualTo(TcpEngine.NEVER);
    }

    /// A FIN sent before the handshake was over goes with the SYN-ACK, and that is not repeated for ever either.
    @Test
    void anUnansweredSynAckOfAClosedConnectionIsGivenUp() {
        Exchange talk = new Exchange(Profiles.LINUX).connecting();
        talk.peer.arrive(Flags.SYN, Peer.ISS, 0);
        assertThat(talk.state()).isEqualTo(TcpState.SYN_RECEIVED);
        talk.world.engine.close(talk.socket, talk.world.now, talk.world);
        talk.world.pass(300 * World.SECOND);
        assertThat(talk.state()).isEqualTo(TcpState.CLOSED);
    }

    private static Exchange afterLostSyns(String profile, int lost, boolean timestamps) {
        Exchange talk = new Exchange(Profiles.named(profile));
        talk.peer.timestamps = timestamps;
        talk.connecting();
        for (int time = 0; time < lost; time++) {
            talk.sent();
            while (talk.world.sent.isEmpty()) {
                talk.world.pass(100 * MILLI);
            }
        }
        talk.peer.tsEcr = talk.world.sent.getLast().tsVal;
        return talk.connected();
    }

    private static Double[] times(String seconds) {
        return List.of(seconds.split(" ", -1)).stream().map(Double::valueOf).toArray(Double[]::new);
    }
}
