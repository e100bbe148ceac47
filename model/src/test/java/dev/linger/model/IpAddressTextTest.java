package dev.linger.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.testkit.SeededLoop;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTextTest {
    private static final String FAULTS = "0123456789abcdefABCDEFg:.%[]/ -+x";

    /// RFC 5952, RFC 5952 §4.2.3.
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            text                                    | RFC 5952
            0.0.0.0                                 | 0.0.0.0
            10.0.0.1                                | 10.0.0.1
            255.255.255.255                         | 255.255.255.255
            ::                                      | ::
            0:0:0:0:0:0:0:0                         | ::
            ::1                                     | ::1
            1::                                     | 1::
            2001:0db8::0001                         | 2001:db8::1
            2001:db8:0:0:0:0:2:1                    | 2001:db8::2:1
            2001:db8::1:1:1:1:1                     | 2001:db8:0:1:1:1:1:1
            2001:db8:0:1:1:1:1:1                    | 2001:db8:0:1:1:1:1:1
            2001:0:0:1:0:0:0:1                      | 2001:0:0:1::1
            2001:db8:0:0:1:0:0:1                    | 2001:db8::1:0:0:1
            0:0:1:0:0:0:0:0                         | 0:0:1::
            0:1:0:1:0:1:0:1                         | 0:1:0:1:0:1:0:1
            2001:DB8:ABCD:EF01:2345:6789:ABCD:EF01  | 2001:db8:abcd:ef01:2345:6789:abcd:ef01
            1:2:3:4:5:6:7::                         | 1:2:3:4:5:6:7:0
            ::2:3:4:5:6:7:8                         | 0:2:3:4:5:6:7:8
            1:2:3:4:5:6:1.2.3.4                     | 1:2:3:4:5:6:102:304
            64:ff9b::192.0.2.33                     | 64:ff9b::c000:221
            ::192.0.2.33                            | ::c000:221
            ::ffff:192.0.2.33                       | 192.0.2.33
            0:0:0:0:0:FFFF:c000:0221                | 192.0.2.33
            [2001:db8::1]                           | 2001:db8::1
            """)
    void everyFormIsReadAndWrittenInOne(String text, String written) {
        assertThat(IpAddress.parse(text).map(IpAddress::toString)).hasValue(written);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "localhost",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.256",
                "1.2.3.1000",
                "1.2.3.",
                ".1.2.3",
                "1..2.3",
                "1.2.3.-4",
                "1.2.3.+4",
                "1.2.3.4 ",
                "1.2.3.0x4",
                "1.2.3.٤",
                "16909060",
                "[1.2.3.4]",
                ":",
                ":::",
                "1",
                "1:2",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4::5:6:7:8",
                "1::2::3",
                ":1::2",
                "1::2:",
                "::12345",
                "::g",
                "::-1",
                "::1%eth0",
                "::1/64",
                "[::1",
                "::1]",
                "::1.2.3",
                "::1.2.3.256",
                "::1.2.3.4:5",
                "1.2.3.4::",
                "1.2.3.4::5",
                "1:2.3.4.5::6",
                "1:2:3:4:5:6:7:1.2.3.4",
                "1.2.3.4:5:6:7:8:9:a",
            })
    void malformedTextIsNoAddress(String text) {
        assertThat(IpAddress.parse(text)).isEmpty();
    }

    @Test
    void everyAddressIsReadBackAsItself() {
        SeededLoop.run(2000, (random, _) -> {
            IpAddress address = randomAddress(random);
            assertThat(IpAddress.parse(address.toString())).hasValue(address);
        });
    }

    @Test
    void javaReadsWhatIsWrittenAsTheSameAddress() {
        SeededLoop.run(2000, (random, _) -> {
            IpAddress address = randomAddress(random);
            assertThat(javaReading(address.toString())).as(address.toString()).hasValue(address);
        });
    }

    @Test
    void whatJavaWritesIsReadAsTheSameAddress() {
        SeededLoop.run(2000, (random, _) -> {
            IpAddress address = randomAddress(random);
            byte[] bytes = ByteBuffer.allocate(16)
                    .putLong(address.high())
                    .putLong(address.low())
                    .array();
            String text = InetAddress.getByAddress(bytes).getHostAddress();
            assertThat(IpAddress.parse(text)).as(text).hasValue(address);
        });
    }

    @Test
    void writtenFormIsShortAndInLowerCase() {
        SeededLoop.run(2000, (random, _) -> {
            String text = randomAddress(random).toString();
            assertThat(text).hasSizeLessThanOrEqualTo(39).isEqualTo(text.toLowerCase(Locale.ROOT));
            assertThat(text.replaceFirst("::", "")).doesNotContain("::");
        });
    }

    /// Java takes more: zones, groups of more than four digits, numbers of fewer than four parts.
    @Test
    void nothingIsReadThatJavaReadsOtherwiseOrNotAtAll() {
        SeededLoop.run(20_000, (random, _) -> {
            StringBuilder text = new StringBuilder(randomAddress(random).toString());
            for (int fault = random.nextInt(1, 3); fault > 0; fault--) {
                char put = FAULTS.charAt(random.nextInt(FAULTS.length()));
                int place = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.setCharAt(place, put);
                    case 1 -> text.insert(place, put);
                    default -> text.deleteCharAt(place);
                }
                if (text.isEmpty()) {
                    return;
                }
            }
            IpAddress.parse(text.toString())
                    .ifPresent(parsed -> assertThat(javaReading(text.toString()))
                            .as(text.toString())
                            .hasValue(parsed));
        });
    }

    private static Optional<IpAddress> javaReading(String text) {
        try {
            InetAddress address = InetAddress.ofLiteral(text);
            ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
            return Optional.of(
                    address instanceof Inet6Address
                            ? new IpAddress(bytes.getLong(), bytes.getLong())
                            : IpAddress.ipv4(bytes.getInt()));
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    /// Zero groups are frequent, or `::` would hardly ever be tried.
    private static IpAddress randomAddress(RandomGenerator random) {
        if (random.nextInt(4) == 0) {
            return IpAddress.ipv4(random.nextInt());
        }
        return new IpAddress(sparse(random), sparse(random));
    }

    private static long sparse(RandomGenerator random) {
        long half = 0;
        for (int group = 0; group < 4; group++) {
            int bits = random.nextInt(2) == 0 ? 0 : random.nextInt(1 << random.nextInt(1, 17));
            half = half << 16 | bits;
        }
        return half;
    }
}
