package dev.linger.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linger.model.Endpoint;
import dev.linger.model.IpAddress;
import dev.linger.model.PortRange;
import dev.linger.model.Setting;
import dev.linger.model.SocketState;
import dev.linger.observation.HostProcess;
import dev.linger.observation.LongIndex;
import dev.linger.observation.NetworkNamespace;
import dev.linger.observation.PlainSocket;
import dev.linger.observation.SocketTimer;
import dev.linger.testkit.Ending;
import dev.linger.testkit.Listening;
import dev.linger.testkit.NamedNamespace;
import dev.linger.testkit.NamespaceTest;
import dev.linger.testkit.Peer;
import dev.linger.testkit.Serving;
import dev.linger.testkit.TestNamespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Reads a namespace with real sockets of IPv4, IPv6 and mapped addresses, and compares with what `ss` says.
@NamespaceTest
class LinuxHostNamespaceTest {
    private static final String ADDRESS = "192.0.2.1";
    private static final String ADDRESS6 = "2001:db8::1";
    private static final int CLOSING_PORT = 8080;
    private static final int LEAKING_PORT = 8081;
    private static final int IPV4_PORT = 8082;
    private static final int BOUND_PORT = 9000;
    private static final int EACH = 5;

    private static TestNamespace namespace;
    private static Peer server;

    @BeforeAll
    static void makeSockets() throws InterruptedException {
        namespace = TestNamespace.create(ADDRESS, ADDRESS6);
        namespace.sysctl("net.ipv4.tcp_rfc1337", "1");
        namespace.sysctl("net.ipv4.ip_local_port_range", "20000 30000");
        server = namespace.peer("server");
        Peer client = namespace.peer("client");
        Peer ipv4Client = namespace.peer("ipv4 client", Peer.IPV4_ONLY);
        server.listen("::", CLOSING_PORT, Serving.CLOSE_ON_EOF);
        server.listen("::", LEAKING_PORT, Serving.LEAK);
        server.listen(Listening.on(ADDRESS, IPV4_PORT, Serving.HOLD).withIpv4Only());
        server.bind(ADDRESS, BOUND_PORT);
        for (Peer each : List.of(client, ipv4Client)) {
            each.connect(ADDRESS, CLOSING_PORT, EACH, Ending.CLOSE);
            each.connect(ADDRESS, LEAKING_PORT, EACH, Ending.HALF);
            each.connect(ADDRESS, IPV4_PORT, EACH, Ending.HOLD);
        }
        client.connect(ADDRESS6, CLOSING_PORT, EACH, Ending.CLOSE);
        client.connect(ADDRESS6, LEAKING_PORT, EACH, Ending.HALF);
        awaitQuiet();
    }

    /// Until the last FIN is acknowledged.
    private static void awaitQuiet() throws InterruptedException {
        for (int attempt = 0; attempt < 100; attempt++) {
            if (namespace.sockets("state time-wait").size() == 3 * EACH
                    && namespace.sockets("state close-wait").size() == 3 * EACH
                    && namespace.sockets("state fin-wait-2").size() == 3 * EACH) {
                return;
            }
            Thread.sleep(50);
        }
        throw new IllegalStateException("sockets are not as they should be: " + namespace.sockets());
    }

    @AfterAll
    static void endNamespace() {
        if (namespace != null) {
            namespace.close();
        }
    }

    private static String pid() {
        return Long.toString(namespace.pid());
    }

    private static Rows read(SocketReader.Way way) throws HostException {
        return LinuxHost.inNamespace(
                pid(),
                host -> host.reading(way)
                        .readSockets(SocketSelection.ALL, Rows::new)
                        .sink());
    }

    private static List<String> ssLines() {
        return namespace.sockets().stream().map(LinuxHostNamespaceTest::ssLine).toList();
    }

    /// `ESTAB 0 0 [::ffff:1.2.3.4]:1 *:*` in our words.
    private static String ssLine(String line) {
        String[] columns = line.strip().split(" +", -1);
        SocketState state = SocketState.parse(columns[0]).orElseThrow();
        Endpoint local = endpoint(columns[3], "::");
        String wildcard = local.address().isIpv4() ? "0.0.0.0" : "::";
        return state + " " + local + " " + endpoint(columns[4], wildcard);
    }

