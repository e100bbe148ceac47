package dev.linger.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.engine.profile.Profiles;
import dev.linger.engine.socket.SocketOption;
import org.junit.jupiter.api.Test;

/// A program that says that more text follows: TCP_CORK, MSG_MORE (net/ipv4/tcp_output.c:tcp_nagle_test).
class CorkTest {
    private final Exchange talk = new Exchange(Profiles.LINUX).accepted();

    @Test
    void whatIsLessThanASegmentWaitsForTheCorkToBeTakenOut() {
        set(SocketOption.TCP_CORK, 1);
        talk.write(100);
        talk.write(200);
        assertThat(talk.sent()).isEmpty();
        set(SocketOption.TCP_CORK, 0);
        assertThat(talk.sent()).containsExactly("1:301 PSH");
    }

    @Test
    void fullSegmentsGoThroughTheCork() {
        set(SocketOption.TCP_CORK, 1);
        talk.write(3_000);
        assertThat(talk.sent()).containsExactly("1:1461", "1461:2921");
    }

    @Test
    void anAcknowledgmentDoesNotLetGoWhatIsCorked() {
        talk.write(10);
        set(SocketOption.TCP_CORK, 1);
        talk.write(20);
        talk.sent();
        talk.peerAcknowledges(11);
        assertThat(talk.sent()).isEmpty();
    }

    /// Linux holds it for as long as a window that is shut, at least 200 ms
    /// (net/ipv4/tcp_output.c:tcp_check_probe_timer).
    @Test
    void theCorkHoldsNoLongerThanTheTimeOut() {
        set(SocketOption.TCP_CORK, 1);
        talk.write(100);
        long timeOut = talk.world.engine.look(talk.socket, talk.world.now).rtoMicros() * 1_000L;
        assertThat(timeOut).isGreaterThanOrEqualTo(200 * World.MILLI);
        talk.world.pass(timeOut - 1);
        assertThat(talk.sent()).isEmpty();
        talk.world.pass(1);
        assertThat(talk.sent()).containsExactly("1:101 PSH");
    }

    @Test
    void theCorkIsStrongerThanNoDelayThatWasThereBefore() {
        set(SocketOption.TCP_NODELAY, 1);
        set(SocketOption.TCP_CORK, 1);
        talk.write(100);
        assertThat(talk.sent()).isEmpty();
    }

    /// net/ipv4/tcp.c:tcp_sock_set_nodelay.
    @Test
    void noDelayPushesOnceWhatTheCorkHolds() {
        set(SocketOption.TCP_CORK, 1);
        talk.write(100);
        set(SocketOption.TCP_NODELAY, 1);
        assertThat(talk.sent()).containsExactly("1:101 PSH");
        talk.write(100);
        assertThat(talk.sent()).isEmpty();
    }

    @Test
    void noDelayPushesWhatNagleKeptBack() {
        talk.write(10);
        talk.write(20);
        talk.sent();
        set(SocketOption.TCP_NODELAY, 1);
        assertThat(talk.sent()).containsExactly("11:31 PSH");
    }

    @Test
    void takingTheCorkOutLeavesTheRestToNagle() {
        talk.write(10);
        set(SocketOption.TCP_CORK, 1);
        talk.write(20);
        talk.sent();
        set(SocketOption.TCP_CORK, 0);
        assertThat(talk.sent()).isEmpty();
        talk.peerAcknowledges(11);
        assertThat(talk.sent()).containsExactly("11:31 PSH");
    }

    @Test
    void aFinDoesNotWaitForTheCork() {
        set(SocketOption.TCP_CORK, 1);
        talk.write(100);
        talk.world.engine.shutdownWrite(talk.socket, talk.world.now, talk.world);
        assertThat(talk.sent()).containsExactly("1:101 PSH FIN");
    }

    @Test
    void textThatMoreFollowsWaitsForTheNext() {
        writeMore(100);
        assertThat(talk.sent()).isEmpty();
        talk.write(50);
        assertThat(talk.sent()).containsExactly("1:151 PSH");
    }

    @Test
    void theLastSegmentOfMoreIsKeptBackAndTheFullOnesGo() {
        writeMore(1_500);
        assertThat(talk.sent()).containsExactly("1:1461");
    }

    private void set(SocketOption option, long value) {
        talk.world.engine.setOption(talk.socket, option, value, talk.world.now, talk.world);
    }

    private void writeMore(int length) {
        talk.world.engine.send(talk.socket, new byte[length], 0, length, true, talk.world.now, talk.world);
    }
}
