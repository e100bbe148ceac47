package dev.linger.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@NamespaceTest
class PeerTest {
    private static final String SERVER = "192.0.2.2";
    private static final String AT_SERVER = "sport = :8080";
    private static final String AT_CLIENT = "dport = :8080";
    private static final int PORT = 8080;
    private static final int COUNT = 20;

    private TestNamespace namespace;
    private Peer server;
    private Peer client;

    @BeforeEach
    void startPeers() {
        namespace = TestNamespace.create("192.0.2.1", SERVER, "2001:db8::1");
        // Otherwise a busy machine loses one TIME_WAIT in thousands (see Ending.CLOSE), and these tests count them.
        namespace.sysctl("net.ipv4.tcp_rfc1337", "1");
        server = namespace.peer("server");
        client = namespace.peer("client");
    }

    @AfterEach
    void endPeers() {
        namespace.close();
    }

    private void expect(int count, String state, String side) throws InterruptedException {
        Eventually.equal(count, () -> namespace.sockets("state " + state, side).size());
    }

    private void open(Serving serving, Ending ending) {
        server.listen(SERVER, PORT, serving);
        Connects connects = client.connect(SERVER, PORT, COUNT, ending);
        assertEquals(COUNT, connects.opened(), connects::error);
        assertEquals(0, connects.failed());
        assertEquals("none", connects.error());
    }

    @Test
    void clientThatClosesFirstHasTimeWait() throws InterruptedException {
        open(Serving.CLOSE_ON_EOF, Ending.CLOSE);
        expect(COUNT, "time-wait", AT_CLIENT);
        expect(0, "time-wait", AT_SERVER);
    }

    @Test
    void serverThatClosesFirstHasTimeWait() throws InterruptedException {
        open(Serving.CLOSE_FIRST, Ending.AWAIT);
        expect(COUNT, "time-wait", AT_SERVER);
        expect(0, "time-wait", AT_CLIENT);
    }

    @Test
    void serverThatClosesAfterReadingHasTimeWait() throws InterruptedException {
        open(Serving.CLOSE_AFTER_READ, Ending.ASK);
        expect(COUNT, "time-wait", AT_SERVER);
        expect(0, "time-wait", AT_CLIENT);
    }

    @Test
    void serverThatClosesAfterReadingWaitsForTheByte() throws InterruptedException {
        open(Serving.CLOSE_AFTER_READ, Ending.HOLD);
        expect(COUNT, "established", AT_SERVER);
        assertEquals(COUNT, client.sendHeld(1));
        expect(COUNT, "fin-wait-2", AT_SERVER);
        expect(COUNT, "close-wait", AT_CLIENT);
        assertEquals(COUNT, client.closeAllHeld());
        expect(COUNT, "time-wait", AT_SERVER);
    }

    @Test
    void heldConnectionsStayEstablishedUntilTheyAreClosed() throws InterruptedException {
        open(Serving.CLOSE_ON_EOF, Ending.HOLD);
        expect(COUNT, "established", AT_CLIENT);
        assertEquals(COUNT, client.held());
        assertEquals(5, client.closeHeld(5));
        expect(5, "time-wait", AT_CLIENT);
        expect(COUNT - 5, "established", AT_CLIENT);
    }

    @Test
    void abortedConnectionsLeaveNothing() throws InterruptedException {
        open(Serving.CLOSE_ON_EOF, Ending.ABORT);
        expect(0, "connected", "");
    }

    @Test
    void abortedHeldConnectionsLeaveNothing() throws InterruptedException {
        open(Serving.CLOSE_ON_EOF, Ending.HOLD);
        assertEquals(COUNT, client.abortHeld());
        expect(0, "connected", "");
    }

    @Test
    void halfClosedConnectionsMeetALeakInCloseWait() throws InterruptedException {
        open(Serving.LEAK, Ending.HALF);
        expect(COUNT, "fin-wait-2", AT_CLIENT);
        expect(COUNT, "close-wait", AT_SERVER);
    }

