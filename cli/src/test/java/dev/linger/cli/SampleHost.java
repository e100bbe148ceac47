package dev.linger.cli;

import dev.linger.model.Endpoint;
import dev.linger.model.IpAddress;
import dev.linger.model.SocketState;
import dev.linger.observation.Cost;
import dev.linger.observation.Counters;
import dev.linger.observation.HostProcess;
import dev.linger.observation.HostSnapshot;
import dev.linger.observation.Kernel;
import dev.linger.observation.Limit;
import dev.linger.observation.NetworkNamespace;
import dev.linger.observation.Owners;
import dev.linger.observation.PlainSocket;
import dev.linger.observation.Settings;
import dev.linger.observation.SocketTable;
import dev.linger.observation.json.SnapshotWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// A small host whose every number is known: 1,214 TIME-WAIT toward one destination, a dozen destinations more, a
/// server with a leak, a process with a name that no terminal should see, and a socket whose owner was not seen.
public final class SampleHost {
    public static final int WAITING = 1214;

    private static final IpAddress OWN = address("10.0.0.5");

    private SampleHost() {}

    /// The host, written to a file that a command can read.
    public static Path file(Path folder) throws IOException {
        Path file = folder.resolve("sample.json");
        try (OutputStream out = Files.newOutputStream(file)) {
            SnapshotWriter.write(snapshot(), out);
        }
        return file;
    }

    public static HostSnapshot snapshot() {
        return snapshot(WAITING);
    }

    /// The same with few sockets.
    public static HostSnapshot small() {
        return snapshot(3);
    }

    /// With few sockets, and no other namespace beside its own.
    public static HostSnapshot aloneOnItsMachine() {
        return snapshot(3, 0);
    }

    private static HostSnapshot snapshot(int waiting) {
        return snapshot(waiting, 3);
    }

    private static HostSnapshot snapshot(int waiting, int otherNamespaces) {
        Owners owners = new Owners.Builder()
                .add(new HostProcess(71, "nginx"), 100)
                .add(new HostProcess(71, "nginx"), 101)
                .add(new HostProcess(71, "nginx"), 102)
                .add(new HostProcess(71, "nginx"), 103)
                .add(new HostProcess(72, "le,aky \"app\""), 200)
                .add(new HostProcess(72, "le,aky \"app\""), 201)
                .add(new HostProcess(90, "evil\u001b[31m|red"), 300)
                .build();
        return new HostSnapshot(
                "web-3",
                1_790_000_000_000L,
                new Kernel("Linux", "6.18.44", OptionalInt.of(250), "/proc/config.gz"),
                new NetworkNamespace(4026531840L, NetworkNamespace.OWN, otherNamespaces),
                sockets(waiting),
                owners,
                new Settings(Map.of(
                        "net.ipv4.ip_local_port_range", "32768\t60999",
                        "net.ipv4.ip_local_reserved_ports", "40000-40009")),
                Counters.NONE,
                Optional.empty(),
                Optional.empty(),
                List.of(new Limit("the owners of 1 socket", "CAP_SYS_PTRACE")),
                new Cost(1_500_000, 250_000));
    }

    private static SocketTable sockets(int waiting) {
        SocketTable.Builder table = new SocketTable.Builder();
        // Incoming, which only the listener on that port can tell, and that comes later, as a file may have it.
        table.accept(plain(SocketState.ESTABLISHED, own(50100), at("192.0.2.20", 42000), 33, 103));
        for (int count = 0; count < waiting; count++) {
            table.add(SocketState.TIME_WAIT, own(32768 + count), at("10.0.0.9", 8080));
        }
        table.accept(plain(SocketState.LISTEN, own(50100), at("0.0.0.0", 0), 33, 102));
        table.accept(plain(SocketState.LISTEN, at("0.0.0.0", 80), at("0.0.0.0", 0), 33, 100));
        table.accept(plain(SocketState.ESTABLISHED, own(50000), at("10.0.0.9", 8080), 33, 101));
        table.accept(plain(SocketState.CLOSE_WAIT, own(80), at("192.0.2.7", 41000), 1000, 200));
        table.accept(plain(SocketState.CLOSE_WAIT, own(80), at("192.0.2.8", 41001), 1000, 201));
        table.accept(plain(SocketState.FIN_WAIT_1, own(50002), at("2001:db8::9", 443), 0, 0));
        table.accept(plain(SocketState.ESTABLISHED, own(50003), at("10.0.0.9", 5432), 1001, 300));
        table.accept(plain(SocketState.ESTABLISHED, own(50004), at("10.0.0.9", 5432), 1001, 301));
        for (int count = 0; count < 20; count++) {
            table.add(SocketState.TIME_WAIT, own(51000 + count), at("10.0.1." + (count % 10 + 1), 443));
        }
        table.add(SocketState.BOUND, own(45000), at("0.0.0.0", 0));
        table.add(SocketState.SYN_RECEIVED, own(80), at("192.0.2.9", 41002));
        return table.build();
    }

    private static PlainSocket plain(SocketState state, Endpoint local, Endpoint remote, int uid, long inode) {
        return new PlainSocket(state, local, remote).withOwner(uid, inode);
    }

    private static Endpoint own(int port) {
        return new Endpoint(OWN, port);
    }

    private static Endpoint at(String address, int port) {
        return new Endpoint(address(address), port);
    }

    private static IpAddress address(String text) {
        return IpAddress.parse(text).orElseThrow();
    }
}
