package dev.linger.observation.census;

import dev.linger.model.PortRange;
import dev.linger.model.PortSet;
import dev.linger.observation.EphemeralPorts;

/// How many local ports each destination can use at once: the range, less reserved ports, less ports that listeners
/// and bound sockets hold.
///
/// A port that any socket bound by hand is never chosen automatically, whatever address it is bound to
/// (net/ipv4/inet_hashtables.c:__inet_hash_connect skips such a port before it looks at addresses; measured), so the
/// budget is one number for the whole namespace.
///
/// @param held ports held by listeners and bound sockets, inside the range or not
public record PortBudget(EphemeralPorts ephemeral, PortSet held) {
    public static PortBudget of(EphemeralPorts ephemeral, Listeners listeners) {
        return new PortBudget(ephemeral, listeners.heldPorts());
    }

    /// Ports that can be used toward one destination at the same time.
    public int size() {
        return range().size() - unavailable().within(range()).size();
    }

    /// Those among them that the kernel tries first, see [PortRange#inFirstHalf(int)].
    public int firstHalfSize() {
        PortSet unavailable = unavailable();
        int size = 0;
        for (int port = range().first(); port <= range().last(); port += 2) {
            size += unavailable.contains(port) ? 0 : 1;
        }
        return size;
    }

    public PortRange range() {
        return ephemeral.range();
    }

    public int reservedWithinRange() {
        return ephemeral.reserved().within(range()).size();
    }

    public int heldWithinRange() {
        return unavailable().within(range()).size() - reservedWithinRange();
    }

    private PortSet unavailable() {
        return ephemeral.reserved().union(held);
    }

    /// The arithmetic in words: `28,232 = 32768-60999`, with what was taken off.
    public String explanation() {
        StringBuilder text = new StringBuilder(grouped(size())).append(" = ").append(range());
        if (reservedWithinRange() > 0) {
            text.append(" less ").append(grouped(reservedWithinRange())).append(" reserved");
        }
        if (heldWithinRange() > 0) {
            text.append(" less ").append(grouped(heldWithinRange())).append(" held by listeners or bind");
        }
        if (ephemeral.assumed()) {
            text.append(" (Linux's default range assumed)");
        }
        return text.toString();
    }

    /// By hand, because a formatter takes 8 ms of a start.
    private static String grouped(int number) {
        int thousands = number / 1000;
        int rest = number % 1000;
        return thousands == 0 ? String.valueOf(rest) : thousands + "," + rest / 100 + rest / 10 % 10 + rest % 10;
    }
}
