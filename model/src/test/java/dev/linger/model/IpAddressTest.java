package dev.linger.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IpAddressTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            address                 | wildcard | loopback | IPv4
            0.0.0.0                 | true     | false    | true
            ::                      | true     | false    | false
            ::ffff:0.0.0.0          | true     | false    | true
            127.0.0.1               | false    | true     | true
            127.255.255.255         | false    | true     | true
            126.255.255.255         | false    | false    | true
            128.0.0.0               | false    | false    | true
            ::1                     | false    | true     | false
            ::2                     | false    | false    | false
            1::                     | false    | false    | false
            ::127.0.0.1             | false    | false    | false
            64:ff9b::127.0.0.1      | false    | false    | false
            1::ffff:127.0.0.1       | false    | false    | false
            ::1:ffff:127.0.0.1      | false    | false    | false
            ::ffff:127.0.0.1        | false    | true     | true
            ::fffe:127.0.0.1        | false    | false    | false
            255.255.255.255         | false    | false    | true
            """)
    void kindsOfAddressesAreTold(String text, boolean wildcard, boolean loopback, boolean ipv4) {
        IpAddress address = IpAddress.parse(text).orElseThrow();
        assertThat(address.isWildcard()).as("wildcard").isEqualTo(wildcard);
        assertThat(address.isLoopback()).as("loopback").isEqualTo(loopback);
        assertThat(address.isIpv4()).as("IPv4").isEqualTo(ipv4);
    }

    /// RFC 4291 §2.5.5.2.
    @Test
    void mappedAddressEqualsThePlainOne() {
        assertThat(IpAddress.parse("::ffff:192.0.2.33")).isEqualTo(IpAddress.parse("192.0.2.33"));
        assertThat(IpAddress.parse("::ffff:c000:221")).isEqualTo(IpAddress.parse("192.0.2.33"));
    }

    @Test
    void theTwoWildcardsAreDifferent() {
        assertThat(IpAddress.parse("::")).isNotEqualTo(IpAddress.parse("0.0.0.0"));
    }

    @Test
    void firstOctetIsInTheHighestBits() {
        assertThat(IpAddress.ipv4(0xC000_0221)).hasToString("192.0.2.33");
    }

    @Test
    void lowerHalfOfTheMappedFormIsThatOfTheAddress() {
        assertThat(new IpAddress(0, IpAddress.mappedLow(0xFFFF_FFFE))).isEqualTo(IpAddress.ipv4(0xFFFF_FFFE));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            lower           | higher
            ::              | 0.0.0.0
            ::1             | 0.0.0.0
            0.0.0.0         | 9.255.255.255
            9.255.255.255   | 10.0.0.0
            127.255.255.255 | 128.0.0.0
            255.255.255.254 | 255.255.255.255
            255.255.255.255 | 2001:db8::
            2001:db8::1     | 2001:db8::2
            7fff::          | 8000::
            1::7fff:0:0:0   | 1::8000:0:0:0
            """)
    void orderIsNumeric(String lower, String higher) {
        IpAddress first = IpAddress.parse(lower).orElseThrow();
        IpAddress second = IpAddress.parse(higher).orElseThrow();
        assertThat(first).isLessThan(second);
        assertThat(second).isGreaterThan(first);
    }
}
