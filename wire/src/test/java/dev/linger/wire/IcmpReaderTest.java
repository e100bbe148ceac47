package dev.linger.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.wire.IcmpError.Kind;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IcmpReaderTest {
    private static final String IPV4_QUOTE = "45000028000040004006b6c5c0000201c0000209 9c4001bbfffffff0";
    private static final String IPV6_QUOTE =
            "6000000000140640 20010db8000000000000000000000001 20010db8000000000000000000000009 9c4001bbfffffff0";

    private final IcmpReader reader = new IcmpReader();
    private final IcmpError error = new IcmpError();

    private ReadResult read(byte[] packet) {
        return reader.read(packet, 0, packet.length, error);
    }

    private static byte[] ipv4(int type, int code, String rest, String quote) {
        byte[] message = Packets.concatenated(new byte[] {(byte) type, (byte) code, 0, 0}, Packets.hex(rest + quote));
        byte[] packet = Packets.concatenated(Packets.hex("4500000000000000ff010000c6336401c0000201"), message);
        Packets.put(packet, 2, packet.length);
        return Packets.withChecksums(packet);
    }

    private static byte[] ipv6(int type, int code, String rest, String quote) {
        byte[] message = Packets.concatenated(new byte[] {(byte) type, (byte) code, 0, 0}, Packets.hex(rest + quote));
        byte[] packet = Packets.concatenated(
                Packets.hex("6000000000003aff 20010db80001000000000000000000ff 20010db8000000000000000000000001"),
                message);
        Packets.put(packet, 4, message.length);
        return Packets.withChecksums(packet);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            name                        | kind                        | mtu
            ipv4-icmp-net-unreachable   | NET_UNREACHABLE             | 0
            ipv4-icmp-time-exceeded     | TIME_EXCEEDED               | 0
            ipv4-icmp-too-big           | TOO_BIG                     | 1280
            ipv4-icmp-unreachable-route | HOST_UNREACHABLE            | 0
            ipv4-icmp-prohibited        | ADMINISTRATIVELY_PROHIBITED | 0
            ipv6-icmp-net-unreachable   | NET_UNREACHABLE             | 0
            ipv6-icmp-time-exceeded     | TIME_EXCEEDED               | 0
            ipv6-icmp-too-big           | TOO_BIG                     | 1280
            ipv6-icmp-unreachable-route | NET_UNREACHABLE             | 0
            ipv6-icmp-prohibited        | ADMINISTRATIVELY_PROHIBITED | 0
            """)
    void whatLinuxReportsAsARouterIsRead(String name, Kind kind, int mtu) {
        assertThat(read(Packets.recorded().get(name))).isEqualTo(ReadResult.READ);
        assertThat(Packets.everything(error))
                .startsWith(kind + " mtu " + mtu + (name.startsWith("ipv4") ? " 192.0.2.9" : " [2001:db8::9]"))
                .contains(":40005 > ")
                .endsWith(":80 seq 4294967290");
    }

    /// RFC 792, RFC 1122 §3.2.2.1, RFC 1812 §5.2.7.1; the MTU stands where RFC 1191 §4 has put it. RFC 9293 §3.9.2.2:
    /// Source Quench, type 4, is discarded (MUST-55).
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            type | code | kind
            3    | 0    | NET_UNREACHABLE
            3    | 1    | HOST_UNREACHABLE
            3    | 2    | PROTOCOL_UNREACHABLE
            3    | 3    | PORT_UNREACHABLE
            3    | 4    | TOO_BIG
            3    | 5    | SOURCE_ROUTE_FAILED
            3    | 6    | NET_UNREACHABLE
            3    | 7    | HOST_UNREACHABLE
            3    | 8    | HOST_UNREACHABLE
            3    | 9    | NET_PROHIBITED
            3    | 10   | ADMINISTRATIVELY_PROHIBITED
            3    | 11   | NET_UNREACHABLE
            3    | 12   | HOST_UNREACHABLE
            3    | 13   | ADMINISTRATIVELY_PROHIBITED
            3    | 14   | ADMINISTRATIVELY_PROHIBITED
            3    | 15   | ADMINISTRATIVELY_PROHIBITED
            3    | 16   |
            3    | 255  |
            4    | 0    |
            5    | 1    |
            8    | 0    |
            11   | 0    | TIME_EXCEEDED
            11   | 1    | TIME_EXCEEDED
            12   | 0    | PARAMETER_PROBLEM
            12   | 1    | PARAMETER_PROBLEM
            131  | 0    |
            """)
    void typeAndCodeOfIpv4SayWhatHappened(int type, int code, Kind kind) {
        ReadResult result = read(ipv4(type, code, "00000200", IPV4_QUOTE));
        assertRead(result, kind, kind == Kind.TOO_BIG ? 512 : 0, "192.0.2.1:40000 > 192.0.2.9:443");
    }

    /// RFC 4443 §3, and RFC 6554 §3.1 for source routes.
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            type | code | kind
            0    | 0    |
            1    | 0    | NET_UNREACHABLE
            1    | 1    | ADMINISTRATIVELY_PROHIBITED
            1    | 2    | HOST_UNREACHABLE
            1    | 3    | HOST_UNREACHABLE
            1    | 4    | PORT_UNREACHABLE
            1    | 5    | ADMINISTRATIVELY_PROHIBITED
            1    | 6    | ADMINISTRATIVELY_PROHIBITED
            1    | 7    | SOURCE_ROUTE_FAILED
            1    | 8    |
            2    | 0    | TOO_BIG
            3    | 0    | TIME_EXCEEDED
            3    | 1    | TIME_EXCEEDED
            4    | 0    | PARAMETER_PROBLEM
            4    | 1    | PARAMETER_PROBLEM
            4    | 2    | PARAMETER_PROBLEM
            5    | 0    |
            128  | 0    |
            """)
    void typeAndCodeOfIpv6SayWhatHappened(int type, int code, Kind kind) {
        ReadResult result = read(ipv6(type, code, "00010500", IPV6_QUOTE));
        assertRead(result, kind, kind == Kind.TOO_BIG ? 66_816 : 0, "[2001:db8::1]:40000 > [2001:db8::9]:443");
    }

    private void assertRead(ReadResult result, Kind kind, int mtu, String tuple) {
        if (kind == null) {
            assertThat(result).isEqualTo(ReadResult.NOT_ICMP_ERROR);
        } else {
            assertThat(result).isEqualTo(ReadResult.READ);
            assertThat(Packets.everything(error)).isEqualTo(kind + " mtu " + mtu + " " + tuple + " seq 4294967280");
        }
    }

    @Test
    void segmentReaderTellsErrorsFromOtherMessages() {
        SegmentReader segments = new SegmentReader();
        Segment into = new Segment();
        for (int type = 0; type < 256; type++) {
            byte[] four = ipv4(type, 0, "00000000", IPV4_QUOTE);
            boolean error4 = type == 3 || type == 11 || type == 12;
            assertThat(segments.read(four, 0, four.length, into) == ReadResult.ICMP_ERROR)
                    .as("ICMP type %d", type)
                    .isEqualTo(error4);
            byte[] six = ipv6(type, 0, "00000000", IPV6_QUOTE);
            assertThat(segments.read(six, 0, six.length, into) == ReadResult.ICMP_ERROR)
                    .as("ICMPv6 type %d", type)
                    .isEqualTo(type >= 1 && type <= 4);
        }
        byte[] empty = Arrays.copyOf(ipv4(3, 0, "00000000", IPV4_QUOTE), 20);
        Packets.put(empty, 2, 20);
        assertThat(segments.read(Packets.withChecksums(empty), 0, 20, into)).isEqualTo(ReadResult.NOT_TCP);
    }

    @Test
    void mtuBeyondThirtyOneBitsIsTheLargestThereIs() {
        assertThat(read(ipv6(2, 0, "ffffffff", IPV6_QUOTE))).isEqualTo(ReadResult.READ);
        assertThat(error.mtu).isEqualTo(Integer.MAX_VALUE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            which                      | quote                                                          | result
            seven bytes of TCP         | 45000028000040004006b6c5c0000201c0000209 9c4001bbffffff         | TRUNCATED
            half a header              | 45000028000040004006                                           | TRUNCATED
            nothing                    | ''                                                             | TRUNCATED
            options cut off            | 4f000028000040004006b6c5c0000201c0000209 9c4001bbfffffff0       | TRUNCATED
            with options               | 46000028000040004006b6c5c0000201c0000209 00000000 9c4001bbfffffff0 | READ
            length in the wrong order  | 45002800000040004006b6c5c0000201c0000209 9c4001bbfffffff0       | READ
            header of 4 bytes          | 41000028000040004006b6c5c0000201c0000209 9c4001bbfffffff0       | MALFORMED
            of UDP                     | 45000028000040004011b6c5c0000201c0000209 9c4001bbfffffff0       | NOT_TCP
            first fragment             | 45000028000020004006b6c5c0000201c0000209 9c4001bbfffffff0       | READ
            later fragment             | 45000028000020014006b6c5c0000201c0000209 9c4001bbfffffff0       | FRAGMENT
            IPv6                       | 60000028000020014006b6c5c0000201c0000209 9c4001bbfffffff0       | NOT_IP
            """)
    void quoteOfIpv4IsNotTrusted(String which, String quote, ReadResult result) {
        String before = Packets.everything(error);
        assertThat(read(ipv4(3, 1, "00000000", quote))).as(which).isEqualTo(result);
        if (result != ReadResult.READ) {
            assertThat(Packets.everything(error)).as(which).isEqualTo(before);
        } else {
            assertThat(error.seq).as(which).isEqualTo(-16);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            which                  | at | change     | length | result
            seven bytes of TCP     | 0  | 60         | 47     | TRUNCATED
            no TCP                 | 0  | 60         | 40     | TRUNCATED
            half a header          | 0  | 60         | 20     | TRUNCATED
            length of 0            | 4  | 0000       | 48     | READ
            of UDP                 | 6  | 11         | 48     | NOT_TCP
            later fragment         | 6  | 2c         | 48     | FRAGMENT
            mapped source          | 8  | 00000000000000000000ffffc0000201 | 48 | MAPPED_ADDRESS
            IPv4                   | 0  | 45         | 48     | NOT_IP
            """)
    void quoteOfIpv6IsNotTrusted(String which, int at, String change, int length, ReadResult result) {
        byte[] quote = Packets.hex(IPV6_QUOTE);
        byte[] changed = Packets.hex(change);
        System.arraycopy(changed, 0, quote, at, changed.length);
        String digits = HexFormat.of().formatHex(quote, 0, length);
        assertThat(read(ipv6(1, 3, "00000000", digits))).as(which).isEqualTo(result);
    }

    @Test
    void messageThatIsNotSoundIsNotRead() {
        byte[] packet = ipv4(3, 1, "00000000", IPV4_QUOTE);
        packet[50]++;
        assertThat(read(packet)).isEqualTo(ReadResult.BAD_CHECKSUM);
        packet[10]++;
        assertThat(read(packet)).isEqualTo(ReadResult.BAD_HEADER_CHECKSUM);
        byte[] packet6 = ipv6(1, 3, "00000000", IPV6_QUOTE);
        packet6[60]++;
        assertThat(read(packet6)).isEqualTo(ReadResult.BAD_CHECKSUM);
        byte[] fragment = ipv4(3, 1, "00000000", IPV4_QUOTE);
        fragment[6] = 0x20;
        assertThat(read(Packets.withChecksums(fragment))).isEqualTo(ReadResult.FRAGMENT);
        assertThat(read(Packets.recorded().get("ipv4-syn"))).isEqualTo(ReadResult.NOT_ICMP_ERROR);
        assertThat(read(Packets.recorded().get("ipv6-syn"))).isEqualTo(ReadResult.NOT_ICMP_ERROR);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            version | length | result
            4       | 28     | TRUNCATED
            4       | 27     | TRUNCATED
            6       | 48     | TRUNCATED
            6       | 47     | TRUNCATED
            """)
    void messageWithoutAQuoteIsCutShort(int version, int length, ReadResult result) {
        byte[] whole = version == 4 ? ipv4(3, 1, "00000000", IPV4_QUOTE) : ipv6(1, 3, "00000000", IPV6_QUOTE);
        byte[] packet = Arrays.copyOf(whole, length);
        Packets.put(packet, version == 4 ? 2 : 4, version == 4 ? length : length - 40);
        assertThat(read(Packets.withChecksums(packet))).isEqualTo(result);
    }
}
