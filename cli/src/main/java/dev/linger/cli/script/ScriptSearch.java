package dev.linger.cli.script;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Finds scripts: a file by its name, whatever its ending, and in a folder and those below it every `*.pkt`, in the
/// order of their paths. Folders whose names begin with a dot are passed over, and links to folders. No script is found
/// twice.
public final class ScriptSearch {
    private static final String ENDING = ".pkt";
    private static final int DEEPEST = 64;

    private final Path workingDirectory;
    private final InputStream standardInput;
    private final List<ScriptFile> found = new ArrayList<>();
    private final Set<Path> seen = new HashSet<>();

    /// @param workingDirectory what relative paths count from
    /// @param standardInput what `-` reads
    public ScriptSearch(Path workingDirectory, InputStream standardInput) {
        this.workingDirectory = workingDirectory.toAbsolutePath().normalize();
        this.standardInput = standardInput;
    }

    /// Those in the order of `names`.
    public List<ScriptFile> find(List<String> names) throws InputException {
        for (String name : names) {
            if (name.equals(ScriptFile.STANDARD)) {
                Path path = workingDirectory.resolve("standard input");
                add(new ScriptFile("standard input", path, workingDirectory, () -> standardInput));
                continue;
            }
            Path path = path(name);
            if (Files.isDirectory(path)) {
                boolean any = folder(name, path);
                if (!any) {
                    throw new InputException("there is no script in " + name + ": no file there ends in " + ENDING);
                }
            } else if (Files.exists(path)) {
                add(new ScriptFile(name, path, path.resolveSibling(".").normalize(), () -> Files.newInputStream(path)));
            } else {
                throw new InputException("cannot read " + name + ": there is no such file or folder");
            }
        }
        return List.copyOf(found);
    }

    private Path path(String name) throws InputException {
        try {
            return workingDirectory.resolve(name).normalize();
        } catch (InvalidPathException invalid) {
            throw new InputException("no name of a file: '" + name + "'", invalid);
        }
    }

    /// Whether there are scripts in it.
    private boolean folder(String name, Path top) throws InputException {
        List<Path> scripts = new ArrayList<>();
        collect(name, top, 0, scripts);
        Collections.sort(scripts);
        String prefix = name.endsWith("/") ? name : name + "/";
        for (Path script : scripts) {
            String shown = name.equals(".") ? "" : prefix;
            add(new ScriptFile(shown + top.relativize(script), script, top, () -> opened(script)));
        }
        return !scripts.isEmpty();
    }

    /// What nobody named is not waited for: a pipe may never have a writer.
    private static InputStream opened(Path script) throws IOException {
        if (Files.exists(script) && !Files.isRegularFile(script)) {
            throw new IOException("it is not a file");
        }
        return Files.newInputStream(script);
    }

    private static void collect(String name, Path folder, int depth, List<Path> scripts) throws InputException {
        if (depth > DEEPEST) {
            throw new InputException("the folders in " + name + " are nested more than " + DEEPEST + " deep");
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                String last = String.valueOf(entry.getFileName());
                if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                    if (!last.startsWith(".")) {
                        collect(name, entry, depth + 1, scripts);
                    }
                } else if (last.endsWith(ENDING) && !Files.isDirectory(entry)) {
                    scripts.add(entry);
                }
            }
        } catch (IOException failure) {
            throw new InputException("cannot read the folder " + folder + ": " + reason(failure), failure);
        }
    }

    private void add(ScriptFile script) {
        if (seen.add(script.path())) {
            found.add(script);
        }
    }

    /// The reason without the file's name, which stands before it.
    static String reason(IOException failure) {
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }
}
