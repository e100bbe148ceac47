package dev.linger.cli.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownDifferencesTest {
    @TempDir
    private Path folder;

    private Suite suite;

    @BeforeEach
    void aSuite() throws IOException {
        suite = new Suite(folder).with("a/x.pkt", "a/b/y.pkt", "z.pkt");
    }

    private String reason(String named, String script, String profile, String ipVersion) throws InputException {
        KnownDifferences known = new KnownDifferences(suite.path("."));
        for (ScriptFile file : suite.find(named)) {
            known.prepareFor(file);
            if (file.path().equals(suite.path(script))) {
                return known.reason(file, profile, ipVersion).orElse("none");
            }
        }
        return "not found";
    }

    @Test
    void aFileSpeaksOfScriptsBesideItAndBelowIt() throws Exception {
        suite.with("a/known-differences.txt", "# why\n\nx.pkt  because\nb/y.pkt\tof this\n");
        assertThat(reason("a", "a/x.pkt", "linux", "ipv4")).isEqualTo("a/known-differences.txt:3: because");
        assertThat(reason("a", "a/b/y.pkt", "linux", "ipv4")).isEqualTo("a/known-differences.txt:4: of this");
        assertThat(reason(".", "z.pkt", "linux", "ipv4")).isEqualTo("none");
    }

    @ParameterizedTest
    @CsvSource({"a/b/y.pkt", "a/b", "a", "."})
    void howeverAScriptIsNamedTheSameIsKnownOfIt(String named) throws Exception {
        suite.with("known-differences.txt", "a/b/y.pkt because");
        assertThat(reason(named, "a/b/y.pkt", "linux", "ipv4")).isEqualTo("known-differences.txt:1: because");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            row,                                     profile,    ip,   reason
            x.pkt all of them,                       linux,      ipv6, all of them
            x.pkt profile=linux one,                 linux,      ipv6, one
            x.pkt profile=linux one,                 rfc-9293,   ipv6, none
            x.pkt profile=rfc one,                   rfc-9293,   ipv6, one
            x.pkt ip_version=ipv6 one,               linux,      ipv6, one
            x.pkt ip_version=ipv6 one,               linux,      ipv4, none
            x.pkt ip_version=ipv6 profile=macos one, macos,      ipv6, one
            x.pkt ip_version=ipv6 profile=macos one, linux,      ipv6, none
            """, useHeadersInDisplayName = true)
    void aRowHoldsWhereItsConditionsDo(String row, String profile, String ip, String reason) throws Exception {
        suite.with("a/known-differences.txt", row);
        assertThat(reason("a", "a/x.pkt", profile, ip)).endsWith(reason);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            row,                       problem
            gone.pkt because,          there is no script gone.pkt beside or below this file
            x.pkt,                     a reason is missing: PATH [profile=NAME] [ip_version=VERSION] REASON
            x.pkt profile=linux,       a reason is missing: PATH [profile=NAME] [ip_version=VERSION] REASON
            x.pkt profile=lin because, no profile 'lin'; there are rfc-9293
            x.pkt ip_version=5 so,     'ip_version is ipv4, ipv6, ipv4-mapped-ipv6; not ''5'''
            """, useHeadersInDisplayName = true)
    void aRowThatSaysNothingUsefulIsNamedByFileAndLine(String row, String problem) throws IOException {
        suite.with("a/known-differences.txt", "# first\n" + row);
        assertThatThrownBy(() -> reason("a", "a/x.pkt", "linux", "ipv4"))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("a/known-differences.txt:2: " + problem);
    }

    @Test
    void theSameIsSaidOnceOnly() throws Exception {
        suite.with("a/known-differences.txt", "x.pkt profile=linux one\nx.pkt profile=linux two");
        assertThatThrownBy(() -> reason("a", "a/x.pkt", "linux", "ipv4"))
                .hasMessage("a/known-differences.txt:2: the same is said before, at a/known-differences.txt:1");
        suite.with("a/known-differences.txt", "x.pkt profile=linux one\nx.pkt profile=macos two");
        assertThat(reason("a", "a/x.pkt", "macos", "ipv4")).endsWith("two");
    }

    @Test
    void aFileOfAnyNameIsHeardToo() throws Exception {
        suite.with("my/list", "../z.pkt because");
        KnownDifferences known = new KnownDifferences(suite.path("."));
        known.add("my/list");
        assertThat(known.reason(suite.find("z.pkt").getFirst(), "linux", "ipv4"))
                .hasValue("my/list:1: because");
        assertThatThrownBy(() -> known.add("my/other")).hasMessage("cannot read my/other: there is no such file");
    }
}
