package dev.linger.linux.procfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.linger.linux.Rows;
import dev.linger.model.SocketState;
import dev.linger.observation.PlainSocket;
import dev.linger.observation.SocketTimer;
import dev.linger.testkit.SeededLoop;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The recorded files are those of a namespace on Linux 6.18, the same as the recorded netlink dumps.
@DisabledIf(value = "isBigEndian", disabledReason = "the files were recorded on a little-endian machine")
class ProcNetTcpTest {
    private static final String HEADER =
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt\n";

    static boolean isBigEndian() {
        return ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN;
    }

    private static Rows read(InputStream text) throws IOException {
        Rows rows = new Rows();
        ProcNetTcp row = new ProcNetTcp(text);
        while (row.next()) {
            rows.accept(row);
        }
        return rows;
    }

    private static Rows read(byte[] text) throws IOException {
        return read(new ByteArrayInputStream(text));
    }

    private static Rows readLine(String line) throws IOException {
        return read((HEADER + line + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void everyIpv4SocketIsRead() throws IOException {
        assertThat(read(FakeProc.recorded("tcp-6.18")).lines())
                .containsExactly(
                        "LISTEN 127.0.0.1:7001 0.0.0.0:*",
                        "ESTABLISHED 127.0.0.1:7001 127.0.0.1:16468",
                        "CLOSE_WAIT 127.0.0.1:7001 127.0.0.1:16488",
                        "CLOSE_WAIT 127.0.0.1:7001 127.0.0.1:16490",
                        "ESTABLISHED 127.0.0.1:23512 127.0.0.1:7002",
                        "ESTABLISHED 127.0.0.1:16468 127.0.0.1:7001",
                        "TIME_WAIT 127.0.0.1:16476 127.0.0.1:7001",
                        "FIN_WAIT_2 127.0.0.1:16488 127.0.0.1:7001",
                        "FIN_WAIT_2 127.0.0.1:16490 127.0.0.1:7001");
    }

    @Test
    void ipv6AndMappedAddressesAreRead() throws IOException {
        assertThat(read(FakeProc.recorded("tcp6-6.18")).lines())
                .hasSize(16)
                .contains(
                        "LISTEN [::]:7002 [::]:*",
                        "TIME_WAIT [::1]:16242 [::1]:7002",
                        "TIME_WAIT 127.0.0.1:23514 127.0.0.1:7002");
    }

    @Test
    void theLimitOfAnAcceptQueueIsNotKnownHere() throws IOException {
        assertThat(read(FakeProc.recorded("tcp-6.18")).sockets().getFirst().sendQueueBytes())
                .isEqualTo(-1);
    }

    @Test
    void everyColumnIsRead() throws IOException {
        PlainSocket socket = readLine("   7: 0200000A:1F90 0900000A:01BB 08 0000000A:000000FF 01:0000002A 00000003"
                        + "  1000        0 4294967295 1 00000000745f775d 20 4 0 10 -1  ")
                .sockets()
                .getFirst();

        assertThat(socket.state()).isEqualTo(SocketState.CLOSE_WAIT);
        assertThat(socket.local()).hasToString("10.0.0.2:8080");
        assertThat(socket.remote()).hasToString("10.0.0.9:443");
        assertThat(socket.sendQueueBytes()).isEqualTo(10);
        assertThat(socket.receiveQueueBytes()).isEqualTo(255);
        assertThat(socket.timer()).isEqualTo(SocketTimer.RETRANSMIT);
        assertThat(socket.timerMillis()).isEqualTo(420);
        assertThat(socket.uid()).isEqualTo(1000);
        assertThat(socket.inode()).isEqualTo(4294967295L);
        assertThat(socket.cookie()).isZero();
        assertThat(socket.idleMillis()).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "garbage",
                "   0: 0100007F:1B59",
                "   0: 0100007F:1B59 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0",
                "   0: 0100007:1B59 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 1 0",
                "   0: 0100007F0100007F:1B59 00000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 1 1 0",
                "   0: 0100007G:1B59 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 1 0",
                "   0: 0100007F:11B59 00000000:0000 0A 00000000:00000000 00:00000000 00000000    0        0 1 1 0",
                "   0: 0100007F:1B59 00000000:0000 FF 00000000:00000000 00:00000000 00000000     0        0 1 1 0",
                "   0: 0100007F:1B59 00000000:0000 0A 00000000:00000000 00:00000000 00000000    -1        0 1 1 0",
            })
    void aLineThatIsNoSocketIsCountedAndLeftOut(String line) throws IOException {
        ProcNetTcp row =
                new ProcNetTcp(new ByteArrayInputStream((HEADER + line + "\n").getBytes(StandardCharsets.US_ASCII)));

        assertThat(row.next()).isFalse();
        assertThat(row.malformedLines()).isEqualTo(1);
    }

    @Test
    void aFileThatArrivesByteByByteReadsTheSame() throws IOException {
        byte[] text = FakeProc.recorded("tcp6-6.18");
        InputStream slow = new ByteArrayInputStream(text) {
            @Override
            public synchronized int read(byte[] bytes, int offset, int length) {
                return super.read(bytes, offset, Math.min(1, length));
            }
        };

        assertThat(read(slow).sockets()).isEqualTo(read(text).sockets());
    }

    @Test
    void aFileLongerThanTheBufferIsReadToItsEnd() throws IOException {
        String line =
                "   7: 0200000A:1F90 0900000A:01BB 06 00000000:00000000 03:000016D8 00000000     0        0 0 3 0\n";

        assertThat(read((HEADER + line.repeat(5_000)).getBytes(StandardCharsets.US_ASCII))
                        .in(SocketState.TIME_WAIT))
                .hasSize(5_000)
                .allSatisfy(socket -> assertThat(socket.timerMillis()).isEqualTo(58_480));
    }

    @Test
    void aLineLongerThanTheBufferIsLeftOutAndTheNextOneRead() throws IOException {
        String line =
                "   0: 0100007F:1B59 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 1 0\n";
        String text = HEADER + "x".repeat(200_000) + "\n" + line;

        assertThat(read(text.getBytes(StandardCharsets.US_ASCII)).lines())
                .containsExactly("LISTEN 127.0.0.1:7001 0.0.0.0:*");
    }

    @Test
    void aLineCutOffByTheEndOfTheFileIsLeftOut() throws IOException {
        byte[] text = FakeProc.recorded("tcp-6.18");

        assertThat(read(Arrays.copyOf(text, text.length - 1)).sockets()).hasSize(8);
    }

    @Test
    void changedBytesNeverMakeTheReaderThrow() {
        byte[] text = FakeProc.recorded("tcp6-6.18");
        SeededLoop.run(500, (random, seed) -> {
            byte[] changed = text.clone();
            for (int count = random.nextInt(1, 40); count > 0; count--) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt();
            }
            assertThatCode(() -> read(Arrays.copyOf(changed, random.nextInt(changed.length))))
                    .doesNotThrowAnyException();
        });
    }
}
