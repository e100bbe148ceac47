package dev.linger.linux.procfs;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.StringTokenizer;

/// Kernel counters in their text forms (net/ipv4/proc.c); what cannot be read as a counter is left out.
public final class CounterFile {
    private CounterFile() {}

    /// Reads `snmp` and `netstat`, where a line of names goes before each line of values. They are matched by place
    /// in their line; which names there are and in what order differs from kernel to kernel.
    ///
    /// @param group the only group to read, such as `TcpExt`
    /// @param counters takes `TcpExt.ListenDrops` and the like
    public static void readPairs(byte[] text, String group, Map<String, Long> counters) {
        String names = "";
        StringTokenizer lines = lines(text);
        while (lines.hasMoreTokens()) {
            String line = lines.nextToken();
            if (line.startsWith(group) && line.startsWith(":", group.length())) {
                if (names.isEmpty()) {
                    names = line;
                } else {
                    readPair(names, line, group, counters);
                    names = "";
                }
            }
        }
    }

    private static void readPair(String names, String values, String group, Map<String, Long> counters) {
        StringTokenizer name = new StringTokenizer(names, " ");
        StringTokenizer value = new StringTokenizer(values, " ");
        name.nextToken();
        value.nextToken();
        while (name.hasMoreTokens() && value.hasMoreTokens()) {
            put(group, name.nextToken(), value.nextToken(), counters);
        }
    }

    /// Reads a group of `sockstat`, where each name goes before its value: `TCP: inuse 5 orphan 0`.
    ///
    /// @param counters takes `sockstat.TCP.inuse` and the like
    public static void readSockstat(byte[] text, String group, Map<String, Long> counters) {
        StringTokenizer lines = lines(text);
        while (lines.hasMoreTokens()) {
            String line = lines.nextToken();
            if (line.startsWith(group) && line.startsWith(":", group.length())) {
                StringTokenizer words = new StringTokenizer(line.substring(group.length() + 1), " ");
                while (words.countTokens() >= 2) {
                    put("sockstat." + group, words.nextToken(), words.nextToken(), counters);
                }
            }
        }
    }

    private static StringTokenizer lines(byte[] text) {
        return new StringTokenizer(new String(text, StandardCharsets.ISO_8859_1), "\n");
    }

    private static void put(String group, String name, String value, Map<String, Long> counters) {
        try {
            counters.put(group + "." + name, Long.parseLong(value));
        } catch (NumberFormatException noNumber) {
            // Left out: no kernel writes that.
        }
    }
}
