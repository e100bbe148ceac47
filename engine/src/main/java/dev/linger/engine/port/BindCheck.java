package dev.linger.engine.port;

/// Whether a socket may have a port that others own already.
///
/// Asking for a port below 1024 is not looked at here, nor are users on BSD and Windows: the checks that keep one
/// user off another's port there are not modelled.
public final class BindCheck {
    private static final int REMOTE_END = PortTable.CONNECTED | PortTable.TIME_WAIT;

    private BindCheck() {}

    /// What bind() of `port` (1 to 65535) reports.
    public static PortFault verdict(PortRules rules, PortTable table, PortRequest request, int port) {
        return judge(rules, table, request, port, PortTable.NONE);
    }

    /// What listen() reports to a socket whose entry at `port` is in the table, with the request's address,
    /// user and attributes. One owner of exactly that class is the socket itself; without one an
    /// [IllegalStateException] is thrown.
    public static PortFault listenVerdict(PortRules rules, PortTable table, PortRequest request, int port) {
        int own = table.find(port, request.localHigh, request.localLow, request.uid, request.attributes);
        if (own == PortTable.NONE) {
            throw new IllegalStateException("the socket that wants to listen does not own port " + port);
        }
        return switch (rules.bindRule()) {
            case LINUX, RFC_9293 -> judge(rules, table, request, port, own);
            // These judge at bind() alone.
            case BSD, WINDOWS_2000, WINDOWS_2003 -> PortFault.NONE;
        };
    }

    private static PortFault judge(PortRules rules, PortTable table, PortRequest request, int port, int own) {
        for (int row = table.firstOwner(port); row != PortTable.NONE; row = table.nextOwner(row)) {
            boolean isOther = row != own || table.count(row) > 1;
            if (isOther && overlaps(table, row, request)) {
                PortFault fault = pair(rules.bindRule(), table, row, request);
                if (fault != PortFault.NONE) {
                    return fault;
                }
            }
        }
        return PortFault.NONE;
    }

    /// Whether bind() of port 0 may choose `port`; `relaxed` is Linux' second attempt with ip_autobind_reuse.
    static boolean isAutomatic(PortRules rules, PortTable table, PortRequest request, int port, boolean relaxed) {
        if (rules.sharing() == PortRules.Sharing.EXCLUSIVE_HOST) {
            return table.isFree(port);
        }
        for (int row = table.firstOwner(port); row != PortTable.NONE; row = table.nextOwner(row)) {
            if (overlaps(table, row, request) && !sharesAutomatically(rules, table, row, request, relaxed)) {
                return false;
            }
        }
        return true;
    }

    /// Whether connect() may choose `port`.
    static boolean isConnectable(PortRules rules, PortTable table, PortRequest request, int port, TupleProbe probe) {
        boolean fits = switch (rules.sharing()) {
            case FOUR_TUPLE -> true;
            case CONNECTED_ONLY -> table.isConnectedOnly(port);
            case NO_LISTENER -> isUnanswered(table, request, port, REMOTE_END, 0);
            case EXCLUSIVE_ADDRESS ->
                rules.autoReusePortRange() == null
                        ? isUnanswered(table, request, port, 0, 0)
                        : isUnanswered(table, request, port, 0, PortTable.BOUND | PortTable.LISTENING);
            case EXCLUSIVE_HOST -> table.isFree(port);
        };
        return fits && probe.isFree(port);
    }

    // Whether no owner overlaps, but for those with one of the excused attributes or without all of the guilty ones.
    private static boolean isUnanswered(PortTable table, PortRequest request, int port, int excused, int guilty) {
        for (int row = table.firstOwner(port); row != PortTable.NONE; row = table.nextOwner(row)) {
            int attributes = table.attributes(row);
            boolean counts = (attributes & excused) == 0 && (guilty == 0 || (attributes & guilty) != 0);
            if (counts && overlaps(table, row, request)) {
                return false;
            }
        }
        return true;
    }

    private static boolean sharesAutomatically(
            PortRules rules, PortTable table, int row, PortRequest request, boolean relaxed) {
        int owner = table.attributes(row);
        return switch (rules.bindRule()) {
            case LINUX ->
                relaxed && sharesAddress(owner, request.attributes) && !sharesPort(owner, table.uid(row), request);
            case BSD -> isReuse(request.attributes) && ((owner & REMOTE_END) != 0 || !isSameKind(table, row, request));
            case RFC_9293, WINDOWS_2000, WINDOWS_2003 -> false;
        };
    }

