package dev.linger.linux.procfs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/// A folder that stands for /proc, filled file by file.
public final class FakeProc {
    private final Path root;

    public FakeProc(Path root) {
        this.root = root;
    }

    public FakeProc file(String name, String text) {
        return file(name, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    FakeProc file(String name, byte[] bytes) {
        try {
            Files.createDirectories(parent(name));
            Files.write(root.resolve(name), bytes);
            return this;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public FakeProc link(String name, String target) {
        try {
            Files.createDirectories(parent(name));
            Files.createSymbolicLink(root.resolve(name), Path.of(target));
            return this;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Path parent(String name) {
        return Objects.requireNonNull(root.resolve(name).getParent());
    }

    /// With what a real kernel showed, see the resources of this package.
    public FakeProc withRecordedSockets() {
        return file("thread-self/net/tcp", recorded("tcp-6.18")).file("thread-self/net/tcp6", recorded("tcp6-6.18"));
    }

    static byte[] recorded(String name) {
        try (InputStream file = Objects.requireNonNull(FakeProc.class.getResourceAsStream(name), name)) {
            return file.readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public ProcFiles files() {
        return new ProcFiles(root.toString());
    }
}