    @Test
    void aLeakReadsWhatComes() throws InterruptedException {
        open(Serving.LEAK, Ending.HOLD);
        client.sendHeld(100);
        client.closeAllHeld();
        expect(COUNT, "close-wait", AT_SERVER);
        Eventually.equal((long) COUNT, () -> received("0 "));
    }

    @Test
    void anUnreadLeakKeepsTheBytesInItsReceiveQueue() throws InterruptedException {
        open(Serving.LEAK_UNREAD, Ending.HOLD);
        client.sendHeld(100);
        client.closeAllHeld();
        expect(COUNT, "close-wait", AT_SERVER);
        // 101, because the FIN counts.
        Eventually.equal((long) COUNT, () -> received("101 "));
    }

    private long received(String queue) {
        return namespace.sockets("state close-wait", AT_SERVER).stream()
                .filter(line -> line.startsWith(queue))
                .count();
    }

    @Test
    void closingTheAcceptedSideEndsALeak() throws InterruptedException {
        open(Serving.LEAK, Ending.HALF);
        expect(COUNT, "close-wait", AT_SERVER);
        assertEquals(COUNT, server.closeAccepted(PORT));
        expect(COUNT, "time-wait", AT_CLIENT);
        expect(0, "close-wait", AT_SERVER);
    }

    @Test
    void abortingTheAcceptedSideResets() throws InterruptedException {
        open(Serving.HOLD, Ending.HOLD);
        Eventually.equal(COUNT, () -> server.accepted(PORT));
        assertEquals(COUNT, server.abortAccepted(PORT));
        expect(0, "connected", "");
    }

    @Test
    void aListenerThatDoesNotAcceptFillsItsQueue() throws InterruptedException {
        server.listen(Listening.on(SERVER, PORT, Serving.NO_ACCEPT).withBacklog(5));
        Connects connects = client.connect(Peer.ANY, SERVER, PORT, 7, Ending.HOLD, Duration.ofMillis(300));
        // The kernel admits one more than the backlog.
        assertEquals(6, connects.opened());
        assertEquals(1, connects.failed());
        assertTrue(connects.error().startsWith("SocketTimeoutException"), connects::error);
        expect(1, "listening", AT_SERVER);
        assertTrue(namespace.sockets("state listening").getFirst().startsWith("6 "));
    }

    @Test
    void pendingConnectionsStayInSynSentWhileNobodyAnswers() throws InterruptedException {
        server.listen(Listening.on(SERVER, PORT, Serving.NO_ACCEPT).withBacklog(1));
        client.connect(SERVER, PORT, 2, Ending.HOLD);
        client.connect(SERVER, PORT, 3, Ending.PENDING);
        expect(3, "syn-sent", AT_CLIENT);
    }

    @Test
    void connectionsOutliveTheirListener() throws InterruptedException {
        open(Serving.CLOSE_ON_EOF, Ending.HOLD);
        Eventually.equal(COUNT, () -> server.accepted(PORT));
        server.unlisten(PORT);
        expect(0, "listening", AT_SERVER);
        expect(COUNT, "established", AT_SERVER);
        client.closeAllHeld();
        expect(COUNT, "time-wait", AT_CLIENT);
        assertTrue(client.connect(SERVER, PORT, 1, Ending.HOLD).error().startsWith("ConnectException"));
    }

    @Test
    void theSourceAddressIsBoundWhenOneIsGiven() throws InterruptedException {
        server.listen(SERVER, PORT, Serving.CLOSE_ON_EOF);
        assertEquals(
                3,
                client.connectFrom("192.0.2.1", SERVER, PORT, 3, Ending.CLOSE).opened());
        expect(3, "time-wait", "src 192.0.2.1 dport = :8080");
    }

    @Test
    void addressesOfVersionSixWork() throws InterruptedException {
        server.listen("2001:db8::1", PORT, Serving.CLOSE_ON_EOF);
        assertEquals(3, client.connect("2001:db8::1", PORT, 3, Ending.CLOSE).opened());
        expect(3, "time-wait", AT_CLIENT);
    }

