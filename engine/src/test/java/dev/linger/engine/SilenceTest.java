package dev.linger.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.engine.profile.Profile;
import dev.linger.engine.profile.Profiles;
import dev.linger.engine.socket.Errno;
import dev.linger.engine.socket.SocketOption;
import dev.linger.model.Counter;
import dev.linger.model.Flags;
import dev.linger.model.FourTuple;
import dev.linger.model.TcpState;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// How long a peer may be silent: keepalive (RFC 9293 §3.8.4 MAY-5) and TCP_USER_TIMEOUT (§3.8.3 MUST-21).
class SilenceTest {
    static Stream<String> profiles() {
        return Profiles.all().stream().map(Profile::name);
    }

    /// MUST-25.
    @ParameterizedTest
    @MethodSource("profiles")
    void keepaliveIsOffUnlessAskedFor(String profile) {
        Exchange talk = new Exchange(Profiles.named(profile)).accepted();
        assertThat(talk.world.engine.nextDeadlineNanos()).isEqualTo(TcpEngine.NEVER);
    }

    /// MUST-24, MUST-28, SHLD-12: two hours, and then empty segments.
    @ParameterizedTest
    @MethodSource("profiles")
    void theFirstProbeComesAfterTwoHours(String profile) {
        Exchange talk = new Exchange(Profiles.named(profile)).accepted().option(SocketOption.SO_KEEPALIVE, 1);
        talk.world.pass(7_200 * World.SECOND - 1);
        assertThat(talk.sent()).isEmpty();
        talk.write(100);
        talk.sent();
        talk.peerAcknowledges(101);
        talk.world.pass(7_200 * World.SECOND - 1);
        assertThat(talk.sent()).isEmpty();
        talk.world.pass(1);
        assertThat(talk.sent()).containsExactly("probe");
        assertThat(talk.world.engine.count(Counter.KEEP_ALIVES)).isEqualTo(1);
    }

