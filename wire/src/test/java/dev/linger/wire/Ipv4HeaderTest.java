package dev.linger.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Ipv4HeaderTest {
    private static final String PLAIN = "45b8 0018 1234 4000 3f 06 0000 c0000201 c0000209";

    private final Ipv4Header header = new Ipv4Header();

    /// RFC 791 §3.1; the second octet is that of RFC 2474 §3 and RFC 3168 §5.
    @Test
    void accessorsGiveTheFields() {
        byte[] packet = Packets.concatenated(new byte[3], Packets.hex(PLAIN), new byte[4]);
        assertThat(header.wrap(packet, 3, 24)).isTrue();
        assertThat(header.headerLength()).isEqualTo(20);
        assertThat(header.trafficClass()).isEqualTo(0xB8);
        assertThat(header.totalLength()).isEqualTo(24);
        assertThat(header.identification()).isEqualTo(0x1234);
        assertThat(header.dontFragment()).isTrue();
        assertThat(header.hopLimit()).isEqualTo(63);
        assertThat(header.protocol()).isEqualTo(6);
        assertThat(header.source()).isEqualTo(0xC0000201);
        assertThat(header.destination()).isEqualTo(0xC0000209);
        assertThat(header.payloadOffset()).isEqualTo(23);
        assertThat(header.payloadLength()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            which                      | first | total | length | result
            plain                      | 45    | 20    | 20     | READ
            padded by the link         | 45    | 20    | 46     | READ
            all options there are      | 4f    | 60    | 60     | READ
            nothing                    | 45    | 20    | 0      | TRUNCATED
            one byte                   | 45    | 20    | 1      | TRUNCATED
            one byte less than plain   | 45    | 20    | 19     | TRUNCATED
            one byte less than it says | 45    | 61    | 60     | TRUNCATED
            options cut off            | 46    | 24    | 23     | TRUNCATED
            header of 16 bytes         | 44    | 20    | 60     | MALFORMED
            header of none             | 40    | 20    | 60     | MALFORMED
            shorter than its header    | 46    | 23    | 60     | MALFORMED
            of length 0                | 45    | 0     | 60     | MALFORMED
            version 6                  | 65    | 20    | 60     | NOT_IP
            version 12                 | c5    | 20    | 60     | NOT_IP
            """)
    void lengthsAreCheckedOnce(String which, String first, int total, int length, ReadResult result) {
        byte[] packet = new byte[60];
        packet[0] = Packets.hex(first)[0];
        Packets.put(packet, 2, total);
        assertThat(header.look(packet, 0, length, false)).as(which).isEqualTo(result);
        assertThat(header.wrap(packet, 0, length)).as(which).isEqualTo(result == ReadResult.READ);
    }

    @Test
    void quoteMayBeCutAnywhereAfterTheHeader() {
        byte[] packet = Packets.hex("4600 ffff 0000 0000 40 06 0000 c0000201 c0000209 01010101 9c40");
        assertThat(header.look(packet, 0, 26, true)).isEqualTo(ReadResult.READ);
        assertThat(header.payloadLength()).isEqualTo(2);
        assertThat(header.look(packet, 0, 24, true)).isEqualTo(ReadResult.READ);
        assertThat(header.look(packet, 0, 23, true)).isEqualTo(ReadResult.TRUNCATED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            which                 | field | fragment | offset
            whole                 | 0000  | false    | 0
            not to be taken apart | 4000  | false    | 0
            reserved bit          | 8000  | false    | 0
            first part            | 2000  | true     | 0
            second part           | 2001  | true     | 8
            last part             | 1fff  | true     | 65528
            """)
    void partOfAPacketIsKnown(String which, String field, boolean fragment, int offset) {
        byte[] packet = Packets.hex(PLAIN + "00000000");
        System.arraycopy(Packets.hex(field), 0, packet, 6, 2);
        assertThat(header.wrap(packet, 0, packet.length)).isTrue();
        assertThat(header.isFragment()).as(which).isEqualTo(fragment);
        assertThat(header.fragmentOffset()).as(which).isEqualTo(offset);
    }

    @Test
    void checksumCoversOptions() {
        byte[] packet = Packets.hex("4600 0018 0000 4000 40 06 0000 c0000201 c0000209 94040000");
        Packets.put(packet, 10, Checksum.of(packet, 0, 24));
        assertThat(header.wrap(packet, 0, packet.length)).isTrue();
        assertThat(header.checksumMatches()).isTrue();
        assertThat(header.checksum()).isEqualTo(0x21D1);
        packet[23]++;
        assertThat(header.checksumMatches()).isFalse();
    }

    @Test
    void failureLeavesTheViewAsItWas() {
        byte[] packet = Packets.hex(PLAIN + "00000000");
        assertThat(header.wrap(packet, 0, packet.length)).isTrue();
        assertThat(header.wrap(Arrays.copyOf(packet, 23), 0, 23)).isFalse();
        assertThat(header.payloadLength()).isEqualTo(4);
    }

    @Test
    void viewOfNothingHasZeros() {
        assertThat(new Ipv4Header().source()).isZero();
        assertThat(new Ipv6Header().sourceHigh()).isZero();
        assertThat(new TcpHeader().seq()).isZero();
        assertThat(new TcpOptions().next()).isFalse();
    }
}
