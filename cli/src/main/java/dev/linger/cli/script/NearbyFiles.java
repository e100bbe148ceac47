package dev.linger.cli.script;

import dev.linger.script.command.ScriptFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The files that one script may name: those in the folder that was named to Linger and below it, and in any case from
/// two folders above the script downwards. Links that lead out of there are not followed.
final class NearbyFiles implements ScriptFiles {
    private static final int MOST_BYTES = 1 << 16;

    private final Path folder;
    private final Path top;

    NearbyFiles(ScriptFile script) {
        folder = script.folderPath();
        Path near = folder.resolve("../..").normalize();
        top = near.startsWith(script.top()) ? script.top() : near;
    }

    @Override
    public @Nullable String read(String script, String path) {
        try {
            Path file = folder.resolve(path).toRealPath();
            if (!file.startsWith(top.toRealPath()) || !Files.isRegularFile(file)) {
                return null;
            }
            try (InputStream in = Files.newInputStream(file)) {
                byte[] bytes = in.readNBytes(MOST_BYTES + 1);
                return bytes.length > MOST_BYTES ? null : new String(bytes, StandardCharsets.UTF_8);
            }
        } catch (IOException | InvalidPathException notThere) {
            return null;
        }
    }
}
