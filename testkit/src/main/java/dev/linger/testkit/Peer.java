package dev.linger.testkit;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.CodeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A process in a namespace that makes real traffic on request: a small JVM that runs [PeerMain].
///
/// The kernel calls it `java`. Its sockets are dual-stack (AF_INET6, with IPv4-mapped addresses), as any JVM's;
/// started with [#IPV4_ONLY] they are AF_INET. It ends with its standard input, so it never outlives the test.
/// Every call waits for the answer and shows the process's standard error when there is none.
public final class Peer implements AutoCloseable {
    /// JVM option for plain AF_INET sockets.
    public static final String IPV4_ONLY = "-Djava.net.preferIPv4Stack=true";

    /// The source that leaves the choice of address and port to the kernel.
    public static final String ANY = "any";

    private static final Duration ANSWER_LIMIT = Duration.ofMinutes(2);
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
    private static final Duration END_LIMIT = Duration.ofSeconds(5);
    private static final int DESCRIPTORS = 200_000;
    private static final String ENDED = "";

    private final String name;
    private final Process process;
    private final BufferedWriter commands;
    private final LinkedBlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final Invocation.Drain errors;

    private Peer(String name, Process process) {
        this.name = name;
        this.process = process;
        this.commands = process.outputWriter(StandardCharsets.UTF_8);
        this.errors = Invocation.Drain.of(process.getErrorStream());
    }

    static Peer start(String name, List<String> command) {
        Peer peer = new Peer(name, Invocation.start(command));
        Thread.ofVirtual().start(peer::collectAnswers);
        peer.awaitAnswer("start");
        return peer;
    }

    /// The command line of a peer, to be run inside a namespace.
    static List<String> command(List<String> jvmOptions) {
        List<String> command = new ArrayList<>(List.of(
                "sh",
                "-c",
                // The usual limit of open files is too low for a port range full of sockets; without
                // CAP_SYS_RESOURCE the hard limit is all there is, and a test has to spread over several peers.
                "ulimit -n " + DESCRIPTORS + " 2>/dev/null || ulimit -n \"$(ulimit -Hn)\"; exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Xss256k",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData"));
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", ownClasses(), PeerMain.class.getName()));
        return command;
    }

    private static String ownClasses() {
        CodeSource source =
                Objects.requireNonNull(Peer.class.getProtectionDomain().getCodeSource());
        try {
            return Path.of(source.getLocation().toURI()).toString();
        } catch (URISyntaxException failure) {
            throw new IllegalStateException("cannot find the peer's classes", failure);
        }
    }

    private void collectAnswers() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            output.lines().forEach(answers::add);
        } catch (IOException | UncheckedIOException failure) {
            // Told to whoever waits for an answer, as any other end of the process.
        } finally {
            answers.add(ENDED);
        }
    }

    /// Opens a listener with the default options and returns its port (chosen by the kernel for port 0).
    public int listen(String address, int port, Serving serving) {
        return listen(Listening.on(address, port, serving));
    }

    public int listen(Listening listening) {
        return (int) number(ask(listening.command()), "port");
    }

    /// Closes the listening socket; its connections go on as before.
    public void unlisten(int port) {
        ask("unlisten " + port);
    }

    /// How many connections the listener has accepted so far.
    public int accepted(int port) {
        return (int) number(ask("accepted " + port), "count");
    }

    public int closeAccepted(int port) {
        return (int) number(ask("close-accepted " + port), "count");
    }

    public int abortAccepted(int port) {
        return (int) number(ask("abort-accepted " + port), "count");
    }

    /// Opens connections one after another from a port that the kernel chooses; each may take 5 s.
    ///
    /// The kernel takes ports of the parity of the range's low end first, some 100 µs a connection. For the rest it
    /// walks over all of those each time, which takes milliseconds. To fill a range quickly, open one half, make
    /// the low end odd instead of even, open the other half, and set the range back.
    public Connects connect(String address, int port, int count, Ending ending) {
        return connect(ANY, address, port, count, ending, CONNECT_LIMIT);
    }

    /// Opens connections one after another, each from a socket bound to the source address and port 0 first.
    public Connects connectFrom(String source, String address, int port, int count, Ending ending) {
        return connect(source, address, port, count, ending, CONNECT_LIMIT);
    }

