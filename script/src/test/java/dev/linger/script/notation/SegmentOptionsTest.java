package dev.linger.script.notation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.wire.OptionOrder;
import dev.linger.wire.Segment;
import java.util.List;
import org.junit.jupiter.api.Test;

class SegmentOptionsTest {
    @Test
    void aSynShowsEachOptionAndItsPadding() {
        Segment segment = new Segment();
        segment.options = Segment.MSS | Segment.SACK_PERMITTED | Segment.TIMESTAMPS | Segment.WINDOW_SCALE;
        segment.mss = 1460;
        segment.windowScale = 6;
        segment.tsVal = -1;
        segment.tsEcr = 5;
        assertThat(SegmentOptions.of(segment, OptionOrder.MACOS))
                .containsExactly(
                        new TcpOption.MaximumSegmentSize(1460),
                        new TcpOption.NoOperation(),
                        new TcpOption.WindowScale(6),
                        new TcpOption.NoOperation(),
                        new TcpOption.NoOperation(),
                        new TcpOption.Timestamps(4_294_967_295L, 5, false),
                        new TcpOption.SackPermitted(),
                        new TcpOption.EndOfList(),
                        new TcpOption.EndOfList());
    }

    @Test
    void blocksAreUnsigned() {
        Segment segment = new Segment();
        segment.sackCount = 2;
        segment.sack[0] = -2;
        segment.sack[1] = 3;
        segment.sack[2] = 10;
        segment.sack[3] = 20;
        assertThat(SegmentOptions.of(segment, OptionOrder.LINUX))
                .containsExactly(
                        new TcpOption.NoOperation(),
                        new TcpOption.NoOperation(),
                        new TcpOption.Sack(List.of(
                                new TcpOption.Sack.Block(4_294_967_294L, 3), new TcpOption.Sack.Block(10, 20))));
    }

    @Test
    void aSegmentWithoutOptionsHasNone() {
        assertThat(SegmentOptions.of(new Segment(), OptionOrder.FREEBSD)).isEmpty();
    }
}
