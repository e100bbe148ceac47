package dev.linger.engine.connection;

import dev.linger.engine.hash.StateDigest;

/// What a socket adds to the fingerprint of its host: everything but its number, with times relative to now.
final class TcbDigest {
    private TcbDigest() {}

    static void add(StateDigest digest, Tcb tcb, long nowNanos, int nowMillis) {
        addIdentity(digest, tcb);
        addProgress(digest, tcb, nowNanos, nowMillis);
        tcb.sendBuffer.addTo(digest);
        tcb.receiveBuffer.addTo(digest);
        if (tcb.listener != null) {
            tcb.listener.addTo(digest);
        }
    }

    private static void addIdentity(StateDigest digest, Tcb tcb) {
        digest.add(tcb.state.ordinal());
        digest.add(tcb.localHigh);
        digest.add(tcb.localLow);
        digest.add(tcb.remoteHigh);
        digest.add(tcb.remoteLow);
        digest.add(tcb.localPort);
        digest.add(tcb.remotePort);
        digest.add(tcb.portAttributes);
        digest.add(tcb.boundByProgram);
        digest.add(tcb.owned);
        digest.add(tcb.closing);
        digest.add(tcb.wantsRoom);
        digest.add(tcb.orphan);
        digest.add(tcb.options.hashCode());
        digest.add(tcb.error.ordinal());
        digest.add(tcb.softError.ordinal());
        digest.add(tcb.sndUna);
        digest.add(tcb.sndNxt);
        digest.add(tcb.sndWnd);
        digest.add(tcb.sndWl1);
        digest.add(tcb.sndWl2);
        digest.add(tcb.iss);
        digest.add(tcb.maxSndWnd);
        digest.add(tcb.sndWindShift);
        digest.add(tcb.effSndMss);
        digest.add(tcb.resendNxt);
        digest.add(tcb.synAcknowledged);
        digest.add(tcb.finQueued);
        digest.add(tcb.rcvNxt);
        digest.add(tcb.rcvEdge);
        digest.add(tcb.rcvWindShift);
        digest.add(tcb.irs);
        digest.add(tcb.finSeq);
        digest.add(tcb.finSeen);
        digest.add(tcb.finReceived);
    }

    private static void addProgress(StateDigest digest, Tcb tcb, long nowNanos, int nowMillis) {
        digest.add(tcb.receiveShutDown);
        digest.add(tcb.timestampsOffered);
        digest.add(tcb.timestamps);
        digest.add(tcb.selectiveAcknowledgments);
        digest.add(tcb.windowScaling);
        digest.add(tcb.tsRecent);
        digest.add(tcb.tsRecentValid ? nowMillis - tcb.tsRecentMillis : 0);
        digest.add(tcb.tsRecentValid);
        digest.add(tcb.tsOffset);
        digest.add(tcb.lastAckSent);
        digest.add(tcb.ackOwed);
        digest.add(tcb.ackNow);
        digest.add(tcb.quickAcks);
        digest.add(tcb.interactive);
        digest.add(tcb.srttMicros);
        digest.add(tcb.rttvarMicros);
        digest.add(tcb.rtoMicros);
        digest.add(tcb.rttSeq);
        digest.add(since(tcb.rttStart, nowNanos));
        digest.add(tcb.retransmits);
        digest.add(tcb.probes);
        digest.add(since(tcb.unackedSince, nowNanos));
        digest.add(since(tcb.resentSince, nowNanos));
        digest.add(tcb.cwnd);
        digest.add(tcb.ssthresh);
        digest.add(tcb.recover);
        digest.add(tcb.duplicateAcks);
        digest.add(tcb.ackedBytes);
        digest.add(tcb.recovering);
        digest.add(since(tcb.retransmitAt, nowNanos));
        digest.add(since(tcb.delayedAckAt, nowNanos));
        digest.add(since(tcb.keepAliveAt, nowNanos));
        digest.add(since(tcb.lingerAt, nowNanos));
        digest.add(since(tcb.lastReceivedNanos, nowNanos));
        digest.add(since(tcb.lastChallengeNanos, nowNanos));
        digest.add(tcb.probing);
    }

    private static long since(long time, long nowNanos) {
        return time == Tcb.NEVER ? Tcb.NEVER : time - nowNanos;
    }
}
