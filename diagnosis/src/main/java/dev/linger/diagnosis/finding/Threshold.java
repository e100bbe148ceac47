package dev.linger.diagnosis.finding;

import java.util.Arrays;
import java.util.Optional;

/// The numbers that decide whether something is a finding, with their defaults; `--threshold NAME=VALUE` overrides one.
/// docs/reference/thresholds.md lists them, and a test keeps the two alike.
public enum Threshold {
    PORTS_EXHAUSTED_SHARE("ports-exhausted-share", 0.98, "share of a destination's port budget that is critical"),
    PORTS_FILLING_SHARE("ports-filling-share", 0.80, "share of a destination's port budget that is a warning"),
    PORTS_FILLING_SECONDS("ports-filling-seconds", 600, "a budget that will be full within this time is a warning"),
    CONNECT_SLOW_SHARE("connect-slow-share", 0.97, "share of the ports tried first that makes connect() search"),
    CONNECT_SLOW_MICROS("connect-slow-micros", 100, "microseconds of search a connect() from which it is a warning"),
    TIME_WAIT_TABLE_SHARE("time-wait-table-share", 0.90, "share of tcp_max_tw_buckets that is a warning"),
    RESTART_COUNT("restart-count", 5, "waiting sockets on a port nobody listens on that are a warning, not a notice"),
    CLOSE_WAIT_COUNT("close-wait-count", 10, "old CLOSE_WAIT sockets of one process that are a warning"),
    CLOSE_WAIT_CRITICAL("close-wait-critical", 1000, "old CLOSE_WAIT sockets of one process that are critical"),
    CLOSE_WAIT_SECONDS("close-wait-seconds", 10, "age from which a CLOSE_WAIT socket counts as old"),
    CLOSING_COUNT(
            "closing-count",
            100,
            "connections whose FIN stays unacknowledged, or orphaned FIN_WAIT_2, that are a finding"),
    ORPHAN_SHARE("orphan-share", 0.25, "share of tcp_max_orphans that is a warning"),
    ORPHAN_CRITICAL_SHARE("orphan-critical-share", 0.50, "share of tcp_max_orphans that is critical"),
    ACCEPT_DROPS_PER_SECOND("accept-drops-per-second", 10, "accept queue overflows a second that are critical"),
    RESETS_PER_SECOND("resets-per-second", 10, "resets a second from which they can be a storm"),
    RESETS_SHARE("resets-share", 0.20, "resets for each connection opened from which they are a storm");

    private final String word;
    private final double initial;
    private final String meaning;

    Threshold(String word, double initial, String meaning) {
        this.word = word;
        this.initial = initial;
        this.meaning = meaning;
    }

    public String word() {
        return word;
    }

    public double initial() {
        return initial;
    }

    public String meaning() {
        return meaning;
    }

    public static Optional<Threshold> named(String word) {
        return Arrays.stream(values())
                .filter(threshold -> threshold.word.equals(word))
                .findFirst();
    }
}
