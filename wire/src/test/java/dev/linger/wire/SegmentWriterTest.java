package dev.linger.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.linger.model.Flags;
import dev.linger.testkit.SeededLoop;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmentWriterTest {
    private final SegmentReader reader = new SegmentReader();

    @Test
    void whatLinuxSentIsWrittenByteForByte() {
        for (Map.Entry<String, byte[]> recorded : Packets.recorded().entrySet()) {
            byte[] packet = recorded.getValue();
            Segment segment = new Segment();
            if (reader.read(packet, 0, packet.length, segment) == ReadResult.READ) {
                boolean ipv4 = recorded.getKey().startsWith("ipv4");
                int identification = ipv4 ? ((packet[4] & 0xFF) << 8) | (packet[5] & 0xFF) : 0;
                byte[] into = new byte[packet.length];
                assertThat(SegmentWriter.write(segment, into, 0, identification))
                        .as(recorded.getKey())
                        .isEqualTo(packet.length);
                assertThat(into).as(recorded.getKey()).isEqualTo(packet);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            options                       | blocks | bytes
            none                          | 0      | ''
            mss                           | 0      | 020405b4
            sackOK                        | 0      | 01010402
            ts                            | 0      | 0101080a0000000100000002
            wscale                        | 0      | 01030307
            mss sackOK ts wscale          | 0      | 020405b40402080a000000010000000201030307
            mss sackOK wscale             | 0      | 020405b40101040201030307
            mss ts wscale                 | 0      | 020405b40101080a000000010000000201030307
            none                          | 1      | 0101050affffffff00000000
            ts                            | 1      | 0101080a00000001000000020101050affffffff00000000
            sackOK wscale mss             | 4      | none
            ts wscale sackOK              | 2      | 0402080a0000000100000002010303070101051277777777
            """)
    void optionsComeInTheOrderOfLinux(String options, int blocks, String bytes) {
        Segment segment = withOptions(options, blocks);
        if (bytes.equals("none")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SegmentWriter.length(segment))
                    .withMessage("options of 44 bytes, 40 fit");
            return;
        }
        byte[] packet = Packets.written(segment);
        String written = HexFormat.of().formatHex(packet, 40, packet.length);
        assertThat(written).startsWith(bytes.replace("77777777", ""));
        assertThat(packet.length % 4).isZero();
    }

    static Segment withOptions(String options, int blocks) {
        Segment segment = Packets.ipv4Segment();
        for (String option : options.split(" ", -1)) {
            segment.options |= switch (option) {
                case "mss" -> Segment.MSS;
                case "sackOK" -> Segment.SACK_PERMITTED;
                case "ts" -> Segment.TIMESTAMPS;
                case "wscale" -> Segment.WINDOW_SCALE;
                default -> 0;
            };
        }
        segment.mss = 1460;
        segment.windowScale = 7;
        segment.tsVal = 1;
        segment.tsEcr = 2;
        segment.sackCount = blocks;
        segment.sack[0] = -1;
        return segment;
    }

    /// RFC 9293 §3.1: what pads the header is zeros (MUST-69).
    @Test
    void optionsThatFitOnlyWithoutPaddingArePacked() {
        byte[] into = new byte[80];
        Arrays.fill(into, (byte) 0xEE);
        assertThat(SegmentWriter.write(withOptions("sackOK wscale", 4), into, 0))
                .isEqualTo(80);
        assertThat(HexFormat.of().formatHex(into, 40, 47)).isEqualTo("04020303070522");
        assertThat(into[79]).isZero();
    }

    @Test
    void everythingReadCanBeWrittenAndReadAgain() {
        SeededLoop.run(3_000, (random, seed) -> {
            Segment segment = Packets.random(random);
            int offset = random.nextInt(10);
            byte[] into = new byte[offset + SegmentWriter.length(segment) + random.nextInt(10)];
            int length = SegmentWriter.write(segment, into, offset, random.nextInt());
            assertThat(length).isEqualTo(SegmentWriter.length(segment));
            Segment again = new Segment();
            assertThat(reader.read(into, offset, length, again)).isEqualTo(ReadResult.READ);
            assertThat(Packets.everything(again)).isEqualTo(Packets.everything(segment));
        });
    }

    @Test
    void bareSegmentIsThePacketWithoutItsHeader() {
        SeededLoop.run(200, (random, seed) -> {
            Segment segment = Packets.random(random);
            byte[] packet = Packets.written(segment);
            byte[] into = new byte[packet.length];
            int length = SegmentWriter.writeTcp(segment, into, 0);
            assertThat(Arrays.copyOf(into, length))
                    .isEqualTo(Arrays.copyOfRange(packet, packet.length - length, packet.length));
        });
    }

    /// RFC 9293 §3.1: the sender makes a checksum (MUST-2).
    @Test
    void headerIsThatOfLinux() {
        byte[] into = new byte[60];
        Arrays.fill(into, (byte) 0xEE);
        Segment segment = Packets.ipv4Segment();
        segment.flags = Flags.ACK;
        assertThat(SegmentWriter.write(segment, into, 10, 0xABCD1234)).isEqualTo(40);
        assertThat(HexFormat.of().formatHex(into))
                .isEqualTo("ee".repeat(10)
                        + "45000028123440004006a491c0000201c0000209"
                        + "9c4001bb00000000000000005010ffff8dce0000"
                        + "ee".repeat(10));
    }

    /// RFC 6864 §4.1.
    @Test
    void packetThatMayNotBeTakenApartNeedsNoIdentification() {
        byte[] into = new byte[60];
        SegmentWriter.write(Packets.ipv4Segment(), into, 0);
        assertThat(HexFormat.of().formatHex(into, 4, 8)).isEqualTo("00004000");
    }

    @Test
    void textMayLieInTheArrayThatIsWritten() {
        Segment segment = Packets.ipv4Segment();
        byte[] expected = new byte[200];
        segment.text = Packets.hex("00112233445566778899aabbccddeeff");
        segment.textLength = 16;
        SegmentWriter.write(segment, expected, 0);
        for (int at = 0; at < 100; at++) {
            byte[] shared = new byte[200];
            System.arraycopy(segment.text, 0, shared, at, 16);
            Segment sharing = Packets.ipv4Segment();
            sharing.text = shared;
            sharing.textOffset = at;
            sharing.textLength = 16;
            int length = SegmentWriter.write(sharing, shared, 0);
            assertThat(Arrays.copyOf(shared, length)).as("text at %d", at).isEqualTo(Arrays.copyOf(expected, length));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            version | length | with timestamps and a block | fits
            4       | 65495  | false                       | true
            4       | 65496  | false                       | false
            6       | 65515  | false                       | true
            6       | 65516  | false                       | false
            4       | 65471  | true                        | true
            4       | 65475  | true                        | true
            4       | 65476  | true                        | false
            """)
    void longestPacketIsWhatTheLengthFieldHolds(int version, int length, boolean options, boolean fits) {
        Segment segment = version == 4 ? Packets.ipv4Segment() : Packets.ipv6Segment();
        segment.text = new byte[length];
        segment.textLength = length;
        if (options) {
            segment.options = Segment.TIMESTAMPS;
            segment.sackCount = 1;
        }
        if (!fits) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Packets.written(segment))
                    .withMessage("a text of %d bytes, %d fit into a packet", length, length - 1);
            return;
        }
        byte[] packet = Packets.written(segment);
        Segment again = new Segment();
        assertThat(reader.read(packet, 0, packet.length, again)).isEqualTo(ReadResult.READ);
        assertThat(again.textLength).isEqualTo(length);
    }

    @Test
    void refusalsNameTheValue() {
        refused(segment -> segment.sourcePort = -1, "source port -1, it is 0 to 65535");
        refused(segment -> segment.destinationPort = 65_536, "destination port 65536, it is 0 to 65535");
        refused(segment -> segment.flags = 0x100, "flags 256, it is 0 to 255");
        refused(segment -> segment.wnd = 65_536, "window 65536, it is 0 to 65535");
        refused(segment -> segment.urgentPointer = -2, "urgent pointer -2, it is 0 to 65535");
        refused(segment -> segment.mss = 65_536, "maximum segment size 65536, it is 0 to 65535");
        refused(segment -> segment.windowScale = 256, "window scale 256, it is 0 to 255");
        refused(segment -> segment.sackCount = 5, "count of SACK blocks 5, it is 0 to 4");
        refused(segment -> segment.textLength = 1, "1 bytes from 0 are not within an array of 0");
        refused(segment -> segment.destinationHigh = 1, "no packet goes from 192.0.2.1 to ::1:0:ffff:c000:209");
    }

    private static void refused(Consumer<Segment> mistake, String message) {
        Segment segment = Packets.ipv4Segment();
        mistake.accept(segment);
        byte[] into = new byte[100];
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SegmentWriter.write(segment, into, 0))
                .withMessage(message);
        assertThat(into).containsOnly(0);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            offset | message
            -1     | a packet of 40 bytes from -1 does not fit into an array of 60
            21     | a packet of 40 bytes from 21 does not fit into an array of 60
            61     | a packet of 40 bytes from 61 does not fit into an array of 60
            """)
    void packetThatDoesNotFitIsRefusedWithBothSizes(int offset, String message) {
        byte[] into = new byte[60];
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SegmentWriter.write(Packets.ipv4Segment(), into, offset))
                .withMessage(message);
        assertThat(into).containsOnly(0);
        assertThat(SegmentWriter.write(Packets.ipv4Segment(), into, 20)).isEqualTo(40);
    }
}
