package dev.linger.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.engine.profile.Profile;
import dev.linger.engine.profile.Profiles;
import dev.linger.engine.socket.Errno;
import dev.linger.engine.socket.SocketOption;
import dev.linger.model.Counter;
import dev.linger.model.Flags;
import dev.linger.model.TcpState;
import dev.linger.wire.Segment;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A peer that offers no window, or takes back what it offered: RFC 9293 §3.8.6.
class ZeroWindowTest {
    /// RFC 9293 §3.8.6.1 SHLD-29, SHLD-30: first after a retransmission time-out, then each time after twice as long,
    /// up to the ceiling.
    /// MUST-36.
    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, delimiter = '|', textBlock = """
            profile    | form        | seconds
            rfc-9293   | 1001:1002   | 1 3 7 15 31 63 123 183 243
            linux      | probe       | 0.204 0.612 1.428 3.06 6.324 12.852 25.908 52.02 104.244 208.692
            freebsd-14 | 1001:1002   | 0.23 0.49 0.81 1.25 1.93 3.09 5.21 9.25 17.13 32.69 48.25
            """)
    void aShutWindowIsProbedAtTheseSeconds(String profile, String form, String seconds) {
        Exchange talk = shut(Profiles.named(profile));
        for (String second : seconds.split(" ", -1)) {
            long at = Math.round(Double.parseDouble(second) * World.SECOND) + World.SECOND;
            talk.world.pass(at - talk.world.now - 1);
            assertThat(talk.sent()).as("just before %s s", second).isEmpty();
            talk.world.pass(1);
            assertThat(talk.sent()).as("at %s s", second).containsExactly(form);
            talk.peerAcknowledges(1001, 0);
            assertThat(talk.sent()).as("after the answer").isEmpty();
        }
    }

    /// MUST-37: as long as there are answers, without end. Repeated answers are no sign of loss either.
    @ParameterizedTest
    @CsvSource({"rfc-9293", "linux", "freebsd-14", "windows-10", "macos"})
    void aConnectionStaysOpenAsLongAsProbesAreAnswered(String profile) {
        Exchange talk = shut(Profiles.named(profile));
        for (int answer = 0; answer < 200; answer++) {
            talk.world.now = talk.world.engine.nextDeadlineNanos();
            talk.world.engine.onTime(talk.world.now, talk.world);
            assertThat(talk.sent()).as("probe %s", answer).hasSize(1);
            talk.peerAcknowledges(1001, 0);
        }
        assertThat(talk.world.now).isGreaterThan(1_000 * World.SECOND);
        assertThat(talk.state()).isEqualTo(TcpState.ESTABLISHED);
        assertThat(talk.world.engine.count(Counter.FAST_RETRANSMITS)).isZero();
        assertThat(talk.world.engine.count(Counter.TIMEOUTS)).isZero();
    }

    /// As long as retransmissions may go unanswered, and no longer.
    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            profile,    probes, given up after
            rfc-9293,        6,            123
            linux,          15,        928.692
            windows-10,      5,           18.9
            """)
    void unansweredProbesAreGivenUp(String profile, int probes, double seconds) {
        Exchange talk = shut(Profiles.named(profile));
        talk.world.pass((long) (seconds * World.SECOND) - 1);
        assertThat(talk.sent()).hasSize(probes);
        assertThat(talk.state()).isEqualTo(TcpState.ESTABLISHED);
        talk.world.pass(1);
        assertThat(talk.state()).isEqualTo(TcpState.CLOSED);
        assertThat(talk.world.engine.takeError(talk.socket)).isEqualTo(Errno.ETIMEDOUT);
    }

    /// Linux does not let a peer keep an orphan for ever: it goes when the wait has reached its ceiling
    /// (net/ipv4/tcp_timer.c:tcp_probe_timer). The RFC knows no such end.
    @ParameterizedTest
    @CsvSource({"linux, CLOSED", "rfc-9293, FIN_WAIT_1"})
    void anOrphanWhoseProbesAreAnsweredEndsOnLinuxOnly(String profile, TcpState end) {
        Exchange talk = shut(Profiles.named(profile));
        talk.world.engine.close(talk.socket, talk.world.now, talk.world);
        for (int answer = 0; answer < 12 && talk.state() == TcpState.FIN_WAIT_1; answer++) {
            talk.world.now = talk.world.engine.nextDeadlineNanos();
            talk.world.engine.onTime(talk.world.now, talk.world);
            talk.peerAcknowledges(1001, 0);
        }
        assertThat(talk.state()).isEqualTo(end);
    }

    /// Measured from the first probe, answered or not (net/ipv4/tcp_timer.c:tcp_probe_timer).
    @Test
    void theUserTimeoutEndsAnAnsweredWaitToo() {
        Exchange talk = new Exchange(Profiles.LINUX).accepted().option(SocketOption.TCP_USER_TIMEOUT, 5_000);
        shut(talk);
        while (talk.world.engine.nextDeadlineNanos() < talk.world.now + 5_100 * World.MILLI
                && talk.state() == TcpState.ESTABLISHED) {
            talk.world.now = talk.world.engine.nextDeadlineNanos();
            talk.world.engine.onTime(talk.world.now, talk.world);
            if (talk.state() == TcpState.ESTABLISHED) {
                talk.peerAcknowledges(1001, 0);
            }
        }
        assertThat(talk.state()).isEqualTo(TcpState.CLOSED);
        assertThat(talk.world.now - World.SECOND).isEqualTo(5_204 * World.MILLI);
    }

    @ParameterizedTest
    @CsvSource({"rfc-9293, 1.0", "linux, 0.204", "freebsd-14, 0.23"})
    void anOpenedWindowIsFilledAtOnce(String profile, double timeout) {
        Exchange talk = shut(Profiles.named(profile));
        talk.world.pass(10 * World.SECOND);
        talk.sent();
        talk.peerAcknowledges(1001, 65_535);
        assertThat(talk.sent()).containsExactly("1001:1501 PSH");
        // No more backing off than there was before: the window was shut, nothing was lost.
        assertThat(talk.sendingTimes(2)).first().isEqualTo(timeout);
    }

    /// A byte that a probe carried may be taken although the window stays shut.
    @Test
    void aByteTakenFromAProbeIsProgress() {
        Exchange talk = shut(Profiles.RFC_9293);
        talk.world.pass(World.SECOND);
        assertThat(talk.sent()).containsExactly("1001:1002");
        talk.peerAcknowledges(1002, 0);
        talk.world.pass(2 * World.SECOND);
        assertThat(talk.sent()).containsExactly("1002:1003");
        talk.peerAcknowledges(1003, 10_000);
        assertThat(talk.sent()).containsExactly("1003:1501 PSH");
        talk.peerAcknowledges(1501);
        assertThat(talk.world.engine.nextDeadlineNanos()).isEqualTo(TcpEngine.NEVER);
    }

    /// A FIN takes a number, so that it has to wait too.
    @ParameterizedTest
    @CsvSource({"rfc-9293, 1001:1001 FIN", "linux, probe"})
    void aFinWaitsForTheWindow(String profile, String probe) {
        Exchange talk = new Exchange(Profiles.named(profile)).accepted();
        talk.write(1000);
        talk.peerAcknowledges(1001, 0);
        talk.sent();
        talk.world.engine.shutdownWrite(talk.socket, talk.world.now, talk.world);
        assertThat(talk.sent()).isEmpty();
        talk.world.pass(World.SECOND);
        assertThat(talk.sent()).contains(probe);
        talk.peerAcknowledges(1001, 1000);
        assertThat(talk.sent()).containsExactly("1001:1001 FIN");
    }

    /// RFC 9293 §3.8.6: a window that shrinks leaves less than nothing to send (MUST-34, SHLD-15), what is on its way
    /// is repeated (SHLD-16).
    @Test
    void aShrunkWindowSendsNothingNewAndRepeatsWhatIsOnItsWay() {
        Exchange talk = new Exchange(Profiles.RFC_9293).accepted();
        talk.write(4 * 1460);
        assertThat(talk.sent()).containsExactly("1:1461", "1461:2921", "2921:4381");
        talk.peerAcknowledges(1461, 1000);
        assertThat(talk.sent()).isEmpty();
        talk.world.pass(World.SECOND);
        assertThat(talk.sent()).containsExactly("1461:2921");
        talk.peerAcknowledges(4381, 10_000);
        assertThat(talk.sent()).containsExactly("4381:5841 PSH");
    }

    /// MUST-35 and SHLD-17: it is probed, and the connection not given up.
    /// MAY-7: by what is on its way.
    @ParameterizedTest
    @CsvSource({"rfc-9293, 1:2", "linux, 1:1001 PSH"})
    void aWindowThatShrinksToNothingIsProbed(String profile, String probe) {
        Exchange talk = new Exchange(Profiles.named(profile)).accepted();
        talk.write(1000);
        talk.sent();
        talk.peerAcknowledges(1, 0);
        for (int answer = 0; answer < 30; answer++) {
            talk.world.now = talk.world.engine.nextDeadlineNanos();
            talk.world.engine.onTime(talk.world.now, talk.world);
            assertThat(talk.sent()).containsExactly(probe);
            talk.peerAcknowledges(1, 0);
        }
        assertThat(talk.state()).isEqualTo(TcpState.ESTABLISHED);
        talk.peerAcknowledges(1, 5000);
        assertThat(talk.sent()).containsExactly("1:1001 PSH");
    }

    /// The other side of it: text at a window that is shut is answered and not taken, its acknowledgment read
    /// (RFC 9293 §3.10.7.4).
    @Test
    void aProbeIsAnsweredAndNotTaken() {
        Exchange talk = full(4000);
        talk.write(100);
        talk.sent();
        talk.peerSends(Flags.ACK, 4001, 1, 101);
        assertThat(talk.world.sent).singleElement().satisfies(answer -> {
            assertThat(answer.ack - Peer.ISS).isEqualTo(4001);
            assertThat(answer.wnd).isZero();
        });
        assertThat(talk.world.engine.nextDeadlineNanos())
                .as("its text is acknowledged")
                .isEqualTo(TcpEngine.NEVER);
        talk.sent();
        assertThat(talk.read(5000)).isEqualTo(4000);
        assertThat(talk.world.lastSent().wnd).isEqualTo(4000);
    }

    /// A FIN needs no room (RFC 9293 §3.10.7.4), and the window field never wraps below zero.
    @Test
    void aFinBehindTextThatFillsTheWindowIsTaken() {
        Exchange talk = full(3000);
        talk.peerSends(Flags.FIN | Flags.ACK, 3001, 1000, 1);
        talk.world.pass(World.SECOND);
        Segment answer = talk.world.lastSent();
        assertThat(answer.ack - Peer.ISS).isEqualTo(4002);
        assertThat(answer.wnd).isZero();
        assertThat(talk.state()).isEqualTo(TcpState.CLOSE_WAIT);
    }

    /// MUST-66.
    @Test
    void aResetPassesAtAShutWindow() {
        Exchange talk = full(4000);
        talk.peerSends(Flags.RST, 4001, 0, 1);
        assertThat(talk.state()).isEqualTo(TcpState.CLOSED);
    }

    /// The program has room for 4000 bytes, and so many came.
    private static Exchange full(int bytes) {
        Exchange talk = new Exchange(Profiles.RFC_9293).acceptedWith(SocketOption.SO_RCVBUF, 4000);
        for (int number = 1; number <= bytes; number += 1000) {
            talk.peerSends(Flags.ACK, number, 1000, 1);
        }
        talk.sent();
        return talk;
    }

    /// 1000 bytes were taken, 500 wait.
    private static Exchange shut(Profile profile) {
        Exchange talk = new Exchange(profile).accepted();
        shut(talk);
        return talk;
    }

    private static void shut(Exchange talk) {
        talk.write(1000);
        talk.peerAcknowledges(1001, 0);
        assertThat(talk.write(500)).isEqualTo(500);
        assertThat(talk.sent()).isEqualTo(List.of("1:1001 PSH"));
    }
}
