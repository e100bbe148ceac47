package dev.linger.linux.procfs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.observation.NetworkNamespace;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamespaceFilesTest {
    @TempDir
    Path folder;

    private NamespaceFiles files(FakeProc proc) {
        return new NamespaceFiles(proc.files(), folder + "/names");
    }

    @Test
    void eachNamespaceIsListedOnceUnderItsLowestPid() {
        FakeProc proc = new FakeProc(folder)
                .link("thread-self/ns/net", "net:[100]")
                .link("1/ns/net", "net:[100]")
                .link("30/ns/net", "net:[300]")
                .link("7/ns/net", "net:[300]")
                .link("8/ns/net", "net:[200]");

        assertThat(files(proc).list())
                .containsExactly(
                        new NetworkNamespace(100, "host"),
                        new NetworkNamespace(300, "pid 7"),
                        new NetworkNamespace(200, "pid 8"));
    }

    @Test
    void anUnknownOwnNamespaceHasInodeZero() {
        assertThat(files(new FakeProc(folder)).ownInode()).isZero();
    }

    @Test
    void aNameGoesBeforeAPid() {
        NamespaceFiles files = files(new FakeProc(folder).file("names/1234", ""));

        assertThat(files.file("1234")).isEqualTo(folder + "/names/1234");
        assertThat(files.file("99")).isEqualTo(folder + "/99/ns/net");
        assertThat(files.file("pid 1234")).isEqualTo(folder + "/1234/ns/net");
        assertThat(files.file("blue")).isEqualTo(folder + "/names/blue");
    }

    @Test
    void aNameLeftBehindWithoutItsNamespaceIsNotListed() {
        FakeProc proc = new FakeProc(folder)
                .link("thread-self/ns/net", "net:[100]")
                .link("self/ns/net", "/proc/self/ns/net")
                .file("names/stale", "");

        assertThat(files(proc).list()).containsExactly(new NetworkNamespace(100, "host"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/b", "../../proc/1/ns/net", "/proc/1/ns/net"})
    void aPathIsNoName(String name) {
        assertThat(NamespaceFiles.isName(name)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"blue", "1234", "pid 1234", "..blue", "a.b"})
    void anythingElseMayBeOne(String name) {
        assertThat(NamespaceFiles.isName(name)).isTrue();
    }
}
