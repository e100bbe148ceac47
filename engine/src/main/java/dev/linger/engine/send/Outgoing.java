package dev.linger.engine.send;

import dev.linger.engine.buffer.SendBuffer;
import dev.linger.engine.connection.Host;
import dev.linger.engine.connection.SegmentSize;
import dev.linger.engine.connection.Tcb;
import dev.linger.engine.receive.Acknowledging;
import dev.linger.engine.receive.ReceiveWindow;
import dev.linger.model.Counter;
import dev.linger.model.Flags;
import dev.linger.wire.Segment;

/// Single segments of a connection: header, options, and what sending one does to the connection's bookkeeping.
public final class Outgoing {
    private static final int MAX_WINDOW_FIELD = 65535;
    private static final int SACK_BYTES = 4;
    private static final int SACK_BLOCK_BYTES = 8;

    private Outgoing() {}

    /// `<SEQ=ISS><CTL=SYN>`, the first time or again.
    public static void syn(Host host, Tcb tcb) {
        Segment segment = begin(host, tcb, tcb.iss, Flags.SYN);
        synOptions(host, tcb, segment, true, true, true);
        segment.wnd = Math.min(tcb.rcvEdge - tcb.rcvNxt, MAX_WINDOW_FIELD);
        host.send(segment);
    }

    /// `<SEQ=ISS><ACK=RCV.NXT><CTL=SYN,ACK>`, with the options that the peer's SYN carried too.
    public static void synAck(Host host, Tcb tcb) {
        Segment segment = begin(host, tcb, tcb.iss, Flags.SYN | Flags.ACK);
        segment.ack = tcb.rcvNxt;
        synOptions(host, tcb, segment, tcb.windowScaling, tcb.selectiveAcknowledgments, tcb.timestamps);
        segment.wnd = Math.min(tcb.rcvWnd(), MAX_WINDOW_FIELD);
        Acknowledging.onSent(tcb);
        host.send(segment);
    }

    /// `<SEQ=SND.NXT><ACK=RCV.NXT><CTL=ACK>`: whatever is owed is paid with it.
    public static void acknowledge(Host host, Tcb tcb) {
        Segment segment = beginAcknowledging(host, tcb, tcb.sndNxt, 0);
        host.send(segment);
    }

    /// An empty segment one before what the peer expects, to be answered: a probe (RFC 9293 §3.8.4, §3.8.6.1).
    public static void probe(Host host, Tcb tcb) {
        host.send(beginAcknowledging(host, tcb, tcb.sndUna - 1, 0));
    }

    /// Text from the send buffer, and the FIN if asked for. PSH marks the end of what there is (RFC 9293 §3.9.1.2
    /// MUST-61, SHLD-27).
    ///
    /// @param seq of the first byte; within the buffer
    public static void text(Host host, Tcb tcb, int seq, int length, boolean fin) {
        int flags = fin ? Flags.FIN : 0;
        int position = seq - tcb.textStart();
        if (length > 0 && position + length == tcb.sendBuffer.length()) {
            flags |= Flags.PSH;
        }
        Segment segment = beginAcknowledging(host, tcb, seq, flags);
        if (length > 0) {
            segment.textLength = length;
            segment.textOffset = tcb.sendBuffer.offsetOf(position, length);
            segment.text = tcb.sendBuffer.array();
            if (segment.textOffset == SendBuffer.IN_TWO_PIECES) {
                segment.textOffset = 0;
                segment.text = host.textRoom(length);
                tcb.sendBuffer.copyTo(position, segment.text, 0, length);
            }
        }
        host.send(segment);
    }

    /// `<SEQ=SND.NXT><ACK=RCV.NXT><CTL=RST,ACK>`: the connection is ended from this side.
    ///
    /// Deviation: where the peer has taken back so much of its window that it would not accept this number, the
    /// window's right edge stands for it, as on Linux (net/ipv4/tcp_output.c:tcp_acceptable_seq; Test: CloseTest).
    public static void reset(Host host, Tcb tcb) {
        Segment segment = begin(host, tcb, acceptableSeq(tcb), Flags.RST | Flags.ACK);
        segment.ack = tcb.rcvNxt;
        timestamps(host, tcb, segment);
        host.count(Counter.OUT_RSTS);
        host.send(segment);
    }

