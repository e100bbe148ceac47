package dev.linger.linux;

import dev.linger.observation.Cost;
import dev.linger.observation.Limit;
import dev.linger.observation.Owners;
import java.util.List;

/// What came of looking for the processes that hold sockets.
///
/// @param limits empty where every owner was found
public record OwnerReading(Owners owners, List<Limit> limits, Cost cost) {
    public OwnerReading {
        limits = List.copyOf(limits);
    }
}
