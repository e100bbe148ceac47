package dev.linger.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SettingChangeTest {
    @Test
    void commandIsWhatAnOperatorTypes() {
        assertThat(new SettingChange(Setting.TCP_TW_REUSE, "1").command())
                .isEqualTo("sysctl -w net.ipv4.tcp_tw_reuse=1");
    }

    @Test
    void valueOfTwoNumbersIsQuoted() {
        assertThat(new SettingChange(Setting.IP_LOCAL_PORT_RANGE, "1024 65535").command())
                .isEqualTo("sysctl -w net.ipv4.ip_local_port_range=\"1024 65535\"");
    }

    @Test
    void valueAsTheKernelWritesItIsQuotedToo() {
        assertThat(new SettingChange(Setting.IP_LOCAL_PORT_RANGE, "1024\t65535").command())
                .isEqualTo("sysctl -w net.ipv4.ip_local_port_range=\"1024\t65535\"");
    }

    @Test
    void portListNeedsNoQuotes() {
        assertThat(new SettingChange(Setting.IP_LOCAL_RESERVED_PORTS, "8080,9000-9100").command())
                .isEqualTo("sysctl -w net.ipv4.ip_local_reserved_ports=8080,9000-9100");
    }
}
