package dev.linger.linux.procfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linger.linux.Rows;
import dev.linger.linux.kernel.KernelState;
import dev.linger.model.SocketState;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.api.io.TempDir;

@DisabledIf(
        value = "dev.linger.linux.procfs.ProcNetTcpTest#isBigEndian",
        disabledReason = "the files were recorded on a little-endian machine")
class ProcSocketsTest {
    @TempDir
    Path folder;

    private final Rows rows = new Rows();

    @Test
    void theListenersOfBothFamiliesComeBeforeAllOthers() throws IOException {
        ProcFiles proc = new FakeProc(folder).withRecordedSockets().files();

        ProcSockets sockets = ProcSockets.read(proc, KernelState.ALL_MASK, rows);

        assertThat(sockets.rows()).isEqualTo(25);
        assertThat(sockets.malformedLines()).isZero();
        assertThat(rows.lines()).hasSize(25).startsWith("LISTEN 127.0.0.1:7001 0.0.0.0:*", "LISTEN [::]:7002 [::]:*");
        assertThat(proc.bytesRead()).isEqualTo(1500 + 2933);
    }

    @Test
    void onlyTheStatesAskedForAreHandedOn() throws IOException {
        ProcFiles proc = new FakeProc(folder).withRecordedSockets().files();

        ProcSockets.read(proc, KernelState.mask(SocketState.TIME_WAIT), rows);

        assertThat(rows.sockets()).hasSize(3).isEqualTo(rows.in(SocketState.TIME_WAIT));
    }

    @Test
    void aKernelWithoutIpv6HasNoSecondFile() throws IOException {
        ProcFiles proc = new FakeProc(folder)
                .file("thread-self/net/tcp", FakeProc.recorded("tcp-6.18"))
                .files();

        assertThat(ProcSockets.read(proc, KernelState.ALL_MASK, rows).rows()).isEqualTo(9);
    }

    @Test
    void withoutTheFirstFileThereIsNothingToRead() {
        assertThatThrownBy(() -> ProcSockets.read(new FakeProc(folder).files(), KernelState.ALL_MASK, rows))
                .isInstanceOf(FileNotFoundException.class);
    }
}
