package dev.linger.engine.call;

import dev.linger.engine.connection.Addresses;
import dev.linger.engine.connection.Host;
import dev.linger.engine.connection.PortOwner;
import dev.linger.engine.connection.Tcb;
import dev.linger.engine.port.BindCheck;
import dev.linger.engine.port.PortFault;
import dev.linger.engine.port.PortRequest;
import dev.linger.engine.port.PortSearch;
import dev.linger.engine.port.PortTable;
import dev.linger.engine.socket.Errno;
import dev.linger.model.TcpState;

/// bind(), and what it has in common with listen() and connect(): asking for a local port.
public final class Bind {
    private Bind() {}

    /// Gives the socket a local address and port; port 0 leaves the port to the host.
    public static Errno process(Host host, Tcb tcb, long high, long low, int port) {
        if (tcb.state != TcpState.CLOSED || tcb.portAttributes != 0) {
            return Errno.EINVAL;
        }
        if (!Addresses.isWildcard(high, low) && !host.addresses.isOwn(high, low)) {
            return Errno.EADDRNOTAVAIL;
        }
        if (port == 0 && tcb.options.bindAddressNoPort()) {
            setAddress(tcb, high, low);
            return Errno.OK;
        }
        return take(host, tcb, high, low, port);
    }

    /// Takes this port at this address, or one of the host's choice for port 0, at once.
    static Errno take(Host host, Tcb tcb, long high, long low, int port) {
        fill(host, tcb, high, low);
        int chosen = port;
        if (port == 0) {
            chosen = host.portSearch.forBind(host.profile.ports(), host.ports, host.portRequest);
            if (chosen == PortSearch.NONE) {
                return errno(host.profile.ports().bindFault());
            }
        } else {
            PortFault fault = BindCheck.verdict(host.profile.ports(), host.ports, host.portRequest, port);
            if (fault != PortFault.NONE) {
                return errno(fault);
            }
        }
        setAddress(tcb, high, low);
        tcb.localPort = chosen;
        tcb.boundByProgram = port != 0;
        host.enterPort(tcb, PortOwner.attributes(tcb.options) | PortTable.BOUND);
        return Errno.OK;
    }

    private static void setAddress(Tcb tcb, long high, long low) {
        tcb.localHigh = high;
        tcb.localLow = low;
        tcb.boundHigh = high;
        tcb.boundLow = low;
    }

    /// Writes the question for the port search and the bind check into the host's request.
    static void fill(Host host, Tcb tcb, long high, long low) {
        PortRequest request = host.portRequest;
        request.clear();
        request.localHigh = high;
        request.localLow = low;
        request.attributes = PortOwner.attributes(tcb.options);
        request.uid = tcb.options.uid();
        request.narrowed = tcb.options.portRange();
        request.nowNanos = host.now();
    }

    static Errno errno(PortFault fault) {
        return switch (fault) {
            case NONE -> Errno.OK;
            case ADDRESS_IN_USE -> Errno.EADDRINUSE;
            case ADDRESS_NOT_AVAILABLE -> Errno.EADDRNOTAVAIL;
            case ACCESS_DENIED -> Errno.EACCES;
            case NO_BUFFERS -> Errno.ENOBUFS;
        };
    }
}
