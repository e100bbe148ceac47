package dev.linger.cli.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearbyFilesTest {
    @TempDir
    private Path folder;

    private Suite suite;

    @BeforeEach
    void aSuite() throws IOException {
        suite = new Suite(folder)
                .with("s/a/b/c/x.pkt")
                .with("s/a/b/c/own.sh", "own")
                .with("s/a/near.sh", "near")
                .with("s/far.sh", "far")
                .with("outside.sh", "outside");
    }

    private @Nullable String read(String named, String path) throws InputException {
        return new NearbyFiles(suite.find(named).getFirst()).read("x.pkt", path);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "none", textBlock = """
            named,         path,                      text
            s/a/b/c/x.pkt, own.sh,                    own
            s/a/b/c/x.pkt, ./own.sh,                  own
            s/a/b/c/x.pkt, ../../near.sh,             near
            s/a/b/c/x.pkt, ../../../far.sh,           none
            s,             ../../../far.sh,           far
            s,             ../../../../outside.sh,    none
            s,             /etc/hostname,             none
            s,             gone.sh,                   none
            s,             .,                         none
            """, useHeadersInDisplayName = true)
    void filesInTheNamedFolderOrTwoFoldersAboveAreRead(String named, String path, @Nullable String text)
            throws InputException {
        assertThat(read(named, path)).isEqualTo(text);
    }

    @Test
    void aLinkThatLeadsAwayIsNotFollowed() throws Exception {
        Files.createSymbolicLink(suite.path("s/a/b/c/link.sh"), suite.path("outside.sh"));
        assertThat(read("s", "link.sh")).isNull();
        Files.createSymbolicLink(suite.path("s/a/b/c/here.sh"), suite.path("s/far.sh"));
        assertThat(read("s", "here.sh")).isEqualTo("far");
    }

    @Test
    void aFileMayHaveSixtyFourKibibytes() throws Exception {
        suite.with("s/a/b/c/own.sh", " ".repeat(1 << 16));
        assertThat(read("s", "own.sh")).hasSize(1 << 16);
        suite.with("s/a/b/c/own.sh", " ".repeat((1 << 16) + 1));
        assertThat(read("s", "own.sh")).isNull();
    }
}
