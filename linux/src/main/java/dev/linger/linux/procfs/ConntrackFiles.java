package dev.linger.linux.procfs;

import dev.linger.observation.Conntrack;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.StringTokenizer;

/// The connection tracking table of the calling thread's network namespace
/// (net/netfilter/nf_conntrack_standalone.c).
public final class ConntrackFiles {
    private static final String COUNT = "sys/net/netfilter/nf_conntrack_count";

    private ConntrackFiles() {}

    /// Whether this kernel tracks connections, readable for us or not.
    public static boolean exists(ProcFiles proc) {
        return proc.exists(COUNT);
    }

    /// Empty where connections are not tracked or the table may not be looked at.
    public static Optional<Conntrack> read(ProcFiles proc) {
        long entries = proc.number(COUNT);
        long limit = proc.number("sys/net/netfilter/nf_conntrack_max");
        if (entries < 0 || limit < 0) {
            return Optional.empty();
        }
        byte[] statistics = proc.bytes("thread-self/net/stat/nf_conntrack");
        return Optional.of(new Conntrack(entries, limit, statistics == null ? -1 : drops(statistics)));
    }

    /// The sum of column `drop` over all processors, whose values are hexadecimal; -1 when there is no such column.
    ///
    /// It counts packets for which no entry could be made (net/netfilter/nf_conntrack_core.c:nf_conntrack_in). What
    /// column `early_drop` counts is something else: entries thrown out to make room, whose packets were not lost.
    public static long drops(byte[] statistics) {
        StringTokenizer lines = new StringTokenizer(new String(statistics, StandardCharsets.ISO_8859_1), "\n");
        int column = lines.hasMoreTokens() ? columnOf("drop", lines.nextToken()) : -1;
        if (column < 0) {
            return -1;
        }
        long sum = 0;
        while (lines.hasMoreTokens()) {
            sum += value(lines.nextToken(), column);
        }
        return sum;
    }

    private static int columnOf(String name, String header) {
        StringTokenizer names = new StringTokenizer(header, " ");
        for (int column = 0; names.hasMoreTokens(); column++) {
            if (names.nextToken().equals(name)) {
                return column;
            }
        }
        return -1;
    }

    private static long value(String line, int column) {
        StringTokenizer values = new StringTokenizer(line, " ");
        for (int before = 0; before < column && values.hasMoreTokens(); before++) {
            values.nextToken();
        }
        try {
            return values.hasMoreTokens() ? Long.parseLong(values.nextToken(), 16) : 0;
        } catch (NumberFormatException noNumber) {
            return 0;
        }
    }
}
