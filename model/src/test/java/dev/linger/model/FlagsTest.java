package dev.linger.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlagsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            flags | text
            0x00  | -
            0x01  | F
            0x02  | S
            0x04  | R
            0x08  | P
            0x10  | .
            0x20  | U
            0x40  | E
            0x80  | W
            0x12  | S.
            0x14  | R.
            0x18  | P.
            0x19  | FP.
            0xff  | FSRPUEW.
            """)
    void textIsThatOfTcpdump(String flags, String text) {
        assertThat(Flags.text(Integer.decode(flags))).isEqualTo(text);
    }

    @Test
    void bitsAreThoseOfTheHeader() {
        assertThat(new int[] {Flags.FIN, Flags.SYN, Flags.RST, Flags.PSH, Flags.ACK, Flags.URG, Flags.ECE, Flags.CWR})
                .containsExactly(1, 2, 4, 8, 16, 32, 64, 128);
    }
}
