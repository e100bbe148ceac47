package dev.linger.script.command;

import dev.linger.engine.HostVisitor;
import dev.linger.model.IpAddress;
import dev.linger.model.TcpState;
import java.util.ArrayList;
import java.util.List;

/// One socket or waiting connection of a listing.
///
/// @param owned a program holds it
record HostRow(
        TcpState state,
        IpAddress local,
        int localPort,
        IpAddress remote,
        int remotePort,
        int receiveQueue,
        int sendQueue,
        boolean owned) {
    HostRow {
        // No peer is shown in the family of the socket.
        remote = remote.isWildcard() && local.isIpv4() ? IpAddress.ipv4(0) : remote;
    }

    boolean isIpv4() {
        return local.isWildcard() ? remote.isIpv4() || local.isIpv4() : local.isIpv4();
    }

    /// All that the host has at this moment.
    static List<HostRow> of(CommandHost host) {
        List<HostRow> rows = new ArrayList<>();
        host.engine().visit(new Collector(rows), host.nowNanos());
        return rows;
    }

    private record Collector(List<HostRow> rows) implements HostVisitor {
        @Override
        public void socket(SocketSight socket) {
            rows.add(new HostRow(
                    socket.state(),
                    new IpAddress(socket.localHigh(), socket.localLow()),
                    socket.localPort(),
                    new IpAddress(socket.remoteHigh(), socket.remoteLow()),
                    socket.remotePort(),
                    socket.receiveQueue(),
                    socket.sendQueue(),
                    socket.owned()));
        }

        @Override
        public void waiting(WaitingSight row) {
            rows.add(new HostRow(
                    row.state(),
                    new IpAddress(row.localHigh(), row.localLow()),
                    row.localPort(),
                    new IpAddress(row.remoteHigh(), row.remoteLow()),
                    row.remotePort(),
                    0,
                    0,
                    false));
        }
    }
}
