package dev.linger.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.model.SocketState;
import dev.linger.observation.HostSnapshot;
import dev.linger.testkit.Ending;
import dev.linger.testkit.NamespaceTest;
import dev.linger.testkit.Peer;
import dev.linger.testkit.Serving;
import dev.linger.testkit.TestNamespace;
import org.junit.jupiter.api.Test;

@NamespaceTest
class IdleTimeNamespaceTest {
    private static final int PORT = 8080;
    private static final long SILENCE_MILLIS = 1_000;

    @Test
    void theIdleTimeOfAClosedConnectionCountsFromTheFin() throws HostException, InterruptedException {
        try (TestNamespace namespace = TestNamespace.create()) {
            Peer server = namespace.peer("server");
            Peer client = namespace.peer("client");
            server.listen("127.0.0.1", PORT, Serving.LEAK_UNREAD);
            client.connect("127.0.0.1", PORT, 1, Ending.HOLD);
            client.sendHeld(10);
            Thread.sleep(SILENCE_MILLIS);
            long beforeFin = System.nanoTime();
            client.closeAllHeld();
            while (namespace.sockets("state close-wait").isEmpty()) {
                Thread.sleep(5);
            }
            long afterFin = System.nanoTime();
            Thread.sleep(200);

            long beforeReading = System.nanoTime();
            HostSnapshot snapshot = LinuxHost.inNamespace(Long.toString(namespace.pid()), LinuxHost::snapshot);
            long afterReading = System.nanoTime();

            Rows rows = new Rows();
            snapshot.sockets().forEach(rows);
            // The kernel's clock for this has steps of a timer tick, up to 10 ms.
            assertThat(rows.in(SocketState.CLOSE_WAIT))
                    .singleElement()
                    .satisfies(socket -> assertThat((long) socket.idleMillis())
                            .isBetween(
                                    (beforeReading - afterFin) / 1_000_000 - 20,
                                    (afterReading - beforeFin) / 1_000_000 + 20));
            assertThat(rows.in(SocketState.CLOSE_WAIT).getFirst().receiveQueueBytes())
                    .as("ten bytes and the FIN")
                    .isEqualTo(11);
        }
    }
}
