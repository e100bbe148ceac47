package dev.linger.engine.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.engine.World;
import dev.linger.engine.profile.Profile;
import dev.linger.engine.profile.Profiles;
import dev.linger.engine.record.RecordPath;
import dev.linger.engine.socket.Errno;
import dev.linger.engine.socket.SocketOption;
import dev.linger.model.Endpoint;
import dev.linger.model.IpAddress;
import dev.linger.model.PortRange;
import dev.linger.model.PortSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The automatic choice of ports on Linux, for real connections that then wait.
class PortChoiceTest {
    private static final IpAddress ANY = IpAddress.parse("0.0.0.0").orElseThrow();
    private static final int LOW = 32_768;
    private static final int HIGH = 60_999;

    private final Client linux = new Client(new World(Profiles.LINUX));

    private static Client clientWith(Profile profile, int low, int high) {
        return new Client(new World(RecordPath.copy(profile, "ports.range", new PortRange(low, high))));
    }

    private static void fill(Client client, int low, int high, int step, int remotePort) {
        for (int port = low; port <= high; port += step) {
            assertThat(client.openAndClose(client.narrowed(port, port), remotePort))
                    .isEqualTo(Errno.EINPROGRESS);
            assertThat(client.syn.sourcePort).isEqualTo(port);
        }
    }

    /// "It is a step, not a slope: connect() tries ports of the range's first parity, then the others. Once
    /// that half is full every connect walks all 14 116 first [...] A failing connect walks all 28 232"; "the
    /// cost is per destination".
    @Test
    void whatASearchCostsIsAStepAndNotASlope() {
        fill(linux, LOW, HIGH, 2, 80);
        linux.world.pass(World.SECOND);
        linux.openAndClose(80);
        assertThat(linux.syn.sourcePort % 2).isEqualTo(1);
        assertThat(linux.world.engine.portCandidates()).isEqualTo(14_117);
        linux.openAndClose(81);
        assertThat(linux.syn.sourcePort % 2).isZero();
        assertThat(linux.world.engine.portCandidates()).isEqualTo(1);
    }

    /// "EADDRNOTAVAIL immediately"; "TIME_WAIT from plain connect() blocks that port only for the same
    /// destination".
    @Test
    void afterTwentyEightThousandConnectionsToOneDestinationNoPortIsLeftForAMinute() {
        fill(linux, LOW, HIGH, 1, 80);
        assertThat(linux.openAndClose(80)).isEqualTo(Errno.EADDRNOTAVAIL);
        assertThat(linux.world.engine.portCandidates()).isEqualTo(28_232);
        assertThat(linux.openAndClose(81)).isEqualTo(Errno.EINPROGRESS);
        linux.world.pass(60 * World.SECOND - 1);
        assertThat(linux.openAndClose(80)).isEqualTo(Errno.EADDRNOTAVAIL);
        linux.world.pass(1);
        assertThat(linux.openAndClose(80)).isEqualTo(Errno.EINPROGRESS);
        assertThat(linux.world.engine.portCandidates()).isEqualTo(1);
    }

    /// All ports are found without help too, each once, the low end's parity first.
    @Test
    void everyPortOfTheRangeIsGivenOutOnce() {
        Client client = clientWith(Profiles.LINUX, 40_000, 40_099);
        boolean[] seen = new boolean[100];
        for (int connection = 0; connection < 100; connection++) {
            assertThat(client.openAndClose(80)).isEqualTo(Errno.EINPROGRESS);
            int offset = client.syn.sourcePort - 40_000;
            assertThat(offset % 2).isEqualTo(connection < 50 ? 0 : 1);
            assertThat(seen[offset]).isFalse();
            seen[offset] = true;
        }
        assertThat(client.openAndClose(80)).isEqualTo(Errno.EADDRNOTAVAIL);
    }

    @Test
    void reservedPortsAreNeverGivenOutButMayBeBound() {
        Profile profile = RecordPath.copy(Profiles.LINUX, "ports.reserved", PortSet.parse("40000-40008,40010"));
        Client client = clientWith(profile, 40_000, 40_011);
        assertThat(client.openAndClose(80)).isEqualTo(Errno.EINPROGRESS);
        assertThat(client.openAndClose(80)).isEqualTo(Errno.EINPROGRESS);
        assertThat(client.openAndClose(80)).isEqualTo(Errno.EADDRNOTAVAIL);
        assertThat(client.world.engine.portCandidates()).isEqualTo(2);
        assertThat(client.world.engine.state(client.bound(40_000))).isNotNull();
    }