    @Test
    void socketsAreDualStackUnlessThePeerIsToldOtherwise() {
        Peer plain = namespace.peer("plain", Peer.IPV4_ONLY);
        server.listen(SERVER, 8001, Serving.HOLD);
        server.listen(Listening.on(SERVER, 8002, Serving.HOLD).withIpv4Only());
        plain.listen(SERVER, 8003, Serving.HOLD);
        assertEquals(1, namespace.sockets("-6").size());
        assertEquals(2, namespace.sockets("-4").size());
    }

    @Test
    void aListenerWithoutReuseCannotComeBackWhileItsSocketsWait() throws InterruptedException {
        server.listen(Listening.on(SERVER, PORT, Serving.CLOSE_FIRST).withoutReuse());
        client.connect(SERVER, PORT, 1, Ending.AWAIT);
        expect(1, "time-wait", AT_SERVER);
        server.unlisten(PORT);
        IllegalStateException failure =
                assertThrows(IllegalStateException.class, () -> server.listen(SERVER, PORT, Serving.HOLD));
        assertTrue(failure.getMessage().contains("Address already in use"), failure::getMessage);
    }

    @Test
    void aListenerWithReuseComesBackWhileItsSocketsWait() throws InterruptedException {
        open(Serving.CLOSE_FIRST, Ending.AWAIT);
        expect(COUNT, "time-wait", AT_SERVER);
        server.unlisten(PORT);
        assertEquals(PORT, server.listen(SERVER, PORT, Serving.HOLD));
    }

    @Test
    void twoPeersShareAPort() throws InterruptedException {
        Listening shared = Listening.on(SERVER, PORT, Serving.HOLD).withSharedPort();
        server.listen(shared);
        namespace.peer("second").listen(shared);
        expect(2, "listening", AT_SERVER);
    }

    @Test
    void aBoundSocketTakesItsPort() {
        int port = server.bind(SERVER, 0);
        assertThrows(IllegalStateException.class, () -> client.bind(SERVER, port));
        assertEquals(1, server.unbind());
        assertEquals(port, client.bind(SERVER, port));
    }

    @Test
    void aLoadKeepsItsRate() throws InterruptedException {
        server.listen(SERVER, PORT, Serving.CLOSE_ON_EOF);
        client.load(SERVER, PORT, 200, 1, Ending.CLOSE);
        Eventually.equal(200L, () -> client.stats().opened());
        expect(200, "time-wait", AT_CLIENT);
        assertEquals(new LoadCount(200, 0, "none"), client.stop());
        assertEquals(new LoadCount(0, 0, "none"), client.stats());
    }

    @Test
    void aStoppedLoadOpensNothingMore() {
        server.listen(SERVER, PORT, Serving.CLOSE_ON_EOF);
        client.load(SERVER, PORT, 100, 60, Ending.ABORT);
        assertTrue(client.stop().opened() < 100);
    }

    @Test
    void aFullRangeOfPortsFails() {
        namespace.sysctl("net.ipv4.ip_local_port_range", "40000 40099");
        namespace.sysctl("net.ipv4.tcp_tw_reuse", "0");
        server.listen(SERVER, PORT, Serving.CLOSE_ON_EOF);
        Connects connects = client.connect(SERVER, PORT, 110, Ending.CLOSE);
        assertEquals(100, connects.opened());
        assertEquals(10, connects.failed());
        assertTrue(connects.error().endsWith("Cannot assign requested address"), connects::error);
    }

    @Test
    void aCommandThatFailsLeavesThePeerUsable() {
        assertThrows(IllegalStateException.class, () -> client.unlisten(1));
        assertEquals(0, client.held());
    }

    @Test
    void aPeerThatHasEndedSaysSo() throws InterruptedException {
        ProcessHandle.of(client.pid()).orElseThrow().destroyForcibly();
        Eventually.equal(true, () -> ProcessHandle.of(client.pid()).isEmpty());
        IllegalStateException failure = assertThrows(IllegalStateException.class, client::held);
        assertTrue(failure.getMessage().startsWith("peer client"), failure::getMessage);
    }

    @Test
    void theKernelCallsThePeerJava() throws IOException {
        assertEquals("java\n", Files.readString(Path.of("/proc/" + client.pid() + "/comm")));
    }
}
