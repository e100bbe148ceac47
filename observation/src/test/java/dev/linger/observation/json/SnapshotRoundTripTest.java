package dev.linger.observation.json;

import static dev.linger.observation.SampleSockets.listener;
import static dev.linger.observation.SampleSockets.table;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.model.Endpoint;
import dev.linger.model.IpAddress;
import dev.linger.model.SocketState;
import dev.linger.observation.HostSnapshot;
import dev.linger.observation.PlainSocket;
import dev.linger.observation.SampleSnapshots;
import dev.linger.observation.SampleSockets;
import dev.linger.observation.SocketTable;
import dev.linger.observation.SocketTimer;
import dev.linger.testkit.SeededLoop;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SnapshotRoundTripTest {
    @Test
    void everythingWrittenIsReadBack() {
        SeededLoop.run(300, (random, _) -> {
            HostSnapshot snapshot = SampleSnapshots.random(random, random.nextInt(80));
            SampleSnapshots.assertSame(Documents.read(Documents.write(snapshot)), snapshot);
        });
    }

    @Test
    void whatWasReadIsWrittenTheSameAgain() {
        SeededLoop.run(100, (random, _) -> {
            byte[] document = Documents.write(SampleSnapshots.random(random, random.nextInt(80)));
            assertThat(Documents.write(Documents.read(document))).isEqualTo(document);
        });
    }

    @Test
    void schemaIsTheFirstField() {
        assertThat(new String(Documents.write(SampleSnapshots.of(SocketTable.EMPTY)), StandardCharsets.UTF_8))
                .startsWith("{\"schema\":\"linger/snapshot/v1\",");
    }

    @Test
    void uidIsWrittenWithoutASign() {
        SocketTable sockets = table(listener("0.0.0.0:80").withOwner(-2, 7));
        assertThat(new String(Documents.write(SampleSnapshots.of(sockets)), StandardCharsets.UTF_8))
                .contains(",4294967294,7,");
    }

    @Test
    void streamWrittenToStaysOpen() {
        boolean[] closed = {false};
        ByteArrayOutputStream out = new ByteArrayOutputStream() {
            @Override
            public void close() {
                closed[0] = true;
            }
        };
        SnapshotWriter.write(SampleSnapshots.of(SocketTable.EMPTY), out);
        assertThat(closed[0]).isFalse();
        assertThat(out.size()).isPositive();
    }

    @Test
    @Timeout(value = 20, unit = TimeUnit.SECONDS)
    void twoHundredThousandRowsAreWrittenAndReadBack() throws SnapshotFormatException {
        int rows = 200_000;
        SocketTable.Builder sockets = new SocketTable.Builder();
        for (int row = 0; row < rows; row++) {
            sockets.accept(waiting(row));
        }
        HostSnapshot read = Documents.read(Documents.write(SampleSnapshots.of(sockets.build())));
        assertThat(read.sockets().size()).isEqualTo(rows);
        for (int row = 0; row < rows; row += 997) {
            assertThat(SampleSockets.copyOf(read.sockets().view(row))).isEqualTo(waiting(row));
        }
    }

    private static PlainSocket waiting(int row) {
        Endpoint local = new Endpoint(IpAddress.ipv4(0x0A00_0001), 30_000 + row % 30_000);
        Endpoint remote = new Endpoint(IpAddress.ipv4(0x0A01_0000 + row / 30_000), 443);
        return new PlainSocket(SocketState.TIME_WAIT, local, remote)
                .withTimer(SocketTimer.TIME_WAIT, row % 60_000)
                .withCookie(row + 1);
    }
}
