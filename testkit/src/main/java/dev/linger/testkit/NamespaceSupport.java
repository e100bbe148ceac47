package dev.linger.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Finds out, once, whether this machine lets us make network namespaces.
final class NamespaceSupport {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    /// Why not, or empty where they can be made.
    static final Optional<String> UNAVAILABLE = probe();

    private NamespaceSupport() {}

    private static Optional<String> probe() {
        if (!System.getProperty("os.name", "").equals("Linux")) {
            return Optional.of("not Linux");
        }
        Optional<String> notRoot = notRoot();
        if (notRoot.isPresent()) {
            return notRoot;
        }
        for (String tool : List.of("unshare", "nsenter", "ip", "ss")) {
            if (!isOnPath(tool)) {
                return Optional.of("no '" + tool + "' on the PATH");
            }
        }
        // Root in a container may still lack CAP_SYS_ADMIN: only trying tells.
        try {
            Invocation.run(LIMIT, List.of("unshare", "-n", "--", "ip", "link", "set", "lo", "up"))
                    .orThrow();
            return Optional.empty();
        } catch (IllegalStateException | UncheckedIOException failure) {
            return Optional.of(String.valueOf(failure.getMessage()).strip());
        }
    }

    private static Optional<String> notRoot() {
        try {
            Object uid = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
            return uid.equals(0) ? Optional.empty() : Optional.of("not root but uid " + uid);
        } catch (IOException failure) {
            return Optional.of("cannot read /proc/self: " + failure.getMessage());
        }
    }

    private static boolean isOnPath(String tool) {
        String path = System.getenv().getOrDefault("PATH", "");
        for (String folder : path.split(":", -1)) {
            if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, tool))) {
                return true;
            }
        }
        return false;
    }
}
