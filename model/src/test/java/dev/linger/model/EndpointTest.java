package dev.linger.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            address           | port  | text
            10.0.0.1          | 80    | 10.0.0.1:80
            0.0.0.0           | 0     | 0.0.0.0:*
            2001:db8::1       | 443   | [2001:db8::1]:443
            ::                | 0     | [::]:*
            ::ffff:10.0.0.1   | 65535 | 10.0.0.1:65535
            """)
    void textIsThatOfSs(String address, int port, String text) {
        assertThat(endpoint(address, port)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65536, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void whatIsNoPortIsRefusedByName(int port) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> endpoint("::1", port))
                .withMessage("a port is 0 to 65535, not " + port);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            lower address | lower port | higher address | higher port
            10.0.0.1      | 80         | 10.0.0.1       | 443
            10.0.0.1      | 65535      | 10.0.0.2       | 0
            10.0.0.9      | 1          | ::1:0:0:0      | 1
            """)
    void orderIsByAddressThenPort(String lower, int lowerPort, String higher, int higherPort) {
        assertThat(endpoint(lower, lowerPort)).isLessThan(endpoint(higher, higherPort));
        assertThat(endpoint(higher, higherPort)).isGreaterThan(endpoint(lower, lowerPort));
    }

    private static Endpoint endpoint(String address, int port) {
        return new Endpoint(IpAddress.parse(address).orElseThrow(), port);
    }
}
