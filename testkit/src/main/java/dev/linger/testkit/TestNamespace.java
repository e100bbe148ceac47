package dev.linger.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A network namespace without a name, for one test.
///
/// It lives exactly as long as the processes in it. The first of them, the holder, waits for the end of its
/// standard input, and so does every peer; a test JVM that is killed closes all those pipes, so the kernel removes
/// the namespace even then. A process from [#start] has to see to that by itself.
public final class TestNamespace implements AutoCloseable {
    private static final Duration COMMAND_LIMIT = Duration.ofSeconds(30);

    // RFC 5737 and RFC 3849: addresses for documentation never lead to a real machine.
    private static final Pattern DOCUMENTATION_ADDRESS =
            Pattern.compile("(192\\.0\\.2|198\\.51\\.100|203\\.0\\.113)\\.\\d{1,3}|2001:db8:[0-9a-f:]*");

    private static final Pattern SYSCTL = Pattern.compile("net(\\.[A-Za-z0-9_/-]+)+");

    // The batch comes through a pipe of its own: standard input is what keeps the holder alive.
    private static final String HOLD = """
        { echo link set lo up
          for address; do
            case $address in
              *:*) echo "address add $address/128 dev lo nodad" ;;
              *) echo "address add $address/32 dev lo" ;;
            esac
          done
        } | ip -batch - || exit 1
        echo ready
        exec cat >/dev/null
        """;

    private final Process holder;
    private final List<Process> started = new CopyOnWriteArrayList<>();
    private final List<Peer> peers = new CopyOnWriteArrayList<>();

    private TestNamespace(Process holder) {
        this.holder = holder;
    }

    /// Why namespaces cannot be made here, or empty where they can.
    public static Optional<String> unavailable() {
        return NamespaceSupport.UNAVAILABLE;
    }

    /// A namespace with `lo` up, which has 127.0.0.1, ::1 and these addresses (documentation ranges only).
    public static TestNamespace create(String... addresses) {
        unavailable().ifPresent(reason -> {
            throw new IllegalStateException("no network namespaces here: " + reason);
        });
        List<String> command = new ArrayList<>(List.of("unshare", "-n", "--", "sh", "-c", HOLD, "sh"));
        for (String address : addresses) {
            if (!DOCUMENTATION_ADDRESS.matcher(address).matches()) {
                throw new IllegalArgumentException("not an address from a documentation range: " + address);
            }
            command.add(address);
        }
        Process holder = Invocation.start(command);
        awaitReady(holder);
        return new TestNamespace(holder);
    }

    private static void awaitReady(Process holder) {
        try {
            BufferedReader output = holder.inputReader();
            if (!"ready".equals(output.readLine())) {
                String complaint = holder.errorReader().lines().collect(Collectors.joining("; "));
                Invocation.killAndWait(holder);
                throw new IllegalStateException("cannot set up a network namespace: " + complaint);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// The process that holds the namespace: what `--netns PID` and `nsenter -t PID -n` want.
    public long pid() {
        return holder.pid();
    }

    /// Sets a setting of this namespace, by its dotted name below `net.`.
    public void sysctl(String name, String value) {
        // /proc/sys/net shows the namespace of whoever opens it, so a process inside has to write.
        run("sh", "-c", "printf '%s\\n' \"$2\" > \"$1\"", "sh", settingPath(name), value)
                .orThrow();
    }

    /// The value of a setting of this namespace.
    public String sysctl(String name) {
        return run("cat", settingPath(name)).orThrow().output().strip();
    }

    private static String settingPath(String name) {
        if (!SYSCTL.matcher(name).matches()) {
            throw new IllegalArgumentException("not a setting of a network namespace: " + name);
        }
        return "/proc/sys/" + name.replace('.', '/');
    }

    /// Runs a command inside, for at most 30 s.
    public Result run(String... command) {
        return run(COMMAND_LIMIT, command);
    }

    public Result run(Duration limit, String... command) {
        return Invocation.run(limit, inside(List.of(command)));
    }

    /// Starts a command inside, which is killed when the namespace is closed.
    public Process start(String... command) {
        Process process = Invocation.start(inside(List.of(command)));
        started.add(process);
        return process;
    }

    /// Starts a process that makes real traffic; the name only appears in error messages.
    public Peer peer(String name, String... jvmOptions) {
        Peer peer = Peer.start(name, inside(Peer.command(List.of(jvmOptions))));
        peers.add(peer);
        return peer;
    }

    /// The TCP sockets in here, one `ss -Htan` line each: all, or those that an `ss` filter lets through,
    /// such as `state time-wait dport = :8080`.
    public List<String> sockets(String... filter) {
        List<String> command = new ArrayList<>(List.of("ss", "-Htan"));
        for (String part : filter) {
            command.addAll(List.of(part.strip().split(" +", -1)));
        }
        return run(command.toArray(String[]::new)).orThrow().output().lines().toList();
    }

    // nsenter replaces itself with the command, so the process started is the command itself.
    private List<String> inside(List<String> command) {
        List<String> whole = new ArrayList<>(List.of("nsenter", "-t", Long.toString(pid()), "-n", "--"));
        whole.addAll(command);
        return whole;
    }

    @Override
    public void close() {
        peers.forEach(Peer::close);
        started.forEach(Invocation::killAndWait);
        Invocation.killAndWait(holder);
    }
}
