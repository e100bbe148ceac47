package dev.linger.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.linger.engine.profile.Profiles;
import dev.linger.engine.socket.Errno;
import dev.linger.engine.socket.SocketOption;
import dev.linger.model.Counter;
import dev.linger.model.Flags;
import dev.linger.wire.Segment;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A setting is changed while a host runs: what opens connections and sends data follows it from then on.
class SettingsTakeEffectTest {
    private final RunningHost host = new RunningHost(Profiles.LINUX);

    // --- what host.connect() sees
    // -----------------------------------------------------------------------------------------

    @Test
    void tcpTwReuseCountsAtTheNextConnect() {
        host.set("net.ipv4.ip_local_port_range", "40000 40000");
        host.waitAfterConnecting();
        host.world.pass(2 * World.SECOND);
        assertThat(host.connect()).isEqualTo(Errno.EADDRNOTAVAIL);
        host.set("net.ipv4.tcp_tw_reuse", "1");
        assertThat(host.connect()).isEqualTo(Errno.EINPROGRESS);
        assertThat(host.world.engine.count(Counter.TIME_WAIT_RECYCLED)).isEqualTo(1);
    }

    @Test
    void tcpTwReuseDelayCountsForRowsThatWaitAlready() {
        host.set("net.ipv4.ip_local_port_range", "40000 40000");
        host.set("net.ipv4.tcp_tw_reuse", "1");
        host.waitAfterConnecting();
        host.world.pass(300 * World.MILLI);
        assertThat(host.connect()).isEqualTo(Errno.EADDRNOTAVAIL);
        host.set("net.ipv4.tcp_tw_reuse_delay", "200");
        assertThat(host.connect()).isEqualTo(Errno.EINPROGRESS);
    }

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, delimiter = '|', textBlock = """
            profile      | setting                      | value                  | first | last
            linux        | net.ipv4.ip_local_port_range | 20000 20003            | 20000 | 20003
            linux-3.6    | net.ipv4.ip_local_port_range | 20000 20003            | 20000 | 20003
            freebsd-14   | net.inet.ip.portrange.last   | 10003                  | 10000 | 10003
            macos        | net.inet.ip.portrange.first  | 65532                  | 65532 | 65535
            windows-10   | dynamicport                  | start=20000 num=255    | 20000 | 20254
            rfc-9293     | RFC6056-PORTS                | 20000 20003            | 20000 | 20003
            """)
    void aRangeOfPortsCountsAtTheNextConnect(String profile, String name, String value, int first, int last) {
        host.runs(Profiles.named(profile));
        host.set(name, value);
        for (int connection = 0; connection < 4; connection++) {
            assertThat(host.connect()).isEqualTo(Errno.EINPROGRESS);
            assertThat(host.world.lastSent().sourcePort).isBetween(first, last);
        }
    }

    @Test
    void maxUserPortCountsAtTheNextConnect() {
        host.runs(Profiles.WINDOWS_2000);
        host.set("MaxUserPort", "65534");
        Set<Integer> ports = new HashSet<>();
        for (int connection = 0; connection < 4_000; connection++) {
            assertThat(host.connect()).isEqualTo(Errno.EINPROGRESS);
            ports.add(host.world.lastSent().sourcePort);
        }
        assertThat(ports).hasSize(4_000).contains(5_001);
    }

    @Test
    void reservedPortsAreNotChosenAnyMore() {
        host.set("net.ipv4.ip_local_port_range", "40000 40001");
        host.set("net.ipv4.ip_local_reserved_ports", "40000");
        assertThat(host.connect()).isEqualTo(Errno.EINPROGRESS);
        assertThat(host.world.lastSent().sourcePort).isEqualTo(40_001);
        assertThat(host.connect()).isEqualTo(Errno.EADDRNOTAVAIL);
    }

    @Test
    void tcpTimestampsCountForNewConnectionsOnly() {
        Peer peer = host.peer(1);
        peer.timestamps = true;
        int socket = peer.establish(host.world.listen(RunningHost.SERVER, 4));
        host.set("net.ipv4.tcp_timestamps", "0");
        host.world.engine.send(socket, new byte[1], 0, 1, host.world.now, host.world);
        assertThat(host.world.lastSent().hasOption(Segment.TIMESTAMPS)).isTrue();
        host.connect();
        assertThat(host.world.lastSent().hasOption(Segment.TIMESTAMPS)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, delimiter = '|', textBlock = """
            profile      | setting                       | value    | option
            linux        | net.ipv4.tcp_window_scaling   | 0        | scale
            linux        | net.ipv4.tcp_sack             | 0        | sack
            freebsd-13   | net.inet.tcp.rfc1323          | 0        | scale
            freebsd-13   | net.inet.tcp.sack.enable      | 0        | sack
            macos        | net.inet.tcp.sack             | 0        | sack
            windows-10   | Timestamps                    | Enabled  | timestamps
            """)
    void whatOptionsAreOfferedChangesWithTheNextSyn(String profile, String name, String value, String option) {
        int bit = switch (option) {
            case "scale" -> Segment.WINDOW_SCALE;
            case "sack" -> Segment.SACK_PERMITTED;
            default -> Segment.TIMESTAMPS;
        };
        host.runs(Profiles.named(profile));
        host.connect();
        boolean before = host.world.lastSent().hasOption(bit);
        host.set(name, value);
        host.connect();
        assertThat(host.world.lastSent().hasOption(bit)).isNotEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, delimiter = '|', textBlock = """
            profile      | setting                        | value | SYNs
            linux        | net.ipv4.tcp_syn_retries       | 1     | 6
            linux-4.10   | net.ipv4.tcp_syn_retries       | 1     | 2
            windows-2003 | TcpMaxConnectRetransmissions   | 1     | 2
            windows-10   | MaxSynRetransmissions          | 4     | 5
            freebsd-13   | net.inet.tcp.keepinit          | 5000  | 3
            rfc-9293     | R2-SYN                         | 400   | 12
            """)
    void howOftenASynIsSentChanges(String profile, String name, String value, int expected) {
        host.runs(Profiles.named(profile));
        host.set(name, value);
        host.connect();
        host.world.pass(1_000 * World.SECOND);
        assertThat(host.world.sent).hasSize(expected);
        assertThat(host.world.engine.nextDeadlineNanos()).isEqualTo(TcpEngine.NEVER);
    }

    // --- what listeners see ------------------------------------------------------------------------------------------

    @Test
    void somaxconnCountsForTheNextListener() {
        host.world.listen(RunningHost.SERVER, 10);
        host.set("net.core.somaxconn", "1");
        host.world.listen(81, 10);
        assertThat(host.established(RunningHost.SERVER, 11)).isEqualTo(11);
        assertThat(host.established(81, 11)).isEqualTo(2);
    }

    @Test
    void tcpAbortOnOverflowCountsAtOnce() {
        Peer late = host.embryoBesideAFullQueue();
        assertThat(host.world.sent).isEmpty();
        host.set("net.ipv4.tcp_abort_on_overflow", "1");
        late.arrive(Flags.ACK, late.seq, 0);
        assertThat(host.world.lastSent().has(Flags.RST)).isTrue();
    }

    @Test
    void tcpMaxSynBacklogCountsForTheNextSyn() {
        host.world.listen(RunningHost.SERVER, 10);
        host.set("net.ipv4.tcp_max_syn_backlog", "1");
        host.peer(1).arrive(Flags.SYN, Peer.ISS, 0);
        assertThat(host.world.lastSent().has(Flags.SYN | Flags.ACK)).isTrue();
        host.peer(2).arrive(Flags.SYN, Peer.ISS, 0);
        assertThat(host.world.sent).isEmpty();
    }

    // --- what an open connection sees --------------------------------------------------------------------------------

    @Test
    void tcpKeepaliveTimeCountsForTheNextConnection() {
        host.set("net.ipv4.tcp_keepalive_time", "5");
        int listener = host.world.listen(RunningHost.SERVER, 4);
        host.world.engine.setOption(listener, SocketOption.SO_KEEPALIVE, 1);
        host.peer(1).establish(listener);
        host.world.pass(5 * World.SECOND - 1);
        assertThat(host.world.sent).isEmpty();
        host.world.pass(1);
        assertThat(host.world.sent).hasSize(1);
    }

    @Test
    void tcpRtoMaxMsCountsForTheNextTimeOut() {
        host.set("net.ipv4.tcp_rto_max_ms", "1000");
        int socket = host.peer(1).establish(host.world.listen(RunningHost.SERVER, 4));
        host.world.engine.send(socket, new byte[1], 0, 1, host.world.now, host.world);
        host.world.pass(5 * World.SECOND);
        int sent = host.world.sent.size();
        host.world.pass(5 * World.SECOND);
        assertThat(host.world.sent).hasSize(sent + 5);
    }

    // --- what no setting can do --------------------------------------------------------------------------------------

    @ParameterizedTest
    @CsvSource({"linux, freebsd-14", "linux, linux-3.6", "freebsd-13, freebsd-14", "windows-10, rfc-9293"})
    void aHostDoesNotBecomeAnotherSystem(String from, String to) {
        host.runs(Profiles.named(from));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> host.world.engine.setProfile(Profiles.named(to)))
                .withMessage("a host with '" + from + "' does not become one with '" + to + "'");
        assertThat(host.world.engine.profile()).isEqualTo(Profiles.named(from));
    }
}
