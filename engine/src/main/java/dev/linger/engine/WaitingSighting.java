package dev.linger.engine;

import dev.linger.engine.timewait.TimeWaitRow;
import dev.linger.model.TcpState;

/// The view of one waiting row after the other that a visit hands out.
final class WaitingSighting implements HostVisitor.WaitingSight {
    final TimeWaitRow row = new TimeWaitRow();
    int nowMillis;

    @Override
    public TcpState state() {
        return row.substate;
    }

    @Override
    public long localHigh() {
        return row.localHigh;
    }

    @Override
    public long localLow() {
        return row.localLow;
    }

    @Override
    public int localPort() {
        return row.localPort;
    }

    @Override
    public long remoteHigh() {
        return row.remoteHigh;
    }

    @Override
    public long remoteLow() {
        return row.remoteLow;
    }

    @Override
    public int remotePort() {
        return row.remotePort;
    }

    @Override
    public int sndNxt() {
        return row.sndNxt;
    }

    @Override
    public int rcvNxt() {
        return row.rcvNxt;
    }

    @Override
    public boolean timestamps() {
        return row.timestamps;
    }

    @Override
    public int tsRecent() {
        return row.tsRecent;
    }

    @Override
    public int remainingMillis() {
        return Math.max(0, row.deadlineMillis - nowMillis);
    }

    @Override
    public int ageMillis() {
        return nowMillis - row.enteredMillis;
    }
}
