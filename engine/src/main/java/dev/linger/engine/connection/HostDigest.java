package dev.linger.engine.connection;

import dev.linger.engine.hash.StateDigest;
import dev.linger.engine.timewait.OverflowRules;

/// The fingerprint of a host: everything that decides what it will do, with times relative to now.
///
/// Left out is what decides nothing: the layout of tables, counters, what the last port search looked at, and
/// wake-ups that have become too early. Left out as well are the numbers of sockets, and with them which number
/// comes next and which of two sockets acts first that are due at the same nanosecond. What was queued in an order
/// stays in it: children that wait for accept(), listeners that share a port, rows that expire together where the
/// oldest makes room.
final class HostDigest {
    private HostDigest() {}

    static void add(StateDigest digest, Host host) {
        digest.beginSet();
        for (int slot = 0; slot < host.sockets.limit(); slot++) {
            Tcb tcb = host.sockets.find(slot);
            if (tcb != null) {
                TcbDigest.add(digest, tcb, host);
                digest.endElement();
            }
        }
        digest.endSet();
        host.workspace.rulesDigest.add(digest, host.profile, host.addresses);
        boolean oldestMakesRoom = host.profile.timeWait().overflow().policy() == OverflowRules.Policy.DISCARD_OLDEST;
        host.waiting.addTo(digest, host.nowMillis(), oldestMakesRoom, host.row);
        host.recycled.addTo(digest, host.nowMillis());
        host.ports.addTo(digest);
        host.portSearch.addTo(digest);
        host.sequence.addTo(digest);
        host.challenges.addTo(digest, host.now());
        host.random.addTo(digest);
    }
}
