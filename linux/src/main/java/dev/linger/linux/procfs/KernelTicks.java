package dev.linger.linux.procfs;

import dev.linger.observation.Kernel;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.zip.GZIPInputStream;

/// How many timer ticks a second the kernel was built with. No system call tells (`sysconf(_SC_CLK_TCK)` is 100 on
/// all), so its build configuration is looked for.
public final class KernelTicks {
    private static final byte[] KEY = "\nCONFIG_HZ=".getBytes(StandardCharsets.US_ASCII);
    private static final int MAX_DIGITS = 5;

    private KernelTicks() {}

    /// Looks into /proc/config.gz, then where distributions keep the configuration.
    public static Kernel read(ProcFiles proc, String release) {
        String embedded = proc.path("config.gz");
        String[] files = {embedded, "/boot/config-" + release, "/lib/modules/" + release + "/config"};
        for (String file : files) {
            try (InputStream raw = new FileInputStream(file);
                    InputStream text = file.equals(embedded) ? new GZIPInputStream(raw, 8192) : raw) {
                OptionalInt hz = parse(text);
                if (hz.isPresent()) {
                    return new Kernel("Linux", release, hz, file);
                }
            } catch (IOException missing) {
                // The next one may be there.
            }
        }
        return new Kernel(
                "Linux",
                release,
                OptionalInt.empty(),
                "not known: none of " + String.join(", ", files) + " could be read or says CONFIG_HZ");
    }

    /// Reads up to the line `CONFIG_HZ=` and no further.
    static OptionalInt parse(InputStream text) throws IOException {
        byte[] buffer = new byte[8192];
        int length = 1;
        buffer[0] = '\n';
        for (int count = read(text, buffer, length); count > 0; count = read(text, buffer, length)) {
            length += count;
            int key = find(buffer, length);
            if (key >= 0) {
                int digits = key + KEY.length;
                length += Math.max(0, text.readNBytes(buffer, length, Math.min(MAX_DIGITS, buffer.length - length)));
                return number(buffer, digits, length);
            }
            int kept = Math.min(length, KEY.length + MAX_DIGITS);
            System.arraycopy(buffer, length - kept, buffer, 0, kept);
            length = kept;
        }
        return OptionalInt.empty();
    }

    private static int read(InputStream text, byte[] buffer, int length) throws IOException {
        return text.read(buffer, length, buffer.length - length - MAX_DIGITS);
    }

    private static int find(byte[] buffer, int length) {
        for (int start = 0; start + KEY.length <= length; start++) {
            if (Arrays.equals(buffer, start, start + KEY.length, KEY, 0, KEY.length)) {
                return start;
            }
        }
        return -1;
    }

    private static OptionalInt number(byte[] buffer, int from, int length) {
        int value = 0;
        int position = from;
        while (position < length
                && position < from + MAX_DIGITS
                && buffer[position] >= '0'
                && buffer[position] <= '9') {
            value = value * 10 + buffer[position++] - '0';
        }
        return value > 0 ? OptionalInt.of(value) : OptionalInt.empty();
    }
}