    /// The text that fits into a segment now: blocks of selective acknowledgments take room as well (RFC 9293 §3.7.1
    /// MUST-16).
    static int fullText(Tcb tcb) {
        int blocks = blockCount(tcb);
        return blocks == 0 ? tcb.effSndMss : tcb.effSndMss - SACK_BYTES - blocks * SACK_BLOCK_BYTES;
    }

    /// The MSS goes with every SYN (RFC 9293 §3.7.1 MUST-14, SHLD-5, MAY-3) and with nothing else (MUST-65).
    private static void synOptions(
            Host host, Tcb tcb, Segment segment, boolean scaling, boolean selective, boolean timestamps) {
        segment.options |= Segment.MSS;
        segment.mss = SegmentSize.offeredMss(host, tcb);
        if (scaling && host.profile.data().windowScaling()) {
            segment.options |= Segment.WINDOW_SCALE;
            segment.windowScale = tcb.rcvWindShift;
        }
        if (selective && host.profile.data().selectiveAcknowledgments()) {
            segment.options |= Segment.SACK_PERMITTED;
        }
        if (timestamps && host.profile.data().timestamps()) {
            segment.options |= Segment.TIMESTAMPS;
            segment.tsVal = host.timestamp(tcb.tsOffset);
            segment.tsEcr = segment.has(Flags.ACK) ? tcb.tsRecent : 0;
        }
    }

    private static int acceptableSeq(Tcb tcb) {
        int beyond = tcb.sndNxt - (tcb.sndUna + tcb.sndWnd);
        int rounding = tcb.windowScaling ? (1 << tcb.rcvWindShift) - 1 : 0;
        return beyond > rounding ? tcb.sndNxt - beyond : tcb.sndNxt;
    }

    private static Segment beginAcknowledging(Host host, Tcb tcb, int seq, int flags) {
        Segment segment = begin(host, tcb, seq, flags | Flags.ACK);
        segment.ack = tcb.rcvNxt;
        segment.wnd = ReceiveWindow.offer(host, tcb);
        timestamps(host, tcb, segment);
        selectiveAcknowledgments(tcb, segment);
        Acknowledging.onSent(tcb);
        return segment;
    }

    private static Segment begin(Host host, Tcb tcb, int seq, int flags) {
        Segment segment = host.outgoing.clear();
        segment.sourceHigh = tcb.localHigh;
        segment.sourceLow = tcb.localLow;
        segment.sourcePort = tcb.localPort;
        segment.destinationHigh = tcb.remoteHigh;
        segment.destinationLow = tcb.remoteLow;
        segment.destinationPort = tcb.remotePort;
        segment.seq = seq;
        segment.flags = flags;
        return segment;
    }

    private static void timestamps(Host host, Tcb tcb, Segment segment) {
        if (tcb.timestamps) {
            segment.options |= Segment.TIMESTAMPS;
            segment.tsVal = host.timestamp(tcb.tsOffset);
            segment.tsEcr = tcb.tsRecent;
        }
    }

    /// The block that was touched last comes first, so that it is repeated in the following ones (RFC 2018 §4).
    private static void selectiveAcknowledgments(Tcb tcb, Segment segment) {
        int blocks = blockCount(tcb);
        for (int index = 0; index < blocks; index++) {
            int range = (tcb.receiveBuffer.latestRange() + index) % tcb.receiveBuffer.rangeCount();
            segment.sack[2 * index] = tcb.rcvNxt + tcb.receiveBuffer.rangeStart(range);
            segment.sack[2 * index + 1] = tcb.rcvNxt + tcb.receiveBuffer.rangeEnd(range);
        }
        segment.sackCount = blocks;
    }

    private static int blockCount(Tcb tcb) {
        if (!tcb.selectiveAcknowledgments || !tcb.receiveBuffer.hasGaps()) {
            return 0;
        }
        int room = tcb.timestamps ? Segment.MAX_SACK_BLOCKS - 1 : Segment.MAX_SACK_BLOCKS;
        return Math.min(tcb.receiveBuffer.rangeCount(), room);
    }
}
