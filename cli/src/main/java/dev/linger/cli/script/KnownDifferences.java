package dev.linger.cli.script;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which scripts are known not to pass, and why. Files named [#NAME] say so for the scripts beside and below them.
///
/// A row is `PATH [profile=NAME] [ip_version=VERSION] REASON`; the path counts from the file's folder. `#` begins a
/// comment line.
public final class KnownDifferences {
    public static final String NAME = "known-differences.txt";
    private static final int MOST_BYTES = 1 << 20;

    private final Path workingDirectory;
    private final Map<Path, List<Row>> files = new HashMap<>();
    private final List<Row> everywhere = new ArrayList<>();

    public KnownDifferences(Path workingDirectory) {
        this.workingDirectory = workingDirectory.toAbsolutePath().normalize();
    }

    private record Row(String place, Path script, String profile, String ipVersion, String reason) {
        boolean isAbout(Path other, String otherProfile, String otherVersion) {
            return script.equals(other)
                    && (profile.isEmpty() || profile.equals(otherProfile))
                    && (ipVersion.isEmpty() || ipVersion.equals(otherVersion));
        }

        boolean isSame(Row other) {
            return other.isAbout(script, profile, ipVersion) && isAbout(other.script, other.profile, other.ipVersion);
        }
    }

    /// Reads a file of any name, which then holds beside the others.
    public void add(String name) throws InputException {
        Path file = workingDirectory.resolve(name).normalize();
        if (!Files.isRegularFile(file)) {
            throw new InputException("cannot read " + name + ": there is no such file");
        }
        everywhere.addAll(read(file));
    }

    /// Reads the files that speak of this script: in its folder and in those above it, up to the folder that was named,
    /// or up to the working directory where the script is below that.
    public void prepareFor(ScriptFile script) throws InputException {
        for (Path folder : foldersOf(script)) {
            Path file = folder.resolve(NAME);
            if (!files.containsKey(folder)) {
                files.put(folder, Files.isRegularFile(file) ? read(file) : List.of());
            }
        }
    }

    /// Why this run is known not to pass, with the place where that is said.
    ///
    /// @param profile what it runs as; empty if that is not known
    Optional<String> reason(ScriptFile script, String profile, String ipVersion) {
        List<Row> rows = new ArrayList<>(everywhere);
        for (Path folder : foldersOf(script)) {
            rows.addAll(files.getOrDefault(folder, List.of()));
        }
        return rows.stream()
                .filter(row -> row.isAbout(script.path(), profile, ipVersion))
                .map(row -> row.place() + ": " + row.reason())
                .findFirst();
    }

    private List<Path> foldersOf(ScriptFile script) {
        Path highest =
                script.path().startsWith(workingDirectory) && script.top().startsWith(workingDirectory)
                        ? workingDirectory
                        : script.top();
        List<Path> folders = new ArrayList<>();
        for (Path folder = script.folderPath();
                folder != null && folder.startsWith(highest);
                folder = folder.getParent()) {
            folders.add(folder);
        }
        return folders;
    }

    private List<Row> read(Path file) throws InputException {
        String shown = file.startsWith(workingDirectory)
                ? workingDirectory.relativize(file).toString()
                : file.toString();
        List<Row> rows = new ArrayList<>();
        int line = 0;
        for (String text : lines(shown, file)) {
            line++;
            if (!text.isBlank() && !text.strip().startsWith("#")) {
                Row row = row(shown + ":" + line, file, text.strip());
                for (Row other : rows) {
                    if (other.isSame(row)) {
                        throw new InputException(row.place() + ": the same is said before, at " + other.place());
                    }
                }
                rows.add(row);
            }
        }
        return rows;
    }

    private static List<String> lines(String shown, Path file) throws InputException {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new IOException("it is longer than " + (MOST_BYTES >> 20) + " MiB");
            }
            return Files.readAllLines(file);
        } catch (IOException failure) {
            throw new InputException("cannot read " + shown + ": " + ScriptSearch.reason(failure), failure);
        }
    }

    private static Row row(String place, Path file, String text) throws InputException {
        String[] parts = text.split("\\s+", 2);
        Path script = file.resolveSibling(parts[0]).normalize();
        if (!Files.isRegularFile(script)) {
            throw new InputException(place + ": there is no script " + parts[0] + " beside or below this file");
        }
        String profile = "";
        String ipVersion = "";
        String rest = parts.length == 1 ? "" : parts[1];
        while (rest.startsWith("profile=") || rest.startsWith("ip_version=")) {
            String[] condition = rest.split("\\s+", 2);
            String value = condition[0].substring(condition[0].indexOf('=') + 1);
            if (rest.startsWith("profile=")) {
                profile = profile(place, value);
            } else {
                ipVersion = ipVersion(place, value);
            }
            rest = condition.length == 1 ? "" : condition[1];
        }
        if (rest.isBlank()) {
            throw new InputException(place + ": a reason is missing: PATH [profile=NAME] [ip_version=VERSION] REASON");
        }
        return new Row(place, script, profile, ipVersion, rest);
    }

    private static String profile(String place, String name) throws InputException {
        try {
            return Manner.profileNamed(name).name();
        } catch (IllegalArgumentException unknown) {
            throw new InputException(place + ": " + unknown.getMessage(), unknown);
        }
    }

    private static String ipVersion(String place, String value) throws InputException {
        if (!Manner.IP_VERSIONS.contains(value)) {
            throw new InputException(
                    place + ": ip_version is " + String.join(", ", Manner.IP_VERSIONS) + "; not '" + value + "'");
        }
        return value;
    }
}
