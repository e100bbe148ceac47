package dev.linger.engine.port;

import dev.linger.engine.record.RecordPath;
import dev.linger.model.PortRange;
import dev.linger.model.PortSet;
import org.jspecify.annotations.Nullable;

/// How a system gives out local ports, and whom it lets share one.
///
/// @param range the ports of automatic choices, 1 to 65535 (net.ipv4.ip_local_port_range, MaxUserPort,
///     net.inet.ip.portrange.first and .last)
/// @param reserved ports that no automatic choice takes; an explicit bind() may (net.ipv4.ip_local_reserved_ports)
/// @param algorithm the order in which an automatic choice tries ports
/// @param sharing which ports connect() may choose although somebody owns them
/// @param bindRule how bind() judges the owners of the port that was asked for
/// @param autobindReuse whether bind() of port 0 may share a port when none is free and both sockets have
///     SO_REUSEADDR (net.ipv4.ip_autobind_reuse)
/// @param autoReusePortRange ports that connect() shares between destinations, or none: every port is exclusive
///     (AutoReusePortRangeStartPort and AutoReusePortRangeNumberOfPorts of Windows). That nothing outside of this
///     range is tried when it is used up is unconfirmed.
/// @param stickyBound whether a port that was once bound stays closed to connect() until its last owner has left
///     (Linux up to 6.12 at least); otherwise until the last owner that bound it has left (measured on 6.18)
/// @param connectFault what connect() reports when no port is left
/// @param bindFault what bind() of port 0 reports when no port is left
/// @param tupleFault what connect() reports when its port was chosen before and the four-tuple is taken
public record PortRules(
        PortRange range,
        PortSet reserved,
        Algorithm algorithm,
        Sharing sharing,
        BindRule bindRule,
        boolean autobindReuse,
        @Nullable PortRange autoReusePortRange,
        boolean stickyBound,
        PortFault connectFault,
        PortFault bindFault,
        PortFault tupleFault) {
    /// The order in which an automatic choice tries ports.
    public enum Algorithm {
        /// Upward from a random port (RFC 6056 §3.3.1).
        RFC_6056_1,
        /// A random port each time (RFC 6056 §3.3.2): after as many attempts as there are ports it gives up,
        /// although some may never have been tried.
        RFC_6056_2,
        /// Upward from a keyed hash of the remote end plus one counter for the host (RFC 6056 §3.3.3).
        RFC_6056_3,
        /// The same with a counter for each group of destinations (RFC 6056 §3.3.4).
        RFC_6056_4,
        /// Upward in random steps of 1 to 500 (RFC 6056 §3.3.5).
        RFC_6056_5,
        /// Linux from 5.12 on: a start as in RFC 6056 §3.3.4 with a new key every ten seconds, first the ports
        /// of the low end's parity, then the others (net/ipv4/inet_hashtables.c:__inet_hash_connect).
        LINUX_KEYED,
        /// Linux from 4.2: the two passes, but one counter for the host and one key for its life.
        LINUX_PARITY,
        /// Linux up to 4.1: every port in turn from a keyed hash plus one counter for the host.
        LINUX_SEQUENTIAL,
        /// Upward from a random port (sys/netinet/in_pcb.c:in_pcb_lport_dest of FreeBSD).
        BSD_RANDOM_START,
        /// Upward from the last port given out, beginning at the low end. Unconfirmed for Windows since Vista
        /// and for macOS.
        SEQUENTIAL
    }

    /// Which ports connect() may choose although somebody owns them.
    public enum Sharing {
        /// Every port whose four-tuple is free.
        FOUR_TUPLE,
        /// Those that no owner has bound or listens on, whatever its address, when the four-tuple is free
        /// (net/ipv4/inet_hashtables.c:__inet_hash_connect; measured).
        CONNECTED_ONLY,
        /// Those without an unconnected owner that would answer for the local address, when the four-tuple is free
        /// (sys/netinet/in_pcb.c:in_pcb_lport_dest passes the wildcard lookup).
        NO_LISTENER,
        /// None that has an owner with the same local address or a wildcard one.
        EXCLUSIVE_ADDRESS,
        /// None: one owner on the whole host.
        EXCLUSIVE_HOST
    }

    /// How bind() judges the owners of a port.
    public enum BindRule {
        /// Only a listener stands in the way: waiting and connected sockets have remote ends, and it is the pair of
        /// ends that must be unique (RFC 9293 §3.9.1.1 MUST-42).
        RFC_9293,
        /// Both sockets must agree to share (net/ipv4/inet_connection_sock.c:inet_bind_conflict).
        LINUX,
        /// The new socket decides alone (sys/netinet/in_pcb.c:in_pcbbind_setup).
        BSD,
        /// SO_REUSEADDR always succeeds, except over SO_EXCLUSIVEADDRUSE. Pairs without it are judged as by
        /// [#WINDOWS_2003]; that they are is unconfirmed.
        WINDOWS_2000,
        /// The table of Microsoft's "Using SO_REUSEADDR and SO_EXCLUSIVEADDRUSE" for sockets of one user.
        WINDOWS_2003
    }

    private static final PortRange DYNAMIC = new PortRange(49152, 65535);

    /// Every port above the well-known ones, as RFC 6056 §3.2 advises, and its third algorithm.
    public static final PortRules RFC_9293 = new PortRules(
            new PortRange(1024, 65535),
            PortSet.EMPTY,
            Algorithm.RFC_6056_3,
            Sharing.FOUR_TUPLE,
            BindRule.RFC_9293,
            false,
            null,
            false,
            PortFault.ADDRESS_NOT_AVAILABLE,
            PortFault.ADDRESS_NOT_AVAILABLE,
            PortFault.ADDRESS_IN_USE);

    /// Linux 6.18.
    public static final PortRules LINUX = new PortRules(
            PortRange.LINUX_DEFAULT,
            PortSet.EMPTY,
            Algorithm.LINUX_KEYED,
            Sharing.CONNECTED_ONLY,
            BindRule.LINUX,
            false,
            null,
            false,
            PortFault.ADDRESS_NOT_AVAILABLE,
            PortFault.ADDRESS_IN_USE,
            PortFault.ADDRESS_NOT_AVAILABLE);

    public static final PortRules LINUX_4_10 =
            LINUX.withAlgorithm(Algorithm.LINUX_PARITY).withStickyBound(true);

    public static final PortRules LINUX_3_6 =
            LINUX_4_10.withAlgorithm(Algorithm.LINUX_SEQUENTIAL).withRange(new PortRange(32768, 61000));

    public static final PortRules FREEBSD_13 = new PortRules(
            new PortRange(10000, 65535),
            PortSet.EMPTY,
            Algorithm.BSD_RANDOM_START,
            Sharing.NO_LISTENER,
            BindRule.BSD,
            false,
            null,
            false,
            PortFault.ADDRESS_NOT_AVAILABLE,
            PortFault.ADDRESS_NOT_AVAILABLE,
            PortFault.ADDRESS_IN_USE);

    public static final PortRules FREEBSD_14 = FREEBSD_13;

    /// Windows 2000; the errors are those of Microsoft's articles on port exhaustion, which of them bind() of
    /// port 0 gives is unconfirmed.
    public static final PortRules WINDOWS_2000 = new PortRules(
            new PortRange(1025, 5000),
            PortSet.EMPTY,
            Algorithm.SEQUENTIAL,
            Sharing.EXCLUSIVE_ADDRESS,
            BindRule.WINDOWS_2000,
            false,
            null,
            false,
            PortFault.NO_BUFFERS,
            PortFault.NO_BUFFERS,
            PortFault.ADDRESS_IN_USE);

    public static final PortRules WINDOWS_2003 = WINDOWS_2000.withBindRule(BindRule.WINDOWS_2003);

    public static final PortRules WINDOWS_10 = WINDOWS_2003.withRange(DYNAMIC);

    public static final PortRules MACOS = new PortRules(
            DYNAMIC,
            PortSet.EMPTY,
            Algorithm.SEQUENTIAL,
            Sharing.EXCLUSIVE_HOST,
            BindRule.BSD,
            false,
            null,
            false,
            PortFault.ADDRESS_NOT_AVAILABLE,
            PortFault.ADDRESS_NOT_AVAILABLE,
            PortFault.ADDRESS_IN_USE);

    public PortRules {
        if (range.first() < 1) {
            throw new IllegalArgumentException("automatic ports begin at 1 or above, not at " + range.first());
        }
        if (autoReusePortRange != null) {
            if (autoReusePortRange.first() < 1) {
                throw new IllegalArgumentException(
                        "shared ports begin at 1 or above, not at " + autoReusePortRange.first());
            }
            if (sharing != Sharing.EXCLUSIVE_ADDRESS) {
                throw new IllegalArgumentException("autoReusePortRange has no meaning with " + sharing);
            }
        }
        requireFault("connectFault", connectFault);
        requireFault("bindFault", bindFault);
        requireFault("tupleFault", tupleFault);
    }

    private static void requireFault(String name, PortFault fault) {
        if (fault == PortFault.NONE) {
            throw new IllegalArgumentException(name + " must be an error, not " + fault);
        }
    }

    public PortRules withRange(PortRange newRange) {
        return RecordPath.copy(this, "range", newRange);
    }

    public PortRules withReserved(PortSet newReserved) {
        return RecordPath.copy(this, "reserved", newReserved);
    }

    public PortRules withAlgorithm(Algorithm newAlgorithm) {
        return RecordPath.copy(this, "algorithm", newAlgorithm);
    }

    public PortRules withBindRule(BindRule newBindRule) {
        return RecordPath.copy(this, "bindRule", newBindRule);
    }

    public PortRules withAutobindReuse(boolean newAutobindReuse) {
        return RecordPath.copy(this, "autobindReuse", newAutobindReuse);
    }

    public PortRules withAutoReusePortRange(@Nullable PortRange newAutoReusePortRange) {
        return RecordPath.copy(this, "autoReusePortRange", newAutoReusePortRange);
    }

    public PortRules withStickyBound(boolean newStickyBound) {
        return RecordPath.copy(this, "stickyBound", newStickyBound);
    }
}
