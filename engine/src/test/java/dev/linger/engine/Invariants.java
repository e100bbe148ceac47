package dev.linger.engine;

import dev.linger.model.Counter;
import dev.linger.model.Endpoint;
import dev.linger.model.FourTuple;
import dev.linger.model.IpAddress;
import dev.linger.model.SequenceNumber;
import dev.linger.model.TcpState;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// What must be true of an engine after every step.
final class Invariants {
    private Invariants() {}

    /// Of an engine whose driver has just called [TcpEngine#onTime]: nothing is left that is due.
    static void checkWoken(TcpEngine engine, long now) {
        require(engine.nextDeadlineNanos() > now, "something is due still");
    }

    static void check(TcpEngine engine) {
        Set<FourTuple> seen = new HashSet<>();
        Map<Integer, Integer> owners = new HashMap<>();
        Map<Integer, Integer> embryos = new HashMap<>();
        int[] orphans = new int[1];
        engine.visit(new HostVisitor() {
            @Override
            public void socket(SocketSight socket) {
                require(SequenceNumber.atMost(socket.sndUna(), socket.sndNxt()), "SND.UNA is behind SND.NXT");
                // A socket whose port a program has named keeps it as long as the program keeps the socket.
                boolean keepsPort = socket.boundByProgram() && socket.owned();
                require(
                        socket.holdsPort() || (socket.state() == TcpState.CLOSED && !keepsPort),
                        "a socket has lost its port");
                if (socket.holdsPort()) {
                    owners.merge(socket.localPort(), 1, Integer::sum);
                }
                embryos.merge(socket.number(), socket.embryos(), Integer::sum);
                if (socket.state() == TcpState.SYN_RECEIVED && socket.listener() != TcpEngine.NONE) {
                    embryos.merge(socket.listener(), -1, Integer::sum);
                }
                orphans[0] += socket.orphan() ? 1 : 0;
                require(
                        socket.state() != TcpState.LISTEN
                                || (socket.remotePort() == 0 && socket.remoteHigh() == 0 && socket.remoteLow() == 0),
                        "a listener has a remote endpoint");
                require(!socket.finQueued() || mayHaveClosed(socket.state()), "a FIN is queued in " + socket.state());
                require(socket.deadlineNanos() >= engine.nextDeadlineNanos(), "a deadline is before the engine's next");
                if (socket.state() != TcpState.CLOSED && socket.state() != TcpState.LISTEN) {
                    require(
                            seen.add(tuple(
                                    socket.localHigh(),
                                    socket.localLow(),
                                    socket.localPort(),
                                    socket.remoteHigh(),
                                    socket.remoteLow(),
                                    socket.remotePort())),
                            "a connection is in two places");
                }
            }

            @Override
            public void waiting(WaitingSight row) {
                owners.merge(row.localPort(), 1, Integer::sum);
                require(
                        seen.add(tuple(
                                row.localHigh(),
                                row.localLow(),
                                row.localPort(),
                                row.remoteHigh(),
                                row.remoteLow(),
                                row.remotePort())),
                        "a connection is in two places");
            }

            @Override
            public void port(int port, long high, long low, int uid, int attributes, int count) {
                owners.merge(port, -count, Integer::sum);
            }
        });
        owners.forEach(
                (port, missing) -> require(missing == 0, "the owners of a port are not its sockets and rows: " + port));
        embryos.forEach((listener, missing) ->
                require(missing == 0, "the embryos of a listener are not those it counts: " + listener));
        require(orphans[0] == engine.count(Counter.SOCKSTAT_ORPHAN), "orphans are not those that are counted");
        for (FourTuple tuple : seen) {
            require(engine.state(tuple) != TcpState.CLOSED, "a connection cannot be found: " + tuple);
        }
    }

    /// Whether it is a state that a program's CLOSE leads to.
    private static boolean mayHaveClosed(TcpState state) {
        return switch (state) {
            case FIN_WAIT_1, FIN_WAIT_2, CLOSING, LAST_ACK, TIME_WAIT -> true;
            case LISTEN, SYN_SENT, SYN_RECEIVED, ESTABLISHED, CLOSE_WAIT, CLOSED -> false;
        };
    }

    private static FourTuple tuple(
            long localHigh, long localLow, int localPort, long remoteHigh, long remoteLow, int remotePort) {
        return new FourTuple(
                new Endpoint(new IpAddress(localHigh, localLow), localPort),
                new Endpoint(new IpAddress(remoteHigh, remoteLow), remotePort));
    }

    private static void require(boolean condition, String what) {
        if (!condition) {
            throw new AssertionError(what);
        }
    }
}
