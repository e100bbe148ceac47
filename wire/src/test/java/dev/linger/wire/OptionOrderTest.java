package dev.linger.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.linger.testkit.SeededLoop;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionOrderTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            order      | options              | blocks | in the header
            LINUX      | mss sackOK ts wscale | 0      | mss,sackOK,TS,nop,wscale
            LINUX      | mss sackOK wscale    | 0      | mss,nop,nop,sackOK,nop,wscale
            LINUX      | mss ts wscale        | 0      | mss,nop,nop,TS,nop,wscale
            LINUX      | mss sackOK           | 0      | mss,nop,nop,sackOK
            LINUX      | ts                   | 3      | nop,nop,TS,nop,nop,sack
            FREEBSD    | mss sackOK ts wscale | 0      | mss,nop,wscale,sackOK,TS
            FREEBSD    | mss sackOK wscale    | 0      | mss,nop,wscale,sackOK,eol,eol
            FREEBSD    | mss ts wscale        | 0      | mss,nop,wscale,nop,nop,TS
            FREEBSD    | mss sackOK ts        | 0      | mss,sackOK,TS
            FREEBSD    | mss sackOK           | 0      | mss,sackOK,eol,eol
            FREEBSD    | ts                   | 0      | nop,nop,TS
            FREEBSD    | ts                   | 3      | nop,nop,TS,nop,nop,sack
            WINDOWS_XP | mss sackOK ts wscale | 0      | mss,nop,wscale,nop,nop,TS,nop,nop,sackOK
            WINDOWS_XP | mss sackOK wscale    | 0      | mss,nop,wscale,nop,nop,sackOK
            WINDOWS_XP | mss sackOK ts        | 0      | mss,nop,nop,TS,nop,nop,sackOK
            WINDOWS_XP | mss sackOK           | 0      | mss,nop,nop,sackOK
            WINDOWS    | mss sackOK ts wscale | 0      | mss,nop,wscale,sackOK,TS
            WINDOWS    | mss sackOK wscale    | 0      | mss,nop,wscale,nop,nop,sackOK
            WINDOWS    | mss ts wscale        | 0      | mss,nop,wscale,nop,nop,TS
            WINDOWS    | mss sackOK ts        | 0      | mss,sackOK,TS
            WINDOWS    | none                 | 1      | nop,nop,sack
            MACOS      | mss sackOK ts wscale | 0      | mss,nop,wscale,nop,nop,TS,sackOK,eol,eol
            MACOS      | mss sackOK wscale    | 0      | mss,nop,wscale,sackOK,eol,eol
            MACOS      | ts                   | 3      | nop,nop,TS,nop,nop,sack
            MACOS      | none                 | 0      | ''
            """)
    void eachSystemHasItsOrder(OptionOrder order, String options, int blocks, String header) {
        assertThat(words(order.kindsOf(SegmentWriterTest.withOptions(options, blocks))))
                .isEqualTo(header);
    }

    private static String words(int[] kinds) {
        StringJoiner words = new StringJoiner(",");
        for (int kind : kinds) {
            words.add(
                    switch (kind) {
                        case TcpOptions.END_OF_LIST -> "eol";
                        case TcpOptions.NO_OPERATION -> "nop";
                        case TcpOptions.MAXIMUM_SEGMENT_SIZE -> "mss";
                        case TcpOptions.WINDOW_SCALE -> "wscale";
                        case TcpOptions.SACK_PERMITTED -> "sackOK";
                        case TcpOptions.SACK -> "sack";
                        case TcpOptions.TIMESTAMPS -> "TS";
                        default -> "?";
                    });
        }
        return words.toString();
    }

    @Test
    void writerFollowsTheOrderItIsGiven() {
        Segment segment = SegmentWriterTest.withOptions("mss sackOK ts wscale", 0);
        byte[] into = new byte[SegmentWriter.length(segment, OptionOrder.MACOS)];
        assertThat(SegmentWriter.write(segment, OptionOrder.MACOS, into, 0, 0)).isEqualTo(64);
        assertThat(HexFormat.of().formatHex(into, 40, 64))
                .isEqualTo("020405b4" + "01030307" + "0101080a0000000100000002" + "04020000");
    }

    @Test
    void whatIsTooLongWithItsPaddingIsShownWithoutIt() {
        Segment segment = SegmentWriterTest.withOptions("sackOK wscale", 4);
        assertThat(words(OptionOrder.LINUX.kindsOf(segment))).isEqualTo("sackOK,wscale,sack,eol");
    }

    @Test
    void whatNoHeaderHoldsIsRefused() {
        Segment segment = SegmentWriterTest.withOptions("sackOK wscale mss", 4);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OptionOrder.FREEBSD.kindsOf(segment))
                .withMessage("options of 44 bytes, 40 fit");
    }

    @Test
    void everyOrderIsReadAsTheSameSegment() {
        SegmentReader reader = new SegmentReader();
        SeededLoop.run(1_000, (random, seed) -> {
            Segment segment = Packets.random(random);
            for (OptionOrder order : OptionOrder.values()) {
                byte[] into = new byte[SegmentWriter.length(segment, order)];
                int length = SegmentWriter.write(segment, order, into, 0, 0);
                Segment again = new Segment();
                assertThat(reader.read(into, 0, length, again)).as(order.name()).isEqualTo(ReadResult.READ);
                assertThat(Packets.everything(again)).as(order.name()).isEqualTo(Packets.everything(segment));
                assertThat(Arrays.stream(order.kindsOf(segment))
                                .filter(kind -> kind > TcpOptions.NO_OPERATION)
                                .count())
                        .isEqualTo(Integer.bitCount(segment.options) + (segment.sackCount > 0 ? 1 : 0));
            }
        });
    }
}
