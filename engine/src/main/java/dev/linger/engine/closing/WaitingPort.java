package dev.linger.engine.closing;

import dev.linger.engine.connection.Host;
import dev.linger.engine.port.PortTable;
import dev.linger.engine.timewait.TimeWaitRow;

/// A waiting row and the port it takes come and go together.
public final class WaitingPort {
    private WaitingPort() {}

    /// How the port table knows the row: with what it inherited from its socket.
    static int attributes(TimeWaitRow row) {
        return PortTable.TIME_WAIT
                | PortTable.CONNECTED
                | (row.reuseAddress ? PortTable.REUSE_ADDRESS : 0)
                | (row.reusePort ? PortTable.REUSE_PORT : 0)
                | (row.boundExplicitly ? PortTable.BOUND : 0);
    }

    /// Removes the row; [Host#row] holds it afterwards.
    public static void discard(Host host, int handle) {
        TimeWaitRow row = host.row;
        host.waiting.load(handle, row);
        host.waiting.remove(handle);
        host.ports.leave(row.localPort, row.localHigh, row.localLow, 0, attributes(row));
    }
}
