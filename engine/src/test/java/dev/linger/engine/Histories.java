package dev.linger.engine;

import dev.linger.engine.hash.Fingerprint;
import dev.linger.engine.profile.HostConfig;
import dev.linger.engine.profile.HostConfig.Room;
import dev.linger.engine.profile.Profile;
import dev.linger.engine.profile.Profiles;
import dev.linger.engine.timewait.TimeWaitRules;
import dev.linger.model.IpAddress;
import java.util.function.Consumer;

/// Histories of an engine that end in known states, and the fingerprints of these.
final class Histories {
    private Histories() {}

    /// Another profile of the same system, with these rules.
    static Profile with(Profile profile, TimeWaitRules timeWait) {
        return new Profile(
                profile.name(),
                profile.opening(),
                profile.data(),
                profile.retransmission(),
                profile.arrival(),
                profile.closing(),
                timeWait,
                profile.ports(),
                profile.sequence(),
                profile.counting(),
                profile.options());
    }

    static void rows(World world, int... peers) {
        int listener = world.listen(80, 9);
        for (int peer : peers) {
            waitInTimeWait(world, establish(world, listener, peer), peer);
        }
    }

    static Fingerprint of(Consumer<World> history) {
        return of(Profiles.LINUX, history);
    }

    static Fingerprint of(Profile profile, Consumer<World> history) {
        World world = new World(profile);
        history.accept(world);
        return fingerprint(world.engine);
    }

    static Fingerprint fresh(HostConfig config) {
        return fingerprint(new TcpEngine(config));
    }

    static HostConfig config(Profile profile, Room room) {
        return HostConfig.of(
                        profile, 1, World.HERE, IpAddress.parse("2001:db8::1").orElseThrow())
                .withRoom(room);
    }

    static Fingerprint fingerprint(TcpEngine engine) {
        return Fingerprint.of(engine::addTo);
    }

    static Fingerprint fingerprint(TcpEngine engine, int socket) {
        return Fingerprint.of(digest -> engine.addTo(digest, socket));
    }

    static int establish(World world, int listener, int remotePort) {
        return new Peer(world, 80, remotePort).establish(listener);
    }

    static void waitInTimeWait(World world, int socket, int remotePort) {
        world.sent.clear();
        Peer peer = new Peer(world, 80, remotePort);
        peer.seq = Peer.ISS + 1;
        world.engine.close(socket, world.now, world);
        peer.closeAfter(world.lastSent());
    }
}