    private static PortFault pair(PortRules.BindRule rule, PortTable table, int row, PortRequest request) {
        int owner = table.attributes(row);
        return switch (rule) {
            // Connections are not in the way of a passive OPEN (RFC 9293 §3.9.1.1 MUST-42).
            case RFC_9293 -> inUseIf((owner & PortTable.LISTENING) != 0);
            case LINUX ->
                inUseIf(!sharesAddress(owner, request.attributes) && !sharesPort(owner, table.uid(row), request));
            case BSD -> bsd(owner, isSameKind(table, row, request), request.attributes);
            case WINDOWS_2000 -> windows(table, row, request, true);
            case WINDOWS_2003 -> windows(table, row, request, false);
        };
    }

    private static PortFault inUseIf(boolean taken) {
        return taken ? PortFault.ADDRESS_IN_USE : PortFault.NONE;
    }

    private static boolean sharesAddress(int owner, int newcomer) {
        return (owner & newcomer & PortTable.REUSE_ADDRESS) != 0 && (owner & PortTable.LISTENING) == 0;
    }

    private static boolean sharesPort(int owner, int ownerUid, PortRequest request) {
        return (owner & request.attributes & PortTable.REUSE_PORT) != 0
                && ((owner & PortTable.TIME_WAIT) != 0 || ownerUid == request.uid);
    }

    private static boolean isReuse(int attributes) {
        return (attributes & (PortTable.REUSE_ADDRESS | PortTable.REUSE_PORT)) != 0;
    }

    // With either option only unconnected sockets at the very same address are found, and SO_REUSEPORT on both joins
    // them; without, everybody is.
    private static PortFault bsd(int owner, boolean sameKind, int newcomer) {
        boolean unseen = isReuse(newcomer) && ((owner & REMOTE_END) != 0 || !sameKind);
        return inUseIf(!unseen && (owner & newcomer & PortTable.REUSE_PORT) == 0);
    }

    private static PortFault windows(PortTable table, int row, PortRequest request, boolean reuseAlwaysSucceeds) {
        int owner = table.attributes(row);
        boolean newExclusive = (request.attributes & PortTable.EXCLUSIVE) != 0;
        boolean newReuses = !newExclusive && (request.attributes & PortTable.REUSE_ADDRESS) != 0;
        boolean newWildcard = isWildcard(request.localHigh, request.localLow);
        boolean ownerWildcard = isWildcard(table.high(row), table.low(row));
        if ((owner & PortTable.TIME_WAIT) != 0) {
            return inUseIf(newExclusive);
        }
        if ((owner & PortTable.EXCLUSIVE) != 0) {
            return overExclusive(ownerWildcard, newWildcard, newExclusive, newReuses, reuseAlwaysSucceeds);
        }
        if (newExclusive) {
            return inUseIf(newWildcard || !ownerWildcard);
        }
        if (newReuses) {
            boolean joins = reuseAlwaysSucceeds || (owner & PortTable.REUSE_ADDRESS) != 0;
            return joins || newWildcard != ownerWildcard ? PortFault.NONE : PortFault.ACCESS_DENIED;
        }
        return inUseIf(newWildcard == ownerWildcard);
    }

    private static PortFault overExclusive(
            boolean ownerWildcard,
            boolean newWildcard,
            boolean newExclusive,
            boolean newReuses,
            boolean reuseAlwaysSucceeds) {
        if (newReuses && (reuseAlwaysSucceeds || ownerWildcard || !newWildcard)) {
            return PortFault.ACCESS_DENIED;
        }
        if (newWildcard) {
            return inUseIf(ownerWildcard || newExclusive);
        }
        return ownerWildcard ? PortFault.ACCESS_DENIED : PortFault.ADDRESS_IN_USE;
    }

    private static boolean overlaps(PortTable table, int row, PortRequest request) {
        long high = table.high(row);
        long low = table.low(row);
        if (high == request.localHigh && low == request.localLow) {
            return true;
        }
        return covers(high, low, table.attributes(row), request.localHigh, request.localLow)
                || covers(request.localHigh, request.localLow, request.attributes, high, low);
    }

    // Whether the first address is a wildcard that takes in the second.
    private static boolean covers(long high, long low, int attributes, long otherHigh, long otherLow) {
        if (!isWildcard(high, low)) {
            return false;
        }
        boolean otherIsIpv4 = isIpv4(otherHigh, otherLow);
        return isIpv4(high, low) ? otherIsIpv4 : (attributes & PortTable.V6_ONLY) == 0 || !otherIsIpv4;
    }

    // Of two addresses that overlap: both wildcards, or both the same specific one.
    private static boolean isSameKind(PortTable table, int row, PortRequest request) {
        return isWildcard(table.high(row), table.low(row)) == isWildcard(request.localHigh, request.localLow);
    }

    private static boolean isWildcard(long high, long low) {
        return high == 0 && (low == 0 || low == 0x0000_FFFF_0000_0000L);
    }

    private static boolean isIpv4(long high, long low) {
        return high == 0 && (low >>> 32) == 0xFFFFL;
    }
}
