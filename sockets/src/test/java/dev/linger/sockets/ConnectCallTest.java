package dev.linger.sockets;

import static dev.linger.sockets.Node.errno;
import static dev.linger.sockets.Node.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.engine.profile.Profiles;
import dev.linger.engine.socket.Errno;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// connect(): net/ipv4/af_inet.c:__inet_stream_connect.
class ConnectCallTest {
    private final Network network = new Network();
    private final Node client = network.client;

    @Test
    void itWaitsForTheHandshake() {
        network.server.listen(80);
        network.cut = true;
        Call connect = client.connect(client.socket(), network.server, 80);
        assertThat(connect.isDone()).isFalse();
        network.cut = false;
        network.pass(Network.SECOND);
        assertThat(connect.result()).isEqualTo(CallResult.of(0));
    }

    @Test
    void itFailsWithTheReasonAndMayBeTriedAgain() {
        int fd = client.socket();
        assertThat(errno(client.connect(fd, network.server, 80))).isEqualTo(Errno.ECONNREFUSED);
        network.server.listen(80);
        assertThat(value(client.connect(fd, network.server, 80))).isZero();
    }

    @Test
    void aNonBlockingOneIsInProgressThenUnderWayThenDoneOnceThenConnected() {
        network.server.listen(80);
        network.cut = true;
        int fd = client.nonBlockingSocket();
        assertThat(errno(client.connect(fd, network.server, 80))).isEqualTo(Errno.EINPROGRESS);
        assertThat(errno(client.connect(fd, network.server, 80))).isEqualTo(Errno.EALREADY);
        network.cut = false;
        network.pass(Network.SECOND);
        assertThat(client.connect(fd, network.server, 80).result()).isEqualTo(CallResult.of(0));
        assertThat(errno(client.connect(fd, network.server, 80))).isEqualTo(Errno.EISCONN);
    }

    @Test
    void onBsdItIsConnectedAtOnce() {
        Network bsd = new Network(Profiles.FREEBSD_14);
        bsd.server.listen(80);
        int fd = bsd.client.nonBlockingSocket();
        assertThat(errno(bsd.client.connect(fd, bsd.server, 80))).isEqualTo(Errno.EINPROGRESS);
        assertThat(errno(bsd.client.connect(fd, bsd.server, 80))).isEqualTo(Errno.EISCONN);
    }

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            asked first, second connect
            false,       ECONNREFUSED
            true,        ECONNABORTED
            """)
    void aFailureIsToldBySoErrorOrByTheNextConnect(boolean askedFirst, Errno second) {
        int fd = client.nonBlockingSocket();
        client.connect(fd, network.server, 80);
        if (askedFirst) {
            assertThat(client.process.takeError(fd)).isEqualTo(Errno.ECONNREFUSED);
        }
        assertThat(errno(client.connect(fd, network.server, 80))).isEqualTo(second);
        assertThat(errno(client.connect(fd, network.server, 80))).isEqualTo(Errno.EINPROGRESS);
    }

    @Test
    void aListenerIsNotConnected() {
        assertThat(errno(client.connect(client.listen(80), network.server, 80))).isEqualTo(Errno.EISCONN);
    }

    @Test
    void aSendTimeoutEndsTheWaitAndNotTheAttempt() {
        network.cut = true;
        int fd = client.socket();
        client.process.setSendTimeout(fd, 300 * Network.MILLI);
        Call connect = client.connect(fd, network.server, 80);
        network.pass(300 * Network.MILLI - 1);
        assertThat(connect.isDone()).isFalse();
        network.pass(1);
        assertThat(errno(connect)).isEqualTo(Errno.EINPROGRESS);
    }

    @Test
    void shutdownWhileConnectingFreesTheSocket() {
        network.cut = true;
        int fd = client.nonBlockingSocket();
        client.connect(fd, network.server, 80);
        assertThat(client.shutdown(fd, ShutdownHow.SHUT_WR)).isEqualTo(CallResult.of(0));
        assertThat(client.process.takeError(fd)).isEqualTo(Errno.ECONNRESET);
        assertThat(errno(client.connect(fd, network.server, 80))).isEqualTo(Errno.EINPROGRESS);
    }

    @Test
    void aDisconnectedSocketConnectsAgain() {
        network.connected();
        assertThat(client.process.disconnect(3, network.now, client.output)).isEqualTo(CallResult.of(0));
        assertThat(value(client.connect(3, network.server, 80))).isZero();
    }
}
