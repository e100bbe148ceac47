package dev.linger.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DestinationTest {
    @Test
    void textShowsWhereFromAndWhereTo() {
        assertThat(destination("10.0.0.1", "2001:db8::5", 443)).hasToString("10.0.0.1 → [2001:db8::5]:443");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            lower source | lower remote | lower port | higher source | higher remote | higher port
            10.0.0.1     | 10.0.0.9     | 9          | 10.0.0.2      | 10.0.0.1      | 1
            10.0.0.1     | 10.0.0.2     | 9          | 10.0.0.1      | 10.0.0.3      | 1
            10.0.0.1     | 10.0.0.2     | 8          | 10.0.0.1      | 10.0.0.2      | 9
            """)
    void orderIsBySourceThenRemoteEndpoint(
            String lowerSource,
            String lowerRemote,
            int lowerPort,
            String higherSource,
            String higherRemote,
            int higherPort) {
        Destination lower = destination(lowerSource, lowerRemote, lowerPort);
        Destination higher = destination(higherSource, higherRemote, higherPort);
        assertThat(lower).isLessThan(higher);
        assertThat(higher).isGreaterThan(lower);
    }

    @Test
    void equalOnesAreInNoOrder() {
        assertThat(destination("::ffff:10.0.0.1", "10.0.0.2", 80))
                .isEqualByComparingTo(destination("10.0.0.1", "10.0.0.2", 80));
    }

    private static Destination destination(String source, String remote, int port) {
        return new Destination(
                IpAddress.parse(source).orElseThrow(),
                new Endpoint(IpAddress.parse(remote).orElseThrow(), port));
    }
}