    /// "option 51, u32 = high<<16 | low; each bound ignored if outside the sysctl range".
    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            low,   high,  from,  to
            40003, 40004, 40003, 40004
            0,     40001, 40000, 40001
            40007, 0,     40007, 40009
            39000, 40001, 40000, 40001
            40007, 50000, 40007, 40009
            """)
    void aSocketMayNarrowTheRange(int low, int high, int from, int to) {
        Client client = clientWith(Profiles.LINUX, 40_000, 40_009);
        for (int port = from; port <= to; port++) {
            assertThat(client.openAndClose(client.narrowed(low, high), 80)).isEqualTo(Errno.EINPROGRESS);
            assertThat(client.syn.sourcePort).isBetween(from, to);
        }
        assertThat(client.openAndClose(client.narrowed(low, high), 80)).isEqualTo(Errno.EADDRNOTAVAIL);
    }

    /// "bind(addr,0) picks no port; connect() picks with full 4-tuple knowledge (LIVE getsockname port 0
    /// until connect)".
    @Test
    void bindAddressNoPortLeavesTheChoiceToConnect() {
        Client client = clientWith(Profiles.LINUX, 40_000, 40_000);
        for (int remotePort = 80; remotePort < 83; remotePort++) {
            int socket = client.world.engine.socket();
            client.world.engine.setOption(socket, SocketOption.IP_BIND_ADDRESS_NO_PORT, 1);
            assertThat(client.world.engine.bind(socket, new Endpoint(World.HERE, 0), client.world.now))
                    .isEqualTo(Errno.OK);
            assertThat(client.world.engine.localEndpoint(socket)).isEqualTo(new Endpoint(World.HERE, 0));
            assertThat(client.openAndClose(socket, remotePort)).isEqualTo(Errno.EINPROGRESS);
            assertThat(client.syn.sourcePort).isEqualTo(40_000);
        }
    }

    /// Without the option bind() chooses, and the port is then closed to every other destination.
    @Test
    void bindToPortZeroTakesThePortFromEveryDestination() {
        Client client = clientWith(Profiles.LINUX, 40_000, 40_000);
        assertThat(client.openAndClose(boundToZero(client, false), 80)).isEqualTo(Errno.EINPROGRESS);
        assertThat(client.openAndClose(81)).isEqualTo(Errno.EADDRNOTAVAIL);
    }

    private static int boundToZero(Client client, boolean reuseAddress) {
        int socket = client.world.engine.socket();
        client.world.engine.setOption(socket, SocketOption.SO_REUSEADDR, reuseAddress ? 1 : 0);
        assertThat(client.world.engine.bind(socket, new Endpoint(World.HERE, 0), client.world.now))
                .isEqualTo(Errno.OK);
        return socket;
    }

    /// "TIME_WAIT of a socket that had called bind() blocks the port for every auto-bind connect (LIVE)", as
    /// that socket does while it lives.
    @Test
    void aBoundPortIsClosedToConnectWhileItIsHeldAndWhileItWaits() {
        Client client = clientWith(Profiles.LINUX, 40_000, 40_000);
        int socket = client.bound(40_000);
        assertThat(client.openAndClose(81)).isEqualTo(Errno.EADDRNOTAVAIL);
        assertThat(client.openAndClose(socket, 80)).isEqualTo(Errno.EINPROGRESS);
        assertThat(client.openAndClose(81)).isEqualTo(Errno.EADDRNOTAVAIL);
        client.world.pass(60 * World.SECOND - 1);
        assertThat(client.openAndClose(81)).isEqualTo(Errno.EADDRNOTAVAIL);
        client.world.pass(1);
        assertThat(client.openAndClose(81)).isEqualTo(Errno.EINPROGRESS);
    }

    /// "7.3 resets the bucket to connect-only once the last explicitly bound owner has left"; older kernels
    /// keep it closed until the last owner of any kind has left.
    @ParameterizedTest
    @CsvSource({"linux, EINPROGRESS", "linux-4.10, EADDRNOTAVAIL", "linux-3.6, EADDRNOTAVAIL"})
    void onOldLinuxAPortThatWasBoundStaysClosed(String profile, Errno said) {
        Client client = clientWith(Profiles.named(profile), 40_000, 40_000);
        int connected = client.world.engine.socket();
        client.world.engine.setOption(connected, SocketOption.SO_REUSEADDR, 1);
        assertThat(client.connect(connected, 80)).isEqualTo(Errno.EINPROGRESS);
        int bound = client.bound(40_000);
        assertThat(client.openAndClose(81)).isEqualTo(Errno.EADDRNOTAVAIL);
        client.world.engine.close(bound, client.world.now, client.world);
        assertThat(client.openAndClose(81)).isEqualTo(said);
    }

    /// "Ports held by TIME_WAIT are not chosen; all busy => EADDRINUSE (LIVE, also with SO_REUSEADDR)"; "It
    /// never shares a port with any owner unless ip_autobind_reuse=1", where both sides need SO_REUSEADDR.
    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            ip_autobind_reuse, owner's SO_REUSEADDR, SO_REUSEADDR, bind()
            false,             false,                false,        EADDRINUSE
            false,             true,                 true,         EADDRINUSE
            true,              true,                 true,         OK
            true,              true,                 false,        EADDRINUSE
            true,              false,                true,         EADDRINUSE
            """)
    void bindToPortZeroWhenAllPortsWait(boolean autobindReuse, boolean owner, boolean newcomer, Errno said) {
        Client client =
                clientWith(RecordPath.copy(Profiles.LINUX, "ports.autobindReuse", autobindReuse), 40_000, 40_009);
        for (int connection = 0; connection < 10; connection++) {
            int socket = client.world.engine.socket();
            client.world.engine.setOption(socket, SocketOption.SO_REUSEADDR, owner ? 1 : 0);
            assertThat(client.openAndClose(socket, 80)).isEqualTo(Errno.EINPROGRESS);
        }
        int socket = client.world.engine.socket();
        client.world.engine.setOption(socket, SocketOption.SO_REUSEADDR, newcomer ? 1 : 0);
        assertThat(client.world.engine.bind(socket, new Endpoint(ANY, 0), client.world.now))
                .isEqualTo(said);
    }

    /// "with 32768 low, connect() prefers even ports (LIVE) and bind(0) odd".
    @Test
    void connectPrefersEvenPortsAndBindOddOnes() {
        for (int turn = 0; turn < 20; turn++) {
            linux.openAndClose(80);
            assertThat(linux.syn.sourcePort % 2).isZero();
            Endpoint bound = linux.world.engine.localEndpoint(boundToZero(linux, false));
            assertThat(bound.port() % 2).isEqualTo(1);
        }
    }
}
