package dev.linger.sockets;

import static dev.linger.sockets.Node.errno;
import static dev.linger.sockets.Node.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.engine.profile.Profiles;
import dev.linger.engine.socket.Errno;
import dev.linger.engine.socket.SocketOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Sending and receiving: net/ipv4/tcp.c:tcp_sendmsg_locked, tcp_recvmsg_locked.
class TransferCallTest {
    private static final int SERVER = 4;
    private static final int CLIENT = 3;

    private final Network network = new Network().connected();
    private final Node client = network.client;
    private final Node server = network.server;

    @Test
    void aReadWaitsForTextAndReturnsWhatThereIs() {
        Call read = server.read(SERVER, 100);
        assertThat(read.isDone()).isFalse();
        client.write(CLIENT, 10);
        assertThat(read.result()).isEqualTo(CallResult.of(10));
    }

    @ParameterizedTest
    @EnumSource(
            value = MessageFlag.class,
            names = {"MSG_DONTWAIT", "MSG_PEEK"},
            mode = EnumSource.Mode.INCLUDE)
    void withoutTextANonBlockingReadFails(MessageFlag flag) {
        server.process.setNonBlocking(SERVER, flag == MessageFlag.MSG_PEEK);
        assertThat(errno(server.read(SERVER, 100, flag))).isEqualTo(Errno.EAGAIN);
    }

    @Test
    void aPeekLeavesTheText() {
        client.write(CLIENT, 10);
        byte[] into = new byte[4];
        assertThat(value(server.read(SERVER, into, MessageFlag.MSG_PEEK))).isEqualTo(4);
        assertThat(into).containsExactly(1, 2, 3, 4);
        assertThat(value(server.read(SERVER, 100))).isEqualTo(10);
    }

    @Test
    void waitAllWaitsForAll() {
        Call read = server.read(SERVER, 20, MessageFlag.MSG_WAITALL);
        client.write(CLIENT, 15);
        assertThat(read.isDone()).isFalse();
        client.write(CLIENT, 15);
        assertThat(value(read)).isEqualTo(20);
        assertThat(value(server.read(SERVER, 100))).isEqualTo(10);
    }

    @Test
    void waitAllReturnsLessAtTheEnd() {
        Call read = server.read(SERVER, 20, MessageFlag.MSG_WAITALL);
        client.write(CLIENT, 15);
        client.close(CLIENT);
        assertThat(value(read)).isEqualTo(15);
        assertThat(value(server.read(SERVER, 20))).isZero();
    }

    @Test
    void waitAllThatPeeksTakesNothing() {
        Call read = server.read(SERVER, 20, MessageFlag.MSG_WAITALL, MessageFlag.MSG_PEEK);
        client.write(CLIENT, 15);
        assertThat(read.isDone()).isFalse();
        client.write(CLIENT, 15);
        assertThat(value(read)).isEqualTo(20);
        assertThat(value(server.read(SERVER, 100))).isEqualTo(30);
    }

    @Test
    void truncThrowsTextAway() {
        client.write(CLIENT, 10);
        byte[] into = new byte[4];
        assertThat(value(server.read(SERVER, into, MessageFlag.MSG_TRUNC))).isEqualTo(4);
        assertThat(into).containsOnly(0);
        assertThat(value(server.read(SERVER, 100))).isEqualTo(6);
    }

    @Test
    void aReceiveTimeoutEndsTheWait() {
        server.process.setReceiveTimeout(SERVER, 500 * Network.MILLI);
        Call read = server.read(SERVER, 100);
        network.pass(500 * Network.MILLI - 1);
        assertThat(read.isDone()).isFalse();
        network.pass(1);
        assertThat(errno(read)).isEqualTo(Errno.EAGAIN);
    }

