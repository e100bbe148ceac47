package dev.linger.engine.profile;

import dev.linger.model.IpAddress;
import java.util.List;

/// What a simulated or real host is made of.
///
/// @param addresses its own, at least one; the first of a family is what connect() uses when the program bound
///     none. Loopback addresses are its own without being named
/// @param seed decides everything that is left to chance: keys, ports, initial sequence numbers
/// @param room how large its tables begin; they grow as they must
public record HostConfig(Profile profile, List<IpAddress> addresses, long seed, Room room) {
    /// How large tables begin.
    ///
    /// @param sockets connections and listeners
    /// @param waitingRows rows of the time-wait store
    /// @param wheelBits spokes of each level of its wheel, as a power of two: 3 to 12
    /// @param perturbationBits entries of the table of Linux's port selection, as a power of two: 0 to 16; the
    ///     kernel has 16
    public record Room(int sockets, int waitingRows, int wheelBits, int perturbationBits) {
        /// A few connections: some 3 KB with their sockets, for searches that copy hosts by the million.
        public static final Room TINY = new Room(4, 4, 3, 0);
        /// A host of a simulation.
        public static final Room ORDINARY = new Room(64, 64, 6, 8);
        /// Millions of rows.
        public static final Room LARGE = new Room(4096, 65536, 8, 16);
    }

    public HostConfig {
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("a host has at least one address");
        }
        addresses = List.copyOf(addresses);
    }

    public static HostConfig of(Profile profile, long seed, IpAddress... addresses) {
        return new HostConfig(profile, List.of(addresses), seed, Room.ORDINARY);
    }

    public HostConfig withRoom(Room newRoom) {
        return new HostConfig(profile, addresses, seed, newRoom);
    }
}
