package dev.linger.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TcpHeaderTest {
    private final TcpHeader header = new TcpHeader();

    /// RFC 9293 §3.1: a window is never negative (MUST-1).
    @Test
    void accessorsGiveTheFields() {
        byte[] bytes = Packets.hex("0000 9c40 01bb fffffff0 80000001 6f 12 fffe abcd 1234 01010101 68656c6c6f");
        assertThat(header.wrap(bytes, 2, 29)).isTrue();
        assertThat(header.sourcePort()).isEqualTo(40_000);
        assertThat(header.destinationPort()).isEqualTo(443);
        assertThat(header.seq()).isEqualTo(-16);
        assertThat(header.ack()).isEqualTo(0x8000_0001);
        assertThat(header.headerLength()).isEqualTo(24);
        assertThat(header.flags()).isEqualTo(0x12);
        assertThat(header.wnd()).isEqualTo(65_534);
        assertThat(header.checksum()).isEqualTo(0xABCD);
        assertThat(header.urgentPointer()).isEqualTo(0x1234);
        assertThat(header.optionsOffset()).isEqualTo(22);
        assertThat(header.optionsLength()).isEqualTo(4);
        assertThat(header.textOffset()).isEqualTo(26);
        assertThat(header.textLength()).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            which                    | words | length | result
            plain                    | 5     | 20     | READ
            all options there are    | 15    | 60     | READ
            nothing                  | 5     | 0      | TRUNCATED
            one byte less than plain | 5     | 19     | TRUNCATED
            options cut off          | 6     | 23     | TRUNCATED
            header of 16 bytes       | 4     | 60     | MALFORMED
            header of none           | 0     | 60     | MALFORMED
            """)
    void lengthsAreCheckedOnce(String which, int words, int length, ReadResult result) {
        byte[] bytes = new byte[60];
        bytes[12] = (byte) (words << 4);
        assertThat(header.look(bytes, 0, length)).as(which).isEqualTo(result);
        assertThat(header.wrap(bytes, 0, length)).as(which).isEqualTo(result == ReadResult.READ);
    }

    /// RFC 9293 §3.1: every option but two has a length (MUST-68), any may be unknown (MUST-6), any length wrong
    /// (MUST-7), and none need be aligned (RFC 9293 §3.2, MUST-64).
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            which                   | bytes                        | options
            none                    | ''                           | ''
            end of list             | 00000000                     | ''
            nothing but padding     | 01010101                     | ''
            one                     | 020405b4                     | 2=05b4
            two, one not aligned    | 01020405b4030307             | 2=05b4 3=07
            after the end of list   | 020405b400030307             | 2=05b4
            unknown ones            | fd041234 1e03aa 2202         | 253=1234 30=aa 34=
            twice the same          | 0204000a 0204000b            | 2=000a 2=000b
            length of 0             | 020405b4 0800 0303           | 2=05b4
            length of 1             | 020405b4 0801 0303           | 2=05b4
            length of 2             | 0402 0101                    | 4=
            one byte too long       | 020405b4 03 04 07            | 2=05b4
            longest there is        | 020405b4 08ff 0000           | 2=05b4
            kind without a length   | 020405b4 010101 08           | 2=05b4
            """)
    void optionsComeOneByOne(String which, String bytes, String options) {
        byte[] alone = Packets.hex(bytes);
        assertThat(each(alone, 0, alone.length)).as(which).isEqualTo(options);
        byte[] range = Packets.concatenated(new byte[] {8, 2}, alone, new byte[] {8, 2});
        assertThat(each(range, 2, range.length - 4)).as(which).isEqualTo(options);
    }

    private static String each(byte[] bytes, int offset, int length) {
        TcpOptions options = new TcpOptions();
        options.wrap(bytes, offset, length);
        List<String> found = new ArrayList<>();
        while (options.next()) {
            int value = options.valueOffset();
            found.add(options.kind() + "=" + HexFormat.of().formatHex(bytes, value, value + options.valueLength()));
        }
        assertThat(options.next()).isFalse();
        return String.join(" ", found);
    }
}
