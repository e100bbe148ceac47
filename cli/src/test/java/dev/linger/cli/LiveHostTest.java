package dev.linger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.model.SocketState;
import dev.linger.testkit.Ending;
import dev.linger.testkit.NamespaceTest;
import dev.linger.testkit.Peer;
import dev.linger.testkit.Serving;
import dev.linger.testkit.TestNamespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commands against real sockets, beside what `ss` says of them.
@NamespaceTest
class LiveHostTest {
    private static final String SERVER = "192.0.2.2";
    private static final int PORT = 8080;

    @TempDir
    private Path folder;

    private TestNamespace namespace;
    private Peer server;
    private Peer client;

    @BeforeEach
    void startPeers() {
        namespace = TestNamespace.create("192.0.2.1", SERVER);
        namespace.sysctl("net.ipv4.tcp_rfc1337", "1");
        server = namespace.peer("server");
        server.listen(SERVER, PORT, Serving.CLOSE_ON_EOF);
        server.listen(SERVER, PORT + 1, Serving.LEAK);
        client = namespace.peer("client");
    }

    @AfterEach
    void endPeers() {
        namespace.close();
    }

    private Outcome linger(String... args) {
        String[] all = new String[args.length + 2];
        System.arraycopy(args, 0, all, 0, args.length);
        all[args.length] = "--netns";
        all[args.length + 1] = Long.toString(namespace.pid());
        Outcome outcome = Outcome.of(all);
        assertThat(outcome.status()).as(outcome.err()).isLessThan(2);
        return outcome;
    }

    private Map<SocketState, Integer> lingerCounts() {
        Map<SocketState, Integer> counts = new EnumMap<>(SocketState.class);
        linger("states", "--by", "state", "-o", "csv").out().lines().skip(1).forEach(line -> {
            String[] fields = line.split(",", -1);
            counts.put(SocketState.valueOf(fields[1]), Integer.parseInt(fields[2]));
        });
        return counts;
    }

    private Map<SocketState, Integer> ssCounts() {
        Map<SocketState, Integer> counts = new EnumMap<>(SocketState.class);
        for (SocketState state : SocketState.values()) {
            counts.put(state, 0);
        }
        for (String line : namespace.sockets()) {
            String state = line.substring(0, line.indexOf(' '));
            counts.merge(SocketState.parse(state).orElseThrow(), 1, Integer::sum);
        }
        return counts;
    }

    @Test
    void countsAreThoseOfSsWhenNothingMoves() throws InterruptedException {
        client.connect(SERVER, PORT, 300, Ending.CLOSE);
        client.connect(SERVER, PORT, 40, Ending.HOLD);
        client.connect(SERVER, PORT + 1, 30, Ending.HALF);
        Thread.sleep(500); // until the last FIN is acknowledged
        Map<SocketState, Integer> counts = lingerCounts();
        assertThat(counts).isEqualTo(ssCounts());
        assertThat(counts)
                .containsEntry(SocketState.TIME_WAIT, 300)
                .containsEntry(SocketState.ESTABLISHED, 80)
                .containsEntry(SocketState.CLOSE_WAIT, 30)
                .containsEntry(SocketState.FIN_WAIT_2, 30)
                .containsEntry(SocketState.LISTEN, 2);
    }

    @Test
    void countsAreNearThoseOfSsUnderALoad() throws InterruptedException {
        client.load(SERVER, PORT, 200, 20, Ending.CLOSE);
        Thread.sleep(2000);
        int before = ssCounts().get(SocketState.TIME_WAIT);
        int seen = lingerCounts().get(SocketState.TIME_WAIT);
        int after = ssCounts().get(SocketState.TIME_WAIT);
        client.stop();
        assertThat(before).isGreaterThan(100);
        assertThat(seen).isBetween(before, after);
    }

    @Test
    void processesDestinationsAndListenersAreThoseThatMadeTheConnections() {
        client.connect(SERVER, PORT, 40, Ending.HOLD);
        String csv = linger("states", "--by", "process,destination,listener", "-o", "csv")
                .out();
        assertThat(csv)
                .contains("process,java," + client.pid() + ",40,0,0,0,40,")
                .contains("destination,192.0.2.2,192.0.2.2:8080,40,0,40,0,40,")
                .contains("listener,192.0.2.2:8080,41,1,");
    }

    @Test
    void aFilterOfStatesDoesNotHideWhichConnectionsAreIncoming() {
        server.listen(SERVER, 40_000, Serving.HOLD); // a port that could as well be that of an outgoing connection
        client.connect(SERVER, 40_000, 10, Ending.HOLD);
        String csv = linger("states", "--state", "estab", "--by", "destination,listener", "-o", "csv")
                .out();
        assertThat(csv.lines().filter(line -> line.startsWith("destination,")))
                .singleElement(InstanceOfAssertFactories.STRING)
                .startsWith("destination,192.0.2.2,192.0.2.2:40000,10,0,10,0,10,");
        assertThat(csv).contains("listener,192.0.2.2:40000,10,10,");
    }

    @Test
    void aSnapshotShowsLaterWhatTheHostShowed() throws IOException {
        client.connect(SERVER, PORT, 40, Ending.HOLD);
        for (String name : new String[] {"host.json", "host.json.gz"}) {
            String file = folder.resolve(name).toString();
            assertThat(linger("snapshot", "--interval", "100ms", "-o", file).out())
                    .isEmpty();
            assertThat(Files.readAllBytes(Path.of(file))[0]).isEqualTo((byte) (name.endsWith(".gz") ? 0x1F : '{'));
            assertThat(Outcome.of("states", "--from", file, "--by", "process,destination", "-o", "csv")
                            .out())
                    .isEqualTo(linger("states", "--by", "process,destination", "-o", "csv")
                            .out());
            assertThat(Outcome.of("doctor", "--from", file).out()).contains("sampled 0.1 s", file);
        }
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("host.json", "host.json.gz");
    }

    @Test
    void anUnknownNamespaceIsAUsageError() {
        Outcome outcome = Outcome.of("states", "--netns", "no-such-namespace");
        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.err()).contains("no-such-namespace");
    }

    @Test
    void namespacesAreEachCounted() {
        client.connect(SERVER, PORT, 40, Ending.HOLD);
        Outcome outcome = Outcome.of("states", "--by", "namespace", "--top", "all", "-o", "csv");
        assertThat(outcome.status()).isZero();
        assertThat(outcome.out()).contains("namespace,host,").containsPattern("namespace,pid \\d+,82,2,");
    }
}
