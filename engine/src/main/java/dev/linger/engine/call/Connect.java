package dev.linger.engine.call;

import dev.linger.engine.closing.WaitingPort;
import dev.linger.engine.connection.Addresses;
import dev.linger.engine.connection.Host;
import dev.linger.engine.connection.PortOwner;
import dev.linger.engine.connection.Tcb;
import dev.linger.engine.port.PortSearch;
import dev.linger.engine.port.PortTable;
import dev.linger.engine.port.TupleProbe;
import dev.linger.engine.receive.ReceiveWindow;
import dev.linger.engine.send.Outgoing;
import dev.linger.engine.send.RoundTrip;
import dev.linger.engine.send.Transmit;
import dev.linger.engine.socket.Errno;
import dev.linger.engine.state.TcpEvent;
import dev.linger.engine.timewait.OutgoingReuse;
import dev.linger.engine.timewait.TimeWaitRow;
import dev.linger.engine.timewait.TimeWaitStore;
import dev.linger.model.Counter;
import dev.linger.model.IpAddress;

/// OPEN, active: RFC 9293 §3.10.1. Chooses address and port, takes over a waiting row if the rules let it,
/// sends the SYN.
public final class Connect implements TupleProbe {
    private final Host host;
    private long localHigh;
    private long localLow;
    private long remoteHigh;
    private long remoteLow;
    private int remotePort;
    private boolean portFixed;

    public Connect(Host host) {
        this.host = host;
    }

    /// EINPROGRESS when the SYN is on its way; the program is told how it ends.
    public Errno process(Tcb tcb, long high, long low, int port) {
        Errno refused = refusal(tcb, port);
        if (refused != Errno.OK) {
            return refused;
        }
        // No one host answers at a multicast or broadcast address (RFC 9293 §3.9.1.1 MUST-46).
        if (!Addresses.isUnicast(high, low) || !chooseAddress(tcb, high, low)) {
            return Errno.ENETUNREACH;
        }
        remoteHigh = high;
        remoteLow = low;
        remotePort = port;
        portFixed = tcb.portAttributes != 0;
        Errno chosen = portFixed ? takeFixedPort(tcb) : choosePort(tcb);
        if (chosen == Errno.OK) {
            open(tcb);
            return Errno.EINPROGRESS;
        }
        return chosen;
    }

    /// Whether no connection has the four-tuple, and no waiting row that may not be taken over.
    @Override
    public boolean isFree(int localPort) {
        if (host.find(localHigh, localLow, remoteHigh, remoteLow, localPort, remotePort) != Tcb.NONE) {
            return false;
        }
        int handle = waitingRow(localPort);
        if (handle == TimeWaitStore.NONE) {
            return true;
        }
        host.waiting.load(handle, host.row);
        boolean loopback = Addresses.isLoopback(localHigh, localLow) || Addresses.isLoopback(remoteHigh, remoteLow);
        return OutgoingReuse.allowed(host.profile.timeWait(), host.row, portFixed, loopback, host.nowMillis());
    }

    /// A socket serves for one connection; one that was refused may try again.
    private static Errno refusal(Tcb tcb, int port) {
        if (tcb.synAcknowledged) {
            return Errno.EISCONN;
        }
        return switch (tcb.state) {
            case CLOSED -> port == 0 ? Errno.EADDRNOTAVAIL : Errno.OK;
            case SYN_SENT, SYN_RECEIVED -> Errno.EALREADY;
            case LISTEN, ESTABLISHED, FIN_WAIT_1, FIN_WAIT_2, CLOSE_WAIT, CLOSING, LAST_ACK, TIME_WAIT -> Errno.EISCONN;
        };
    }

    /// The one the program has bound (RFC 9293 §3.9.1.1 MUST-43), or the host's choice (MUST-44), which the
    /// connection keeps (MUST-45).
    private boolean chooseAddress(Tcb tcb, long high, long low) {
        if (Addresses.isWildcard(tcb.localHigh, tcb.localLow)) {
            IpAddress source = host.addresses.sourceFor(high, low);
            if (source == null) {
                return false;
            }
            localHigh = source.high();
            localLow = source.low();
            return true;
        }
        localHigh = tcb.localHigh;
        localLow = tcb.localLow;
        return Addresses.isIpv4(localHigh, localLow) == Addresses.isIpv4(high, low);
    }

    private Errno takeFixedPort(Tcb tcb) {
        if (!isFree(tcb.localPort)) {
            return Bind.errno(host.profile.ports().tupleFault());
        }
        int attributes = tcb.portAttributes | PortTable.CONNECTED;
        host.leavePort(tcb);
        tcb.localHigh = localHigh;
        tcb.localLow = localLow;
        host.enterPort(tcb, attributes);
        return Errno.OK;
    }

    private Errno choosePort(Tcb tcb) {
        Bind.fill(host, tcb, localHigh, localLow);
        host.portRequest.remoteHigh = remoteHigh;
        host.portRequest.remoteLow = remoteLow;
        host.portRequest.remotePort = remotePort;
        int port = host.portSearch.forConnect(host.profile.ports(), host.ports, host.portRequest, this);
        if (port == PortSearch.NONE) {
            return Bind.errno(host.profile.ports().connectFault());
        }
        tcb.localHigh = localHigh;
        tcb.localLow = localLow;
        tcb.localPort = port;
        host.enterPort(tcb, PortOwner.attributes(tcb.options) | PortTable.CONNECTED);
        return Errno.OK;
    }

    private int waitingRow(int localPort) {
        return host.waiting.find(localHigh, localLow, remoteHigh, remoteLow, localPort, remotePort);
    }

    private void open(Tcb tcb) {
        tcb.forgetAttempt();
        tcb.remoteHigh = remoteHigh;
        tcb.remoteLow = remoteLow;
        tcb.remotePort = remotePort;
        int iss = host.sequence.initial(
                host.profile.sequence(),
                localHigh,
                localLow,
                remoteHigh,
                remoteLow,
                tcb.localPort,
                remotePort,
                host.now());
        int handle = waitingRow(tcb.localPort);
        if (handle != TimeWaitStore.NONE) {
            WaitingPort.discard(host, handle);
            iss = host.profile.timeWait().incarnation().initialSequence(iss, host.row.sndNxt);
            host.count(Counter.TIME_WAIT_RECYCLED);
            inherit(tcb, host.row);
        } else if (host.profile.timeWait().recycle().on()
                && host.recycled.preload(localHigh, localLow, remoteHigh, remoteLow, host.nowMillis(), host.row)) {
            inherit(tcb, host.row);
        }
        host.move(tcb, TcpEvent.ACTIVE_OPEN);
        host.count(Counter.ACTIVE_OPENS);
        host.enterTable(tcb);
        host.beginSending(tcb, iss);
        tcb.timestampsOffered = host.profile.data().timestamps();
        ReceiveWindow.begin(host, tcb, true);
        RoundTrip.begin(tcb, host.profile.retransmission());
        RoundTrip.start(tcb, tcb.sndNxt, host.now());
        Outgoing.syn(host, tcb);
        Transmit.restartTimer(host, tcb);
        host.arm(tcb);
    }

    /// PAWS protects the new connection from the first answer on.
    private static void inherit(Tcb tcb, TimeWaitRow row) {
        if (row.timestamps) {
            tcb.tsRecent = row.tsRecent;
            tcb.tsRecentMillis = row.tsRecentMillis;
            tcb.tsRecentValid = true;
        }
    }
}