    private static Endpoint endpoint(String text, String wildcard) {
        int colon = text.lastIndexOf(':');
        String host = text.substring(0, colon);
        String port = text.substring(colon + 1);
        IpAddress address = IpAddress.parse(host.equals("*") ? wildcard : host).orElseThrow();
        return new Endpoint(address, port.equals("*") ? 0 : Integer.parseInt(port));
    }

    @ParameterizedTest
    @EnumSource
    void everyWayOfReadingGivesWhatSsShows(SocketReader.Way way) throws HostException {
        List<String> shown = read(way).sockets().stream()
                .filter(socket -> socket.state() != SocketState.BOUND) // ss leaves them out
                .map(Rows::line)
                .toList();

        assertThat(shown).hasSizeGreaterThan(60).containsExactlyInAnyOrderElementsOf(ssLines());
    }

    @ParameterizedTest
    @EnumSource
    void everyWayOfReadingGivesListenersAndBoundSocketsFirst(SocketReader.Way way) throws HostException {
        List<SocketState> states =
                read(way).sockets().stream().map(PlainSocket::state).toList();
        List<SocketState> first = List.of(SocketState.LISTEN, SocketState.BOUND);

        assertThat(states.stream().dropWhile(first::contains)).isNotEmpty().doesNotContainAnyElementsOf(first);
        assertThat(states.stream().takeWhile(first::contains)).hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void netlinkAndProcAgreeOnQueuesTimersAndOwners() throws HostException {
        List<String> netlink = read(SocketReader.Way.BOTH_FAMILIES).sockets().stream()
                .filter(socket -> socket.state() != SocketState.LISTEN && socket.state() != SocketState.BOUND)
                .map(LinuxHostNamespaceTest::withoutIdentity)
                .toList();
        List<String> proc = read(SocketReader.Way.PROC).sockets().stream()
                .filter(socket -> socket.state() != SocketState.LISTEN)
                .map(LinuxHostNamespaceTest::withoutIdentity)
                .toList();

        assertThat(proc).containsExactlyInAnyOrderElementsOf(netlink);
    }

    private static String withoutIdentity(PlainSocket socket) {
        return Rows.line(socket) + " " + socket.timer() + " " + socket.receiveQueueBytes() + " "
                + socket.sendQueueBytes() + " " + socket.uid() + " " + socket.inode();
    }

    @Test
    void onlySelectedStatesAreRead() throws HostException {
        SocketReading<Rows> reading = LinuxHost.inNamespace(
                pid(), host -> host.readSockets(SocketSelection.of(SocketState.TIME_WAIT), Rows::new));

        assertThat(reading.sockets()).isEqualTo(3 * EACH);
        assertThat(reading.sink().in(SocketState.TIME_WAIT)).hasSize(3 * EACH);
        assertThat(reading.limits()).isEmpty();
        assertThat(reading.cost().nanos()).isPositive();
        assertThat(reading.cost().bytes()).isPositive();
    }

    @Test
    void boundSocketsAreReadWhereTheKernelShowsThem() throws HostException {
        List<PlainSocket> bound = read(SocketReader.Way.BOTH_FAMILIES).in(SocketState.BOUND);

        // Linux shows them since 6.8.
        assertThat(bound).allSatisfy(socket -> assertThat(socket.localPort()).isEqualTo(BOUND_PORT));
        assertThat(bound).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void whatIsLeftOfATimeWaitRunsDown() throws HostException, InterruptedException {
        int before = firstTimeWaitMillis();
        Thread.sleep(300);
        int after = firstTimeWaitMillis();

        assertThat(before).isLessThanOrEqualTo(60_000);
        assertThat(before - after).isBetween(250, 10_000);
    }

    private static int firstTimeWaitMillis() throws HostException {
        List<PlainSocket> waiting = read(SocketReader.Way.BOTH_FAMILIES).in(SocketState.TIME_WAIT);
        assertThat(waiting)
                .hasSize(3 * EACH)
                .allSatisfy(socket -> assertThat(socket.timer()).isEqualTo(SocketTimer.TIME_WAIT));
        return waiting.stream().mapToInt(PlainSocket::timerMillis).max().orElseThrow();
    }

    @Test
    void theOwnersOfSocketsAreFound() throws HostException {
        LongIndex inodes = new LongIndex();
        List<PlainSocket> leaked = read(SocketReader.Way.BOTH_FAMILIES).in(SocketState.CLOSE_WAIT);
        leaked.forEach(socket -> inodes.number(socket.inode()));

        OwnerReading reading = LinuxHost.own().owners(inodes);

        assertThat(leaked).hasSize(3 * EACH);
        assertThat(reading.owners().processes()).containsExactly(new HostProcess((int) server.pid(), "java"));
        assertThat(reading.owners().size()).isEqualTo(3 * EACH);
        assertThat(reading.limits()).isEmpty();
    }

    @Test
    void aSnapshotHasEverything() throws HostException {
        SnapshotFacts.check(LinuxHost.inNamespace(pid(), LinuxHost::snapshot), pid());
    }

    @Test
    void theSettingsAreThoseOfTheNamespaceAndTheMachine() throws HostException {
        PortRange ours = LinuxHost.own().settings().ephemeralPorts().range();
        PortRange theirs = LinuxHost.inNamespace(
                pid(),
                host -> host.settings(Setting.IP_LOCAL_PORT_RANGE)
                        .ephemeralPorts()
                        .range());

        assertThat(theirs).isEqualTo(new PortRange(20000, 30000)).isNotEqualTo(ours);
        Optional<String> orphans =
                LinuxHost.inNamespace(pid(), host -> host.settings().text(Setting.TCP_MAX_ORPHANS));
        assertThat(orphans).isEqualTo(LinuxHost.own().settings().text(Setting.TCP_MAX_ORPHANS));
    }

    @Test
    void theCallingThreadNeverLeavesItsNamespace() throws HostException, IOException {
        Path own = Path.of("/proc/thread-self/ns/net");
        Path before = Files.readSymbolicLink(own);

        Thread visitor = LinuxHost.inNamespace(pid(), host -> Thread.currentThread());

        assertThat(visitor).isNotEqualTo(Thread.currentThread());
        assertThat(visitor.isAlive()).isFalse();
        assertThat(Files.readSymbolicLink(own)).isEqualTo(before);
        assertThat(LinuxHost.own().namespace().inode()).isNotZero().isNotEqualTo(inode());
    }

    private static long inode() throws HostException {
        return LinuxHost.inNamespace(pid(), host -> host.namespace().inode());
    }

    @Test
    void aVisitedHostIsOfNoUseToAnotherThread() throws HostException {
        LinuxHost visited = LinuxHost.inNamespace(pid(), host -> host);

        assertThatThrownBy(visited::settings)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(pid());
        assertThatThrownBy(visited::snapshot).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aNamespaceIsEnteredByPidInEitherSpelling() throws HostException {
        NetworkNamespace entered = LinuxHost.inNamespace("pid " + pid(), LinuxHost::namespace);

        assertThat(entered).isEqualTo(new NetworkNamespace(inode(), "pid " + pid()));
        assertThat(LinuxHost.namespaces()).contains(entered);
    }

    @Test
    void aNamespaceIsEnteredByItsName() throws HostException {
        try (NamedNamespace named = NamedNamespace.create()) {
            NetworkNamespace entered = LinuxHost.inNamespace(named.name(), LinuxHost::namespace);

            assertThat(entered.name()).isEqualTo(named.name());
            assertThat(entered.inode())
                    .isNotZero()
                    .isNotEqualTo(LinuxHost.own().namespace().inode());
            assertThat(LinuxHost.namespaces()).contains(entered);
        }
    }

    @Test
    void ourOwnNamespaceIsTheFirstAndCanBeNamed() throws HostException {
        NetworkNamespace own = LinuxHost.own().namespace();

        assertThat(LinuxHost.namespaces().getFirst()).isEqualTo(own);
        assertThat(LinuxHost.inNamespace("host", LinuxHost::namespace)).isEqualTo(own);
    }

    @Test
    void anUnknownNamespaceIsAnsweredWithTheKnownOnes() {
        assertThatThrownBy(() -> LinuxHost.inNamespace("no-such-place", LinuxHost::snapshot))
                .isInstanceOfSatisfying(
                        HostException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(HostException.Kind.NOT_FOUND))
                .hasMessageContaining("no network namespace or process 'no-such-place'")
                .hasMessageContaining("there are: host");
    }

    @Test
    void aPathIsNoNamespace() {
        assertThatThrownBy(() -> LinuxHost.inNamespace("../../../proc/1/ns/net", LinuxHost::snapshot))
                .isInstanceOfSatisfying(
                        HostException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(HostException.Kind.NOT_FOUND));
    }

    @Test
    void whatTheTaskThrowsComesThrough() {
        assertThatThrownBy(() -> LinuxHost.inNamespace(pid(), host -> {
                    throw new IllegalArgumentException("of the task");
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("of the task");
    }
}
