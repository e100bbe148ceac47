package dev.linger.linux;

import dev.linger.observation.Cost;
import dev.linger.observation.Limit;
import dev.linger.observation.SocketSink;
import java.util.List;

/// What came of reading the sockets once.
///
/// @param sink the sink that was handed every socket once
/// @param sockets how many it was handed
/// @param limits what could not be seen
public record SocketReading<S extends SocketSink>(S sink, int sockets, List<Limit> limits, Cost cost) {
    public SocketReading {
        limits = List.copyOf(limits);
    }
}
