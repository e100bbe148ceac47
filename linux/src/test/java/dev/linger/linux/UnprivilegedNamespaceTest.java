package dev.linger.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.linux.kernel.Errno;
import dev.linger.observation.HostSnapshot;
import dev.linger.testkit.NamedNamespace;
import dev.linger.testkit.NamespaceTest;
import dev.linger.testkit.Peer;
import dev.linger.testkit.Serving;
import dev.linger.testkit.TestNamespace;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Looks at a namespace of root's processes as an ordinary user.
@NamespaceTest
class UnprivilegedNamespaceTest {
    private static final List<String> NOBODY_WITHOUT_RIGHTS =
            List.of("setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups");
    private static final List<String> ROOT_WITHOUT_PTRACE =
            List.of("setpriv", "--bounding-set", "-sys_ptrace", "--inh-caps", "-sys_ptrace");
    private static final int PORT = 8080;

    @TempDir
    Path folder;

    @Test
    void anOrdinaryUserSeesAllButOtherUsersProcessesAndNamespaces() {
        try (TestNamespace namespace = TestNamespace.create();
                NamedNamespace other = NamedNamespace.create()) {
            Peer server = namespace.peer("server");
            server.listen("::", PORT, Serving.HOLD);

            String[] output =
                    run(namespace, NOBODY_WITHOUT_RIGHTS, other.name()).split("\n", -1);

            assertThat(output)
                    .contains("socket LISTEN [::]:" + PORT + " [::]:*", "owners 0")
                    .anyMatch(line -> line.matches("settings [1-9]\\d+"))
                    .anyMatch(line -> line.matches("counters [1-9]\\d+"))
                    .anyMatch(line -> line.startsWith("limit the owners of ")
                            && line.endsWith(" processes that may not be looked into (needs CAP_SYS_PTRACE)"))
                    .contains("entering NOT_PERMITTED setns: " + Errno.name(Errno.EPERM)
                            + " (1): entering another network namespace needs CAP_SYS_ADMIN");
        }
    }

    /// Root lists the descriptors of a process that has more rights, such as one of another container, but may not read
    /// where they lead.
    @Test
    void aProcessWhoseDescriptorsAreListedButNotReadableIsALimitToo() {
        try (TestNamespace namespace = TestNamespace.create()) {
            Peer server = namespace.peer("server");
            server.listen("::", PORT, Serving.HOLD);

            String[] output = run(namespace, ROOT_WITHOUT_PTRACE, Long.toString(namespace.pid()))
                    .split("\n", -1);

            assertThat(output)
                    .contains("socket LISTEN [::]:" + PORT + " [::]:*", "owners 0")
                    .anyMatch(line -> line.startsWith("limit the owners of 1 socket: ")
                            && line.endsWith(" that may not be looked into (needs CAP_SYS_PTRACE)"));
        }
    }

    /// The classes are copied to where anybody may read them.
    private String run(TestNamespace namespace, List<String> rights, String argument) {
        List<String> classes = classes();
        List<String> copies = new ArrayList<>();
        for (String each : classes) {
            String copy = folder.resolve(Integer.toString(copies.size())).toString();
            namespace.run("cp", "-r", each, copy).orThrow();
            copies.add(copy);
        }
        namespace.run("chmod", "-R", "a+rX", folder.toString()).orThrow();
        List<String> command = new ArrayList<>(rights);
        command.addAll(List.of(java(), "--enable-native-access=ALL-UNNAMED", "-cp", String.join(":", copies)));
        command.addAll(List.of(UnprivilegedMain.class.getName(), argument));
        return namespace.run(command.toArray(String[]::new)).orThrow().output();
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static List<String> classes() {
        Set<String> roots = new LinkedHashSet<>();
        for (Class<?> each :
                List.of(LinuxHost.class, UnprivilegedMain.class, HostSnapshot.class, dev.linger.model.Setting.class)) {
            String file = "/" + each.getName().replace('.', '/') + ".class";
            String found = Objects.requireNonNull(each.getResource(file)).toString();
            String root = found.substring(0, found.length() - file.length());
            roots.add(root.startsWith("jar:") ? root.substring(4, root.length() - 1) : root);
        }
        return roots.stream().map(root -> Path.of(URI.create(root)).toString()).toList();
    }
}
