package dev.linger.engine;

import dev.linger.engine.connection.Host;
import dev.linger.engine.connection.Tcb;
import dev.linger.engine.timewait.TimeWaitRow;
import dev.linger.engine.timewait.TimeWaitStore;
import dev.linger.model.Counter;
import dev.linger.model.Endpoint;
import dev.linger.model.FourTuple;
import dev.linger.model.IpAddress;
import dev.linger.model.TcpState;

/// Looks at a host from outside and changes nothing.
final class Visits {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private Visits() {}

    /// Counters are kept; what sockstat shows is counted when asked for.
    static long count(Host host, Counter counter) {
        return switch (counter) {
            case SOCKSTAT_TIME_WAIT -> host.waiting.size();
            case SOCKSTAT_ORPHAN -> host.orphans;
            case SOCKSTAT_IN_USE -> sockets(host, true);
            case SOCKSTAT_ALLOC -> sockets(host, false);
            default -> host.counters.get(counter);
        };
    }

    /// Sockets of both families; embryos are none yet. Those in use listen or are part of a connection
    /// (net/ipv4/proc.c:sockstat_seq_show).
    private static long sockets(Host host, boolean inUse) {
        long count = 0;
        for (int slot = 0; slot < host.sockets.limit(); slot++) {
            Tcb tcb = host.sockets.find(slot);
            if (tcb != null && !isEmbryo(tcb) && !(inUse && tcb.state == TcpState.CLOSED)) {
                count++;
            }
        }
        return count;
    }

    private static boolean isEmbryo(Tcb tcb) {
        return tcb.state == TcpState.SYN_RECEIVED && tcb.parent != Tcb.NONE;
    }

    static TcpState state(Host host, FourTuple tuple) {
        IpAddress local = tuple.local().address();
        IpAddress remote = tuple.remote().address();
        int slot = host.find(
                local.high(),
                local.low(),
                remote.high(),
                remote.low(),
                tuple.local().port(),
                tuple.remote().port());
        if (slot != Tcb.NONE) {
            return host.socket(slot).state;
        }
        int row = host.waiting.find(
                local.high(),
                local.low(),
                remote.high(),
                remote.low(),
                tuple.local().port(),
                tuple.remote().port());
        if (row == TimeWaitStore.NONE) {
            return TcpState.CLOSED;
        }
        TimeWaitRow seen = new TimeWaitRow();
        host.waiting.load(row, seen);
        return seen.substate;
    }

    static Endpoint local(Tcb tcb) {
        return new Endpoint(new IpAddress(tcb.localHigh, tcb.localLow), tcb.localPort);
    }

    static Endpoint remote(Tcb tcb) {
        return new Endpoint(new IpAddress(tcb.remoteHigh, tcb.remoteLow), tcb.remotePort);
    }

    static void visit(Host host, HostVisitor visitor, long nowNanos) {
        for (int slot = 0; slot < host.sockets.limit(); slot++) {
            Tcb tcb = host.sockets.find(slot);
            if (tcb != null) {
                visitor.socket(new SocketSighting(host, tcb, nowNanos));
            }
        }
        WaitingSighting waiting = new WaitingSighting();
        int row = host.waiting.first();
        while (row != TimeWaitStore.NONE) {
            host.waiting.load(row, waiting.row);
            waiting.nowMillis = (int) (nowNanos / NANOS_PER_MILLI);
            visitor.waiting(waiting);
            row = host.waiting.next(row);
        }
        host.ports.visit(visitor::port);
    }
}
