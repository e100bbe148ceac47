package dev.linger.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linger.linux.Rows;
import dev.linger.linux.kernel.Errno;
import dev.linger.linux.libc.SystemCallException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class SockDiagTest {
    private static final int NOOP = 1;
    private static final int ENOUGH = 10_000;

    /// Datagrams that bring nothing, this many times, and then a whole dump.
    private static final class Stalling implements SockDiag.Datagrams {
        private final byte[] nothing;
        private final int times;
        private int received;

        Stalling(byte[] nothing, int times) {
            this.nothing = nothing;
            this.times = times;
        }

        @Override
        public int receive(byte[] bytes) {
            byte[] next = received < times ? nothing : Recorded.bytes(Recorded.IPV4);
            received++;
            System.arraycopy(next, 0, bytes, 0, next.length);
            return next.length;
        }
    }

    private static byte[] noOperation() {
        return ByteBuffer.allocate(SockDiagRequest.HEADER_BYTES)
                .order(ByteOrder.nativeOrder())
                .putInt(0, SockDiagRequest.HEADER_BYTES)
                .putShort(4, (short) NOOP)
                .array();
    }

    @Test
    void aDumpThatStallsAWhileIsReadToItsEnd() throws SystemCallException {
        Rows rows = new Rows();
        SockDiag.Dump dump = SockDiag.read(new Stalling(new byte[0], 15), rows);

        assertThat(rows.sockets()).isNotEmpty();
        assertThat(dump.rows()).isEqualTo(rows.sockets().size());
    }

    @Test
    void datagramsWithoutAByteEndTheDumpAsMalformed() {
        assertMalformed(new byte[0]);
    }

    @Test
    void datagramsWithoutASocketEndTheDumpAsMalformed() {
        assertMalformed(noOperation());
    }

    private static void assertMalformed(byte[] nothing) {
        Stalling datagrams = new Stalling(nothing, ENOUGH);

        assertThatThrownBy(() -> SockDiag.read(datagrams, new Rows()))
                .isInstanceOfSatisfying(
                        SystemCallException.class,
                        failure -> assertThat(failure.errno()).isEqualTo(Errno.EBADMSG));
        assertThat(datagrams.received).isLessThan(100);
    }
}
