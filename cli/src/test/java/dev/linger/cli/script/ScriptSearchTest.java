package dev.linger.cli.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptSearchTest {
    @TempDir
    private Path folder;

    private Suite suite;

    @BeforeEach
    void aSuite() throws IOException {
        suite = new Suite(folder)
                .with("b/two.pkt", "b/one.pkt", "b/c/three.pkt", "a.pkt", "b/notes.txt", "b/.git/x.pkt");
    }

    @Test
    void aFolderHasItsScriptsAndThoseBelowInTheOrderOfTheirPaths() throws InputException {
        assertThat(suite.names("b")).containsExactly("b/c/three.pkt", "b/one.pkt", "b/two.pkt");
        assertThat(suite.names(".")).containsExactly("a.pkt", "b/c/three.pkt", "b/one.pkt", "b/two.pkt");
        assertThat(suite.names("b/")).containsExactlyElementsOf(suite.names("b"));
    }

    @Test
    void whatIsNamedComesInTheOrderOfTheNames() throws InputException {
        assertThat(suite.names("b/c", "a.pkt")).containsExactly("b/c/three.pkt", "a.pkt");
    }

    @Test
    void aFileIsAScriptWhateverItsEnding() throws InputException {
        assertThat(suite.names("b/notes.txt")).containsExactly("b/notes.txt");
    }

    @Test
    void noScriptIsFoundTwice() throws InputException {
        assertThat(suite.names("b/one.pkt", "b", "./b/../b"))
                .containsExactly("b/one.pkt", "b/c/three.pkt", "b/two.pkt");
    }

    @Test
    void aLinkToAScriptIsFollowedAndOneToAFolderIsNot() throws Exception {
        Files.createDirectories(suite.path("links"));
        Files.createSymbolicLink(suite.path("links/script.pkt"), suite.path("a.pkt"));
        Files.createSymbolicLink(suite.path("links/round"), suite.path("."));
        assertThat(suite.names("links")).containsExactly("links/script.pkt");
    }

    @Test
    void whatIsNoFileInAFolderIsNotReadUnlessItIsNamed() throws Exception {
        Files.createDirectories(suite.path("devices"));
        Files.createSymbolicLink(suite.path("devices/null.pkt"), Path.of("/dev/null"));
        ScriptFile found = suite.find("devices").getFirst();
        assertThatThrownBy(found::text).isInstanceOf(IOException.class).hasMessage("it is not a file");
        assertThat(suite.find("devices/null.pkt").getFirst().text()).isEmpty();
    }

    @Test
    void aDashIsStandardInput() throws Exception {
        ScriptFile script = suite.find("-").getFirst();
        assertThat(script.name()).isEqualTo("standard input");
        assertThat(script.text()).isEqualTo("typed");
    }

    @Test
    void aPathThatLeadsNowhereIsNamed() {
        assertThatThrownBy(() -> suite.find("a.pkt", "b/for.pkt"))
                .isInstanceOf(InputException.class)
                .hasMessage("cannot read b/for.pkt: there is no such file or folder");
    }

    @Test
    void aFolderWithoutScriptsIsNamed() throws IOException {
        suite.with("empty/readme.md");
        assertThatThrownBy(() -> suite.find("empty"))
                .hasMessage("there is no script in empty: no file there ends in .pkt");
    }

    @Test
    void foldersMayBeSixtyFourDeep() throws Exception {
        suite.with("deep" + "/d".repeat(64) + "/x.pkt");
        assertThat(suite.names("deep")).hasSize(1);
        suite.with("deep" + "/d".repeat(65) + "/x.pkt");
        assertThatThrownBy(() -> suite.find("deep")).hasMessage("the folders in deep are nested more than 64 deep");
    }

    @Test
    void aScriptMayHaveFourMebibytes() throws Exception {
        suite.with("long.pkt", " ".repeat(4 << 20));
        assertThat(suite.find("long.pkt").getFirst().text()).hasSize(4 << 20);
        suite.with("long.pkt", " ".repeat((4 << 20) + 1));
        assertThatThrownBy(() -> suite.find("long.pkt").getFirst().text()).hasMessage("it is longer than 4 MiB");
    }
}
