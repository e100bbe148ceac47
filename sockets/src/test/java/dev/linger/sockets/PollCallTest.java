package dev.linger.sockets;

import static dev.linger.sockets.Node.value;
import static dev.linger.sockets.PollFlags.POLLERR;
import static dev.linger.sockets.PollFlags.POLLHUP;
import static dev.linger.sockets.PollFlags.POLLIN;
import static dev.linger.sockets.PollFlags.POLLNVAL;
import static dev.linger.sockets.PollFlags.POLLOUT;
import static dev.linger.sockets.PollFlags.POLLRDHUP;
import static dev.linger.sockets.PollFlags.POLLRDNORM;
import static dev.linger.sockets.PollFlags.POLLWRNORM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.engine.socket.SocketOption;
import org.junit.jupiter.api.Test;

/// poll(): net/ipv4/tcp.c:tcp_poll.
class PollCallTest {
    private static final int READABLE = POLLIN | POLLRDNORM;
    private static final int WRITABLE = POLLOUT | POLLWRNORM;
    private static final int CLIENT = 3;
    private static final int SERVER = 4;

    private final Network network = new Network();
    private final Node client = network.client;
    private final Node server = network.server;

    @Test
    void aNewSocketIsHungUpAndWritable() {
        assertThat(client.readiness(client.socket())).isEqualTo(POLLHUP | WRITABLE);
    }

    @Test
    void aListenerIsReadableWithAConnection() {
        int listener = server.listen(80);
        assertThat(server.readiness(listener)).isZero();
        client.connect(client.socket(), server, 80);
        assertThat(server.readiness(listener)).isEqualTo(READABLE);
    }

    @Test
    void aConnectionIsWritableAndWithTextReadable() {
        network.connected();
        assertThat(server.readiness(SERVER)).isEqualTo(WRITABLE);
        client.write(CLIENT, 1);
        assertThat(server.readiness(SERVER)).isEqualTo(WRITABLE | READABLE);
    }

    @Test
    void whileItConnectsNothingIsReady() {
        network.cut = true;
        int fd = client.nonBlockingSocket();
        client.connect(fd, server, 80);
        assertThat(client.readiness(fd)).isZero();
    }

    @Test
    void aConnectThatFailedIsEverythingAtOnce() {
        int fd = client.nonBlockingSocket();
        client.connect(fd, server, 80);
        assertThat(client.readiness(fd)).isEqualTo(READABLE | WRITABLE | POLLERR | POLLHUP | POLLRDHUP);
        client.process.takeError(fd);
        assertThat(client.readiness(fd)).isEqualTo(READABLE | WRITABLE | POLLHUP | POLLRDHUP);
    }

    @Test
    void theEndOfThePeerIsReadableAndHalfAHangup() {
        network.connected();
        client.shutdown(CLIENT, ShutdownHow.SHUT_WR);
        assertThat(server.readiness(SERVER)).isEqualTo(READABLE | WRITABLE | POLLRDHUP);
        server.shutdown(SERVER, ShutdownHow.SHUT_WR);
        assertThat(server.readiness(SERVER)).isEqualTo(READABLE | WRITABLE | POLLRDHUP | POLLHUP);
    }

    @Test
    void aThirdOfTheBufferMustBeFreeToBeWritable() {
        network.connected();
        client.option(CLIENT, SocketOption.SO_SNDBUF, 3_000);
        network.cut = true;
        client.write(CLIENT, 2_000);
        assertThat(client.readiness(CLIENT)).isEqualTo(WRITABLE);
        client.write(CLIENT, 2);
        assertThat(client.readiness(CLIENT)).isZero();
    }

    @Test
    void itWaitsForTheFirstThatIsReady() {
        network.connected();
        PollItem listener = new PollItem(3, POLLIN);
        PollItem connection = new PollItem(SERVER, POLLIN);
        Call poll = server.poll(-1, listener, connection);
        assertThat(poll.isDone()).isFalse();
        client.write(CLIENT, 1);
        assertThat(value(poll)).isEqualTo(1);
        assertThat(listener.revents()).isZero();
        assertThat(connection.revents()).isEqualTo(POLLIN);
    }

    @Test
    void itWaitsForRoom() {
        network.connected();
        client.option(CLIENT, SocketOption.SO_SNDBUF, 3_000);
        network.cut = true;
        client.write(CLIENT, 3_000);
        Call poll = client.poll(-1, new PollItem(CLIENT, POLLOUT));
        assertThat(poll.isDone()).isFalse();
        network.cut = false;
        network.pass(Network.SECOND);
        assertThat(value(poll)).isEqualTo(1);
    }

    @Test
    void itGivesUpAfterItsTime() {
        network.connected();
        Call poll = server.poll(100, new PollItem(SERVER, POLLIN));
        network.pass(100 * Network.MILLI - 1);
        assertThat(poll.isDone()).isFalse();
        network.pass(1);
        assertThat(value(poll)).isZero();
    }

    @Test
    void whatIsNotOpenIsInvalidAndWhatIsNegativeLeftOut() {
        PollItem closed = new PollItem(9, POLLIN);
        PollItem none = new PollItem(-1, POLLIN);
        assertThat(value(client.poll(-1, closed, none))).isEqualTo(1);
        assertThat(closed.revents()).isEqualTo(POLLNVAL);
        assertThat(none.revents()).isZero();
    }
}
