package dev.linger.wire;

import dev.linger.model.Endpoint;
import dev.linger.model.Flags;
import dev.linger.model.FourTuple;
import dev.linger.model.IpAddress;

/// One TCP segment with the addresses it travels between, in decoded form: what engines hand each other.
///
/// It is meant to be reused: whoever is handed one may read it during the call only, and makes a copy of what is to
/// be kept ([#copyFrom]). Field names are those of RFC 9293 §3.3.1 (SEG.SEQ is `seq`); all arithmetic on `seq`,
/// `ack`, `tsVal` and `tsEcr` goes through [dev.linger.model.SequenceNumber].
public final class Segment {
    /// Options that are present, as bits of [#options].
    public static final int MSS = 1;

    public static final int WINDOW_SCALE = 2;
    public static final int SACK_PERMITTED = 4;
    public static final int TIMESTAMPS = 8;

    /// As many blocks as fit into the 40 bytes of options (RFC 2018 §3).
    public static final int MAX_SACK_BLOCKS = 4;

    private static final byte[] NO_TEXT = {};

    /// Addresses as two halves of 128 bits; IPv4 in its v4-mapped form, as [IpAddress] has it.
    public long sourceHigh;

    public long sourceLow;
    public long destinationHigh;
    public long destinationLow;
    public int sourcePort;
    public int destinationPort;

    public int seq;
    /// Meaningful when the ACK flag is set.
    public int ack;
    /// [Flags] joined.
    public int flags;
    /// As it stands in the header, 0 to 65535: not yet scaled.
    public int wnd;
    /// Meaningful when the URG flag is set.
    public int urgentPointer;

    /// Which of the options below are present.
    public int options;

    /// Bytes, 0 to 65535, as the peer wrote it.
    public int mss;
    /// Shift count as the peer wrote it, 0 to 255.
    public int windowScale;

    public int tsVal;
    public int tsEcr;

    /// How many blocks [#sack] holds, as pairs of left and right edge.
    public int sackCount;

    public final int[] sack = new int[2 * MAX_SACK_BLOCKS];

    /// The array that holds the text, from [#textOffset] on; it belongs to whoever made the segment.
    public byte[] text = NO_TEXT;

    public int textOffset;
    public int textLength;

    private byte[] own = NO_TEXT;

    /// Whether all of these [Flags] are set.
    public boolean has(int flags) {
        return (this.flags & flags) == flags;
    }

    /// Whether all of these options are present.
    public boolean hasOption(int options) {
        return (this.options & options) == options;
    }

    /// SEG.LEN: the text, and one each for SYN and FIN (RFC 9293 §3.3.1).
    public int length() {
        return textLength + (flags & Flags.FIN) + ((flags & Flags.SYN) >> 1);
    }

    /// The sequence number after the last one this segment takes.
    public int end() {
        return seq + length();
    }

    /// Makes this an empty segment: no flags, options or text. Addresses and ports stay.
    public Segment clear() {
        seq = 0;
        ack = 0;
        flags = 0;
        wnd = 0;
        urgentPointer = 0;
        options = 0;
        mss = 0;
        windowScale = 0;
        tsVal = 0;
        tsEcr = 0;
        sackCount = 0;
        text = NO_TEXT;
        textOffset = 0;
        textLength = 0;
        return this;
    }

    /// Takes over everything, the text by copy into an array of its own that grows when it must.
    public Segment copyFrom(Segment other) {
        sourceHigh = other.sourceHigh;
        sourceLow = other.sourceLow;
        destinationHigh = other.destinationHigh;
        destinationLow = other.destinationLow;
        sourcePort = other.sourcePort;
        destinationPort = other.destinationPort;
        seq = other.seq;
        ack = other.ack;
        flags = other.flags;
        wnd = other.wnd;
        urgentPointer = other.urgentPointer;
        options = other.options;
        mss = other.mss;
        windowScale = other.windowScale;
        tsVal = other.tsVal;
        tsEcr = other.tsEcr;
        sackCount = other.sackCount;
        for (int word = 0; word < 2 * other.sackCount; word++) {
            sack[word] = other.sack[word];
        }
        if (other.textLength > 0) {
            if (own.length < other.textLength) {
                own = new byte[other.textLength];
            }
            System.arraycopy(other.text, other.textOffset, own, 0, other.textLength);
        }
        text = own;
        textOffset = 0;
        textLength = other.textLength;
        return this;
    }

    public Endpoint source() {
        return new Endpoint(new IpAddress(sourceHigh, sourceLow), sourcePort);
    }

    public Endpoint destination() {
        return new Endpoint(new IpAddress(destinationHigh, destinationLow), destinationPort);
    }

    /// The connection it belongs to, as its receiver names it.
    public FourTuple tupleAtReceiver() {
        return new FourTuple(destination(), source());
    }

    public Segment from(Endpoint source) {
        sourceHigh = source.address().high();
        sourceLow = source.address().low();
        sourcePort = source.port();
        return this;
    }

    public Segment to(Endpoint destination) {
        destinationHigh = destination.address().high();
        destinationLow = destination.address().low();
        destinationPort = destination.port();
        return this;
    }

    /// The way packet scripts write one: `S. 0:0(0) ack 1 win 65535 <mss 1460,TS val 10 ecr 0>`, unsigned numbers.
    @Override
    public String toString() {
        return SegmentText.of(this);
    }
}
