package dev.linger.engine.connection;

import dev.linger.engine.hash.StateDigest;
import dev.linger.engine.socket.SocketOptions;
import dev.linger.model.PortRange;
import dev.linger.model.TcpState;

/// What a socket adds to the fingerprint of its host: everything but its number, with times relative to now.
final class TcbDigest {
    private TcbDigest() {}

    static void add(StateDigest digest, Tcb tcb, Host host) {
        addIdentity(digest, tcb);
        if (tcb.state != TcpState.LISTEN) {
            addSequenceSpace(digest, tcb);
            addProgress(digest, tcb);
            addTimes(digest, tcb, host.now(), host.nowMillis());
            tcb.sendBuffer.addTo(digest);
            tcb.receiveBuffer.addTo(digest);
        }
        if (asksForSomething(tcb)) {
            addOptions(digest, tcb.options);
        }
        if (tcb.parent != Tcb.NONE) {
            addListener(digest, host, host.socket(tcb.parent));
        }
        if (tcb.listener != null) {
            addListener(digest, host, tcb);
            addQueues(digest, host, tcb.listener);
        }
    }

    private static boolean asksForSomething(Tcb tcb) {
        return !tcb.options.equals(SocketOptions.NONE);
    }

    private static void addIdentity(StateDigest digest, Tcb tcb) {
        digest.add(tcb.localHigh);
        digest.add(tcb.localLow);
        digest.add(tcb.boundHigh);
        digest.add(tcb.boundLow);
        digest.add(tcb.remoteHigh);
        digest.add(tcb.remoteLow);
        digest.add(ends(tcb));
        digest.add(tcb.state.ordinal(), tcb.portAttributes);
        digest.add(tcb.error.ordinal(), tcb.softError.ordinal());
        digest.add(flags(tcb));
    }

    /// Every yes and no of a socket.
    private static long flags(Tcb tcb) {
        long flags = bit(tcb.inTable);
        flags = flags << 1 | bit(tcb.boundByProgram);
        flags = flags << 1 | bit(tcb.owned);
        flags = flags << 1 | bit(tcb.closing);
        flags = flags << 1 | bit(tcb.wantsRoom);
        flags = flags << 1 | bit(tcb.orphan);
        flags = flags << 1 | bit(tcb.synAcknowledged);
        flags = flags << 1 | bit(tcb.finQueued);
        flags = flags << 1 | bit(tcb.finSeen);
        flags = flags << 1 | bit(tcb.finReceived);
        flags = flags << 1 | bit(tcb.receiveShutDown);
        flags = flags << 1 | bit(tcb.timestampsOffered);
        flags = flags << 1 | bit(tcb.timestamps);
        flags = flags << 1 | bit(tcb.selectiveAcknowledgments);
        flags = flags << 1 | bit(tcb.windowScaling);
        flags = flags << 1 | bit(tcb.tsRecentValid);
        flags = flags << 1 | bit(tcb.ackOwed);
        flags = flags << 1 | bit(tcb.ackNow);
        flags = flags << 1 | bit(tcb.interactive);
        flags = flags << 1 | bit(tcb.recovering);
        flags = flags << 1 | bit(tcb.probing);
        flags = flags << 1 | bit(asksForSomething(tcb));
        flags = flags << 1 | bit(tcb.parent != Tcb.NONE);
        return flags << 1 | bit(tcb.listener != null);
    }

    private static void addSequenceSpace(StateDigest digest, Tcb tcb) {
        digest.add(tcb.sndUna, tcb.sndNxt);
        digest.add(tcb.sndWnd, tcb.maxSndWnd);
        digest.add(tcb.sndWl1, tcb.sndWl2);
        digest.add(tcb.iss, tcb.irs);
        digest.add(tcb.sndWindShift, tcb.rcvWindShift);
        digest.add(tcb.effSndMss, tcb.resendNxt);
        digest.add(tcb.rcvNxt, tcb.rcvEdge);
        digest.add(tcb.rcvThreshold, tcb.rcvMss);
        digest.add(tcb.finSeq, tcb.lastAckSent);
    }

    private static void addProgress(StateDigest digest, Tcb tcb) {
        digest.add(tcb.tsRecent, tcb.tsOffset);
        digest.add(tcb.quickAcks, tcb.rttSeq);
        digest.add(tcb.ackDelayMillis, tcb.shortSegments);
        digest.add(tcb.srttMicros, tcb.rttvarMicros);
        digest.add(tcb.rtoMicros, tcb.retransmits);
        digest.add(tcb.probes, tcb.duplicateAcks);
        digest.add(tcb.cwnd, tcb.ssthresh);
        digest.add(tcb.recover, tcb.ackedBytes);
    }

