package dev.linger.engine.connection;

/// Makes one socket equal to another but for its number.
final class TcbCopy {
    private TcbCopy() {}

    static void copy(Tcb from, Tcb to) {
        copyIdentity(from, to);
        copyProgress(from, to);
        if (from.listener == null) {
            to.listener = null;
        } else {
            Listener listener = to.listener == null ? new Listener() : to.listener;
            listener.copyFrom(from.listener);
            to.listener = listener;
        }
        to.sendBuffer.copyFrom(from.sendBuffer);
        to.receiveBuffer.copyFrom(from.receiveBuffer);
    }

    private static void copyIdentity(Tcb from, Tcb to) {
        to.state = from.state;
        to.inUse = from.inUse;
        to.inTable = from.inTable;
        to.localHigh = from.localHigh;
        to.localLow = from.localLow;
        to.remoteHigh = from.remoteHigh;
        to.remoteLow = from.remoteLow;
        to.localPort = from.localPort;
        to.remotePort = from.remotePort;
        to.nextInChain = from.nextInChain;
        to.portAttributes = from.portAttributes;
        to.boundByProgram = from.boundByProgram;
        to.boundHigh = from.boundHigh;
        to.boundLow = from.boundLow;
        to.owned = from.owned;
        to.closing = from.closing;
        to.parent = from.parent;
        to.wantsRoom = from.wantsRoom;
        to.orphan = from.orphan;
        to.options = from.options;
        to.error = from.error;
        to.softError = from.softError;
        to.sndUna = from.sndUna;
        to.sndNxt = from.sndNxt;
        to.sndWnd = from.sndWnd;
        to.sndWl1 = from.sndWl1;
        to.sndWl2 = from.sndWl2;
        to.iss = from.iss;
        to.maxSndWnd = from.maxSndWnd;
        to.sndWindShift = from.sndWindShift;
        to.effSndMss = from.effSndMss;
        to.resendNxt = from.resendNxt;
        to.synAcknowledged = from.synAcknowledged;
        to.finQueued = from.finQueued;
        to.rcvNxt = from.rcvNxt;
        to.rcvEdge = from.rcvEdge;
        to.rcvWindShift = from.rcvWindShift;
        to.rcvThreshold = from.rcvThreshold;
        to.rcvMss = from.rcvMss;
        to.irs = from.irs;
        to.finSeq = from.finSeq;
    }

    private static void copyProgress(Tcb from, Tcb to) {
        to.finSeen = from.finSeen;
        to.finReceived = from.finReceived;
        to.receiveShutDown = from.receiveShutDown;
        to.timestampsOffered = from.timestampsOffered;
        to.timestamps = from.timestamps;
        to.selectiveAcknowledgments = from.selectiveAcknowledgments;
        to.windowScaling = from.windowScaling;
        to.tsRecent = from.tsRecent;
        to.tsRecentMillis = from.tsRecentMillis;
        to.tsRecentValid = from.tsRecentValid;
        to.tsOffset = from.tsOffset;
        to.lastAckSent = from.lastAckSent;
        to.ackOwed = from.ackOwed;
        to.ackNow = from.ackNow;
        to.quickAcks = from.quickAcks;
        to.interactive = from.interactive;
        to.ackDelayMillis = from.ackDelayMillis;
        to.shortSegments = from.shortSegments;
        to.lastTextNanos = from.lastTextNanos;
        to.srttMicros = from.srttMicros;
        to.rttvarMicros = from.rttvarMicros;
        to.rtoMicros = from.rtoMicros;
        to.rttSeq = from.rttSeq;
        to.rttStart = from.rttStart;
        to.retransmits = from.retransmits;
        to.probes = from.probes;
        to.unackedSince = from.unackedSince;
        to.resentSince = from.resentSince;
        to.textSentNanos = from.textSentNanos;
        to.cwnd = from.cwnd;
        to.ssthresh = from.ssthresh;
        to.recover = from.recover;
        to.duplicateAcks = from.duplicateAcks;
        to.ackedBytes = from.ackedBytes;
        to.recovering = from.recovering;
        to.retransmitAt = from.retransmitAt;
        to.delayedAckAt = from.delayedAckAt;
        to.keepAliveAt = from.keepAliveAt;
        to.lingerAt = from.lingerAt;
        to.lastReceivedNanos = from.lastReceivedNanos;
        to.lastChallengeNanos = from.lastChallengeNanos;
        to.probing = from.probing;
    }
}
