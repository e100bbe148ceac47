package dev.linger.engine;

import dev.linger.engine.call.Transfer;
import dev.linger.engine.connection.Host;
import dev.linger.engine.connection.Tcb;
import dev.linger.engine.receive.ReceiveWindow;
import dev.linger.engine.socket.Errno;
import dev.linger.model.TcpState;
import java.util.Map;

/// What a visit shows of one socket.
final class SocketSighting implements HostVisitor.SocketSight {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Tcb tcb;
    private final Host host;
    private final long nowNanos;

    SocketSighting(Host host, Tcb tcb, long nowNanos) {
        this.tcb = tcb;
        this.host = host;
        this.nowNanos = nowNanos;
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
    public boolean orphan() {
        return tcb.orphan;
    }

    @Override
    public int listener() {
        return tcb.parent;
    }

    @Override
    public boolean boundByProgram() {
        return tcb.boundByProgram;
    }

    @Override
    public boolean holdsPort() {
        return tcb.portAttributes != 0;
    }

    @Override
    public boolean v6Only() {
        return tcb.options.v6Only();
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
        return tcb.listener == null ? unacknowledged() : tcb.listener.backlog;
    }

    private int unacknowledged() {
        int text = tcb.sendBuffer.length();
        return switch (tcb.state) {
            case SYN_SENT -> text + 1;
            case FIN_WAIT_1, CLOSING, LAST_ACK -> text + (tcb.synAcknowledged ? 1 : 2);
            case SYN_RECEIVED -> tcb.parent == Tcb.NONE ? text + 1 : 0;
            case LISTEN, ESTABLISHED, FIN_WAIT_2, CLOSE_WAIT, TIME_WAIT, CLOSED -> text;
        };
    }

    @Override
    public boolean finQueued() {
        return tcb.finQueued;
    }

    @Override
    public Errno error() {
        return tcb.error;
    }

    @Override
    public boolean finReceived() {
        return tcb.finReceived;
    }

    @Override
    public int sendText() {
        return tcb.sendBuffer.length();
    }

    @Override
    public int sendLimit() {
        return Transfer.sendLimit(host, tcb);
    }

    @Override
    public int receiveLimit() {
        return ReceiveWindow.limit(host, tcb);
    }

    @Override
    public int sendMss() {
        return tcb.effSndMss;
    }

    @Override
    public boolean interactive() {
        return tcb.interactive;
    }

    @Override
    public int embryos() {
        return tcb.listener == null ? 0 : tcb.listener.embryos;
    }

    @Override
    public HostVisitor.Timer timer() {
        if (tcb.retransmitAt != Tcb.NEVER) {
            return tcb.probing ? HostVisitor.Timer.PROBE : HostVisitor.Timer.RETRANSMIT;
        }
        if (tcb.keepAliveAt != Tcb.NEVER) {
            return HostVisitor.Timer.KEEP_ALIVE;
        }
        return tcb.delayedAckAt == Tcb.NEVER ? HostVisitor.Timer.OFF : HostVisitor.Timer.DELAYED_ACK;
    }

    @Override
    public int timerMillis() {
        long at = switch (timer()) {
            case OFF -> nowNanos;
            case RETRANSMIT, PROBE -> tcb.retransmitAt;
            case KEEP_ALIVE -> tcb.keepAliveAt;
            case DELAYED_ACK -> tcb.delayedAckAt;
        };
        return (int) Math.max(0, (at - nowNanos + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI);
    }

    @Override
    public int idleMillis() {
        return tcb.synAcknowledged ? (int) ((nowNanos - tcb.lastReceivedNanos) / NANOS_PER_MILLI) : -1;
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
    public int probes() {
        return tcb.probes;
    }

    @Override
    public Map<String, Long> tcpInfo() {
        return TcpInfoFields.of(host, tcb, nowNanos);
    }

    @Override
    public long deadlineNanos() {
        return tcb.earliestDeadline();
    }
}
