package dev.linger.engine.connection;

import dev.linger.engine.buffer.BufferPool;
import dev.linger.engine.buffer.ReceiveBuffer;
import dev.linger.engine.buffer.SendBuffer;
import dev.linger.engine.socket.Errno;
import dev.linger.engine.socket.SocketOptions;
import dev.linger.model.TcpState;
import org.jspecify.annotations.Nullable;

/// The Transmission Control Block: one socket, from its creation until nobody can refer to it any more (RFC 9293
/// §3.3.1).
///
/// Fields carry the RFC's names, and are what the steps in the packages above work on; this class has no behaviour
/// but what follows from its own fields. A connection in TIME_WAIT has none: it is a row of the time-wait store.
///
/// Numbers that count sequence space wrap; times are nanoseconds of the engine's clock unless the name says
/// otherwise, and [#NEVER] where there is none.
public final class Tcb {
    public static final long NEVER = Long.MAX_VALUE;
    public static final int NONE = -1;

    /// Its number among the host's sockets: what programs call it by.
    public final int slot;

    public TcpState state = TcpState.CLOSED;
    boolean inUse;
    /// Segments find it by its four-tuple.
    boolean inTable;

    // --- who it connects ---------------------------------------------------------------------------------------------

    public long localHigh;
    public long localLow;
    public long remoteHigh;
    public long remoteLow;
    public int localPort;
    public int remotePort;
    /// The next one in the same chain of the connection table or of the listeners of a port.
    int nextInChain = NONE;

    /// Attributes its port is entered with in the port table; 0 while it has none there.
    public int portAttributes;
    /// The program has named the port: it keeps it for as long as it has the socket. One that the host chose, for
    /// bind()
    /// or connect(), ends with the connection (net/ipv4/af_inet.c:__inet_bind, SOCK_BINDPORT_LOCK; measured).
    public boolean boundByProgram;
    /// The address that bind() was given, or the wildcard: what a connect() that fails comes back to.
    public long boundHigh;

    public long boundLow;

    // --- whose it is -------------------------------------------------------------------------------------------------

    /// A program holds it. Without one it is an orphan, an embryo, or a child nobody has accepted yet.
    public boolean owned;
    /// The program has closed it and waits: SO_LINGER.
    public boolean closing;
    /// The listener it came from, until it is accepted: a passive OPEN (RFC 9293 §3.5 MUST-11).
    public int parent = NONE;
    /// A call found no room to write: the program is told when there is some.
    public boolean wantsRoom;
    /// Counted among the host's orphans.
    public boolean orphan;

    public SocketOptions options = SocketOptions.NONE;
    /// What the program is told at its next call.
    public Errno error = Errno.OK;
    /// What ICMP said, without ending the connection; told if time runs out.
    public Errno softError = Errno.OK;
    /// Present in LISTEN.
    public @Nullable Listener listener;

    // --- send sequence space: RFC 9293 §3.3.1, figure 3 --------------------------------------------------------------

    public int sndUna;
    public int sndNxt;
    /// At most 65535 << 14, so that it is never negative (RFC 9293 §3.1 MUST-1, REC-1).
    public int sndWnd;

    public int sndWl1;
    public int sndWl2;
    public int iss;
    /// The largest window the peer has offered (MAX.SND.WND of RFC 5961 §5.2).
    public int maxSndWnd;
    /// Snd.Wind.Shift of RFC 7323 §2.3, 0 to 14.
    public int sndWindShift;
    /// Eff.snd.MSS: text of the largest segment the peer takes, options taken off.
    public int effSndMss;
    /// The next number to send again after a time-out; SND.NXT when nothing is.
    public int resendNxt;
    public boolean synAcknowledged;
    /// close() or shutdown(): a FIN follows the last byte.
    public boolean finQueued;

    // --- receive sequence space: figure 4 ----------------------------------------------------------------------------

    public int rcvNxt;
    /// The right edge of the window as the peer knows it: RCV.NXT + RCV.WND.
    public int rcvEdge;
    public int rcvWindShift;
    /// What the window may be at most by what has arrived so far (rcv_ssthresh of Linux).
    public int rcvThreshold;
    /// How long the peer's full segments seem to be.
    public int rcvMss;
    public int irs;
    /// Where the peer's FIN stands, if it came before the text in front of it.
    public int finSeq;

    public boolean finSeen;
    /// The peer's FIN has been taken: RCV.NXT counts it.
    public boolean finReceived;
    /// shutdown() for reading, or close(): what arrives is not wanted.
    public boolean receiveShutDown;

    // --- options agreed on -------------------------------------------------------------------------------------------

    /// Our SYN offered timestamps.
    public boolean timestampsOffered;
    public boolean timestamps;
    public boolean selectiveAcknowledgments;
    public boolean windowScaling;
    /// TS.Recent (RFC 7323 §4.3).
    public int tsRecent;
    /// When it was taken, in milliseconds that wrap.
    public int tsRecentMillis;
    /// There is one.
    public boolean tsRecentValid;
    /// Added to the clock to make our TSval.
    public int tsOffset;
    /// Last.ACK.sent (RFC 7323 §4.3).
    public int lastAckSent;

