package dev.linger.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.linger.linux.Rows;
import dev.linger.linux.netlink.SockDiagReader.Progress;
import dev.linger.testkit.SeededLoop;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Whatever arrives, the reader neither throws nor reads beyond what it was given. The arrays end where the datagrams
/// end, so any read beyond would throw.
class SpoiledDumpTest {
    static final List<String> RECORDED = Recorded.ALL;

    private static SockDiagReader read(byte[] dump) {
        SockDiagReader reader = new SockDiagReader(new Rows());
        assertThatCode(() -> reader.read(dump, dump.length)).doesNotThrowAnyException();
        return reader;
    }

    @ParameterizedTest
    @FieldSource("RECORDED")
    void aTruncatedDumpIsMalformedUnlessItEndsBetweenMessages(String name) {
        byte[] dump = Recorded.bytes(name);
        List<Integer> ends = new ArrayList<>(Recorded.messages(dump));
        for (int length = 0; length < dump.length; length++) {
            Progress expected = ends.contains(length) ? Progress.RUNNING : Progress.MALFORMED;
            Progress progress = read(Recorded.truncated(dump, length)).progress();
            // The last message of a recording may carry more than is looked at.
            if (length <= ends.getLast()) {
                assertThat(progress).as("%s cut at %d", name, length).isEqualTo(expected);
            } else {
                assertThat(progress).as("%s cut at %d", name, length).isNotEqualTo(Progress.RUNNING);
            }
        }
    }

    @ParameterizedTest
    @FieldSource("RECORDED")
    void aChangedByteNeverMakesTheReaderThrow(String name) {
        byte[] dump = Recorded.bytes(name);
        for (int offset = 0; offset < dump.length; offset++) {
            for (int value : new int[] {0, 1, 3, 4, 0x7F, 0x80, 0xFF, dump[offset] ^ 1, dump[offset] + 4}) {
                read(Recorded.withByte(dump, offset, value));
            }
        }
    }

    @ParameterizedTest
    @FieldSource("RECORDED")
    void manyChangedBytesNeverMakeTheReaderThrow(String name) {
        byte[] dump = Recorded.bytes(name);
        SeededLoop.run(500, (random, seed) -> {
            byte[] changed = dump.clone();
            for (int count = random.nextInt(1, 40); count > 0; count--) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt();
            }
            read(changed);
        });
    }

    @Test
    void aSocketShorterThanItsStructureIsMalformed() {
        for (int length = 16; length < 16 + DiagRow.BYTES; length += 4) {
            byte[] tooShort = Recorded.truncated(Recorded.bytes(Recorded.IPV4), length);

            assertThat(read(Recorded.withInt(tooShort, 0, length)).progress())
                    .as("a message of %d bytes", length)
                    .isEqualTo(Progress.MALFORMED);
        }
    }

    @ParameterizedTest
    @FieldSource("LENGTHS")
    void aMessageWithAnImpossibleLengthIsMalformed(int length) {
        byte[] dump = Recorded.bytes(Recorded.IPV4);

        assertThat(read(Recorded.withInt(dump, 0, length)).progress()).isEqualTo(Progress.MALFORMED);
    }

    static final List<Integer> LENGTHS = List.of(-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 0, 15, 100_000);

    @Test
    void anErrorWithoutItsNumberIsMalformed() {
        byte[] refusal = Recorded.truncated(Recorded.bytes(Recorded.REFUSED), 16);

        assertThat(read(Recorded.withInt(refusal, 0, 16)).progress()).isEqualTo(Progress.MALFORMED);
    }

    @Test
    void anAttributeLongerThanItsMessageIsIgnored() {
        for (int claimed : new int[] {0, 3, 9, 64, 65_535}) {
            Rows rows = new Rows();
            byte[] message = Recorded.withTcpInfo(claimed, new byte[4]);
            new SockDiagReader(rows).read(message, message.length);

            assertThat(rows.sockets()).hasSize(1);
            assertThat(rows.sockets().getFirst().idleMillis()).isEqualTo(-1);
        }
    }
}
