package dev.linger.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingTest {
    @ParameterizedTest
    @EnumSource(Setting.class)
    void everySettingIsFoundByItsSysctl(Setting setting) {
        assertThat(Setting.named(setting.sysctl())).hasValue(setting);
    }

    @ParameterizedTest
    @EnumSource(Setting.class)
    void sysctlIsThatOfANetworkSetting(Setting setting) {
        assertThat(setting.sysctl()).matches("net\\.(ipv4|core|netfilter)\\.[a-z0-9_]+");
    }

    @Test
    void noTwoSettingsShareASysctl() {
        assertThat(Arrays.stream(Setting.values()).map(Setting::sysctl)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tcp_tw_reuse", "net.ipv4.tcp_tw_reuse ", "NET.IPV4.TCP_TW_REUSE", "net.ipv4.tcp_tw"})
    void unknownNameIsNoSetting(String name) {
        assertThat(Setting.named(name)).isEmpty();
    }

    @Test
    void limitsOfMemoryBelongToTheMachine() {
        assertThat(Arrays.stream(Setting.values()).filter(setting -> setting.scope() == Setting.Scope.MACHINE))
                .containsExactly(Setting.TCP_MAX_ORPHANS, Setting.TCP_MEM, Setting.NF_CONNTRACK_MAX);
    }
}
