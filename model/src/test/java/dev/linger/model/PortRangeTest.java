package dev.linger.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PortRangeTest {
    @Test
    void linuxStartsWith28232Ports() {
        assertThat(PortRange.LINUX_DEFAULT.size()).isEqualTo(28_232);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            first | last  | size
            0     | 0     | 1
            0     | 65535 | 65536
            65535 | 65535 | 1
            1024  | 1025  | 2
            """)
    void bothEndsAreCounted(int first, int last, int size) {
        assertThat(new PortRange(first, last).size()).isEqualTo(size);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            position      | port  | within | in the first half
            outside left  | 999   | false  | false
            left edge     | 1000  | true   | true
            second        | 1001  | true   | false
            third         | 1002  | true   | true
            right edge    | 1003  | true   | false
            outside right | 1004  | false  | false
            """)
    void firstHalfIsEverySecondPortFromTheLowEnd(String position, int port, boolean within, boolean inFirstHalf) {
        PortRange range = new PortRange(1000, 1003);
        assertThat(range.contains(port)).as(position).isEqualTo(within);
        assertThat(range.inFirstHalf(port)).as(position).isEqualTo(inFirstHalf);
    }

    @Test
    void firstHalfBeginsAtAnOddLowEndToo() {
        PortRange range = new PortRange(1001, 1004);
        assertThat(range.inFirstHalf(1001)).isTrue();
        assertThat(range.inFirstHalf(1002)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            first | last  | message
            -1    | 10    | a port is 0 to 65535, not -1
            10    | 65536 | a port is 0 to 65535, not 65536
            11    | 10    | port range runs backwards: 11 to 10
            """)
    void whatIsNoRangeIsRefusedByName(int first, int last, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PortRange(first, last))
                .withMessage(message);
    }

    @Test
    void textIsBothEnds() {
        assertThat(PortRange.LINUX_DEFAULT).hasToString("32768-60999");
    }
}
