package dev.linger.wire;

/// The header of a TCP segment as a view of bytes (RFC 9293 §3.1), meant to be reused.
///
/// [#wrap] makes the one check of lengths there is. As long as the array lives, no accessor can fail after it;
/// what they return is what the header says, true or not. [TcpOptions] reads the options.
public final class TcpHeader {
    /// Bytes without options.
    public static final int MIN_LENGTH = 20;

    /// As many bytes of options as the header's length field can express.
    public static final int MAX_OPTIONS_LENGTH = 40;

    private byte[] bytes = new byte[MIN_LENGTH];
    private int offset;
    private int length;

    /// Makes this a view of the segment in these `length` bytes. False, and this view as it was, when they are
    /// less than a header or less than this header says it has.
    ///
    /// @throws IllegalArgumentException when the range is not within the array
    public boolean wrap(byte[] bytes, int offset, int length) {
        return look(bytes, offset, length) == ReadResult.READ;
    }

    ReadResult look(byte[] bytes, int offset, int length) {
        BigEndian.requireRange(bytes, offset, length);
        if (length < MIN_LENGTH) {
            return ReadResult.TRUNCATED;
        }
        int headerLength = headerLength(bytes, offset);
        if (headerLength < MIN_LENGTH) {
            return ReadResult.MALFORMED;
        }
        if (headerLength > length) {
            return ReadResult.TRUNCATED;
        }
        this.bytes = bytes;
        this.offset = offset;
        this.length = length;
        return ReadResult.READ;
    }

    public int sourcePort() {
        return BigEndian.unsignedShort(bytes, offset);
    }

    public int destinationPort() {
        return BigEndian.unsignedShort(bytes, offset + 2);
    }

    /// SEG.SEQ, with the SYN flag the initial sequence number.
    public int seq() {
        return BigEndian.int32(bytes, offset + 4);
    }

    /// SEG.ACK.
    public int ack() {
        return BigEndian.int32(bytes, offset + 8);
    }

    /// Bytes, options included: 20 to 60.
    public int headerLength() {
        return headerLength(bytes, offset);
    }

    /// [dev.linger.model.Flags] joined; the reserved bits are not among them.
    public int flags() {
        return BigEndian.unsignedByte(bytes, offset + 13);
    }

    /// SEG.WND as it stands here, 0 to 65535: not yet scaled (MUST-1).
    public int wnd() {
        return BigEndian.unsignedShort(bytes, offset + 14);
    }

    public int checksum() {
        return BigEndian.unsignedShort(bytes, offset + 16);
    }

    public int urgentPointer() {
        return BigEndian.unsignedShort(bytes, offset + 18);
    }

    /// Where in the array the options begin.
    public int optionsOffset() {
        return offset + MIN_LENGTH;
    }

    /// Bytes, a multiple of 4 from 0 to 40.
    public int optionsLength() {
        return headerLength() - MIN_LENGTH;
    }

    /// Where in the array the text begins.
    public int textOffset() {
        return offset + headerLength();
    }

    /// Bytes.
    public int textLength() {
        return length - headerLength();
    }

    private static int headerLength(byte[] bytes, int offset) {
        return (BigEndian.unsignedByte(bytes, offset + 12) >>> 4) * 4;
    }
}
