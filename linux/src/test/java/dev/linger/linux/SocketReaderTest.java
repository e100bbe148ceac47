package dev.linger.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linger.linux.kernel.Errno;
import dev.linger.linux.kernel.KernelState;
import dev.linger.linux.libc.SystemCallException;
import dev.linger.linux.netlink.SockDiag;
import dev.linger.linux.procfs.FakeProc;
import dev.linger.model.Endpoint;
import dev.linger.model.IpAddress;
import dev.linger.model.SocketState;
import dev.linger.observation.PlainSocket;
import dev.linger.observation.SocketSink;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SocketReaderTest {
    private static final byte BOTH_FAMILIES = 18;
    private static final byte ONE_FAMILY = 20;

    @TempDir
    Path folder;

    private final List<byte[]> requests = new ArrayList<>();
    private int sinks;

    /// A kernel that answers each request with one socket, and then as it is told.
    private SocketReader reader(Answer answer) {
        SocketReader.Dumps dumps = (request, sink) -> {
            requests.add(request);
            Endpoint any = new Endpoint(IpAddress.ipv4(0), requests.size());
            sink.accept(new PlainSocket(SocketState.LISTEN, any, any));
            return answer.to(request, requests.size());
        };
        return new SocketReader(
                new FakeProc(folder).withRecordedSockets().files(), dumps, SocketReader.Way.BOTH_FAMILIES);
    }

    private interface Answer {
        SockDiag.Dump to(byte[] request, int count) throws SystemCallException;
    }

    private static SockDiag.Dump complete() {
        return new SockDiag.Dump(1, 0, false, 100);
    }

    private Rows read(SocketReader reader) throws HostException {
        return reader.read(KernelState.ALL_MASK, this::sink);
    }

    private Rows sink() {
        sinks++;
        return new Rows();
    }

    @Test
    void oneDumpIsEnoughWhereTheKernelAnswersForBothFamilies() throws HostException {
        SocketReader reader = reader((request, count) -> complete());

        assertThat(read(reader).sockets()).hasSize(1);
        assertThat(requests).hasSize(1);
        assertThat(reader.rows()).isEqualTo(1);
        assertThat(reader.netlinkBytes()).isEqualTo(100);
        assertThat(reader.limits()).isEmpty();
    }

    @Test
    void whereThatIsRefusedEachFamilyIsAskedForItsListenersFirst() throws HostException {
        SocketReader reader = reader((request, count) -> {
            if (request[4] == BOTH_FAMILIES) {
                throw new SystemCallException("dump", Errno.EOPNOTSUPP);
            }
            return complete();
        });

        assertThat(read(reader).sockets()).hasSize(4);
        assertThat(requests.stream().skip(1).map(request -> request[4])).containsOnly(ONE_FAMILY);
        assertThat(requests.stream().skip(1).map(request -> (int) request[16])).containsExactly(2, 10, 2, 10);
        assertThat(reader.rows()).isEqualTo(4);
        assertThat(reader.limits()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {Errno.EPERM, Errno.EACCES, Errno.EPROTONOSUPPORT, Errno.ENOENT, Errno.ENOSYS})
    void whereNetlinkIsRefusedTheSocketsAreReadFromProc(int errno) throws HostException {
        SocketReader reader = reader((request, count) -> {
            throw new SystemCallException("socket", errno);
        });

        assertThat(read(reader).sockets()).hasSize(25);
        assertThat(reader.rows()).isEqualTo(25);
        assertThat(reader.limits())
                .singleElement()
                .satisfies(limit -> assertThat(limit.missing()).contains("/proc/net/tcp", Errno.name(errno)));
    }

    @ParameterizedTest
    @ValueSource(ints = {Errno.ENOBUFS, Errno.EAGAIN})
    void aDumpThatIsCutShortIsBegunAnewWithAFreshSink(int errno) throws HostException {
        SocketReader reader = reader((request, count) -> {
            if (count < 3) {
                throw new SystemCallException("recv", errno);
            }
            return complete();
        });

        assertThat(read(reader).sockets()).hasSize(1);
        assertThat(sinks).isEqualTo(3);
        assertThat(reader.limits()).isEmpty();
    }

    @Test
    void aDumpThatIsAlwaysCutShortFailsInTheEnd() {
        SocketReader reader = reader((request, count) -> {
            throw new SystemCallException("recv", Errno.ENOBUFS);
        });

        assertThatThrownBy(() -> read(reader))
                .isInstanceOfSatisfying(
                        HostException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(HostException.Kind.FAILED))
                .hasMessageContaining("recv: ENOBUFS (105)");
        assertThat(requests).hasSize(4);
    }

    @Test
    void eachWayHasAttemptsOfItsOwn() {
        SocketReader reader = reader((request, count) -> {
            throw new SystemCallException("recv", count == 4 ? Errno.EOPNOTSUPP : Errno.EAGAIN);
        });

        assertThatThrownBy(() -> read(reader)).hasMessageContaining("recv: EAGAIN (11)");
        assertThat(requests.stream().map(request -> request[4]).filter(type -> type == BOTH_FAMILIES))
                .hasSize(4);
        assertThat(requests.stream().map(request -> request[4]).filter(type -> type == ONE_FAMILY))
                .hasSize(4);
    }

    @Test
    void anInterruptedDumpIsBegunAnewAndInTheEndTakenWithAWarning() throws HostException {
        SocketReader reader = reader((request, count) -> new SockDiag.Dump(1, 0, true, 100));

        assertThat(read(reader).sockets()).hasSize(1);
        assertThat(requests).hasSize(4);
        assertThat(reader.limits())
                .singleElement()
                .satisfies(limit -> assertThat(limit.missing()).contains("may be off"));
    }

    @Test
    void aDumpThatSettlesIsTakenWithoutWarning() throws HostException {
        SocketReader reader = reader((request, count) -> new SockDiag.Dump(1, 0, count < 3, 100));

        assertThat(read(reader).sockets()).hasSize(1);
        assertThat(requests).hasSize(3);
        assertThat(reader.limits()).isEmpty();
    }

    @Test
    void socketsInUnknownStatesAreALimit() throws HostException {
        SocketReader reader = reader((request, count) -> new SockDiag.Dump(1, 5, false, 100));

        read(reader);

        assertThat(reader.limits())
                .singleElement()
                .satisfies(limit -> assertThat(limit.missing()).startsWith("5 sockets"));
    }

    @Test
    void anyOtherFailureIsOne() {
        SocketReader reader = reader((request, count) -> {
            throw new SystemCallException("socket", Errno.EMFILE);
        });

        assertThatThrownBy(() -> read(reader)).hasMessageContaining("socket: EMFILE (24)");
        assertThat(requests).hasSize(1);
    }

    @Test
    void whereNothingCanBeReadTheFirstRefusalIsNamed() {
        SocketReader.Dumps refusing = (byte[] request, SocketSink sink) -> {
            throw new SystemCallException("socket", Errno.EACCES);
        };
        SocketReader reader = new SocketReader(
                new FakeProc(folder.resolve("empty")).files(), refusing, SocketReader.Way.BOTH_FAMILIES);

        assertThatThrownBy(() -> read(reader))
                .isInstanceOfSatisfying(
                        HostException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(HostException.Kind.NOT_PERMITTED))
                .hasMessageContaining("socket: EACCES (13)")
                .hasMessageContaining("thread-self/net/tcp");
    }
}
