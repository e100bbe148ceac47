package dev.linger.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.cli.Outcome;
import dev.linger.cli.SampleHost;
import dev.linger.observation.json.SnapshotWriter;
import dev.linger.testkit.SeededLoop;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotFileTest {
    @TempDir
    private Path folder;

    private Outcome read(byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("some-file"), bytes);
        return Outcome.of("states", "--from", file.toString());
    }

    private static byte[] compressed() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            SnapshotWriter.write(SampleHost.snapshot(), gzip);
        }
        return bytes.toByteArray();
    }

    @Test
    void compressedAndPlainFilesAreReadAlike() throws IOException {
        Outcome plain = Outcome.of("states", "--from", SampleHost.file(folder).toString());
        assertThat(read(compressed()).out()).isEqualTo(plain.out()).contains("1,214");
    }

    @Test
    void aMistakeIsNamedByFileLineAndColumn() throws IOException {
        Outcome outcome =
                read("{\n  \"schema\": \"linger/snapshot/v1\",\n  \"host\": 7\n}".getBytes(StandardCharsets.UTF_8));
        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.err()).contains("some-file, line 3, column 11: at host: expected a text");
    }

    @Test
    void filesOfOtherKindsAreRefused() throws IOException {
        assertThat(read(new byte[0]).err()).contains("some-file");
        assertThat(read("hello".getBytes(StandardCharsets.UTF_8)).err()).contains("line 1", "expected JSON");
        assertThat(read("{\"schema\":\"linger/snapshot/v9\"}".getBytes(StandardCharsets.UTF_8))
                        .err())
                .contains("v9");
    }

    @Test
    void aTruncatedFileIsRefusedWhereverItEnds() throws IOException {
        byte[] whole = compressed();
        for (int length = 0; length < whole.length - 8; length += 97) {
            Outcome outcome = read(Arrays.copyOf(whole, length));
            assertThat(outcome.status())
                    .as("%d bytes: %s", length, outcome.err())
                    .isEqualTo(2);
            assertThat(outcome.out()).isEmpty();
        }
    }

    @Test
    void aFileThatIsOnlyTheStartOfACompressedOneEndsTooEarly() throws IOException {
        Outcome outcome = read(new byte[] {0x1F, (byte) 0x8B});
        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.err())
                .isEqualTo("linger: cannot read " + folder.resolve("some-file") + ": it ends too early\n");
    }

    @Test
    void aCompressedFileThatIsCutEndsTooEarlyWhereverItIsCut() throws IOException {
        byte[] whole = compressed();
        for (int length : new int[] {9, 10, 11, whole.length / 2, whole.length - 8, whole.length - 1}) {
            Outcome outcome = read(Arrays.copyOf(whole, length));
            assertThat(outcome.status()).as("%d bytes", length).isEqualTo(2);
            assertThat(outcome.err())
                    .as("%d bytes", length)
                    .containsAnyOf("ends too early", "expected more, found the end of the file")
                    .contains("some-file");
        }
    }

    @Test
    void aFailureWithoutWordsIsNamedByItsKind() {
        assertThat(SnapshotFile.reason(new ClosedChannelException())).isEqualTo("ClosedChannelException");
    }

    @Test
    void bytesThatAreNoTextAreTheFilesFault() throws IOException {
        byte[] bytes = "{\"schema\":\"linger/snapshot/v1\",\"host\":\"?\"}".getBytes(StandardCharsets.US_ASCII);
        bytes[new String(bytes, StandardCharsets.US_ASCII).indexOf('?')] = (byte) 0xFF;
        Outcome outcome = read(bytes);
        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.err()).contains("some-file, line 1");
    }

    @Test
    void aDamagedFileIsReadOrRefusedAndNeverAFaultOfLinger() throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        SnapshotWriter.write(SampleHost.small(), whole);
        SeededLoop.run(1500, (random, seed) -> {
            byte[] bytes = whole.toByteArray();
            for (int change = random.nextInt(1, 4); change > 0; change--) {
                int place = random.nextInt(bytes.length);
                bytes[place] = (byte)
                        (random.nextBoolean() ? random.nextInt(256) : "0919-\"[]{},e.tn".charAt(random.nextInt(15)));
            }
            Path file = Files.write(folder.resolve("damaged"), bytes);
            assertThat(Outcome.of("states", "--from", file.toString()).status()).isIn(0, 2);
            Outcome doctor = Outcome.of("doctor", "--from", file.toString());
            assertThat(doctor.status()).as(doctor.err()).isIn(0, 1, 2);
        });
    }
}
