package dev.linger.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Ipv6HeaderTest {
    private final Ipv6Header header = new Ipv6Header();

    /// A packet whose first header after the fixed one is `next`, with these bytes after the fixed header.
    private static byte[] packet(int next, byte[] rest) {
        byte[] packet = Packets.concatenated(
                Packets.hex("6ba54321 0000 00 40 20010db8000000000000000000000001 20010db8000000000000000000000009"),
                rest);
        Packets.put(packet, 4, rest.length);
        packet[6] = (byte) next;
        return packet;
    }

    /// RFC 8200 §3.
    @Test
    void accessorsGiveTheFields() {
        byte[] packet = Packets.concatenated(new byte[5], packet(6, new byte[20]), new byte[7]);
        assertThat(header.wrap(packet, 5, 67)).isTrue();
        assertThat(header.trafficClass()).isEqualTo(0xBA);
        assertThat(header.flowLabel()).isEqualTo(0x54321);
        assertThat(header.hopLimit()).isEqualTo(64);
        assertThat(header.sourceHigh()).isEqualTo(0x2001_0db8_0000_0000L);
        assertThat(header.sourceLow()).isEqualTo(1);
        assertThat(header.destinationHigh()).isEqualTo(0x2001_0db8_0000_0000L);
        assertThat(header.destinationLow()).isEqualTo(9);
        assertThat(header.protocol()).isEqualTo(6);
        assertThat(header.isFragment()).isFalse();
        assertThat(header.payloadOffset()).isEqualTo(45);
        assertThat(header.payloadLength()).isEqualTo(20);
    }

    /// RFC 8200 §4; RFC 4302 §2.2 has another unit of length; a fragment that is the whole is RFC 6946.
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            which                    | next | rest                                     | protocol | skipped | result
            none                     | 6    | 0011                                     | 6        | 0       | READ
            hop-by-hop options       | 0    | 0600 01 04 00000000 0011                 | 6        | 8       | READ
            two units of them        | 0    | 0601 01 0c 000000000000000000000000 0011 | 6        | 16      | READ
            routing                  | 43   | 0600 04 00 00000000 0011                 | 6        | 8       | READ
            destination options      | 60   | 0600 01 04 00000000 0011                 | 6        | 8       | READ
            authentication           | 51   | 0604 0000 00000001 00000001 0102030405060708090a0b0c 0011 | 6 | 24 | READ
            mobility                 | 135  | 0600 00 00 00000000 0011                 | 6        | 8       | READ
            host identity            | 139  | 0600 00 00 00000000 0011                 | 6        | 8       | READ
            shim6                    | 140  | 0600 00 00 00000000 0011                 | 6        | 8       | READ
            several in any order     | 60   | 2b00 0104 00000000 0000 0400 00000000 0600 0104 00000000 | 6 | 24 | READ
            whole in one fragment    | 44   | 0600 0000 00000001 0011                  | 6        | 8       | READ
            encrypted                | 50   | 0600 0000 00000001                       | 50       | 0       | READ
            no next header           | 59   | 00                                       | 59       | 0       | READ
            not known to anybody     | 253  | 0600 0000 00000001                       | 253      | 0       | READ
            nothing after it         | 0    | 0600 0104 00000000                       | 6        | 8       | READ
            no room for one          | 0    | 0600 0104 000000                         | 0        | 0       | TRUNCATED
            none at all              | 60   | ''                                       | 60       | 0       | TRUNCATED
            longer than the packet   | 43   | 0601 0400 00000000 00000000 000000       | 43       | 0       | TRUNCATED
            longest there is         | 0    | 06ff 0104 00000000                       | 0        | 0       | TRUNCATED
            authentication of 0      | 51   | 0600 0000 00000001                       | 6        | 8       | READ
            """)
    void extensionHeadersAreSkipped(String which, int next, String rest, int protocol, int skipped, ReadResult result) {
        byte[] packet = packet(next, Packets.hex(rest));
        assertThat(header.look(packet, 0, packet.length, false)).as(which).isEqualTo(result);
        if (result == ReadResult.READ) {
            assertThat(header.protocol()).as(which).isEqualTo(protocol);
            assertThat(header.payloadOffset()).as(which).isEqualTo(40 + skipped);
            assertThat(header.payloadLength()).as(which).isEqualTo(packet.length - 40 - skipped);
        }
    }

    /// RFC 8504 §5.3 allows one; more than the eight of RFC 8200 §4.1.
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            count | result
            15    | READ
            16    | READ
            17    | MALFORMED
            8000  | MALFORMED
            """)
    void chainOfExtensionHeadersHasABound(int count, ReadResult result) {
        byte[] rest = new byte[8 * count];
        for (int index = 0; index < count; index++) {
            rest[8 * index] = (byte) (index == count - 1 ? 6 : 60);
        }
        byte[] packet = packet(60, rest);
        assertThat(header.look(packet, 0, packet.length, false)).isEqualTo(result);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            which       | field | fragment | offset | protocol
            whole       | 0000  | false    | 0      | 6
            reserved    | 0006  | false    | 0      | 6
            first part  | 0001  | true     | 0      | 6
            second part | 0009  | true     | 8      | 60
            last part   | fff8  | true     | 65528  | 60
            """)
    void whatFollowsALaterFragmentIsNoHeader(String which, String field, boolean fragment, int offset, int protocol) {
        byte[] packet = packet(44, Packets.hex("3c00" + field + "00000001" + "0600010400000000"));
        assertThat(header.wrap(packet, 0, packet.length)).isTrue();
        assertThat(header.isFragment()).as(which).isEqualTo(fragment);
        assertThat(header.fragmentOffset()).as(which).isEqualTo(offset);
        assertThat(header.protocol()).as(which).isEqualTo(protocol);
    }

    /// RFC 2675: the length stands in an option, where nobody looks, and the header says 0.
    @Test
    void packetOfMoreThan65535BytesCountsAsNotWhole() {
        byte[] packet = packet(0, Packets.concatenated(Packets.hex("0600 c204 00010000"), new byte[65_536]));
        Packets.put(packet, 4, 0);
        assertThat(header.look(packet, 0, packet.length, false)).isEqualTo(ReadResult.TRUNCATED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            which                      | first | payload | length | result
            plain                      | 60    | 0       | 40     | READ
            padded by the link         | 60    | 0       | 46     | READ
            nothing                    | 60    | 0       | 0      | TRUNCATED
            one byte less than plain   | 60    | 0       | 39     | TRUNCATED
            one byte less than it says | 60    | 21      | 60     | TRUNCATED
            version 4                  | 45    | 0       | 40     | NOT_IP
            version 14                 | e0    | 0       | 40     | NOT_IP
            """)
    void lengthsAreCheckedOnce(String which, String first, int payload, int length, ReadResult result) {
        byte[] packet = packet(6, new byte[20]);
        packet[0] = Packets.hex(first)[0];
        Packets.put(packet, 4, payload);
        assertThat(header.look(packet, 0, length, false)).as(which).isEqualTo(result);
        assertThat(header.wrap(packet, 0, length)).as(which).isEqualTo(result == ReadResult.READ);
    }
}
