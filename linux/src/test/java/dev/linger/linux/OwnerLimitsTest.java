package dev.linger.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.linux.procfs.FakeProc;
import dev.linger.linux.procfs.ProcFiles;
import dev.linger.linux.procfs.ProcessOwners;
import dev.linger.observation.Limit;
import dev.linger.observation.LongIndex;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnerLimitsTest {
    private static final String FIRST_PID_NAMESPACE = "pid:[4026531836]";
    private static final String CONTAINER = "pid:[4026532777]";

    @TempDir
    Path folder;

    private static List<Limit> limits(FakeProc proc, long... inodes) {
        LongIndex wanted = new LongIndex();
        for (long inode : inodes) {
            wanted.number(inode);
        }
        ProcFiles files = proc.files();
        return OwnerLimits.of(ProcessOwners.find(files, wanted), files);
    }

    private FakeProc proc(String pidNamespace) {
        return new FakeProc(folder)
                .file("1/comm", "init\n")
                .link("1/fd/3", "socket:[501]")
                .link("self/ns/pid", pidNamespace);
    }

    @Test
    void whereEveryOwnerWasFoundThereIsNoLimit() {
        assertThat(limits(proc(CONTAINER), 501)).isEmpty();
    }

    @Test
    void aSocketThatWasClosedMeanwhileIsNoLimit() {
        assertThat(limits(proc(FIRST_PID_NAMESPACE), 501, 777)).isEmpty();
    }

    @Test
    void processesThatMayNotBeLookedIntoAreCounted() {
        FakeProc proc = proc(FIRST_PID_NAMESPACE).file("20/fd", "").file("30/fd", "");

        assertThat(limits(proc, 501, 777))
                .containsExactly(
                        new Limit("the owners of 1 socket: 2 processes that may not be looked into", "CAP_SYS_PTRACE"));
    }

    @Test
    void hiddenProcessesAreNamedAsSuch() {
        FakeProc proc = new FakeProc(folder).link("self/ns/pid", FIRST_PID_NAMESPACE);

        assertThat(limits(proc, 777, 778)).singleElement().satisfies(limit -> {
            assertThat(limit.missing()).startsWith("the owners of 2 sockets").contains("hidepid");
            assertThat(limit.need()).isEqualTo("CAP_SYS_PTRACE");
        });
    }

    @Test
    void processesOutsideOfAContainerAreNamedAsSuch() {
        assertThat(limits(proc(CONTAINER), 777))
                .singleElement()
                .satisfies(limit -> assertThat(limit.need()).isEqualTo("the host's pid namespace"));
    }
}
