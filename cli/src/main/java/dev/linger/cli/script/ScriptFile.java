package dev.linger.cli.script;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// A script that can be read.
///
/// @param name what messages call it: its path, in the user's words
/// @param path where it is; of standard input, a file of that name in the working directory
/// @param top the folder that was named, in which it was found; its own folder if it was named itself
/// @param source what is in it
public record ScriptFile(String name, Path path, Path top, Source source) {
    static final String STANDARD = "-";
    private static final int MOST_BYTES = 4 << 20;

    /// Opens what a script is read from.
    @FunctionalInterface
    public interface Source {
        InputStream open() throws IOException;
    }

    /// The whole text.
    String text() throws IOException {
        try (InputStream in = source.open()) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new IOException("it is longer than " + (MOST_BYTES >> 20) + " MiB");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /// The folder it is in, in the user's words; `.` when there are none.
    String folder() {
        int slash = name.lastIndexOf('/');
        return slash < 0 ? "." : slash == 0 ? "/" : name.substring(0, slash);
    }

    /// The folder it is in.
    Path folderPath() {
        return path.resolveSibling(".").normalize();
    }
}
