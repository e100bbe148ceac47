package dev.linger.sockets;

import static dev.linger.sockets.Node.errno;
import static dev.linger.sockets.Node.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.engine.profile.Profiles;
import dev.linger.engine.socket.Errno;
import dev.linger.engine.socket.SocketOption;
import dev.linger.model.Endpoint;
import dev.linger.model.TcpState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Descriptors: which number a socket gets, and what accept(), close(), shutdown() and listen() do with it.
class DescriptorTest {
    private final Network network = new Network();
    private final Node client = network.client;
    private final Node server = network.server;

    @Test
    void aNewDescriptorIsTheLowestFree() {
        assertThat(client.socket()).isEqualTo(3);
        assertThat(client.socket()).isEqualTo(4);
        assertThat(client.socket()).isEqualTo(5);
        client.close(4);
        client.close(3);
        assertThat(client.socket()).isEqualTo(3);
        assertThat(client.socket()).isEqualTo(4);
        assertThat(client.socket()).isEqualTo(6);
    }

    @Test
    void thereAreNoMoreThan1024() {
        for (int fd = 3; fd < 1024; fd++) {
            assertThat(client.socket()).isEqualTo(fd);
        }
        assertThat(client.process.socket(AddressFamily.AF_INET, false).errno()).isEqualTo(Errno.EMFILE);
    }

    @Test
    void aDescriptorThatIsNotOpenIsBad() {
        int fd = client.socket();
        client.close(fd);
        assertThat(errno(client.close(fd))).isEqualTo(Errno.EBADF);
        assertThat(errno(client.read(fd, 1))).isEqualTo(Errno.EBADF);
        assertThat(errno(client.write(2, 1))).isEqualTo(Errno.EBADF);
        assertThat(client.process.listen(-1, 1, network.now).errno()).isEqualTo(Errno.EBADF);
    }

    @Test
    void acceptWaitsForAConnection() {
        int listener = server.listen(80);
        Call accept = server.accept(listener);
        assertThat(accept.isDone()).isFalse();
        client.connect(client.socket(), server, 80);
        assertThat(value(accept)).isEqualTo(4);
        assertThat(server.process.remoteEndpoint(4)).isEqualTo(client.process.localEndpoint(3));
    }

    @Test
    void onlyAListenerAccepts() {
        assertThat(errno(server.accept(server.socket()))).isEqualTo(Errno.EINVAL);
    }

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            profile,    inherits
            linux,      false
            freebsd-14, true
            """)
    void whatANonBlockingListenerAccepts(String profile, boolean inherits) {
        Network other = new Network(Profiles.named(profile));
        int listener = other.server.listen(80);
        other.server.process.setNonBlocking(listener, true);
        assertThat(errno(other.server.accept(listener))).isEqualTo(Errno.EAGAIN);
        other.client.connect(other.client.socket(), other.server, 80);
        assertThat(value(other.server.accept(listener))).isEqualTo(4);
        assertThat(other.server.process.isNonBlocking(4)).isEqualTo(inherits);
    }

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            profile,    accept
            linux,      OK
            freebsd-14, ECONNABORTED
            """)
    void aConnectionThatWasResetBeforeItWasAccepted(String profile, Errno accept) {
        Network other = new Network(Profiles.named(profile));
        int listener = other.server.listen(80);
        int fd = other.client.socket();
        other.client.connect(fd, other.server, 80);
        other.client.reset(fd);
        assertThat(errno(other.server.accept(listener))).isEqualTo(accept);
        if (accept == Errno.OK) {
            assertThat(errno(other.server.read(4, 1))).isEqualTo(Errno.ECONNRESET);
        }
    }

    @Test
    void shutdownForReadingWakesAcceptAndStopsListening() {
        int listener = server.listen(80);
        Call accept = server.accept(listener);
        assertThat(server.shutdown(listener, ShutdownHow.SHUT_WR)).isEqualTo(CallResult.of(0));
        assertThat(accept.isDone()).isFalse();
        assertThat(server.shutdown(listener, ShutdownHow.SHUT_RD)).isEqualTo(CallResult.of(0));
        server.process.proceed(network.now, server.output);
        assertThat(errno(accept)).isEqualTo(Errno.EINVAL);
    }

    @Test
    void shutdownOfWhatIsNotConnectedFails() {
        assertThat(client.shutdown(client.socket(), ShutdownHow.SHUT_RDWR).errno())
                .isEqualTo(Errno.ENOTCONN);
    }

    @Test
    void aSocketWithAPeerDoesNotListen() {
        network.connected();
        assertThat(client.process.listen(3, 1, network.now).errno()).isEqualTo(Errno.EINVAL);
        assertThat(server.process.listen(3, 1, network.now)).isEqualTo(CallResult.of(0));
    }

    @Test
    void aNewListenerWithoutAPortGetsOneOfItsFamily() {
        int fd = server.socket();
        assertThat(server.process.listen(fd, 1, network.now)).isEqualTo(CallResult.of(0));
        Endpoint local = server.process.localEndpoint(fd);
        assertThat(local.port()).isPositive();
        assertThat(local.address().isIpv4()).isTrue();
    }

    @Test
    void closeWaitsUntilEverythingIsAcknowledged() {
        network.connected();
        client.option(3, SocketOption.SO_LINGER, 5);
        network.cut = true;
        client.write(3, 10);
        Call close = client.close(3);
        assertThat(close.isDone()).isFalse();
        assertThat(client.process.isOpen(3)).isFalse();
        network.cut = false;
        network.pass(Network.SECOND);
        assertThat(close.result()).isEqualTo(CallResult.of(0));
    }

    @Test
    void closeWaitsNoLongerThanLingerSays() {
        network.connected();
        client.option(3, SocketOption.SO_LINGER, 5);
        network.cut = true;
        Call close = client.close(3);
        network.pass(5 * Network.SECOND - 1);
        assertThat(close.isDone()).isFalse();
        network.pass(1);
        assertThat(close.result()).isEqualTo(CallResult.of(0));
        assertThat(client.socket()).isEqualTo(3);
    }

    @Test
    void theLastDescriptorEndsTheConnection() {
        network.connected();
        assertThat(client.process.dup(3).value()).isEqualTo(4);
        client.close(3);
        assertThat(client.engine.state(client.process.engineSocket(4))).isEqualTo(TcpState.ESTABLISHED);
        client.close(4);
        assertThat(value(server.read(4, 1))).isZero();
    }

    @Test
    void aCallThatWaitsKeepsTheSocketThatIsClosedMeanwhile() {
        network.connected();
        Call read = client.read(3, 10);
        assertThat(client.close(3).isDone()).isTrue();
        assertThat(read.isDone()).isFalse();
        server.write(4, 7);
        assertThat(value(read)).isEqualTo(7);
        assertThat(value(server.read(4, 1))).isZero();
    }
}
