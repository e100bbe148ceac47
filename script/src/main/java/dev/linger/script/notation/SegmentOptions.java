package dev.linger.script.notation;

import dev.linger.wire.OptionOrder;
import dev.linger.wire.Segment;
import dev.linger.wire.TcpOptions;
import java.util.ArrayList;
import java.util.List;

/// The options of a segment as a script writes them.
public final class SegmentOptions {
    private SegmentOptions() {}

    /// In the order in which a system has them in the header, padding included; numbers are those of the segment.
    ///
    /// @throws IllegalArgumentException when they take more than 40 bytes
    public static List<TcpOption> of(Segment segment, OptionOrder order) {
        List<TcpOption> options = new ArrayList<>();
        for (int kind : order.kindsOf(segment)) {
            options.add(
                    switch (kind) {
                        case TcpOptions.END_OF_LIST -> new TcpOption.EndOfList();
                        case TcpOptions.NO_OPERATION -> new TcpOption.NoOperation();
                        case TcpOptions.MAXIMUM_SEGMENT_SIZE -> new TcpOption.MaximumSegmentSize(segment.mss);
                        case TcpOptions.WINDOW_SCALE -> new TcpOption.WindowScale(segment.windowScale);
                        case TcpOptions.SACK_PERMITTED -> new TcpOption.SackPermitted();
                        case TcpOptions.TIMESTAMPS ->
                            new TcpOption.Timestamps(
                                    Integer.toUnsignedLong(segment.tsVal),
                                    Integer.toUnsignedLong(segment.tsEcr),
                                    false);
                        case TcpOptions.SACK -> new TcpOption.Sack(blocks(segment));
                        default -> throw new IllegalStateException("option of kind " + kind);
                    });
        }
        return List.copyOf(options);
    }

    private static List<TcpOption.Sack.Block> blocks(Segment segment) {
        List<TcpOption.Sack.Block> blocks = new ArrayList<>();
        for (int edge = 0; edge < 2 * segment.sackCount; edge += 2) {
            blocks.add(new TcpOption.Sack.Block(
                    Integer.toUnsignedLong(segment.sack[edge]), Integer.toUnsignedLong(segment.sack[edge + 1])));
        }
        return blocks;
    }
}