    /// MUST-29: not the failure of any one probe, but of all.
    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            profile,    probes, seconds between
            rfc-9293,        9,              75
            linux,           9,              75
            freebsd-14,      8,              75
            macos,           8,              75
            windows-10,     10,               1
            """)
    void aSilentPeerIsGivenUpAfterSoManyProbes(String profile, int probes, int interval) {
        Exchange talk = new Exchange(Profiles.named(profile))
                .accepted()
                .option(SocketOption.SO_KEEPALIVE, 1)
                .option(SocketOption.TCP_KEEPIDLE, 10);
        talk.world.pass(10 * World.SECOND + (long) (probes - 1) * interval * World.SECOND);
        assertThat(talk.sent()).hasSize(probes).containsOnly("probe");
        talk.world.pass(interval * World.SECOND - 1);
        assertThat(talk.state()).isEqualTo(TcpState.ESTABLISHED);
        talk.world.pass(1);
        assertThat(talk.sent()).containsExactly("RST");
        assertThat(talk.state()).isEqualTo(TcpState.CLOSED);
        assertThat(talk.world.engine.takeError(talk.socket)).isEqualTo(Errno.ETIMEDOUT);
    }

    /// MUST-27.
    @Test
    void theProgramChoosesTimesAndNumber() {
        Exchange talk = new Exchange(Profiles.LINUX)
                .accepted()
                .option(SocketOption.SO_KEEPALIVE, 1)
                .option(SocketOption.TCP_KEEPIDLE, 20)
                .option(SocketOption.TCP_KEEPINTVL, 5)
                .option(SocketOption.TCP_KEEPCNT, 3);
        assertThat(talk.sendingTimes(100)).containsExactly(20.0, 25.0, 30.0, 35.0);
        assertThat(talk.sent()).isEqualTo(List.of("probe", "probe", "probe", "RST"));
    }

    @Test
    void ananswerBeginsTheIdleTimeAgain() {
        Exchange talk = new Exchange(Profiles.LINUX)
                .accepted()
                .option(SocketOption.SO_KEEPALIVE, 1)
                .option(SocketOption.TCP_KEEPIDLE, 20)
                .option(SocketOption.TCP_KEEPINTVL, 5)
                .option(SocketOption.TCP_KEEPCNT, 2);
        talk.world.pass(26 * World.SECOND);
        assertThat(talk.sent()).hasSize(2);
        talk.peerAcknowledges(1);
        assertThat(talk.sendingTimes(40)).containsExactly(20.0, 25.0, 30.0);
    }

    /// MUST-26: only when nothing is on its way.
    @Test
    void nothingIsProbedWhileTextIsOnItsWay() {
        Exchange talk = new Exchange(Profiles.LINUX)
                .accepted()
                .option(SocketOption.SO_KEEPALIVE, 1)
                .option(SocketOption.TCP_KEEPIDLE, 1)
                .option(SocketOption.TCP_KEEPINTVL, 1);
        talk.write(100);
        talk.world.pass(100 * World.SECOND);
        assertThat(talk.sent()).containsOnly("1:101 PSH");
        assertThat(talk.world.engine.count(Counter.KEEP_ALIVES)).isZero();
    }

    @Test
    void theIdleTimeCountsFromTheLastSegmentAndNotFromTheOption() {
        Exchange talk = new Exchange(Profiles.LINUX).accepted();
        talk.world.pass(15 * World.SECOND);
        talk.write(1);
        talk.sent();
        talk.peerAcknowledges(2);
        talk.world.pass(8 * World.SECOND);
        talk.world.engine.onTime(talk.world.now, talk.world);
        talk.option(SocketOption.SO_KEEPALIVE, 1).option(SocketOption.TCP_KEEPIDLE, 10);
        assertThat(talk.sendingTimes(5)).containsExactly(2.0);
    }

    @Test
    void switchedOffAgainNothingIsDue() {
        Exchange talk = new Exchange(Profiles.LINUX).accepted().option(SocketOption.SO_KEEPALIVE, 1);
        talk.option(SocketOption.SO_KEEPALIVE, 0);
        assertThat(talk.world.engine.nextDeadlineNanos()).isEqualTo(TcpEngine.NEVER);
    }

    /// What ICMP said meanwhile is the better reason.
    @Test
    void theUserTimeoutTakesThePlaceOfTheCount() {
        Exchange talk = new Exchange(Profiles.LINUX)
                .accepted()
                .option(SocketOption.SO_KEEPALIVE, 1)
                .option(SocketOption.TCP_KEEPIDLE, 10)
                .option(SocketOption.TCP_KEEPINTVL, 10)
                .option(SocketOption.TCP_USER_TIMEOUT, 35_000);
        assertThat(talk.sendingTimes(100)).containsExactly(10.0, 20.0, 30.0, 40.0);
        assertThat(talk.sent()).last().isEqualTo("RST");
    }

    /// Measured on Linux: 3000 ms make a FIN go away after 3.2 s, as its time begins with the first repetition. The RFC
    /// counts from what was sent first.
    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            profile,  given up after
            linux,             3.204
            rfc-9293,          3
            """)
    void theUserTimeoutEndsWhatIsNotAcknowledged(String profile, double seconds) {
        Exchange talk = new Exchange(Profiles.named(profile)).accepted().option(SocketOption.TCP_USER_TIMEOUT, 3_000);
        talk.write(100);
        talk.world.pass((long) (seconds * World.SECOND) - 1);
        assertThat(talk.state()).isEqualTo(TcpState.ESTABLISHED);
        talk.world.pass(1);
        assertThat(talk.state()).isEqualTo(TcpState.CLOSED);
        assertThat(talk.world.engine.takeError(talk.socket)).isEqualTo(Errno.ETIMEDOUT);
    }

    @Test
    void theUserTimeoutBeginsAgainWithEachProgress() {
        Exchange talk = new Exchange(Profiles.LINUX).accepted().option(SocketOption.TCP_USER_TIMEOUT, 1_000);
        talk.write(3000);
        talk.world.pass(1_100 * World.MILLI);
        talk.peerAcknowledges(1461);
        talk.world.pass(1_100 * World.MILLI);
        assertThat(talk.state()).isEqualTo(TcpState.ESTABLISHED);
    }

    /// For a SYN it counts from the first (net/ipv4/tcp_output.c:tcp_connect).
    @ParameterizedTest
    @CsvSource({"linux", "rfc-9293"})
    void theUserTimeoutEndsAnAttemptToConnect(String profile) {
        Exchange talk = new Exchange(Profiles.named(profile));
        talk.socket = talk.world.engine.socket();
        talk.option(SocketOption.TCP_USER_TIMEOUT, 2_500);
        talk.world.engine.connect(talk.socket, talk.peer.there(), talk.world.now, talk.world);
        talk.world.pass(2_500 * World.MILLI - 1);
        assertThat(talk.world.engine.state(talk.socket)).isEqualTo(TcpState.SYN_SENT);
        talk.world.pass(1);
        assertThat(talk.world.engine.state(talk.socket)).isEqualTo(TcpState.CLOSED);
        assertThat(talk.world.engine.takeError(talk.socket)).isEqualTo(Errno.ETIMEDOUT);
    }

    /// Linux's embryos have no user timeout (net/ipv4/inet_connection_sock.c:reqsk_timer_handler); the RFC's user
    /// timeout
    /// ends a connection in any state (RFC 9293 §3.10.8).
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            profile    | timeout ms | given up after ms | SYN-ACKs
            linux      | 0          | 63000             | 6
            linux      | 3000       | 63000             | 6
            linux-4.10 | 3000       | 63000             | 6
            linux-3.6  | 3000       | 63000             | 6
            rfc-9293   | 0          | 183000            | 8
            rfc-9293   | 3000       | 3000              | 2
            rfc-9293   | 3500       | 3500              | 3
            """)
    void theUserTimeoutOfAListenerEndsItsEmbryos(String profile, int timeout, int millis, int count) {
        World world = new World(Profiles.named(profile));
        Peer peer = new Peer(world, 80, 40_000);
        FourTuple tuple = new FourTuple(peer.here(), peer.there());
        world.engine.setOption(world.listen(80, 4), SocketOption.TCP_USER_TIMEOUT, timeout);
        peer.arrive(Flags.SYN, peer.seq, 0);
        world.pass(millis * World.MILLI - 1);
        assertThat(world.engine.state(tuple)).isEqualTo(TcpState.SYN_RECEIVED);
        world.pass(1);
        assertThat(world.engine.state(tuple)).isEqualTo(TcpState.CLOSED);
        assertThat(world.sent).hasSize(count).allMatch(segment -> segment.has(Flags.SYN | Flags.ACK));
    }

    /// A SYN that has crossed the peer's is still one of connect(), and has its retries, its limit and its user timeout
    /// (net/ipv4/tcp_timer.c:tcp_write_timeout).
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            profile    | timeout ms | given up after ms
            linux      | 0          | 127000
            linux      | 2500       | 2500
            linux-3.6  | 0          | 63000
            rfc-9293   | 0          | 183000
            rfc-9293   | 2500       | 2500
            """)
    void aCrossingSynIsGivenUpLikeAnyOtherSyn(String profile, int timeout, int millis) {
        Exchange talk = new Exchange(Profiles.named(profile));
        talk.connecting().option(SocketOption.TCP_USER_TIMEOUT, timeout);
        talk.peer.arrive(Flags.SYN, Peer.ISS, 0);
        talk.world.pass(millis * World.MILLI - 1);
        assertThat(talk.state()).isEqualTo(TcpState.SYN_RECEIVED);
        talk.world.pass(1);
        assertThat(talk.state()).isEqualTo(TcpState.CLOSED);
        assertThat(talk.world.engine.takeError(talk.socket)).isEqualTo(Errno.ETIMEDOUT);
    }
}
