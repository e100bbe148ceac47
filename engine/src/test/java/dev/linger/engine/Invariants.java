package dev.linger.engine;

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

    static void check(TcpEngine engine) {
        Set<FourTuple> seen = new HashSet<>();
        Map<Integer, Integer> owners = new HashMap<>();
        engine.visit(new HostVisitor() {
            @Override
            public void socket(SocketSight socket) {
                require(SequenceNumber.atMost(socket.sndUna(), socket.sndNxt()), "SND.UNA is behind SND.NXT");
                // A socket that a program bound keeps its port as long as the program keeps the socket.
                if (socket.state() != TcpState.CLOSED || (socket.boundByProgram() && socket.owned())) {
                    owners.merge(socket.localPort(), 1, Integer::sum);
                }
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
        for (FourTuple tuple : seen) {
            require(engine.state(tuple) != TcpState.CLOSED, "a connection cannot be found: " + tuple);
        }
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
