package dev.linger.cli.command;

import dev.linger.observation.Cost;
import dev.linger.observation.Limit;
import dev.linger.observation.Owners;
import dev.linger.observation.census.StateCounts;
import java.util.List;
import java.util.Map;

/// What `linger states` saw, live or in a file.
///
/// @param namespace what it is called
/// @param byNamespace the counts of each namespace, where that was asked for
record SocketsSeen(
        String namespace,
        SocketGroups groups,
        Owners owners,
        Map<String, StateCounts> byNamespace,
        List<Limit> limits,
        Cost cost) {}
