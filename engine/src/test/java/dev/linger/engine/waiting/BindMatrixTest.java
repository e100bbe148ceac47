package dev.linger.engine.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.engine.Peer;
import dev.linger.engine.World;
import dev.linger.engine.profile.Profiles;
import dev.linger.engine.socket.Errno;
import dev.linger.engine.socket.SocketOption;
import dev.linger.model.Endpoint;
import dev.linger.model.Flags;
import dev.linger.model.FourTuple;
import dev.linger.model.IpAddress;
import dev.linger.model.TcpState;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// bind() against owners of the port that really are in their state.
class BindMatrixTest {
    private static final int PORT = 8_080;
    private static final IpAddress ANY = IpAddress.parse("0.0.0.0").orElseThrow();
    private static final List<String> OPTIONS = List.of("none", "REUSEADDR", "REUSEPORT", "both");
    private static final List<String> STATES = List.of("bound", "LISTEN", "ESTABLISHED", "FIN_WAIT_2", "TIME_WAIT");

    /// Existing owner and new socket, measured on Linux 6.18; "FW2-mini" is the row of an orphan in
    /// FIN_WAIT_2.
    private static final String LINUX = """
            owner     | state      | new none | REUSEADDR | REUSEPORT | both
            none      | any        | INUSE    | INUSE     | INUSE     | INUSE
            REUSEADDR | not LISTEN | INUSE    | ok        | INUSE     | ok
            REUSEADDR | LISTEN     | INUSE    | INUSE     | INUSE     | INUSE
            REUSEPORT | any        | INUSE    | INUSE     | ok        | ok
            both      | not LISTEN | INUSE    | ok        | ok        | ok
            both      | LISTEN     | INUSE    | INUSE     | ok        | ok
            """;

    /// "LIVE for all 160 combinations incl. wildcard vs specific".
    @TestFactory
    Stream<DynamicTest> onLinuxBothSocketsMustAgreeToShare() {
        List<DynamicTest> tests = new ArrayList<>();
        for (String state : STATES) {
            for (String owner : OPTIONS) {
                for (String newcomer : OPTIONS) {
                    for (IpAddress address : List.of(World.HERE, ANY)) {
                        String expected = expected(owner, state, newcomer);
                        String name = owner + " " + state + " <- " + newcomer + " " + address + ": " + expected;
                        tests.add(DynamicTest.dynamicTest(name, () -> {
                            Client client = new Client(new World(Profiles.LINUX));
                            own(client, owner, state);
                            assertThat(bind(client, newcomer, address)).isEqualTo(expected);
                        }));
                    }
                }
            }
        }
        assertThat(tests).hasSize(160);
        return tests.stream();
    }

    private static String expected(String owner, String state, String newcomer) {
        for (String line : LINUX.lines().skip(1).toList()) {
            String[] cells = line.split(" *\\| *", -1);
            boolean holds = cells[1].equals("any") || cells[1].equals("LISTEN") == state.equals("LISTEN");
            if (cells[0].equals(owner) && holds) {
                return cells[2 + OPTIONS.indexOf(newcomer)].strip();
            }
        }
        throw new IllegalStateException("no row for " + owner + " in " + state);
    }

    /// Makes a socket with these options that is bound to the port, and brings it into the state.
    private static void own(Client client, String options, String state) {
        World world = client.world;
        int socket = socket(client, options);
        assertThat(world.engine.bind(socket, new Endpoint(World.HERE, PORT), world.now))
                .isEqualTo(Errno.OK);
        switch (state) {
            case "bound" -> {}
            case "LISTEN" ->
                assertThat(world.engine.listen(socket, 4, world.now)).isEqualTo(Errno.OK);
            case "ESTABLISHED" -> {
                client.connect(socket, 80);
                client.establish();
            }
            case "FIN_WAIT_2" -> client.openAndCloseHalf(socket, 80);
            case "TIME_WAIT" -> client.openAndClose(socket, 80);
            default -> throw new IllegalArgumentException(state);
        }
        if (!state.equals("bound") && !state.equals("LISTEN")) {
            assertThat(client.state()).isEqualTo(TcpState.valueOf(state));
        }
    }

    private static int socket(Client client, String options) {
        int socket = client.world.engine.socket();
        if (options.equals("REUSEADDR") || options.equals("both")) {
            client.world.engine.setOption(socket, SocketOption.SO_REUSEADDR, 1);
        }
        if (options.equals("REUSEPORT") || options.equals("both")) {
            client.world.engine.setOption(socket, SocketOption.SO_REUSEPORT, 1);
        }
        if (options.equals("EXCLUSIVE")) {
            client.world.engine.setOption(socket, SocketOption.SO_EXCLUSIVEADDRUSE, 1);
        }
        return socket;
    }

