package dev.linger.engine.timewait;

import dev.linger.engine.hash.StateDigest;
import dev.linger.model.Endpoint;
import dev.linger.model.FourTuple;
import dev.linger.model.IpAddress;
import dev.linger.model.TcpState;

/// One waiting connection in decoded form: a scratch object that callers reuse for [TimeWaitStore#load].
///
/// All times are milliseconds of a clock that wraps at 2^32 and are compared by subtraction.
public final class TimeWaitRow {
    /// Addresses as two halves of 128 bits; IPv4 in its v4-mapped form.
    public long localHigh;

    public long localLow;
    public long remoteHigh;
    public long remoteLow;
    public int localPort;
    public int remotePort;

    /// TIME_WAIT, or FIN_WAIT_2 when a Linux host keeps an orphan as a row
    /// (`net/ipv4/tcp_minisocks.c:tcp_time_wait`).
    public TcpState substate = TcpState.TIME_WAIT;

    public int sndNxt;
    public int rcvNxt;
    /// Bytes, as last advertised: 0 to 65535 shifted left by [#rcvWindowScale].
    public int rcvWnd;
    /// Shift count, 0 to 14 (RFC 7323 §2.3).
    public int rcvWindowScale;

    /// The peer's timestamps were recorded: [#tsRecent] and [#tsRecentMillis] mean something.
    public boolean timestamps;

    public int tsRecent;
    /// When [#tsRecent] was recorded.
    public int tsRecentMillis;
    /// What is added to the clock for our own timestamps. Kept only by a store that was made to keep it; else 0.
    public int tsOffset;
    /// How long an orphan in FIN_WAIT_2 will wait once the peer's FIN has come, if that is shorter than usual
    /// (tcp_tw_recycle); else 0. Kept as the offset is.
    public int shortHoldMillis;

    /// When the present substate was entered; [TimeWaitStore#add] takes it for the present.
    public int enteredMillis;

    /// The socket's SO_REUSEADDR, which the waiting row inherits.
    public boolean reuseAddress;
    /// The socket's SO_REUSEPORT, which the waiting row inherits.
    public boolean reusePort;
    /// The local port was chosen by bind, not by connect.
    public boolean boundExplicitly;

    /// When the present interval of limited replies began; see [TimeWaitArrival#replied].
    public int repliedMillis;
    /// Limited replies sent since [#repliedMillis], 0 to 15; 0 when there is none to remember.
    public int repliedCount;

    /// When the row expires.
    public int deadlineMillis;

    /// Whether the remote address, and with it the row, is IPv4.
    public boolean isIpv4() {
        return RowTable.isIpv4(remoteHigh, remoteLow);
    }

    public boolean hasReplied() {
        return repliedCount != 0;
    }

    /// Both ends, as seen from the local one.
    public FourTuple tuple() {
        return new FourTuple(
                new Endpoint(new IpAddress(localHigh, localLow), localPort),
                new Endpoint(new IpAddress(remoteHigh, remoteLow), remotePort));
    }

    /// Takes over everything.
    public void copyFrom(TimeWaitRow other) {
        localHigh = other.localHigh;
        localLow = other.localLow;
        remoteHigh = other.remoteHigh;
        remoteLow = other.remoteLow;
        localPort = other.localPort;
        remotePort = other.remotePort;
        substate = other.substate;
        sndNxt = other.sndNxt;
        rcvNxt = other.rcvNxt;
        rcvWnd = other.rcvWnd;
        rcvWindowScale = other.rcvWindowScale;
        timestamps = other.timestamps;
        tsRecent = other.tsRecent;
        tsRecentMillis = other.tsRecentMillis;
        tsOffset = other.tsOffset;
        shortHoldMillis = other.shortHoldMillis;
        enteredMillis = other.enteredMillis;
        reuseAddress = other.reuseAddress;
        reusePort = other.reusePort;
        boundExplicitly = other.boundExplicitly;
        repliedMillis = other.repliedMillis;
        repliedCount = other.repliedCount;
        deadlineMillis = other.deadlineMillis;
    }

    /// Adds all fields, times relative to `nowMillis`; those that mean nothing just now count as 0.
    public void addTo(StateDigest digest, int nowMillis) {
        digest.add(localHigh);
        digest.add(localLow);
        digest.add(remoteHigh);
        digest.add(remoteLow);
        digest.add(localPort, remotePort);
        digest.add(sndNxt, rcvNxt);
        digest.add(rcvWnd, rcvWindowScale);
        digest.add(timestamps ? tsRecent : 0, timestamps ? tsRecentMillis - nowMillis : 0);
        digest.add(tsOffset, shortHoldMillis);
        digest.add(enteredMillis - nowMillis, deadlineMillis - nowMillis);
        digest.add(hasReplied() ? repliedMillis - nowMillis : 0, repliedCount);
        digest.add(flags());
    }

    private int flags() {
        return substate.ordinal() << 4
                | (timestamps ? 8 : 0)
                | (reuseAddress ? 4 : 0)
                | (reusePort ? 2 : 0)
                | (boundExplicitly ? 1 : 0);
    }
}
