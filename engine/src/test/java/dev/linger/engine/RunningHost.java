package dev.linger.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.engine.profile.Profile;
import dev.linger.engine.profile.ProfileSettings;
import dev.linger.engine.socket.Errno;
import dev.linger.model.Endpoint;
import dev.linger.model.Flags;
import dev.linger.model.FourTuple;
import dev.linger.model.TcpState;
import dev.linger.wire.Segment;

/// One host in virtual time whose settings are changed, with peers that open and close connections.
final class RunningHost {
    static final int SERVER = 80;

    World world;

    RunningHost(Profile profile) {
        world = new World(profile);
    }

    /// Begins again with another system.
    void runs(Profile profile) {
        world = new World(profile);
    }

    void set(String name, String value) {
        world.engine.setProfile(ProfileSettings.set(world.engine.profile(), name, value));
    }

    Peer peer(int number) {
        return new Peer(world, SERVER, 50_000 + number);
    }

    TcpState state(Peer peer) {
        return world.engine.state(new FourTuple(peer.here(), peer.there()));
    }

    void close(int socket) {
        world.sent.clear();
        world.engine.close(socket, world.now, world);
    }

    void halfClose(Peer peer, int listener) {
        close(peer.establish(listener));
        peer.ack = world.lastSent().end();
        peer.arrive(Flags.ACK, peer.seq, 0);
    }

    void waitInTimeWait(Peer peer, int listener) {
        close(peer.establish(listener));
        peer.closeAfter(world.lastSent());
        world.sent.clear();
    }

    Errno connect() {
        return world.engine.connect(world.engine.socket(), new Endpoint(World.THERE, 443), world.now, world);
    }

    /// Connects, with timestamps, and closes first.
    void waitAfterConnecting() {
        int socket = world.engine.socket();
        world.engine.connect(socket, new Endpoint(World.THERE, 443), world.now, world);
        Segment syn = world.lastSent();
        Peer peer = new Peer(world, syn.sourcePort, 443);
        peer.timestamps = true;
        peer.ack = syn.end();
        peer.tsEcr = syn.tsVal;
        peer.arrive(Flags.SYN | Flags.ACK, peer.seq, 0);
        peer.seq++;
        close(socket);
        peer.closeAfter(world.lastSent());
        world.sent.clear();
        assertThat(state(peer)).isEqualTo(TcpState.TIME_WAIT);
    }

    /// So many peers open connections; how many of them are held.
    int established(int port, int count) {
        int held = 0;
        for (int number = 0; number < count; number++) {
            Peer peer = new Peer(world, port, 50_000 + number);
            peer.arrive(Flags.SYN, peer.seq, 0);
            if (!world.sent.isEmpty()) {
                peer.ack = world.lastSent().end();
                peer.seq++;
                peer.arrive(Flags.ACK, peer.seq, 0);
                held += state(peer) == TcpState.ESTABLISHED ? 1 : 0;
            }
        }
        return held;
    }

    /// The queue was not full yet when its SYN came.
    Peer embryoBesideAFullQueue() {
        Peer late = new Peer(world, SERVER, 50_001);
        world.listen(SERVER, 0);
        late.arrive(Flags.SYN, late.seq, 0);
        late.ack = world.lastSent().end();
        late.seq++;
        Peer other = new Peer(world, SERVER, 50_002);
        other.arrive(Flags.SYN, other.seq, 0);
        other.ack = world.lastSent().end();
        other.seq++;
        other.arrive(Flags.ACK, other.seq, 0);
        late.arrive(Flags.ACK, late.seq, 0);
        return late;
    }
}