    private static String bind(Client client, String options, IpAddress address) {
        Errno said = client.world.engine.bind(socket(client, options), new Endpoint(address, PORT), client.world.now);
        return switch (said) {
            case OK -> "ok";
            case EADDRINUSE -> "INUSE";
            case EACCES -> "ACCESS";
            default -> said.toString();
        };
    }

    /// "REUSEPORT ok additionally needs equal uid unless the owner is TIME_WAIT", which the row of an orphan
    /// in FIN_WAIT_2 is to the kernel as well.
    @ParameterizedTest
    @CsvSource({"bound, INUSE", "LISTEN, INUSE", "ESTABLISHED, INUSE", "FIN_WAIT_2, ok", "TIME_WAIT, ok"})
    void anotherUserSharesOnlyWithWhatNobodyHolds(String state, String verdict) {
        Client client = new Client(new World(Profiles.LINUX));
        own(client, "REUSEPORT", state);
        int newcomer = socket(client, "REUSEPORT");
        client.world.engine.setUser(newcomer, 1_000);
        Errno said = client.world.engine.bind(newcomer, new Endpoint(World.HERE, PORT), client.world.now);
        assertThat(said).isEqualTo(verdict.equals("ok") ? Errno.OK : Errno.EADDRINUSE);
    }

    /// Without an option, on either side and with either: FreeBSD and macOS ask the new socket alone, by
    /// reading.
    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            owner,     state,       none,  REUSEADDR
            none,      bound,       INUSE, INUSE
            none,      LISTEN,      INUSE, INUSE
            none,      ESTABLISHED, INUSE, ok
            none,      TIME_WAIT,   INUSE, ok
            REUSEADDR, bound,       INUSE, INUSE
            REUSEADDR, LISTEN,      INUSE, INUSE
            REUSEADDR, ESTABLISHED, INUSE, ok
            REUSEADDR, TIME_WAIT,   INUSE, ok
            """)
    void onBsdTheNewSocketDecidesAlone(String owner, String state, String none, String reuse) {
        for (String profile : new String[] {"freebsd-13", "freebsd-14", "macos"}) {
            Client client = new Client(new World(Profiles.named(profile)));
            own(client, owner, state);
            assertThat(bind(client, "none", World.HERE)).isEqualTo(none);
            assertThat(bind(client, "REUSEADDR", World.HERE)).isEqualTo(reuse);
        }
    }

    /// "bind() does not look at TIME_WAIT unless SO_EXCLUSIVEADDRUSE; then it fails until old connections are
    /// inactive"; the rest is Microsoft's table, S over S.
    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            owner,     state,     none,  REUSEADDR, EXCLUSIVE
            none,      bound,     INUSE, ACCESS,    INUSE
            none,      LISTEN,    INUSE, ACCESS,    INUSE
            REUSEADDR, LISTEN,    INUSE, ok,        INUSE
            EXCLUSIVE, LISTEN,    INUSE, ACCESS,    INUSE
            none,      TIME_WAIT, ok,    ok,        INUSE
            REUSEADDR, TIME_WAIT, ok,    ok,        INUSE
            """)
    void onWindowsReuseAddrIsNoAidAgainstTimeWaitButAHijack(
            String owner, String state, String none, String reuse, String exclusive) {
        for (String profile : new String[] {"windows-2003", "windows-10"}) {
            for (String[] newcomer : new String[][] {{"none", none}, {"REUSEADDR", reuse}, {"EXCLUSIVE", exclusive}}) {
                Client client = new Client(new World(Profiles.named(profile)));
                own(client, owner, state);
                assertThat(bind(client, newcomer[0], World.HERE))
                        .as(newcomer[0])
                        .isEqualTo(newcomer[1]);
            }
        }
    }

    /// "XP and earlier: REUSEADDR always succeeds except over EXCLUSIVE (ACCESS)".
    @ParameterizedTest
    @CsvSource({"none, ok", "REUSEADDR, ok", "EXCLUSIVE, ACCESS"})
    void onWindows2000ReuseAddrSucceeds(String owner, String verdict) {
        Client client = new Client(new World(Profiles.WINDOWS_2000));
        own(client, owner, "LISTEN");
        assertThat(bind(client, "REUSEADDR", World.HERE)).isEqualTo(verdict);
    }

    /// A passive OPEN beside connections of the same port must be possible: RFC 9293 §3.9.1.1 (MUST-42).
    @ParameterizedTest
    @CsvSource({"bound, ok", "ESTABLISHED, ok", "FIN_WAIT_2, ok", "TIME_WAIT, ok", "LISTEN, INUSE"})
    void underTheRfcOnlyAListenerIsInTheWay(String state, String verdict) {
        Client client = new Client(new World(Profiles.RFC_9293));
        own(client, "none", state);
        assertThat(bind(client, "none", World.HERE)).isEqualTo(verdict);
    }

    /// A server that is started again while connections of the old one wait, which inherited its option from
    /// the listener. "setting SO_REUSEADDR only on the restarted server is not enough on Linux if the old
    /// server lacked it (LIVE EADDRINUSE)"; "BSD/macOS yes".
    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            profile,      neither, new only, old only, both
            rfc-9293,     ok,      ok,       ok,       ok
            linux,        INUSE,   INUSE,    INUSE,    ok
            linux-3.6,    INUSE,   INUSE,    INUSE,    ok
            linux-4.10,   INUSE,   INUSE,    INUSE,    ok
            freebsd-13,   INUSE,   ok,       INUSE,    ok
            freebsd-14,   INUSE,   ok,       INUSE,    ok
            windows-2000, ok,      ok,       ok,       ok
            windows-2003, ok,      ok,       ok,       ok
            windows-10,   ok,      ok,       ok,       ok
            macos,        INUSE,   ok,       INUSE,    ok
            """)
    void whoMustHaveReuseAddrWhenAServerIsRestarted(
            String profile, String neither, String newOnly, String oldOnly, String both) {
        assertThat(restart(profile, "none", "none")).isEqualTo(neither);
        assertThat(restart(profile, "none", "REUSEADDR")).isEqualTo(newOnly);
        assertThat(restart(profile, "REUSEADDR", "none")).isEqualTo(oldOnly);
        assertThat(restart(profile, "REUSEADDR", "REUSEADDR")).isEqualTo(both);
    }

    private static String restart(String profile, String old, String renewed) {
        Client client = new Client(new World(Profiles.named(profile)));
        waitingServer(client, old);
        int listener = socket(client, renewed);
        Endpoint any = new Endpoint(ANY, PORT);
        Errno said = client.world.engine.bind(listener, any, client.world.now);
        if (said != Errno.OK) {
            return said == Errno.EADDRINUSE ? "INUSE" : said.toString();
        }
        assertThat(client.world.engine.listen(listener, 4, client.world.now)).isEqualTo(Errno.OK);
        return "ok";
    }

    /// A server closed one connection, which waits, and then its listener.
    private static void waitingServer(Client client, String options) {
        World world = client.world;
        int listener = socket(client, options);
        assertThat(world.engine.bind(listener, new Endpoint(ANY, PORT), world.now))
                .isEqualTo(Errno.OK);
        assertThat(world.engine.listen(listener, 4, world.now)).isEqualTo(Errno.OK);
        Peer peer = new Peer(world, PORT, 40_000);
        int connection = peer.establish(listener);
        world.sent.clear();
        world.engine.close(connection, world.now, world);
        peer.ack = world.lastSent().end();
        peer.arrive(Flags.FIN | Flags.ACK, peer.seq, 0);
        world.engine.close(listener, world.now, world);
        assertThat(world.engine.state(new FourTuple(peer.here(), peer.there()))).isEqualTo(TcpState.TIME_WAIT);
    }

    /// "listen() re-runs the check with LISTEN semantics": two sockets may be bound by SO_REUSEADDR, and one
    /// listens.
    @Test
    void onLinuxOnlyOneOfTwoThatShareByReuseAddrMayListen() {
        Client client = new Client(new World(Profiles.LINUX));
        int one = client.bound(PORT);
        int two = client.bound(PORT);
        assertThat(client.world.engine.listen(one, 4, client.world.now)).isEqualTo(Errno.OK);
        assertThat(client.world.engine.listen(two, 4, client.world.now)).isEqualTo(Errno.EADDRINUSE);
    }

    /// The row holds the port for a minute, and no longer.
    @Test
    void onLinuxTheServerMayBeRestartedWhenTheWaitIsOver() {
        Client client = new Client(new World(Profiles.LINUX));
        waitingServer(client, "none");
        client.world.pass(60 * World.SECOND - 1);
        assertThat(bind(client, "none", ANY)).isEqualTo("INUSE");
        client.world.pass(1);
        assertThat(bind(client, "none", ANY)).isEqualTo("ok");
    }
}
