package dev.linger.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.engine.profile.Profiles;
import dev.linger.model.FourTuple;
import dev.linger.model.TcpState;
import org.junit.jupiter.api.Test;

/// From the handshake to the end of TIME_WAIT, over the engine's public face.
class TimeWaitLifeTest {
    private final World world = new World(Profiles.LINUX);
    private final Peer peer = new Peer(world, 80, 40_000);
    private final FourTuple tuple = new FourTuple(peer.here(), peer.there());

    @Test
    void whoClosesFirstWaitsSixtySecondsOnLinux() {
        int connection = peer.establish(world.listen(80, 4));
        world.engine.close(connection, world.now, world);
        assertThat(world.engine.state(tuple)).isEqualTo(TcpState.FIN_WAIT_1);
        peer.closeAfter(world.lastSent());
        assertThat(world.lastSent().toString()).contains("ack " + (Peer.ISS + 2));
        assertThat(world.engine.state(tuple)).isEqualTo(TcpState.TIME_WAIT);
        world.pass(60 * World.SECOND - 1);
        assertThat(world.engine.state(tuple)).isEqualTo(TcpState.TIME_WAIT);
        world.pass(1);
        assertThat(world.engine.state(tuple)).isEqualTo(TcpState.CLOSED);
    }
}
