package dev.linger.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.linger.testkit.SeededLoop;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The Internet checksum: RFC 1071.
class ChecksumTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            which                    | bytes                                      | checksum
            nothing                  | ''                                         | ffff
            RFC 1071 §3              | 0001 f203 f4f5 f6f7                        | 220d
            one byte                 | 45                                         | baff
            odd                      | 0001 f203 f4f5 f6                          | 2304
            sum of 0xFFFF            | ffff                                       | 0000
            carry out of 32 bits     | ffff ffff ffff ffff ffff ffff 0001         | fffe
            carry that carries again | ffff 0001 ffff                             | fffe
            IPv4 header without      | 4500007300004000 40110000 c0a80001 c0a800c7 | b861
            IPv4 header with         | 4500007300004000 4011b861 c0a80001 c0a800c7 | 0000
            """)
    void checksumIsTheComplementOfTheFoldedSum(String which, String bytes, String checksum) {
        byte[] range = Packets.hex(bytes);
        assertThat(Checksum.of(range, 0, range.length)).as(which).isEqualTo(Integer.parseInt(checksum, 16));
    }

    /// RFC 1071 §2: wider words give the same sum. RFC 1071 §4.1: a last odd byte counts as the high one.
    @Test
    void sumIsThatOfSixteenBitWordsAtAnyLengthAndPlace() {
        SeededLoop.run(500, (random, seed) -> {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            int offset = random.nextInt(bytes.length + 1);
            int length = random.nextInt(bytes.length - offset + 1);
            assertThat(Checksum.of(bytes, offset, length)).isEqualTo(byWords(bytes, offset, length));
        });
    }

    @Test
    void sumOfPartsIsTheSumOfTheWhole() {
        byte[] bytes = Packets.hex("0102030405060708090a0b0c0d0e0f10 ff");
        long sum = Checksum.add(Checksum.add(0, bytes, 0, 6), bytes, 6, 11);
        assertThat(Checksum.finish(sum)).isEqualTo(Checksum.of(bytes, 0, bytes.length));
    }

    @Test
    void hugeSumFolds() {
        byte[] bytes = new byte[1 << 20];
        Arrays.fill(bytes, (byte) 0xFF);
        assertThat(Checksum.of(bytes, 0, bytes.length)).isZero();
        assertThat(Checksum.finish(Long.MAX_VALUE)).isEqualTo(byWords(Packets.hex("7fffffffffffffff"), 0, 8));
        assertThat(Checksum.finish(0xFFFF_FFFF_FFFF_FFFFL)).isZero();
        assertThat(Checksum.finish(0x0001_0000_FFFF_FFFFL)).isEqualTo(0xFFFE);
    }

    @Test
    void ipv4PseudoHeaderIsTwelveBytes() {
        byte[] bytes = Packets.hex("ffff0201 c0000209 00 06 0014");
        long sum = Checksum.ipv4PseudoHeader(0xFFFF0201, 0xC0000209, 6, 20);
        assertThat(Checksum.finish(sum)).isEqualTo(Checksum.of(bytes, 0, bytes.length));
    }

    /// RFC 8200 §8.1.
    @Test
    void ipv6PseudoHeaderIsFortyBytes() {
        byte[] bytes =
                Packets.hex("20010db8000000000000000000000001 ffffffffffffffffffffffffffffff09 00010014 000000 3a");
        long sum = Checksum.ipv6PseudoHeader(0x2001_0db8_0000_0000L, 1, -1L, 0xFFFF_FFFF_FFFF_FF09L, 58, 0x1_0014);
        assertThat(Checksum.finish(sum)).isEqualTo(Checksum.of(bytes, 0, bytes.length));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            offset     | length     | message
            -1         | 1          | 1 bytes from -1 are not within an array of 8
            0          | -1         | -1 bytes from 0 are not within an array of 8
            0          | 9          | 9 bytes from 0 are not within an array of 8
            8          | 1          | 1 bytes from 8 are not within an array of 8
            2147483647 | 2147483647 | 2147483647 bytes from 2147483647 are not within an array of 8
            """)
    void rangeOutsideOfTheArrayIsRefused(int offset, int length, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Checksum.of(new byte[8], offset, length))
                .withMessage(message);
    }

    private static int byWords(byte[] bytes, int offset, int length) {
        int sum = 0;
        for (int index = 0; index < length; index++) {
            sum += (bytes[offset + index] & 0xFF) << (index % 2 == 0 ? 8 : 0);
            sum = sum > 0xFFFF ? sum - 0xFFFF : sum;
        }
        return 0xFFFF - sum;
    }
}