    /// The general form: each `connect()` gives up after the limit, or when the kernel does if that is zero.
    public Connects connect(String source, String address, int port, int count, Ending ending, Duration connectLimit) {
        String answer = ask(String.join(
                " ",
                "connect",
                source,
                address,
                Integer.toString(port),
                Integer.toString(count),
                ending.word(),
                Long.toString(connectLimit.toMillis())));
        return new Connects(
                (int) number(answer, "opened"),
                (int) number(answer, "failed"),
                error(answer),
                number(answer, "median"),
                number(answer, "max"));
    }

    /// Starts opening connections in the background, each of which sends one byte before its ending.
    public void load(String address, int port, int perSecond, int seconds, Ending ending) {
        loadFrom(ANY, address, port, perSecond, seconds, ending);
    }

    public void loadFrom(String source, String address, int port, int perSecond, int seconds, Ending ending) {
        ask("load " + source + " " + address + " " + port + " " + perSecond + " " + seconds + " " + ending.word());
    }

    public LoadCount stats() {
        return loadCount(ask("stats"));
    }

    /// Ends every load and returns the last counts, which then start anew.
    public LoadCount stop() {
        return loadCount(ask("stop"));
    }

    public int held() {
        return (int) number(ask("held"), "count");
    }

    /// Closes the oldest held connections and returns how many there were.
    public int closeHeld(int count) {
        return (int) number(ask("close-held " + count), "count");
    }

    public int closeAllHeld() {
        return (int) number(ask("close-held all"), "count");
    }

    /// Resets all held connections and returns how many there were.
    public int abortHeld() {
        return (int) number(ask("abort-held"), "count");
    }

    /// Writes to each held connection and returns how many bytes the kernel took altogether.
    public long sendHeld(int bytesEach) {
        return number(ask("send-held " + bytesEach), "bytes");
    }

    /// Binds a socket that is never connected and returns its port (chosen by the kernel for port 0).
    public int bind(String address, int port) {
        return (int) number(ask("bind " + address + " " + port), "port");
    }

    /// Closes all sockets from [#bind].
    public int unbind() {
        return (int) number(ask("unbind"), "count");
    }

    public long pid() {
        return process.pid();
    }

    /// One command as PeerMain documents it, and the answer without its `ok`.
    private String ask(String command) {
        try {
            commands.write(command);
            commands.newLine();
            commands.flush();
        } catch (IOException failure) {
            throw new IllegalStateException(complaint(command, "cannot be asked"), failure);
        }
        return awaitAnswer(command);
    }

    private String awaitAnswer(String command) {
        String answer = nextAnswer();
        if (answer == null) {
            // Killed, because a late answer would be taken for that of the next command.
            Invocation.killAndWait(process);
            throw new IllegalStateException(complaint(command, "no answer in " + ANSWER_LIMIT.toSeconds() + " s"));
        }
        if (!answer.startsWith("ok")) {
            throw new IllegalStateException(complaint(command, answer.equals(ENDED) ? "has ended" : answer));
        }
        return answer;
    }

    private @Nullable String nextAnswer() {
        try {
            return answers.poll(ANSWER_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for peer " + name, interrupted);
        }
    }

    private String complaint(String command, String problem) {
        return "peer " + name + ": " + command + ": " + problem + System.lineSeparator() + errors.soFar();
    }

    private static LoadCount loadCount(String answer) {
        return new LoadCount(number(answer, "opened"), number(answer, "failed"), error(answer));
    }

    private static long number(String answer, String key) {
        for (String word : answer.split(" ", -1)) {
            if (word.startsWith(key + "=")) {
                return Long.parseLong(word.substring(key.length() + 1));
            }
        }
        throw new IllegalStateException("no " + key + " in the answer: " + answer);
    }

    private static String error(String answer) {
        return answer.substring(answer.indexOf("error=") + "error=".length());
    }

    @Override
    public void close() {
        try {
            commands.close();
            process.waitFor(END_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (IOException failure) {
            // It has ended already.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            Invocation.killAndWait(process);
        }
    }
}
