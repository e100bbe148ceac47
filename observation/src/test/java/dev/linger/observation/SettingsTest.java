package dev.linger.observation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.model.PortRange;
import dev.linger.model.PortSet;
import dev.linger.model.Setting;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private static final String RANGE = Setting.IP_LOCAL_PORT_RANGE.sysctl();
    private static final String RESERVED = Setting.IP_LOCAL_RESERVED_PORTS.sysctl();

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            text                 | number
            0                    | 0
            ' 60 '               | 60
            -1                   | -1
            9223372036854775807  | 9223372036854775807
            """)
    void wholeNumberIsRead(String text, long number) {
        assertThat(with(Setting.TCP_FIN_TIMEOUT.sysctl(), text).number(Setting.TCP_FIN_TIMEOUT))
                .hasValue(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sixty", "1 2 3", "1.5", "9223372036854775808", "0x10"})
    void anythingElseIsNoNumber(String text) {
        assertThat(with(Setting.TCP_FIN_TIMEOUT.sysctl(), text).number(Setting.TCP_FIN_TIMEOUT))
                .isEmpty();
    }

    @Test
    void missingSettingHasNeitherTextNorNumber() {
        assertThat(Settings.NONE.text(Setting.TCP_TW_REUSE)).isEmpty();
        assertThat(Settings.NONE.number(Setting.TCP_TW_REUSE)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1024 65535", "1024\t65535", " 1024   65535\n"})
    void portRangeIsReadHoweverItIsSpaced(String text) {
        EphemeralPorts ports = with(RANGE, text).ephemeralPorts();
        assertThat(ports.range()).isEqualTo(new PortRange(1024, 65535));
        assertThat(ports.assumed()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1024", "1024-65535", "65535 1024", "1024 65536", "-1 5", "a b", "99999999999 1"})
    void malformedPortRangeIsTakenForLinuxsDefault(String text) {
        EphemeralPorts ports = with(RANGE, text).ephemeralPorts();
        assertThat(ports.range()).isEqualTo(PortRange.LINUX_DEFAULT);
        assertThat(ports.assumed()).isTrue();
    }

    @Test
    void missingPortRangeIsTakenForLinuxsDefault() {
        assertThat(Settings.NONE.ephemeralPorts())
                .isEqualTo(new EphemeralPorts(PortRange.LINUX_DEFAULT, PortSet.EMPTY, true));
    }

    @Test
    void reservedPortsAreReadWithTheRange() {
        Settings settings = new Settings(Map.of(RANGE, "1000 1009", RESERVED, "1003,1005-1006,9000"));
        EphemeralPorts ports = settings.ephemeralPorts();
        assertThat(ports.reserved()).isEqualTo(PortSet.of(1003, 1005, 1006, 9000));
        assertThat(ports.size()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "1-", "70000", "9-8", "80;90"})
    void malformedReservedPortsCountAsNone(String text) {
        EphemeralPorts ports = new Settings(Map.of(RANGE, "1000 1009", RESERVED, text)).ephemeralPorts();
        assertThat(ports.reserved()).isEqualTo(PortSet.EMPTY);
        assertThat(ports.range()).isEqualTo(new PortRange(1000, 1009));
        assertThat(ports.assumed()).isFalse();
    }

    private static Settings with(String sysctl, String value) {
        return new Settings(Map.of(sysctl, value));
    }
}
