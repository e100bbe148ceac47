package dev.linger.script.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linger.engine.profile.Profiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// System calls as scripts write them.
class ScriptCallsTest {
    @Test
    void theScriptNamesItsDescriptors() throws CallException {
        Bench bench = new Bench();
        bench.run("""
                socket(..., SOCK_STREAM, IPPROTO_TCP) = 17
                bind(17, ..., ...) = 0
                listen(17, 1) = 0
                """);
        bench.peerConnects();
        bench.run("""
                accept(17, ..., ...) = 3
                close(17) = 0
                write(3, ..., 10) = 10
                """);
        assertThat(bench.heard)
                .containsExactly("created 17", "listening 17", "accepted 3 from 198.51.100.1 at 17", "closed 17");
        assertThat(bench.calls.tuple(3).local()).hasToString("192.0.2.1:8080");
        assertThat(bench.calls.isOpen(17)).isFalse();
    }

    @Test
    void theListenerHearsOfConnectBeforeTheSynIsSent() throws CallException {
        Bench bench = new Bench();
        bench.peerListens();
        bench.run("""
                socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
                connect(3, ..., ...) = 0
                """);
        assertThat(bench.heard).containsExactly("created 3", "connecting 3 to 198.51.100.1:8080");
    }

    @Test
    void aCallThatWaitsIsNotDone() throws CallException {
        Bench bench = new Bench().accepted();
        ScriptCall read = bench.begin("read(4, ..., 100) = 50");
        assertThat(read.isDone()).isFalse();
        bench.peerWrites(50);
        assertThat(read.isDone()).isTrue();
        read.verify();
    }

    @Test
    void whatIsReceivedIsCompared() throws CallException {
        Bench bench = new Bench().accepted();
        bench.peerWrites(100);
        bench.run("""
                ioctl(4, SIOCINQ, [100]) = 0
                recv(4, ..., 10, MSG_PEEK) = 10
                recv(4, NULL, 10, MSG_TRUNC) = 10
                recvfrom(4, ..., 20, 0, ..., ...) = 20
                readv(4, [{..., 10}, {..., 10}], 2) = 20
                recvmsg(4, {msg_name(...)=..., msg_iov(1)=[{..., 20}], msg_flags=0}, 0) = 20
                read(4, ..., 1000) = 30
                read(4, ..., 0) = 0
                recv(4, ..., 10, MSG_DONTWAIT) = -1 EAGAIN (nothing there)
                recv(4, ..., 10, MSG_DONTWAIT) = -1 EWOULDBLOCK (the same)
                """);
        bench.peerCloses();
        bench.run("read(4, ..., 10) = 0");
    }

    @Test
    void whatIsSentIsCompared() throws CallException {
        Bench bench = new Bench().accepted();
        bench.run("""
                send(4, ..., 10, MSG_NOSIGNAL|MSG_MORE) = 10
                sendto(4, ..., 10, 0, ..., ...) = 10
                writev(4, [{..., 10}, {..., 5}], 2) = 15
                sendmsg(4, {msg_name(...)=..., msg_iov(1)=[{..., 20}], msg_flags=0}, 0) = 20
                ioctl(4, SIOCOUTQ, [0]) = 0
                shutdown(4, SHUT_WR) = 0
                write(4, ..., 10) = -1 EPIPE (Broken pipe)
                shutdown(4, 3) = -1 EINVAL (Invalid argument)
                """);
    }

    @Test
    void flagsOfADescriptorAreCompared() throws CallException {
        new Bench().run("""
                socket(..., SOCK_STREAM|SOCK_NONBLOCK, IPPROTO_TCP) = 3
                fcntl(3, F_GETFL) = 0x802
                fcntl(3, F_SETFL, O_RDWR) = 0
                fcntl(3, F_GETFL) = 2
                fcntl(3, F_SETFD, FD_CLOEXEC) = 0
                fcntl(3, F_GETFD) = 1
                """);
    }

    @Test
    void whatPollFindsIsCompared() throws CallException {
        Bench bench = new Bench().accepted();
        bench.run("poll([{fd=4, events=POLLIN|POLLOUT, revents=POLLOUT}], 1, 0) = 1");
        ScriptCall poll =
                bench.begin("poll([{fd=3, events=POLLIN}, {fd=4, events=POLLIN, revents=POLLIN}], 2, 100) = 1");
        assertThat(poll.isDone()).isFalse();
        bench.peerWrites(1);
        poll.verify();
        assertThat(bench.problem("poll([{fd=4, events=POLLIN|POLLOUT, revents=POLLIN}], 1, 0) = 1"))
                .isEqualTo("poll: descriptor 4: expected revents POLLIN, got POLLIN|POLLOUT");
    }

