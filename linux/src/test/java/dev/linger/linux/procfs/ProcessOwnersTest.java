package dev.linger.linux.procfs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.observation.HostProcess;
import dev.linger.observation.LongIndex;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessOwnersTest {
    @TempDir
    Path folder;

    private ProcessOwners find(FakeProc proc, long... inodes) {
        LongIndex wanted = new LongIndex();
        for (long inode : inodes) {
            wanted.number(inode);
        }
        return ProcessOwners.find(proc.files(), wanted);
    }

    private FakeProc proc() {
        return new FakeProc(folder)
                .file("1000/comm", "nginx\n")
                .link("1000/fd/0", "null")
                .link("1000/fd/3", "socket:[501]")
                .link("1000/fd/4", "socket:[502]")
                .file("200/comm", "master\n")
                .link("200/fd/7", "socket:[501]")
                .link("200/fd/8", "pipe:[503]")
                .file("sys/kernel/hostname", "h\n")
                .file("self/comm", "x\n");
    }

    @Test
    void aSharedSocketBelongsToTheLowestPid() {
        ProcessOwners search = find(proc(), 501, 502);

        assertThat(search.owners().of(501)).contains(new HostProcess(200, "master"));
        assertThat(search.owners().of(502)).contains(new HostProcess(1000, "nginx"));
        assertThat(search.missing()).isZero();
        assertThat(search.unreadable()).isZero();
    }

    @Test
    void onlySocketsAskedForAreFound() {
        assertThat(find(proc(), 502).owners().processes()).containsExactly(new HostProcess(1000, "nginx"));
    }

    @Test
    void theSearchEndsWithTheLastSocketFound() {
        // 1000/fd is a file, so looking into it would count it as unreadable.
        FakeProc proc = new FakeProc(folder)
                .file("200/comm", "master\n")
                .link("200/fd/7", "socket:[501]")
                .file("1000/fd", "");

        assertThat(find(proc, 501).unreadable()).isZero();
        assertThat(find(proc, 501, 999).unreadable()).isEqualTo(1);
    }

    @Test
    void aSocketThatNobodyHoldsIsMissing() {
        assertThat(find(proc(), 503, 9999).missing()).isEqualTo(2);
    }

    @Test
    void withoutAnythingToFindNothingIsLookedAt() {
        assertThat(find(new FakeProc(folder).file("1000/fd", "")).unreadable()).isZero();
    }

    @Test
    void aNameIsShownWithoutControlCharacters() {
        FakeProc proc = new FakeProc(folder).file("7/comm", "\u001B[31mré\n").link("7/fd/1", "socket:[1]");

        assertThat(find(proc, 1).owners().of(1)).contains(new HostProcess(7, "?[31mré"));
    }

    @ParameterizedTest
    @CsvSource({
        "socket:[501], 501",
        "socket:[], -1",
        "socket:[5x], -1",
        "socket:[501, -1",
        "pipe:[501], -1",
        "/tmp/socket:[501], -1",
        "anon_inode:[eventpoll], -1"
    })
    void onlyALinkToASocketHasItsInode(String link, long inode) {
        assertThat(InodeLink.parse(link, "socket:[")).isEqualTo(inode);
    }
}