    @Test
    void aResetIsToldOnceThenThereIsNoMore() {
        client.reset(CLIENT);
        assertThat(errno(server.read(SERVER, 1))).isEqualTo(Errno.ECONNRESET);
        assertThat(value(server.read(SERVER, 1))).isZero();
        assertThat(errno(server.write(SERVER, 1))).isEqualTo(Errno.EPIPE);
    }

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            profile,    write after a reset, write of a new socket, read of a new socket
            linux,      ECONNRESET,          EPIPE,                 ENOTCONN
            freebsd-14, EPIPE,               ENOTCONN,              ENOTCONN
            """)
    void whatFailsDependsOnTheSystem(String profile, Errno afterReset, Errno writeNew, Errno readNew) {
        Network other = new Network(Profiles.named(profile)).connected();
        other.client.reset(CLIENT);
        assertThat(errno(other.server.write(SERVER, 1))).isEqualTo(afterReset);
        int fd = other.server.socket();
        assertThat(errno(other.server.write(fd, 1))).isEqualTo(writeNew);
        assertThat(errno(other.server.read(fd, 1))).isEqualTo(readNew);
        assertThat(errno(other.server.read(3, 1))).isEqualTo(Errno.ENOTCONN);
    }

    @Test
    void aWriteWaitsForTheConnection() {
        network.cut = true;
        int fd = client.nonBlockingSocket();
        client.connect(fd, server, 80);
        assertThat(errno(client.write(fd, 10))).isEqualTo(Errno.EAGAIN);
        client.process.setNonBlocking(fd, false);
        Call write = client.write(fd, 10);
        assertThat(write.isDone()).isFalse();
        network.cut = false;
        network.pass(Network.SECOND);
        assertThat(value(write)).isEqualTo(10);
    }

    @Test
    void aWriteGoesPartByPartUntilAllIsTaken() {
        client.option(CLIENT, SocketOption.SO_SNDBUF, 4_000);
        network.cut = true;
        Call write = client.write(CLIENT, 10_000);
        assertThat(write.isDone()).isFalse();
        network.cut = false;
        network.pass(Network.SECOND);
        assertThat(value(write)).isEqualTo(10_000);
        assertThat(value(server.read(SERVER, 20_000))).isEqualTo(10_000);
    }

    @Test
    void aNonBlockingWriteTakesWhatThereIsRoomForAndThenNothing() {
        client.option(CLIENT, SocketOption.SO_SNDBUF, 4_000);
        network.cut = true;
        assertThat(value(client.write(CLIENT, 10_000, MessageFlag.MSG_DONTWAIT)))
                .isEqualTo(4_000);
        assertThat(errno(client.write(CLIENT, 10_000, MessageFlag.MSG_DONTWAIT)))
                .isEqualTo(Errno.EAGAIN);
    }

    @Test
    void aWriteThatIsResetHalfwayReturnsWhatItTookThenTheReason() {
        client.option(CLIENT, SocketOption.SO_SNDBUF, 4_000);
        server.option(SERVER, SocketOption.SO_RCVBUF, 2_000);
        network.cut = true;
        Call write = client.write(CLIENT, 100_000);
        network.cut = false;
        server.reset(SERVER);
        assertThat(value(write)).isEqualTo(4_000);
        assertThat(errno(client.write(CLIENT, 1))).isEqualTo(Errno.ECONNRESET);
    }

    @Test
    void moreKeepsTheTextBack() {
        client.write(CLIENT, 10, MessageFlag.MSG_MORE);
        assertThat(server.process.unreadBytes(SERVER).value()).isZero();
        client.write(CLIENT, 10);
        assertThat(server.process.unreadBytes(SERVER).value()).isEqualTo(20);
    }

    @Test
    void queuesAreCounted() {
        network.cut = true;
        client.write(CLIENT, 10);
        assertThat(client.process.unacknowledgedBytes(CLIENT, network.now).value())
                .isEqualTo(10);
        client.shutdown(CLIENT, ShutdownHow.SHUT_WR);
        assertThat(client.process.unacknowledgedBytes(CLIENT, network.now).value())
                .isEqualTo(11);
        assertThat(server.process.unreadBytes(3).errno()).isEqualTo(Errno.EINVAL);
        assertThat(server.process.unacknowledgedBytes(3, network.now).errno()).isEqualTo(Errno.EINVAL);
    }
}
