package dev.linger.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A network namespace with a name that `ip netns` knows, for tests of such names.
///
/// A name outlives whoever made it, so each new one first sweeps away those of test runs that have died.
public final class NamedNamespace implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String PREFIX = "linger-test-";
    private static final Pattern OURS = Pattern.compile(PREFIX + "(\\d+)-\\d+");
    private static final AtomicInteger CREATED = new AtomicInteger();

    private final String name;

    private NamedNamespace(String name) {
        this.name = name;
    }

    /// A namespace whose `lo` is up, with the next free name.
    public static NamedNamespace create() {
        sweep();
        long pid = ProcessHandle.current().pid();
        NamedNamespace namespace = new NamedNamespace(PREFIX + pid + "-" + CREATED.incrementAndGet());
        ip("netns", "add", namespace.name).orThrow();
        ip("-n", namespace.name, "link", "set", "lo", "up").orThrow();
        return namespace;
    }

    public String name() {
        return name;
    }

    static List<String> names() {
        // The line may go on with an id: `linger-test-7-1 (id: 0)`.
        return ip("netns", "list")
                .orThrow()
                .output()
                .lines()
                .map(line -> line.split(" ", 2)[0])
                .toList();
    }

    private static void sweep() {
        for (String name : names()) {
            Matcher ours = OURS.matcher(name);
            if (ours.matches()
                    && ProcessHandle.of(Long.parseLong(ours.group(1))).isEmpty()) {
                // Unchecked: two test runs may sweep the same name.
                ip("netns", "delete", name);
            }
        }
    }

    private static Result ip(String... arguments) {
        List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(arguments));
        return Invocation.run(LIMIT, command);
    }

    @Override
    public void close() {
        ip("netns", "delete", name).orThrow();
    }
}
