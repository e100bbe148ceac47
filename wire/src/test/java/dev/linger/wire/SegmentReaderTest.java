package dev.linger.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.linger.model.Flags;
import dev.linger.model.IpAddress;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmentReaderTest {
    /// From 192.0.2.1:40000 to 192.0.2.9:443, "hello".
    private static final String IPV4 = "4500 002d 0000 4000 40 06 b6c0 c0000201 c0000209"
            + "9c40 01bb fffffff0 80000001 50 18 fffe 0000 0000 68656c6c6f";

    private final SegmentReader reader = new SegmentReader();
    private final Segment segment = new Segment();

    private ReadResult read(byte[] packet) {
        return reader.read(packet, 0, packet.length, segment);
    }

    private static byte[] ipv4() {
        return Packets.withChecksums(Packets.hex(IPV4));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            name              | from             | to               | segment
            ipv4-syn          | 192.0.2.1:52768  | 192.0.2.9:9090   | S
            ipv4-syn-ack-all  | 192.0.2.1:8080   | 192.0.2.9:40000  | S.
            ipv4-syn-ack-mss-only | 192.0.2.1:8080 | 192.0.2.9:40000 | S.
            ipv4-text         | 192.0.2.1:8080   | 192.0.2.9:40001  | P.
            ipv4-urgent       | 192.0.2.1:8080   | 192.0.2.9:40001  | PU.
            ipv4-fin          | 192.0.2.1:8080   | 192.0.2.9:40001  | F.
            ipv4-abort        | 192.0.2.1:8080   | 192.0.2.9:40001  | R.
            ipv4-reset        | 192.0.2.1:81     | 192.0.2.9:40002  | R.
            ipv6-syn-ack-all  | [2001:db8::1]:8080 | [2001:db8::9]:40000 | S.
            ipv6-fin          | [2001:db8::1]:8080 | [2001:db8::9]:40001 | F.
            ipv6-reset        | [2001:db8::1]:81 | [2001:db8::9]:40002 | R.
            """)
    void whatLinuxSendsIsRead(String name, String from, String to, String flags) {
        assertThat(read(Packets.recorded().get(name))).isEqualTo(ReadResult.READ);
        assertThat(segment.destination()).hasToString(to);
        assertThat(Flags.text(segment.flags)).isEqualTo(flags);
        if (!name.equals("ipv4-syn")) {
            assertThat(segment.source()).hasToString(from);
        }
    }

    /// RFC 9293 §3.1 (MUST-4), RFC 7323 §2.2, RFC 7323 §3.2, RFC 2018 §2.
    @Test
    void optionsOfAnAnsweredSynAreRead() {
        assertThat(read(Packets.hex("4500003c000040004006b6b1c0000201c00002091f909c40a5e6b9dafffffff1a012fe88986b0000"
                        + "020405b40402080aa8c464bd000003e80103030a")))
                .isEqualTo(ReadResult.READ);
        assertThat(segment)
                .hasToString("S. 2783361498:2783361498(0) ack 4294967281 win 65160"
                        + " <mss 1460,sackOK,TS val 2831443133 ecr 1000,wscale 10>");
    }

    /// RFC 2018 §3.
    @Test
    void blocksOfSackAreRead() {
        assertThat(read(Packets.hex("450000485daa4000400658fbc0000201c00002091f909c41cad31fd2fffffff1d0100040c8820000"
                        + "0101080a1be70d73000003e9010105120000000f00000012fffffffbfffffffe")))
                .isEqualTo(ReadResult.READ);
        assertThat(segment)
                .hasToString(". 3402833874:3402833874(0) ack 4294967281 win 64"
                        + " <TS val 468127091 ecr 1001,sack 15:18,sack 4294967291:4294967294>");
    }

    @Test
    void everyRecordedSegmentIsReadAndNoMessageTakenForOne() {
        for (Map.Entry<String, byte[]> recorded : Packets.recorded().entrySet()) {
            ReadResult expected = recorded.getKey().contains("icmp") ? ReadResult.ICMP_ERROR : ReadResult.READ;
            assertThat(read(recorded.getValue())).as(recorded.getKey()).isEqualTo(expected);
        }
    }

    @Test
    void textStaysWhereItIs() {
        byte[] packet = Packets.concatenated(new byte[7], ipv4(), new byte[9]);
        assertThat(reader.read(packet, 7, packet.length - 7, segment)).isEqualTo(ReadResult.READ);
        assertThat(segment.text).isSameAs(packet);
        assertThat(segment.textOffset).isEqualTo(47);
        assertThat(segment.textLength).isEqualTo(5);
    }

    @Test
    void nothingOfAnEarlierSegmentIsLeft() {
        assertThat(read(Packets.recorded().get("ipv6-sack-4-no-timestamps"))).isEqualTo(ReadResult.READ);
        assertThat(read(Packets.recorded().get("ipv6-syn-ack-all"))).isEqualTo(ReadResult.READ);
        assertThat(read(ipv4())).isEqualTo(ReadResult.READ);
        assertThat(segment).hasToString("P. 4294967280:4294967285(5) ack 2147483649 win 65534");
        assertThat(segment.mss + segment.windowScale + segment.tsVal + segment.tsEcr)
                .isZero();
        assertThat(segment.source().address()).isEqualTo(IpAddress.ipv4(0xC0000201));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            which                     | at | value | result
            version 5                 | 0  | 55    | NOT_IP
            header of 16 bytes        | 0  | 44    | MALFORMED
            longer than what is there | 3  | 2e    | TRUNCATED
            header changed            | 8  | 3f    | BAD_HEADER_CHECKSUM
            text changed              | 44 | 70    | BAD_CHECKSUM
            port changed              | 20 | 9d    | BAD_CHECKSUM
            """)
    void packetSaysWhyItIsNotRead(String which, int at, String value, ReadResult result) {
        byte[] packet = ipv4();
        packet[at] = Packets.hex(value)[0];
        assertThat(read(packet)).as(which).isEqualTo(result);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            which                          | at | value | result
            a first fragment               | 6  | 20    | FRAGMENT
            a later fragment               | 7  | 01    | FRAGMENT
            of UDP                         | 9  | 11    | NOT_TCP
            ICMP of some other type        | 9  | 01    | NOT_TCP
            ICMPv6 in IPv4                 | 9  | 3a    | NOT_TCP
            TCP header of 16 bytes         | 32 | 40    | MALFORMED
            TCP header beyond the packet   | 32 | 70    | TRUNCATED
            reserved bits                  | 32 | 5f    | READ
            """)
    void soundPacketSaysWhyItIsNotRead(String which, int at, String value, ReadResult result) {
        byte[] packet = Packets.hex(IPV4);
        packet[at] = Packets.hex(value)[0];
        assertThat(read(Packets.withChecksums(packet))).as(which).isEqualTo(result);
    }

    /// RFC 9293 §3.9.2: TCP ignores those it does not know (MUST-50).
    @Test
    void ipOptionsAreSkipped() {
        byte[] plain = Packets.hex(IPV4);
        byte[] packet = Packets.concatenated(
                Arrays.copyOf(plain, 20), Packets.hex("94040000 01010100"), Arrays.copyOfRange(plain, 20, 45));
        packet[0] = 0x47;
        packet[3] = 53;
        assertThat(read(Packets.withChecksums(packet))).isEqualTo(ReadResult.READ);
        assertThat(segment).hasToString("P. 4294967280:4294967285(5) ack 2147483649 win 65534");
    }

    @Test
    void extensionHeadersAreSkipped() {
        byte[] plain = Packets.recorded().get("ipv6-text");
        byte[] packet = Packets.concatenated(
                Arrays.copyOf(plain, 40),
                Packets.hex("3c00 0104 00000000 2c00 0104 00000000 0600 0000 00000001"),
                Arrays.copyOfRange(plain, 40, plain.length));
        Packets.put(packet, 4, packet.length - 40);
        packet[6] = 0;
        assertThat(read(packet)).isEqualTo(ReadResult.READ);
        assertThat(segment.textLength).isEqualTo(5);
        packet[40 + 16 + 3] = 1;
        assertThat(read(packet)).isEqualTo(ReadResult.FRAGMENT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            which       | at
            source      | 8
            destination | 24
            """)
    void mappedAddressIsNotLetInByIpv6(String which, int at) {
        byte[] packet = Packets.recorded().get("ipv6-syn");
        System.arraycopy(Packets.hex("00000000000000000000ffffc0000201"), 0, packet, at, 16);
        assertThat(read(Packets.withChecksums(packet))).as(which).isEqualTo(ReadResult.MAPPED_ADDRESS);
    }

    /// RFC 9293 §3.1: options may come in any segment (MUST-5), and unknown ones do no harm (MUST-6).
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            which                  | options                                          | text
            MSS without SYN        | 020405b4                                         | <mss 1460>
            unknown in front       | fd06aabbccdd 0101 020405b4                       | <mss 1460>
            MSS of three bytes     | 020505b400 030307                                | <wscale 7>
            MSS of one byte        | 020305 030307 0101                               | <wscale 7>
            window scale of 255    | 0303ff 01                                        | <wscale 255>
            window scale of two    | 03040707                                         | ''
            SACK permitted of one  | 040307 01                                        | ''
            timestamps of four     | 080600000001 0101                                | ''
            timestamps             | 080affffffff00000001 0101                        | <TS val 4294967295 ecr 1>
            last of a kind counts  | 02040001 02040002                                | <mss 2>
            SACK without blocks    | 0502 0101                                        | ''
            SACK of half a block   | 050600000001 0101                                | ''
            SACK of one and a half | 050e000000010000000200000003 0101                | ''
            one block              | 050a0000000100000002 0101                        | <sack 1:2>
            last SACK counts       | 050a0000000100000002 050a0000000300000004        | <sack 3:4>
            wrong length ends them | 02000000 030307 01                               | ''
            """)
    void optionsAreReadInAnySegment(String which, String options, String text) {
        byte[] header = Packets.hex("9c40 01bb 00000001 00000002 50 10 0003 0000 0000");
        byte[] bytes = Packets.concatenated(header, Packets.hex(options));
        bytes[12] = (byte) ((bytes.length / 4) << 4);
        SegmentReader trusting = SegmentReader.withoutChecksums();
        assertThat(trusting.readTcp(bytes, 0, bytes.length, segment)).as(which).isEqualTo(ReadResult.READ);
        assertThat(segment).as(which).hasToString((". 1:1(0) ack 2 win 3 " + text).strip());
        assertThat(segment.textLength).isZero();
    }

    @Test
    void checksumsNeedNotCount() {
        byte[] packet = Packets.hex(IPV4);
        packet[10]++;
        assertThat(read(packet)).isEqualTo(ReadResult.BAD_HEADER_CHECKSUM);
        assertThat(SegmentReader.withoutChecksums().read(packet, 0, packet.length, segment))
                .isEqualTo(ReadResult.READ);
    }

    /// RFC 9293 §3.1: the receiver checks the checksum (MUST-3), which covers the addresses.
    @Test
    void bareSegmentIsCheckedAgainstItsAddresses() {
        byte[] packet = ipv4();
        Segment bare = Packets.ipv4Segment();
        assertThat(reader.readTcp(packet, 20, 25, bare)).isEqualTo(ReadResult.READ);
        assertThat(bare.destination()).hasToString("192.0.2.9:443");
        bare.destinationLow++;
        assertThat(reader.readTcp(packet, 20, 25, bare)).isEqualTo(ReadResult.BAD_CHECKSUM);
        Segment sixth = Packets.ipv6Segment();
        byte[] packet6 = Packets.recorded().get("ipv6-text");
        assertThat(read(packet6)).isEqualTo(ReadResult.READ);
        sixth.sourceHigh = segment.sourceHigh;
        sixth.sourceLow = segment.sourceLow;
        sixth.destinationLow = segment.destinationLow;
        assertThat(reader.readTcp(packet6, 40, packet6.length - 40, sixth)).isEqualTo(ReadResult.READ);
        assertThat(Packets.everything(sixth)).isEqualTo(Packets.everything(segment));
    }

    @Test
    void failureLeavesTheSegmentAsItWas() {
        assertThat(read(Packets.recorded().get("ipv6-text"))).isEqualTo(ReadResult.READ);
        String before = Packets.everything(segment);
        byte[] packet = ipv4();
        packet[44]++;
        assertThat(read(packet)).isEqualTo(ReadResult.BAD_CHECKSUM);
        assertThat(Packets.everything(segment)).isEqualTo(before);
    }

    @Test
    void callersMistakesAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> reader.read(new byte[40], 10, 31, segment))
                .withMessage("31 bytes from 10 are not within an array of 40");
        Segment mixed = Packets.ipv4Segment();
        mixed.destinationHigh = 1;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> reader.readTcp(new byte[40], 0, 40, mixed))
                .withMessageStartingWith("no packet goes from 192.0.2.1 to ");
    }
}
