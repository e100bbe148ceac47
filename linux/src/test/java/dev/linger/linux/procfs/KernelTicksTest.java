package dev.linger.linux.procfs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.observation.Kernel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelTicksTest {
    private static final String CONFIGURATION =
            "# CONFIG_HZ=1\n# CONFIG_HZ_100 is not set\nCONFIG_HZ_250=y\nXCONFIG_HZ=2\nCONFIG_HZ=250\nCONFIG_X=y\n";

    @TempDir
    Path folder;

    private static OptionalInt parse(String text) throws IOException {
        return KernelTicks.parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void theLineIsFoundAmongThoseThatLookLikeIt() throws IOException {
        assertThat(parse(CONFIGURATION)).isEqualTo(OptionalInt.of(250));
    }

    @Test
    void theLineMayBeTheFirstOrTheLast() throws IOException {
        assertThat(parse("CONFIG_HZ=1000\n")).isEqualTo(OptionalInt.of(1000));
        assertThat(parse("A=1\nCONFIG_HZ=100")).isEqualTo(OptionalInt.of(100));
    }

    /// The line lies across the end of a buffer for some of these.
    @Test
    void theLineIsFoundWhereverItLies() throws IOException {
        for (int before = 8_100; before < 8_250; before++) {
            assertThat(parse("#".repeat(before) + "\nCONFIG_HZ=300\n" + "X=y\n".repeat(10)))
                    .as("after %d bytes", before)
                    .isEqualTo(OptionalInt.of(300));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "CONFIG_HZ_250=y\n", "CONFIG_HZ=\n", "CONFIG_HZ=x\n", "CONFIG_HZ=0\n"})
    void aConfigurationWithoutTheNumberSaysNothing(String text) throws IOException {
        assertThat(parse(text)).isEmpty();
    }

    @Test
    void theConfigurationInsideTheKernelIsReadCompressed() throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(CONFIGURATION.getBytes(StandardCharsets.US_ASCII));
        }
        ProcFiles proc =
                new FakeProc(folder).file("config.gz", compressed.toByteArray()).files();

        assertThat(KernelTicks.read(proc, "6.18-none"))
                .isEqualTo(new Kernel("Linux", "6.18-none", OptionalInt.of(250), folder + "/config.gz"));
    }

    @Test
    void withoutAConfigurationTheReasonIsGiven() {
        Kernel kernel = KernelTicks.read(new FakeProc(folder).files(), "6.18-none");

        assertThat(kernel.hz()).isEmpty();
        assertThat(kernel.hzSource()).contains("/config.gz", "/boot/config-6.18-none", "CONFIG_HZ");
    }

    @Test
    void aFileThatIsNotCompressedIsPassedOver() {
        ProcFiles proc =
                new FakeProc(folder).file("config.gz", "CONFIG_HZ=250\n").files();

        assertThat(KernelTicks.read(proc, "6.18-none").hz()).isEmpty();
    }
}