    @Test
    void addressesCanBeNamed() throws CallException {
        Bench bench = new Bench();
        bench.run("""
                socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
                bind(3, {sa_family=AF_INET, sin_port=htons(99), sin_addr=inet_addr("0.0.0.0")}, ...) = 0
                """);
        assertThat(bench.calls.tuple(3).local()).hasToString("0.0.0.0:99");
    }

    @Test
    void aDisconnectedSocketIsNewAgain() throws CallException {
        Bench bench = new Bench();
        bench.peerListens();
        bench.run("""
                socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
                connect(3, ..., ...) = 0
                connect(3, AF_UNSPEC, ...) = 0
                connect(3, ..., ...) = 0
                """);
        assertThat(bench.heard.subList(2, 4)).containsExactly("created 3", "connecting 3 to 198.51.100.1:8080");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', useHeadersInDisplayName = true, textBlock = """
            call ~ problem
            read(4, ..., 100) = 70 ~ read: expected 70, got 60
            read(4, ..., 60) = 60 EAGAIN (no) ~ read: expected EAGAIN, got OK
            recv(4, ..., 60, MSG_DONTWAIT) = -1 ~ recv: expected -1, got 60
            shutdown(3, SHUT_WR) = -1 ENOTCONN (no) ~ shutdown: expected -1, got 0
            accept(4, ..., ...) = 5 ~ accept: expected a descriptor, got -1 (EINVAL)
            listen(4, 1) = 0 ~ listen: expected 0, got -1 (EINVAL)
            listen(4, 1) = -1 EBADF (no) ~ listen: expected EBADF, got EINVAL
            close(9) = 0 ~ close: there is no descriptor 9 at this time
            socket(..., SOCK_STREAM, IPPROTO_TCP) = 4 ~ socket: descriptor 4 is open already
            socket(..., SOCK_DGRAM, 0) = 5 ~ socket: only SOCK_STREAM with IPPROTO_TCP is supported
            socket(AF_UNSPEC, SOCK_STREAM, 0) = 5 ~ socket: only AF_INET and AF_INET6 are supported
            recv(4, ..., 1, MSG_OOB) = 1 ~ recv: MSG_OOB is not supported
            send(4, ..., 1, MSG_ZEROCOPY) = 1 ~ send: MSG_ZEROCOPY is not supported
            sendto(4, ..., 1, MSG_FASTOPEN, ..., ...) = 1 ~ sendto: MSG_FASTOPEN is not supported
            read(4, ...) = 1 ~ read: takes 3 arguments, has 2
            read(4, 7, 1) = 1 ~ read: argument 2 can only be '...' or NULL
            read(4, NULL, 1) = 1 ~ read: NULL is supported with MSG_TRUNC only
            read(4, ..., -1) = 1 ~ read: argument 3 can be 0 to 268435456, is -1
            read(FOO, ..., 1) = 1 ~ read: argument 1: there is no 'FOO' on Linux
            read([4], ..., 1) = 1 ~ read: argument 1 has to be a number, is [4]
            readv(4, [{..., 10}], 2) = 10 ~ readv: argument 2 has 1 buffers, the call says 2
            ioctl(4, SIOCINQ, [7]) = 0 ~ ioctl: expected [7], got [60]
            fcntl(4, F_DUPFD, 1) = 5 ~ fcntl: only F_GETFL, F_SETFL, F_GETFD and F_SETFD are supported
            epoll_create(1) = 5 ~ epoll_create: this system call is not supported
            """)
    void whatDiffersOrCannotBeDoneIsNamed(String call, String problem) throws CallException {
        Bench bench = new Bench().accepted();
        bench.peerWrites(60);
        assertThat(bench.problem(call)).isEqualTo(problem);
    }

    @Test
    void freeBsdHasItsOwnConstants() throws CallException {
        Bench bench = new Bench(Profiles.FREEBSD_14);
        bench.run("""
                socket(AF_INET, SOCK_STREAM|SOCK_NONBLOCK, IPPROTO_TCP) = 3
                fcntl(3, F_GETFL) = 6
                setsockopt(3, 0xffff, 4, [1], 4) = 0
                getsockopt(3, SOL_SOCKET, SO_REUSEADDR, [1], [4]) = 0
                """);
        assertThat(bench.problem("setsockopt(3, SOL_TCP, TCP_NODELAY, [1], 4) = 0"))
                .isEqualTo("setsockopt: argument 2: there is no 'SOL_TCP' on FreeBSD");
    }

    @Test
    void aCallWithoutAResultYetCannotBeVerified() throws CallException {
        ScriptCall read = new Bench().accepted().begin("read(4, ..., 1) = 1");
        assertThatThrownBy(read::verify).isInstanceOf(IllegalStateException.class);
    }
}
