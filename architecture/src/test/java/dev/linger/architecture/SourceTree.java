package dev.linger.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The files of the project as somebody who checks it out sees them, without what builds and editors leave behind.
final class SourceTree {
    static final Path ROOT = findRoot();

    private static final Set<String> LEFT_BEHIND = Set.of(".git", "target", ".idea", ".vscode", ".settings");

    private static final List<SourceFile> FILES = list();

    private SourceTree() {}

    /// One file: its path from the root with slashes, its size, and its lines if it is text (else none).
    record SourceFile(String path, long sizeBytes, String text) {
        boolean isJava() {
            return path.endsWith(".java");
        }

        boolean isMarkdown() {
            return path.endsWith(".md");
        }

        /// What was recorded elsewhere stays as it was, trailing spaces and all.
        boolean isRecording() {
            return path.contains("src/test/resources/") && !path.startsWith("architecture/");
        }

        String name() {
            return path.substring(path.lastIndexOf('/') + 1);
        }

        List<String> lines() {
            return text.lines().toList();
        }
    }

    static List<SourceFile> files() {
        return FILES;
    }

    static List<SourceFile> javaFiles() {
        return FILES.stream().filter(SourceFile::isJava).toList();
    }

    static List<SourceFile> markdownFiles() {
        return FILES.stream().filter(SourceFile::isMarkdown).toList();
    }

    private static Path findRoot() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null) {
            if (Files.exists(folder.resolve("check")) && Files.exists(folder.resolve("pom.xml"))) {
                return folder;
            }
            folder = folder.getParent();
        }
        throw new IllegalStateException(
                "no folder with check and pom.xml above " + Path.of("").toAbsolutePath());
    }

    private static List<SourceFile> list() {
        List<SourceFile> files = new ArrayList<>();
        try {
            Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    boolean skipped = LEFT_BEHIND.contains(folder.getFileName().toString());
                    return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    String path = ROOT.relativize(file).toString().replace('\\', '/');
                    files.add(new SourceFile(path, attributes.size(), textOf(file)));
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return List.copyOf(files);
    }

    private static String textOf(Path file) throws IOException {
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        return text.indexOf('\0') < 0 ? text : "";
    }
}
