package dev.linger.engine.hash;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// The vectors are those that the authors of SipHash publish with their reference code: the key is the bytes 00 to
/// 0f, a message of n bytes is 00, 01, 02 and so on.
class SipHashTest {
    private static final long KEY_0 = 0x0706_0504_0302_0100L;
    private static final long KEY_1 = 0x0f0e_0d0c_0b0a_0908L;
    private static final long WORD_2 = 0x1716_1514_1312_1110L;
    private static final long WORD_3 = 0x1f1e_1d1c_1b1a_1918L;
    private static final long WORD_4 = 0x2726_2524_2322_2120L;

    @Test
    void sixteenBytesHashAsTheReferenceDoes() {
        assertThat(SipHash.hash(KEY_0, KEY_1, KEY_0, KEY_1)).isEqualTo(0x3f2a_cc7f_57c2_9bdbL);
    }

    @Test
    void fortyBytesHashAsTheReferenceDoes() {
        assertThat(SipHash.hash(KEY_0, KEY_1, KEY_0, KEY_1, WORD_2, WORD_3, WORD_4))
                .isEqualTo(0x0e3e_a96b_5304_a7d0L);
    }

    @Test
    void wordsOfZeroCount() {
        assertThat(SipHash.hash(KEY_0, KEY_1, 1, 2, 0, 0, 0)).isNotEqualTo(SipHash.hash(KEY_0, KEY_1, 1, 2));
    }

    @Test
    void eitherHalfOfTheKeyDecides() {
        long hash = SipHash.hash(KEY_0, KEY_1, 1, 2);
        assertThat(SipHash.hash(KEY_0 + 1, KEY_1, 1, 2)).isNotEqualTo(hash);
        assertThat(SipHash.hash(KEY_0, KEY_1 + 1, 1, 2)).isNotEqualTo(hash);
    }

    @Test
    void everyPartOfTwoAddressesDecides() {
        long mapped = 0xFFFF_0000_0000L;
        long hash = SipHash.ofAddresses(KEY_0, KEY_1, 0, mapped | 1, 0, mapped | 2, 3);
        assertThat(SipHash.ofAddresses(KEY_0, KEY_1, 0, mapped | 2, 0, mapped | 1, 3))
                .isNotEqualTo(hash);
        assertThat(SipHash.ofAddresses(KEY_0, KEY_1, 0, mapped | 1, 0, mapped | 2, 4))
                .isNotEqualTo(hash);
        assertThat(SipHash.ofAddresses(KEY_0, KEY_1, 5, mapped | 1, 0, mapped | 2, 3))
                .isNotEqualTo(hash);
        assertThat(SipHash.ofAddresses(KEY_0, KEY_1, 5, 1L << 63, 5, 2, 3))
                .isNotEqualTo(SipHash.ofAddresses(KEY_0, KEY_1, 5, 0, 5, 2, 3));
    }
}
