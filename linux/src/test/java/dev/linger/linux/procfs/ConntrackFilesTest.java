package dev.linger.linux.procfs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.observation.Conntrack;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConntrackFilesTest {
    private static final String STATISTICS = """
            entries  clashres found new invalid ignore delete insert insert_failed drop early_drop
            00000004  00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 000000ff 00000007
            00000004  00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000001 00000009
            """;

    @TempDir
    Path folder;

    @Test
    void dropsAreSummedOverAllProcessorsFromHexadecimal() {
        ProcFiles proc = new FakeProc(folder)
                .file("sys/net/netfilter/nf_conntrack_count", "4\n")
                .file("sys/net/netfilter/nf_conntrack_max", "262144\n")
                .file("thread-self/net/stat/nf_conntrack", STATISTICS)
                .files();

        assertThat(ConntrackFiles.exists(proc)).isTrue();
        assertThat(ConntrackFiles.read(proc)).contains(new Conntrack(4, 262_144, 256));
    }

    @Test
    void dropsAreUnknownWithoutStatistics() {
        ProcFiles proc = new FakeProc(folder)
                .file("sys/net/netfilter/nf_conntrack_count", "4\n")
                .file("sys/net/netfilter/nf_conntrack_max", "262144\n")
                .files();

        assertThat(ConntrackFiles.read(proc)).contains(new Conntrack(4, 262_144, -1));
    }

    @Test
    void aKernelThatTracksNothingHasNoTable() {
        ProcFiles proc = new FakeProc(folder).files();

        assertThat(ConntrackFiles.exists(proc)).isFalse();
        assertThat(ConntrackFiles.read(proc)).isEmpty();
    }

    @Test
    void statisticsWithoutTheColumnAreUnknown() {
        assertThat(ConntrackFiles.drops("entries early_drop\n1 2\n".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(-1);
        assertThat(ConntrackFiles.drops(new byte[0])).isEqualTo(-1);
    }

    @Test
    void aLineTooShortCountsNothing() {
        assertThat(ConntrackFiles.drops("entries drop\n1\n1 a\n1 zz\n".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(10);
    }
}
