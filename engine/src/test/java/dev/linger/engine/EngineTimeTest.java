package dev.linger.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.linger.engine.hash.Fingerprint;
import dev.linger.engine.profile.Profile;
import dev.linger.engine.profile.Profiles;
import dev.linger.engine.socket.Errno;
import dev.linger.engine.socket.SocketOption;
import dev.linger.model.Endpoint;
import dev.linger.model.Flags;
import dev.linger.model.TcpState;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What [TcpEngine] promises of the present, of the next deadline, and of the calls that it refuses.
class EngineTimeTest {
    private static final Endpoint WEB = new Endpoint(World.THERE, 443);

    static Stream<Profile> everyProfile() {
        return Profiles.all().stream();
    }

    @ParameterizedTest
    @MethodSource("everyProfile")
    void timersStillRunAtTheLatestPresent(Profile profile) {
        World world = new World(profile);
        world.now = TcpEngine.LATEST_NANOS;
        int socket = world.engine.socket();
        assertThat(world.engine.connect(socket, WEB, world.now, world)).isEqualTo(Errno.EINPROGRESS);
        assertThat(world.engine.nextDeadlineNanos()).isGreaterThan(world.now).isLessThan(world.now + 10 * World.SECOND);
    }

    @Test
    void noTimeIsLaterThanTheLatest() {
        World world = new World(Profiles.LINUX);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> world.engine.onTime(TcpEngine.LATEST_NANOS + 1, world))
                .withMessageContaining(String.valueOf(TcpEngine.LATEST_NANOS));
        world.engine.onTime(World.SECOND, world);
    }

    @Test
    void timeDoesNotGoBack() {
        World world = new World(Profiles.LINUX);
        world.engine.onTime(World.SECOND, world);
        world.engine.onTime(World.SECOND, world);
        assertThatIllegalArgumentException().isThrownBy(() -> world.engine.onTime(World.SECOND - 1, world));
        assertThatIllegalArgumentException().isThrownBy(() -> new World(Profiles.LINUX).engine.onTime(-1, world));
    }

    /// net.inet.tcp.keepcnt and keepintvl, both as large as they can be.
    @Test
    void aWaitLongerThanTimeItselfEndsAtTheEndOfTime() {
        RunningHost host = new RunningHost(Profiles.FREEBSD_14);
        host.set("net.inet.tcp.keepcnt", "2147483647");
        host.set("net.inet.tcp.keepintvl", "2147483647");
        Peer peer = host.peer(1);
        host.halfClose(peer, host.world.listen(RunningHost.SERVER, 1));
        assertThat(host.state(peer)).isEqualTo(TcpState.FIN_WAIT_2);
        assertThat(host.world.engine.nextDeadlineNanos())
                .isGreaterThan(TcpEngine.LATEST_NANOS)
                .isLessThan(TcpEngine.NEVER);
    }

    /// The option counts from the last segment on, which is longer ago than it allows.
    @Test
    void anOptionMakesDueWhatIsOverdue() {
        World world = new World(Profiles.LINUX);
        int socket = new Peer(world, 80, 40_000).establish(world.listen(80, 1));
        world.pass(100 * World.SECOND);
        world.engine.onTime(world.now, world);
        world.engine.setOption(socket, SocketOption.TCP_KEEPIDLE, 5);
        world.engine.setOption(socket, SocketOption.SO_KEEPALIVE, 1);
        assertThat(world.engine.nextDeadlineNanos()).isEqualTo(world.now);
        world.sent.clear();
        world.engine.onTime(world.now, world);
        assertThat(world.sent).as("probes").hasSize(1);
        assertThat(world.engine.nextDeadlineNanos()).isGreaterThan(world.now);
    }

    /// The driver's clock has gone on since its last call that told the time.
    @Test
    void callsWithoutTimeHappenAtTheLastPresent() {
        World world = new World(Profiles.LINUX);
        int socket = new Peer(world, 80, 40_000).establish(world.listen(80, 1));
        long present = world.now;
        world.engine.setOption(socket, SocketOption.TCP_KEEPIDLE, 5);
        world.engine.setOption(socket, SocketOption.SO_KEEPALIVE, 1);
        assertThat(world.engine.nextDeadlineNanos()).isEqualTo(present + 5 * World.SECOND);
        world.engine.accept(world.engine.socket());
        world.engine.shutdownRead(socket);
        world.engine.takeError(socket);
        world.engine.setUser(socket, 1);
        world.engine.onTime(present, world);
        assertThat(world.engine.nextDeadlineNanos()).isEqualTo(present + 5 * World.SECOND);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            offset | length      | fits
            0      | 0           | true
            0      | 10          | true
            10     | 0           | true
            0      | 11          | false
            1      | 10          | false
            11     | 0           | false
            -1     | 1           | false
            0      | -1          | false
            1      | 2147483647  | false
            """)
    void textIsWithinItsArray(int offset, int length, boolean fits) {
        World world = new World(Profiles.LINUX);
        int socket = new Peer(world, 80, 40_000).establish(world.listen(80, 1));
        byte[] text = new byte[10];
        if (fits) {
            assertThat(world.engine.send(socket, text, offset, length, world.now, world))
                    .isEqualTo(length);
            assertThat(world.engine.receive(socket, text, offset, length, world.now, world))
                    .isZero();
            return;
        }
        Fingerprint before = Fingerprint.of(world.engine::addTo);
        long later = world.now + 1;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> world.engine.send(socket, text, offset, length, later, world));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> world.engine.receive(socket, text, offset, length, later, world));
        assertThat(Fingerprint.of(world.engine::addTo)).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"-1", "65536", "2147483647"})
    void aPortHasSixteenBits(int port) {
        World world = new World(Profiles.LINUX);
        int socket = world.engine.socket();
        long high = World.THERE.high();
        long low = World.THERE.low();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> world.engine.connect(socket, high, low, port, world.now, world));
    }

    @Test
    void anOutputMayNotCallTheEngineThatItHearsFrom() {
        World world = new World(Profiles.LINUX);
        world.listen(80, 1);
        int socket = world.engine.socket();
        Peer peer = new Peer(world, 80, 40_000);
        assertThatIllegalStateException()
                .isThrownBy(() -> world.engine.onSegment(
                        peer.segment(Flags.SYN, Peer.ISS, 0),
                        world.now,
                        reply -> world.engine.listen(socket, 1, world.now)));
    }
}
