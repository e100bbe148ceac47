package dev.linger.wire;

import java.util.Arrays;

/// Where the options of a segment go, in the order of some system.
///
/// Aligned is how that system writes them: each begins at its byte of a word ([OptionOrder#padding]). Packed is
/// without padding but at the end, for what does not fit otherwise: so whatever fitted into a header once fits again.
final class OptionLayout {
    private static final int MSS_LENGTH = 4;
    private static final int WINDOW_SCALE_LENGTH = 3;
    private static final int SACK_PERMITTED_LENGTH = 2;
    private static final int TIMESTAMPS_LENGTH = 10;
    private static final int SACK_BLOCK_LENGTH = 8;

    private OptionLayout() {}

    /// Bytes, in whole words; more than [TcpHeader#MAX_OPTIONS_LENGTH] when they can not be written.
    static int length(Segment segment, OptionOrder order, boolean aligned) {
        int position = 0;
        for (int index = 0; index < order.count(); index++) {
            int kind = order.kind(index);
            int length = lengthOf(segment, kind);
            if (length > 0) {
                position += (aligned ? order.padding(segment, kind, position) : 0) + length;
            }
        }
        return (position + 3) & ~3;
    }

    /// Bytes of the option, 0 when the segment does not have it.
    private static int lengthOf(Segment segment, int kind) {
        return switch (kind) {
            case TcpOptions.MAXIMUM_SEGMENT_SIZE -> segment.hasOption(Segment.MSS) ? MSS_LENGTH : 0;
            case TcpOptions.WINDOW_SCALE -> segment.hasOption(Segment.WINDOW_SCALE) ? WINDOW_SCALE_LENGTH : 0;
            case TcpOptions.SACK_PERMITTED -> segment.hasOption(Segment.SACK_PERMITTED) ? SACK_PERMITTED_LENGTH : 0;
            case TcpOptions.TIMESTAMPS -> segment.hasOption(Segment.TIMESTAMPS) ? TIMESTAMPS_LENGTH : 0;
            case TcpOptions.SACK ->
                segment.sackCount > 0 ? TcpOptions.PREFIX_LENGTH + segment.sackCount * SACK_BLOCK_LENGTH : 0;
            default -> throw new IllegalStateException("no option of kind " + kind + " is written");
        };
    }

    /// Writes the options and fills what is left up to `end` with zeros (RFC 9293 §3.1, MUST-69).
    static void write(Segment segment, OptionOrder order, boolean aligned, byte[] into, int start, int end) {
        int position = start;
        for (int index = 0; index < order.count(); index++) {
            int kind = order.kind(index);
            int length = lengthOf(segment, kind);
            if (length > 0) {
                for (int left = aligned ? order.padding(segment, kind, position - start) : 0; left > 0; left--) {
                    BigEndian.putByte(into, position++, TcpOptions.NO_OPERATION);
                }
                BigEndian.putShort(into, position, (kind << 8) | length);
                writeValue(segment, kind, into, position + TcpOptions.PREFIX_LENGTH);
                position += length;
            }
        }
        while (position < end) {
            BigEndian.putByte(into, position++, TcpOptions.END_OF_LIST);
        }
    }

    private static void writeValue(Segment segment, int kind, byte[] into, int position) {
        switch (kind) {
            case TcpOptions.MAXIMUM_SEGMENT_SIZE -> BigEndian.putShort(into, position, segment.mss);
            case TcpOptions.WINDOW_SCALE -> BigEndian.putByte(into, position, segment.windowScale);
            case TcpOptions.TIMESTAMPS -> {
                BigEndian.putInt(into, position, segment.tsVal);
                BigEndian.putInt(into, position + Integer.BYTES, segment.tsEcr);
            }
            case TcpOptions.SACK -> {
                for (int edge = 0; edge < 2 * segment.sackCount; edge++) {
                    BigEndian.putInt(into, position + edge * Integer.BYTES, segment.sack[edge]);
                }
            }
            default -> {
                // SACK permitted has no value.
            }
        }
    }

    static int[] kinds(Segment segment, OptionOrder order) {
        boolean aligned = length(segment, order, true) <= TcpHeader.MAX_OPTIONS_LENGTH;
        int length = length(segment, order, aligned);
        if (length > TcpHeader.MAX_OPTIONS_LENGTH) {
            throw tooLong(length);
        }
        byte[] bytes = new byte[length];
        write(segment, order, aligned, bytes, 0, length);
        int[] kinds = new int[length];
        int count = 0;
        for (int position = 0; position < length; count++) {
            kinds[count] = bytes[position];
            position += kinds[count] <= TcpOptions.NO_OPERATION ? 1 : bytes[position + 1];
        }
        return Arrays.copyOf(kinds, count);
    }

    static IllegalArgumentException tooLong(int length) {
        return new IllegalArgumentException(
                "options of " + length + " bytes, " + TcpHeader.MAX_OPTIONS_LENGTH + " fit");
    }
}
