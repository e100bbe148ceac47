package dev.linger.wire;

/// Where the options of a segment go.
///
/// Aligned is how Linux writes them (net/ipv4/tcp_output.c:tcp_options_write): MSS; SACK permitted and timestamps,
/// which fill three words together; window scale; SACK; each padded in front to whole words. Packed is without
/// padding but at the end, for what does not fit otherwise: so whatever fitted into a header once fits again.
final class OptionLayout {
    private static final int MSS_LENGTH = 4;
    private static final int WINDOW_SCALE_LENGTH = 3;
    private static final int SACK_PERMITTED_LENGTH = 2;
    private static final int TIMESTAMPS_LENGTH = 10;
    private static final int SACK_BLOCK_LENGTH = 8;

    private OptionLayout() {}

    /// Bytes, in whole words; more than [TcpHeader#MAX_OPTIONS_LENGTH] when they can not be written.
    static int length(Segment segment, boolean aligned) {
        return aligned ? alignedLength(segment) : packedLength(segment);
    }

    private static int alignedLength(Segment segment) {
        int length = 0;
        if (segment.hasOption(Segment.MSS)) {
            length += MSS_LENGTH;
        }
        if (segment.hasOption(Segment.TIMESTAMPS)) {
            length += 2 + TIMESTAMPS_LENGTH;
        } else if (segment.hasOption(Segment.SACK_PERMITTED)) {
            length += 2 + SACK_PERMITTED_LENGTH;
        }
        if (segment.hasOption(Segment.WINDOW_SCALE)) {
            length += 1 + WINDOW_SCALE_LENGTH;
        }
        if (segment.sackCount > 0) {
            length += 2 + TcpOptions.PREFIX_LENGTH + segment.sackCount * SACK_BLOCK_LENGTH;
        }
        return length;
    }

    private static int packedLength(Segment segment) {
        int length = 0;
        if (segment.hasOption(Segment.MSS)) {
            length += MSS_LENGTH;
        }
        if (segment.hasOption(Segment.TIMESTAMPS)) {
            length += TIMESTAMPS_LENGTH;
        }
        if (segment.hasOption(Segment.SACK_PERMITTED)) {
            length += SACK_PERMITTED_LENGTH;
        }
        if (segment.hasOption(Segment.WINDOW_SCALE)) {
            length += WINDOW_SCALE_LENGTH;
        }
        if (segment.sackCount > 0) {
            length += TcpOptions.PREFIX_LENGTH + segment.sackCount * SACK_BLOCK_LENGTH;
        }
        return (length + 3) & ~3;
    }

    /// Writes the options and fills what is left up to `end` with zeros (RFC 9293 §3.1, MUST-69).
    static void write(Segment segment, boolean aligned, byte[] into, int start, int end) {
        int position = start;
        if (segment.hasOption(Segment.MSS)) {
            BigEndian.putShort(into, position, prefix(TcpOptions.MAXIMUM_SEGMENT_SIZE, MSS_LENGTH));
            BigEndian.putShort(into, position + 2, segment.mss);
            position += MSS_LENGTH;
        }
        boolean timestamps = segment.hasOption(Segment.TIMESTAMPS);
        if (segment.hasOption(Segment.SACK_PERMITTED)) {
            position += aligned && !timestamps ? pad(into, position, 2) : 0;
            BigEndian.putShort(into, position, prefix(TcpOptions.SACK_PERMITTED, SACK_PERMITTED_LENGTH));
            position += SACK_PERMITTED_LENGTH;
        } else if (aligned && timestamps) {
            position += pad(into, position, 2);
        }
        if (timestamps) {
            BigEndian.putShort(into, position, prefix(TcpOptions.TIMESTAMPS, TIMESTAMPS_LENGTH));
            BigEndian.putInt(into, position + 2, segment.tsVal);
            BigEndian.putInt(into, position + 6, segment.tsEcr);
            position += TIMESTAMPS_LENGTH;
        }
        if (segment.hasOption(Segment.WINDOW_SCALE)) {
            position += aligned ? pad(into, position, 1) : 0;
            BigEndian.putShort(into, position, prefix(TcpOptions.WINDOW_SCALE, WINDOW_SCALE_LENGTH));
            BigEndian.putByte(into, position + 2, segment.windowScale);
            position += WINDOW_SCALE_LENGTH;
        }
        if (segment.sackCount > 0) {
            position += aligned ? pad(into, position, 2) : 0;
            position += writeSack(segment, into, position);
        }
        while (position < end) {
            BigEndian.putByte(into, position++, TcpOptions.END_OF_LIST);
        }
    }

    private static int writeSack(Segment segment, byte[] into, int position) {
        int length = TcpOptions.PREFIX_LENGTH + segment.sackCount * SACK_BLOCK_LENGTH;
        BigEndian.putShort(into, position, prefix(TcpOptions.SACK, length));
        for (int edge = 0; edge < 2 * segment.sackCount; edge++) {
            BigEndian.putInt(into, position + TcpOptions.PREFIX_LENGTH + edge * Integer.BYTES, segment.sack[edge]);
        }
        return length;
    }

    private static int pad(byte[] into, int position, int count) {
        for (int index = 0; index < count; index++) {
            BigEndian.putByte(into, position + index, TcpOptions.NO_OPERATION);
        }
        return count;
    }

    private static int prefix(int kind, int length) {
        return (kind << 8) | length;
    }
}
