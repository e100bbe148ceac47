package dev.linger.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.model.Endpoint;
import dev.linger.model.Flags;
import dev.linger.model.IpAddress;
import dev.linger.testkit.SeededLoop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmentTest {
    /// SEG.LEN of RFC 9293 §3.3.1.
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            flags         | text | length
            0x10          | 0    | 0
            0x10          | 5    | 5
            0x02          | 0    | 1
            0x01          | 0    | 1
            0x11          | 5    | 6
            0x03          | 5    | 7
            0xfc          | 5    | 5
            """)
    void synAndFinTakeANumberEach(String flags, int text, int length) {
        Segment segment = new Segment();
        segment.flags = Integer.decode(flags);
        segment.text = new byte[5];
        segment.textLength = text;
        segment.seq = -1;
        assertThat(segment.length()).isEqualTo(length);
        assertThat(segment.end()).isEqualTo(length - 1);
    }

    @Test
    void copySaysTheSameAndKeepsItsOwnText() {
        Segment copy = new Segment();
        SeededLoop.run(300, (random, seed) -> {
            Segment segment = Packets.random(random);
            String everything = Packets.everything(segment);
            copy.copyFrom(segment);
            for (int index = 0; index < segment.text.length; index++) {
                segment.text[index]++;
            }
            segment.sack[0]++;
            segment.clear();
            assertThat(Packets.everything(copy)).isEqualTo(everything);
        });
    }

    @Test
    void copyOfItselfChangesNothing() {
        Segment segment = Packets.ipv4Segment();
        segment.text = Packets.hex("68656c6c6f");
        segment.textOffset = 1;
        segment.textLength = 3;
        String everything = Packets.everything(segment);
        assertThat(Packets.everything(segment.copyFrom(segment))).isEqualTo(everything);
        assertThat(Packets.everything(segment.copyFrom(segment))).isEqualTo(everything);
    }

    @Test
    void emptySegmentStillHasItsAddresses() {
        SeededLoop.run(50, (random, seed) -> {
            Segment segment = Packets.random(random);
            Segment bare = new Segment().from(segment.source()).to(segment.destination());
            assertThat(Packets.everything(segment.clear())).isEqualTo(Packets.everything(bare));
        });
    }

    @Test
    void receiverNamesTheConnectionTheOtherWayRound() {
        Segment segment = new Segment()
                .from(new Endpoint(IpAddress.ipv4(0xC0000201), 40_000))
                .to(new Endpoint(new IpAddress(1, 2), 443));
        assertThat(segment.tupleAtReceiver()).hasToString(segment.destination() + " > " + segment.source());
        assertThat(segment.source()).hasToString("192.0.2.1:40000");
    }

    @Test
    void allOfTheFlagsAndOptionsMustBeThere() {
        Segment segment = new Segment();
        segment.flags = Flags.SYN | Flags.ACK;
        segment.options = Segment.MSS;
        assertThat(segment.has(Flags.SYN | Flags.ACK)).isTrue();
        assertThat(segment.has(Flags.SYN | Flags.FIN)).isFalse();
        assertThat(segment.hasOption(Segment.MSS)).isTrue();
        assertThat(segment.hasOption(Segment.MSS | Segment.TIMESTAMPS)).isFalse();
    }

    @Test
    void textIsThatOfPacketScripts() {
        Segment segment = new Segment();
        assertThat(segment).hasToString("- 0:0(0) win 0");
        segment.flags = Flags.PSH | Flags.ACK | Flags.URG | Flags.FIN;
        segment.seq = -2;
        segment.ack = -1;
        segment.wnd = 1000;
        segment.urgentPointer = 3;
        segment.text = new byte[5];
        segment.textLength = 5;
        assertThat(segment).hasToString("FPU. 4294967294:3(5) ack 4294967295 win 1000 urg 3");
        segment.flags = Flags.SYN;
        segment.textLength = 0;
        segment.options = Segment.MSS | Segment.SACK_PERMITTED | Segment.TIMESTAMPS | Segment.WINDOW_SCALE;
        segment.mss = 1460;
        segment.windowScale = 7;
        segment.tsVal = -1;
        segment.tsEcr = 10;
        segment.sackCount = 1;
        segment.sack[0] = -3;
        segment.sack[1] = 4;
        assertThat(segment)
                .hasToString("S 4294967294:4294967294(0) win 1000"
                        + " <mss 1460,sackOK,TS val 4294967295 ecr 10,wscale 7,sack 4294967293:4>");
    }
}
