package dev.linger.cli.kernel;

import dev.linger.testkit.Result;
import dev.linger.testkit.TestNamespace;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Linger as a process of its own, from a copy of what this test runs on that every user may read.
final class LingerProcess {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Path modules;

    /// @param folder an empty folder, which any user may enter
    LingerProcess(Path folder) {
        modules = folder;
        try {
            open(folder);
            int number = 0;
            for (String entry : modulePath()) {
                Path source = Path.of(entry);
                copy(source, folder.resolve(number++ + "-" + source.getFileName()));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static List<String> modulePath() {
        List<String> entries = new ArrayList<>();
        for (String property : List.of("jdk.module.path", "java.class.path")) {
            for (String entry : System.getProperty(property, "").split(File.pathSeparator, -1)) {
                boolean product = entry.endsWith("classes") && !entry.endsWith("test-classes");
                boolean library = entry.contains("jackson-core") || entry.contains("picocli");
                boolean ours = entry.matches(".*linger-(?!testkit)[a-z]+-[^/]*\\.jar");
                if (((product && !entry.contains("testkit")) || library || ours) && !entries.contains(entry)) {
                    entries.add(entry);
                }
            }
        }
        return entries;
    }

    private static void copy(Path source, Path target) throws IOException {
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.toList()) {
                Path copy = file.equals(source)
                        ? target
                        : target.resolve(source.relativize(file).toString());
                Files.copy(file, copy);
                open(copy);
            }
        }
    }

    private static void open(Path file) throws IOException {
        Files.setPosixFilePermissions(
                file, PosixFilePermissions.fromString(Files.isDirectory(file) ? "rwxr-xr-x" : "rw-r--r--"));
    }

    Result in(TestNamespace namespace, String... arguments) {
        return namespace.run(LIMIT, command(arguments).toArray(String[]::new));
    }

    /// Runs on until it ends or the namespace is closed, and takes SIGINT even where whoever runs the tests ignores it.
    Process startIn(TestNamespace namespace, String... arguments) {
        List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
        command.addAll(command(arguments));
        return namespace.start(command.toArray(String[]::new));
    }

    /// As the user nobody, without any right.
    Result asNobodyIn(TestNamespace namespace, String... arguments) {
        List<String> command =
                new ArrayList<>(List.of("setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"));
        command.addAll(command(arguments));
        return namespace.run(LIMIT, command.toArray(String[]::new));
    }

    private List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "--enable-native-access=dev.linger.linux",
                "-p",
                String.join(File.pathSeparator, entries()),
                "-m",
                "dev.linger.cli/dev.linger.cli.Linger"));
        command.addAll(List.of(arguments));
        return command;
    }

    private List<String> entries() {
        try (Stream<Path> entries = Files.list(modules)) {
            return entries.map(Path::toString).sorted().toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