    // --- acknowledging -----------------------------------------------------------------------------------------------

    /// An acknowledgment is owed.
    public boolean ackOwed;
    /// It must go now.
    public boolean ackNow;
    /// How many more segments are acknowledged at once.
    public int quickAcks;
    /// The program answers what it reads: acknowledgments wait for its answers.
    public boolean interactive;
    /// How long an acknowledgment may wait as the peer's segments have come so far; 0 before any text has.
    public int ackDelayMillis;
    /// Segments since the last acknowledgment that seem to end what a program has written; 2 stands for more.
    public int shortSegments;
    /// When text last arrived in order.
    public long lastTextNanos = NEVER;

    // --- retransmission: RFC 6298 ------------------------------------------------------------------------------------

    public int srttMicros;
    public int rttvarMicros;
    public int rtoMicros;
    /// The number whose acknowledgment ends the running measurement, while [#rttStart] is not [#NEVER].
    public int rttSeq;

    public long rttStart = NEVER;
    /// Retransmissions since the last progress, or probes since the window is shut.
    public int retransmits;
    /// Probes of a zero window, or keepalives, since the last answer.
    public int probes;
    /// When the oldest unacknowledged number was first sent.
    public long unackedSince = NEVER;
    /// When it was sent again for the first time; or when the shut window was first probed.
    public long resentSince = NEVER;
    /// When text was last sent.
    public long textSentNanos = NEVER;

    // --- congestion: RFC 5681, RFC 6582 ------------------------------------------------------------------------------

    public int cwnd;
    public int ssthresh;
    public int recover;
    public int duplicateAcks;
    public int ackedBytes;
    public boolean recovering;

    // --- deadlines ---------------------------------------------------------------------------------------------------

    /// Retransmission of SYN, SYN-ACK, data or FIN; or the next probe of a zero window.
    public long retransmitAt = NEVER;

    public long delayedAckAt = NEVER;
    /// The next keepalive, or the end of an orphan's FIN_WAIT_2.
    public long keepAliveAt = NEVER;
    /// When a close() that lingers stops waiting.
    public long lingerAt = NEVER;

    /// When a segment last came, [#NEVER] before the first that belonged to the connection.
    public long lastReceivedNanos = NEVER;
    /// Of the last answer to an unacceptable segment, [#NEVER] before the first.
    public long lastChallengeNanos = NEVER;
    /// The zero window is being probed: [#retransmitAt] is the persist timer.
    public boolean probing;

    // --- text --------------------------------------------------------------------------------------------------------

    public final SendBuffer sendBuffer;
    public final ReceiveBuffer receiveBuffer;

    public Tcb(int slot, BufferPool pool) {
        this.slot = slot;
        this.sendBuffer = new SendBuffer(pool);
        this.receiveBuffer = new ReceiveBuffer(pool);
    }

    public boolean isIpv6() {
        return !Addresses.isIpv4(remoteHigh, remoteLow);
    }

    /// A connection that a listener made and that is not established yet.
    public boolean isEmbryo() {
        return parent != NONE && state == TcpState.SYN_RECEIVED;
    }

    /// RCV.WND: how much more the peer may send, as far as it knows.
    public int rcvWnd() {
        return rcvEdge - rcvNxt;
    }

    /// The sequence number of the first byte in the send buffer.
    public int textStart() {
        return synAcknowledged ? sndUna : iss + 1;
    }

    /// The sequence number after the last byte in the send buffer: where the FIN will stand.
    public int textEnd() {
        return textStart() + sendBuffer.length();
    }

    /// Our FIN has been sent at least once.
    public boolean finSent() {
        return switch (state) {
            case FIN_WAIT_1, CLOSING, LAST_ACK -> finQueued && sndNxt == textEnd() + 1;
            case FIN_WAIT_2, TIME_WAIT -> true;
            case LISTEN, SYN_SENT, SYN_RECEIVED, ESTABLISHED, CLOSE_WAIT, CLOSED -> false;
        };
    }

    /// Something was sent that is not acknowledged.
    public boolean hasUnacknowledged() {
        return sndUna != sndNxt;
    }

    /// The earliest of its deadlines.
    public long earliestDeadline() {
        return Math.min(Math.min(retransmitAt, delayedAckAt), Math.min(keepAliveAt, lingerAt));
    }

    /// What a connect() that was refused has left, before the next one.
    public void forgetAttempt() {
        error = Errno.OK;
        softError = Errno.OK;
        wantsRoom = false;
        receiveShutDown = false;
        finSeen = false;
        finReceived = false;
        tsRecent = 0;
        tsRecentMillis = 0;
        tsRecentValid = false;
        ackOwed = false;
        ackNow = false;
        interactive = false;
        ackDelayMillis = 0;
        shortSegments = 0;
        lastTextNanos = NEVER;
        probes = 0;
    }

    public void clearDeadlines() {
        retransmitAt = NEVER;
        delayedAckAt = NEVER;
        keepAliveAt = NEVER;
        lingerAt = NEVER;
        probing = false;
    }
}
