package dev.linger.observation;

import dev.linger.model.Endpoint;
import dev.linger.model.SocketState;

/// A socket as a plain value, for the few that are made one at a time: by a text parser, by a test.
public record PlainSocket(
        SocketState state,
        SocketTimer timer,
        int timerMillis,
        Endpoint local,
        Endpoint remote,
        int receiveQueueBytes,
        int sendQueueBytes,
        int uid,
        long inode,
        long cookie,
        int idleMillis)
        implements SocketView {

    /// No timer, empty queues, no owner, no identity.
    public PlainSocket(SocketState state, Endpoint local, Endpoint remote) {
        this(state, SocketTimer.OFF, 0, local, remote, 0, 0, 0, 0, 0, -1);
    }

    /// A copy of what passes by, to be kept.
    public static PlainSocket copyOf(SocketView socket) {
        return new PlainSocket(
                socket.state(),
                socket.timer(),
                socket.timerMillis(),
                socket.local(),
                socket.remote(),
                socket.receiveQueueBytes(),
                socket.sendQueueBytes(),
                socket.uid(),
                socket.inode(),
                socket.cookie(),
                socket.idleMillis());
    }

    public PlainSocket withTimer(SocketTimer newTimer, int newTimerMillis) {
        return new PlainSocket(
                state,
                newTimer,
                newTimerMillis,
                local,
                remote,
                receiveQueueBytes,
                sendQueueBytes,
                uid,
                inode,
                cookie,
                idleMillis);
    }

    public PlainSocket withQueues(int newReceiveQueueBytes, int newSendQueueBytes) {
        return new PlainSocket(
                state,
                timer,
                timerMillis,
                local,
                remote,
                newReceiveQueueBytes,
                newSendQueueBytes,
                uid,
                inode,
                cookie,
                idleMillis);
    }

    public PlainSocket withOwner(int newUid, long newInode) {
        return new PlainSocket(
                state,
                timer,
                timerMillis,
                local,
                remote,
                receiveQueueBytes,
                sendQueueBytes,
                newUid,
                newInode,
                cookie,
                idleMillis);
    }

    public PlainSocket withCookie(long newCookie) {
        return new PlainSocket(
                state,
                timer,
                timerMillis,
                local,
                remote,
                receiveQueueBytes,
                sendQueueBytes,
                uid,
                inode,
                newCookie,
                idleMillis);
    }

    public PlainSocket withIdleMillis(int newIdleMillis) {
        return new PlainSocket(
                state,
                timer,
                timerMillis,
                local,
                remote,
                receiveQueueBytes,
                sendQueueBytes,
                uid,
                inode,
                cookie,
                newIdleMillis);
    }

    @Override
    public long localHigh() {
        return local.address().high();
    }

    @Override
    public long localLow() {
        return local.address().low();
    }

    @Override
    public int localPort() {
        return local.port();
    }

    @Override
    public long remoteHigh() {
        return remote.address().high();
    }

    @Override
    public long remoteLow() {
        return remote.address().low();
    }

    @Override
    public int remotePort() {
        return remote.port();
    }
}
