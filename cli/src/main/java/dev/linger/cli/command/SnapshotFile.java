package dev.linger.cli.command;

import dev.linger.observation.HostSnapshot;
import dev.linger.observation.json.SnapshotFormatException;
import dev.linger.observation.json.SnapshotReader;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/// Reads a snapshot file, compressed or not, and says of a bad one where it is bad.
final class SnapshotFile {
    static final String STANDARD = "-";

    private static final int GZIP_MAGIC_1 = 0x1F;
    private static final int GZIP_MAGIC_2 = 0x8B;

    private SnapshotFile() {}

    /// @param name of the file, `-` for standard input
    static HostSnapshot read(String name) throws CommandException {
        String shown = name.equals(STANDARD) ? "standard input" : name;
        try (InputStream file = open(name, shown)) {
            return SnapshotReader.read(uncompressed(file));
        } catch (SnapshotFormatException malformed) {
            throw CommandException.usage(
                    shown + place(malformed.line(), malformed.column()) + ": " + malformed.getMessage(), malformed);
        } catch (IOException failure) {
            throw CommandException.usage("cannot read " + shown + ": " + reason(failure), failure);
        }
    }

    private static InputStream open(String name, String shown) throws IOException, CommandException {
        if (name.equals(STANDARD)) {
            return System.in;
        }
        Path path = UserPath.of(name);
        if (Files.isDirectory(path)) {
            throw CommandException.usage("cannot read " + shown + ": it is a folder, not a snapshot");
        }
        return Files.newInputStream(path);
    }

    private static InputStream uncompressed(InputStream file) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(file, 1 << 16);
        buffered.mark(2);
        boolean gzip = buffered.read() == GZIP_MAGIC_1 && buffered.read() == GZIP_MAGIC_2;
        buffered.reset();
        return gzip ? new GZIPInputStream(buffered, 1 << 16) : buffered;
    }

    private static String place(int line, int column) {
        return line <= 0 ? "" : ", line " + line + ", column " + column;
    }

    /// The reason without the file's name, which stands before it.
    static String reason(IOException failure) {
        return switch (failure) {
            case NoSuchFileException _ -> "there is no such file";
            case AccessDeniedException _ -> "permission denied";
            case EOFException _ -> "it ends too early";
            default -> failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        };
    }
}
