package dev.linger.wire;

/// The options of a TCP header, one after the other (RFC 9293 §3.1, §3.2), as a view that is meant to be reused.
///
/// Every option of every kind comes along but End of Option List, which ends them, and No-Operation, which is
/// nothing (MUST-4): it is for the caller to pass over those it does not know (MUST-6), by their length (MUST-68).
/// A length that can not be (MUST-7)
/// ends them too, as it does in Linux (net/ipv4/tcp_input.c:tcp_parse_options): where the next would begin is
/// anybody's guess.
///
/// ```java
/// options.wrap(bytes, header.optionsOffset(), header.optionsLength());
/// while (options.next()) {
///     switch (options.kind()) { … }
/// }
/// ```
public final class TcpOptions {
    public static final int END_OF_LIST = 0;
    public static final int NO_OPERATION = 1;
    public static final int MAXIMUM_SEGMENT_SIZE = 2;
    /// RFC 7323 §2.2.
    public static final int WINDOW_SCALE = 3;

    /// RFC 2018 §2.
    public static final int SACK_PERMITTED = 4;

    /// RFC 2018 §3.
    public static final int SACK = 5;

    /// RFC 7323 §3.2.
    public static final int TIMESTAMPS = 8;

    /// Kind and length.
    static final int PREFIX_LENGTH = 2;

    private byte[] bytes = {};
    private int position;
    private int end;
    private int kind;
    private int valueOffset;
    private int valueLength;

    /// Puts this before the first of the options in these bytes.
    ///
    /// @throws IllegalArgumentException when the range is not within the array
    public void wrap(byte[] bytes, int offset, int length) {
        BigEndian.requireRange(bytes, offset, length);
        this.bytes = bytes;
        position = offset;
        end = offset + length;
    }

    /// Goes on to the next option; false when there is none.
    public boolean next() {
        while (position < end && bytes[position] == NO_OPERATION) {
            position++;
        }
        if (end - position < PREFIX_LENGTH || bytes[position] == END_OF_LIST) {
            return stop();
        }
        int length = BigEndian.unsignedByte(bytes, position + 1);
        if (length < PREFIX_LENGTH || length > end - position) {
            return stop();
        }
        kind = BigEndian.unsignedByte(bytes, position);
        valueOffset = position + PREFIX_LENGTH;
        valueLength = length - PREFIX_LENGTH;
        position += length;
        return true;
    }

    private boolean stop() {
        position = end;
        return false;
    }

    /// 2 to 255, of the option that [#next] went to, as are the others.
    public int kind() {
        return kind;
    }

    /// Where in the array its value begins.
    public int valueOffset() {
        return valueOffset;
    }

    /// Bytes: what the option's length field says, less the two of kind and length.
    public int valueLength() {
        return valueLength;
    }
}
