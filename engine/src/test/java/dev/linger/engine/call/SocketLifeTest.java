package dev.linger.engine.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.engine.Peer;
import dev.linger.engine.World;
import dev.linger.engine.profile.Profile;
import dev.linger.engine.profile.Profiles;
import dev.linger.engine.socket.Errno;
import dev.linger.engine.socket.SocketOption;
import dev.linger.model.Endpoint;
import dev.linger.model.Flags;
import dev.linger.model.IpAddress;
import dev.linger.model.TcpState;
import dev.linger.wire.Segment;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a socket does in a life that is not the usual one: a crossing SYN with a window of zero, a second connect(), a
/// listener without a port, options set late.
class SocketLifeTest {
    static Stream<Profile> everyProfile() {
        return Profiles.all().stream();
    }

    @ParameterizedTest
    @MethodSource("everyProfile")
    void aWindowOfZeroInACrossingSynIsNotProbedBeforeOurSynIsAcknowledged(Profile profile) {
        World world = new World(profile);
        int socket = world.engine.socket();
        Peer peer = connect(world, socket, 443);
        world.engine.send(socket, new byte[10], 0, 10, world.now, world);
        peer.wnd = 0;
        peer.arrive(Flags.SYN, peer.seq, 0);
        int iss = world.lastSent().seq;
        world.engine.shutdownWrite(socket, world.now, world);
        world.pass(8 * World.SECOND);
        assertThat(world.sent).as("segments sent again").isNotEmpty();
        assertThat(world.sent).allMatch(segment -> segment.has(Flags.SYN | Flags.ACK) && segment.seq == iss);
    }

    @ParameterizedTest
    @MethodSource("everyProfile")
    void aSecondConnectKnowsNothingOfTheFirst(Profile profile) {
        World world = new World(profile);
        int socket = world.engine.socket();
        Peer first = connect(world, socket, 443);
        first.arrive(Flags.SYN, first.seq, 0);
        world.engine.shutdownWrite(socket, world.now, world);
        first.arrive(Flags.RST | Flags.ACK, first.seq + 1, 0);
        world.sent.clear();
        Peer second = connect(world, socket, 444);
        second.arrive(Flags.SYN | Flags.ACK, second.seq, 0);
        second.seq++;
        assertThat(world.engine.state(socket)).isEqualTo(TcpState.ESTABLISHED);
        assertThat(world.sent).noneMatch(segment -> segment.has(Flags.FIN));
        assertThat(world.engine.send(socket, new byte[10], 0, 10, world.now, world))
                .isEqualTo(10);
        second.ack += 10;
        second.arrive(Flags.ACK, second.seq, 0);
        assertThat(world.engine.state(socket)).isEqualTo(TcpState.ESTABLISHED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"linux", "linux-4.10"})
    void aListenerThatPutOffItsPortIsGivenOneByListen(String profile) {
        World world = new World(Profiles.named(profile));
        int socket = world.engine.socket();
        assertThat(world.engine.setOption(socket, SocketOption.IP_BIND_ADDRESS_NO_PORT, 1))
                .isEqualTo(Errno.OK);
        world.engine.bind(socket, new Endpoint(World.HERE, 0), world.now);
        assertThat(world.engine.listen(socket, 1, world.now)).isEqualTo(Errno.OK);
        assertThat(world.engine.localEndpoint(socket).port()).isPositive();
    }

    @Test
    void otherOptionsDoNotHurryTheNextKeepAlive() {
        World world = new World(Profiles.LINUX);
        int socket = new Peer(world, 80, 50_000).establish(world.listen(80, 5));
        world.engine.setOption(socket, SocketOption.SO_KEEPALIVE, 1);
        world.engine.setOption(socket, SocketOption.TCP_KEEPIDLE, 10);
        world.pass(11 * World.SECOND);
        assertThat(world.sent).as("first probe").isNotEmpty();
        world.sent.clear();
        for (int time = 0; time < 10; time++) {
            world.engine.setOption(socket, SocketOption.TCP_NODELAY, time & 1);
            world.pass(World.SECOND);
        }
        assertThat(world.sent).isEmpty();
        assertThat(world.engine.state(socket)).isEqualTo(TcpState.ESTABLISHED);
    }

