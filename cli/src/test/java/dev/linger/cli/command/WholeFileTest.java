package dev.linger.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
    @TempDir
    private Path folder;

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void aFileAppearsWithItsContentAndNothingElse() throws IOException {
        new WholeFile(folder.resolve("new")).write(out -> out.write('a'));
        assertThat(folder.resolve("new")).hasContent("a");
        assertThat(names()).containsExactly("new");
    }

    @Test
    void aFailureKeepsWhatWasThere() throws IOException {
        Path file = Files.writeString(folder.resolve("old"), "before");
        assertThatThrownBy(() -> new WholeFile(file).write(out -> {
                    out.write('a');
                    throw new IOException("full");
                }))
                .hasMessage("full");
        assertThat(file).hasContent("before");
        assertThat(names()).containsExactly("old");
    }

    @Test
    void aLinkStaysALink() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "before");
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        new WholeFile(link).write(out -> out.write('b'));
        assertThat(link).isSymbolicLink();
        assertThat(file).hasContent("b");
    }

    // A pipe and not /dev/null, which a failure of this test would replace for the whole machine.
    @Test
    void whatIsNoRegularFileIsWrittenAndNotReplaced() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        CompletableFuture<String> reader = CompletableFuture.supplyAsync(() -> text(pipe));
        new WholeFile(pipe).write(out -> out.write('a'));
        assertThat(reader.get(10, TimeUnit.SECONDS)).isEqualTo("a");
        assertThat(Files.isRegularFile(pipe)).isFalse();
        assertThat(names()).containsExactly("pipe");
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Test
    void foldersAndMissingFoldersAreRefusedByName() {
        assertThatThrownBy(() -> new WholeFile(folder).write(out -> {})).hasMessage("it is a folder");
        assertThatThrownBy(() -> new WholeFile(folder.resolve("no/file")).write(out -> {}))
                .hasMessage("there is no folder " + folder.resolve("no"));
    }
}
