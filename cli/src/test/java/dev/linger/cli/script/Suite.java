package dev.linger.cli.script;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A folder of scripts, made for a test; it is the working directory too.
final class Suite {
    private final Path root;

    Suite(Path root) throws IOException {
        this.root = root.toRealPath();
    }

    Path path(String name) {
        return root.resolve(name);
    }

    Suite with(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, text);
        return this;
    }

    Suite with(String... names) throws IOException {
        for (String name : names) {
            with(name, "");
        }
        return this;
    }

    List<ScriptFile> find(String... names) throws InputException {
        InputStream input = new ByteArrayInputStream("typed".getBytes(StandardCharsets.UTF_8));
        return new ScriptSearch(root, input).find(List.of(names));
    }

    List<String> names(String... names) throws InputException {
        return find(names).stream().map(ScriptFile::name).toList();
    }
}