    /// Measured on Linux 6.18: getsockname() after ECONNREFUSED.
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            bound to       | address after | port is kept
                           | ::            | false
            0.0.0.0:7777   | 0.0.0.0       | true
            0.0.0.0:0      | 0.0.0.0       | false
            192.0.2.1:7777 | 192.0.2.1     | true
            192.0.2.1:0    | 192.0.2.1     | false
            """)
    void aConnectThatIsRefusedLeavesTheSocketAsItWas(String bound, String after, boolean portIsKept) {
        for (Profile profile : Profiles.all()) {
            World world = new World(profile);
            int socket = world.engine.socket();
            if (bound != null) {
                String[] parts = bound.split(":", -1);
                Endpoint local = new Endpoint(address(parts[0]), Integer.parseInt(parts[1]));
                assertThat(world.engine.bind(socket, local, world.now)).isEqualTo(Errno.OK);
            }
            Peer peer = connect(world, socket, 443);
            assertThat(world.engine.localEndpoint(socket).address()).isEqualTo(World.HERE);
            peer.arrive(Flags.RST | Flags.ACK, peer.seq, 0);
            assertThat(world.engine.takeError(socket)).isEqualTo(Errno.ECONNREFUSED);
            assertThat(world.engine.localEndpoint(socket).address()).isEqualTo(address(after));
            assertThat(world.engine.remoteEndpoint(socket)).isEqualTo(new Endpoint(address("::"), 0));
            assertThat(holdsPort(world, socket)).isEqualTo(portIsKept);
        }
    }

    @ParameterizedTest
    @MethodSource("everyProfile")
    void aSocketBoundToTheWildcardConnectsFromAnotherAddressAfterARefusal(Profile profile) {
        World world = new World(profile);
        int socket = world.engine.socket();
        world.engine.bind(socket, new Endpoint(address("0.0.0.0"), 7_777), world.now);
        Peer peer = connect(world, socket, 443);
        peer.arrive(Flags.RST | Flags.ACK, peer.seq, 0);
        Endpoint loopback = new Endpoint(address("127.0.0.1"), 443);
        assertThat(world.engine.connect(socket, loopback, world.now, world)).isEqualTo(Errno.EINPROGRESS);
        assertThat(world.engine.localEndpoint(socket)).isEqualTo(new Endpoint(address("127.0.0.1"), 7_777));
    }

    @ParameterizedTest
    @MethodSource("everyProfile")
    void aSocketWhoseConnectWasRefusedListensWithoutAPeer(Profile profile) {
        World world = new World(profile);
        int socket = world.engine.socket();
        Peer peer = connect(world, socket, 443);
        peer.arrive(Flags.RST | Flags.ACK, peer.seq, 0);
        assertThat(world.engine.listen(socket, 1, world.now)).isEqualTo(Errno.OK);
        assertThat(world.engine.localEndpoint(socket).address()).isEqualTo(address("::"));
        assertThat(world.engine.remoteEndpoint(socket)).isEqualTo(new Endpoint(address("::"), 0));
    }

    @ParameterizedTest
    @MethodSource("everyProfile")
    void aConnectThatFindsNoWayLeavesTheSocketAsItWas(Profile profile) {
        World world = new World(profile);
        int socket = world.engine.socket();
        Endpoint everywhere = new Endpoint(address("0.0.0.0"), 7_777);
        world.engine.bind(socket, everywhere, world.now);
        Endpoint nobody = new Endpoint(address("224.0.0.1"), 443);
        assertThat(world.engine.connect(socket, nobody, world.now, world)).isEqualTo(Errno.ENETUNREACH);
        assertThat(world.engine.localEndpoint(socket)).isEqualTo(everywhere);
        assertThat(world.engine.remoteEndpoint(socket)).isEqualTo(new Endpoint(address("::"), 0));
    }

    private static boolean holdsPort(World world, int socket) {
        boolean[] holds = new boolean[1];
        world.engine.visit(sight -> holds[0] |= sight.number() == socket && sight.holdsPort());
        return holds[0];
    }

    private static IpAddress address(String text) {
        return IpAddress.parse(text).orElseThrow();
    }

    /// A peer that is being connected to.
    private static Peer connect(World world, int socket, int port) {
        assertThat(world.engine.connect(socket, new Endpoint(World.THERE, port), world.now, world))
                .isEqualTo(Errno.EINPROGRESS);
        Segment syn = world.lastSent();
        Peer peer = new Peer(world, syn.sourcePort, port);
        peer.ack = syn.end();
        return peer;
    }
}
