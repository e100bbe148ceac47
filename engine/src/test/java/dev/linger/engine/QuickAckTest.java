package dev.linger.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.engine.profile.Profiles;
import dev.linger.engine.socket.SocketOption;
import org.junit.jupiter.api.Test;

/// TCP_QUICKACK (net/ipv4/tcp.c:tcp_sock_set_quickack).
class QuickAckTest {
    private final Exchange talk = new Exchange(Profiles.LINUX).accepted();

    @Test
    void aConnectionBeginsWithQuickAcknowledgments() {
        assertThat(talk.world.engine.look(talk.socket, talk.world.now).interactive())
                .isFalse();
        talk.peerWrites(1, 100);
        assertThat(talk.sent()).containsExactly("ack 101");
    }

    @Test
    void withoutThemAnAcknowledgmentWaits() {
        set(0);
        talk.peerWrites(1, 100);
        assertThat(talk.sent()).isEmpty();
        talk.world.pass(World.SECOND);
        assertThat(talk.sent()).containsExactly("ack 101");
    }

    @Test
    void anAcknowledgmentThatIsOwedForWhatWasReadGoesAtOnce() {
        set(0);
        talk.peerWrites(1, 100);
        talk.read(100);
        assertThat(talk.sent()).isEmpty();
        set(1);
        assertThat(talk.sent()).containsExactly("ack 101");
    }

    /// net/ipv4/tcp.c:__tcp_cleanup_rbuf asks for an empty queue.
    @Test
    void oneForWhatIsStillUnreadGoesOnWaiting() {
        set(0);
        talk.peerWrites(1, 100);
        set(1);
        assertThat(talk.sent()).isEmpty();
    }

    @Test
    void withNothingOwedNothingIsSent() {
        set(1);
        assertThat(talk.sent()).isEmpty();
    }

    private void set(long value) {
        talk.world.engine.setOption(talk.socket, SocketOption.TCP_QUICKACK, value, talk.world.now, talk.world);
    }
}