    private static void addTimes(StateDigest digest, Tcb tcb, long nowNanos, int nowMillis) {
        digest.add(tcb.tsRecentValid ? nowMillis - tcb.tsRecentMillis : 0, presentTimes(tcb));
        addTime(digest, tcb.rttStart, nowNanos);
        addTime(digest, tcb.unackedSince, nowNanos);
        addTime(digest, tcb.resentSince, nowNanos);
        addTime(digest, tcb.textSentNanos, nowNanos);
        addTime(digest, tcb.retransmitAt, nowNanos);
        addTime(digest, tcb.delayedAckAt, nowNanos);
        addTime(digest, tcb.keepAliveAt, nowNanos);
        addTime(digest, tcb.lingerAt, nowNanos);
        addTime(digest, tcb.lastReceivedNanos, nowNanos);
        addTime(digest, tcb.lastTextNanos, nowNanos);
        addTime(digest, tcb.lastChallengeNanos, nowNanos);
    }

    /// Most are not there most of the time: which are is said once.
    private static int presentTimes(Tcb tcb) {
        long present = bit(tcb.rttStart != Tcb.NEVER);
        present = present << 1 | bit(tcb.unackedSince != Tcb.NEVER);
        present = present << 1 | bit(tcb.resentSince != Tcb.NEVER);
        present = present << 1 | bit(tcb.textSentNanos != Tcb.NEVER);
        present = present << 1 | bit(tcb.retransmitAt != Tcb.NEVER);
        present = present << 1 | bit(tcb.delayedAckAt != Tcb.NEVER);
        present = present << 1 | bit(tcb.keepAliveAt != Tcb.NEVER);
        present = present << 1 | bit(tcb.lingerAt != Tcb.NEVER);
        present = present << 1 | bit(tcb.lastReceivedNanos != Tcb.NEVER);
        present = present << 1 | bit(tcb.lastTextNanos != Tcb.NEVER);
        return (int) (present << 1 | bit(tcb.lastChallengeNanos != Tcb.NEVER));
    }

    private static void addTime(StateDigest digest, long time, long nowNanos) {
        if (time != Tcb.NEVER) {
            digest.add(time - nowNanos);
        }
    }

    private static void addOptions(StateDigest digest, SocketOptions options) {
        long flags = bit(options.reuseAddress());
        flags = flags << 1 | bit(options.reusePort());
        flags = flags << 1 | bit(options.exclusiveAddress());
        flags = flags << 1 | bit(options.keepAlive());
        flags = flags << 1 | bit(options.noDelay());
        flags = flags << 1 | bit(options.corked());
        flags = flags << 1 | bit(options.v6Only());
        flags = flags << 1 | bit(options.bindAddressNoPort());
        flags = flags << 1 | bit(options.noTimeWait());
        flags = flags << 1 | bit(options.dropsUnansweredFin());
        flags = flags << 1 | bit(options.nonBlocking());
        digest.add(flags);
        digest.add(options.lingerSeconds(), options.linger2Seconds());
        digest.add(options.userTimeoutMillis(), options.keepIdleSeconds());
        digest.add(options.keepIntervalSeconds(), options.keepCount());
        digest.add(options.sendBufferBytes(), options.receiveBufferBytes());
        digest.add(options.maxSegmentBytes(), options.uid());
        PortRange range = options.portRange();
        digest.add(range == null ? -1 : range.first(), range == null ? -1 : range.last());
    }

    /// Which listener it is, also among those that share its address and port.
    private static void addListener(StateDigest digest, Host host, Tcb listener) {
        digest.add(listener.localHigh);
        digest.add(listener.localLow);
        digest.add(listener.localPort, host.listeners.rank(host.sockets.array(), listener));
    }

    /// The queue in its order: who waits longest is accepted first.
    private static void addQueues(StateDigest digest, Host host, Listener listener) {
        digest.add(listener.backlog, listener.embryos);
        digest.add(listener.waiting());
        for (int place = 0; place < listener.waiting(); place++) {
            Tcb child = host.socket(listener.child(place));
            digest.add(child.localHigh);
            digest.add(child.localLow);
            digest.add(child.remoteHigh);
            digest.add(child.remoteLow);
            digest.add(ends(child));
            digest.add(child.state.ordinal());
        }
    }

    private static long ends(Tcb tcb) {
        return (long) tcb.localPort << Integer.SIZE | tcb.remotePort;
    }

    private static long bit(boolean flag) {
        return flag ? 1 : 0;
    }
}
