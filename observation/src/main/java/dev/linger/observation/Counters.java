package dev.linger.observation;

import dev.linger.model.Counter;
import java.util.Collections;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/// The kernel's counters by their full names (`TcpExt.TCPTimeWaitOverflow`); all that the kernel has, known to
/// [Counter] or not.
public record Counters(Map<String, Long> values) {
    public static final Counters NONE = new Counters(Map.of());

    public Counters {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    public OptionalLong value(Counter counter) {
        Long value = values.get(counter.key());
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }
}
