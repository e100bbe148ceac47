package dev.linger.engine;

import dev.linger.engine.connection.Tcb;
import dev.linger.model.TcpState;

/// What a visit shows of one socket.
final class SocketSighting implements HostVisitor.SocketSight {
    private final Tcb tcb;

    SocketSighting(Tcb tcb) {
        this.tcb = tcb;
    }

    @Override
    public int number() {
        return tcb.slot;
    }

    @Override
    public TcpState state() {
        return tcb.state;
    }

    @Override
    public long localHigh() {
        return tcb.localHigh;
    }

    @Override
    public long localLow() {
        return tcb.localLow;
    }

    @Override
    public int localPort() {
        return tcb.localPort;
    }

    @Override
    public long remoteHigh() {
        return tcb.remoteHigh;
    }

    @Override
    public long remoteLow() {
        return tcb.remoteLow;
    }

    @Override
    public int remotePort() {
        return tcb.remotePort;
    }

    @Override
    public boolean owned() {
        return tcb.owned;
    }

    @Override
    public boolean boundByProgram() {
        return tcb.boundByProgram;
    }

    @Override
    public int uid() {
        return tcb.options.uid();
    }

    @Override
    public int receiveQueue() {
        return tcb.listener == null ? tcb.receiveBuffer.readable() : tcb.listener.waiting();
    }

    @Override
    public int sendQueue() {
        return tcb.listener == null ? tcb.sendBuffer.length() : tcb.listener.backlog;
    }

    @Override
    public int sndUna() {
        return tcb.sndUna;
    }

    @Override
    public int sndNxt() {
        return tcb.sndNxt;
    }

    @Override
    public int rcvNxt() {
        return tcb.rcvNxt;
    }

    @Override
    public int cwnd() {
        return tcb.cwnd;
    }

    @Override
    public int srttMicros() {
        return tcb.srttMicros;
    }

    @Override
    public int rtoMicros() {
        return tcb.rtoMicros;
    }

    @Override
    public int retransmits() {
        return tcb.retransmits;
    }

    @Override
    public long deadlineNanos() {
        return tcb.earliestDeadline();
    }
}
