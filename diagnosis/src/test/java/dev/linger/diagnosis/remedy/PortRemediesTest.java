package dev.linger.diagnosis.remedy;

import static dev.linger.diagnosis.SampleHost.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.linger.diagnosis.SampleHost;
import dev.linger.diagnosis.finding.Remedy;
import dev.linger.model.Setting;
import dev.linger.model.SettingChange;
import org.junit.jupiter.api.Test;

class PortRemediesTest {
    private static SampleHost waiting() {
        return new SampleHost().waiting(to("192.0.2.9", 8080), 28_232);
    }

    private static Remedy remedy(SampleHost host, String name) {
        return host.finding("ports-exhausted").remedies().stream()
                .filter(remedy -> remedy.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void reuseFreesAPortAfterItsDelayAndIsOneSetting() {
        Remedy reuse = remedy(waiting(), "tw-reuse");

        assertThat(reuse.effect())
                .isEqualTo("a port is free again after 1 s in place of 61.0 s: up to 28,232 connections per second");
        assertThat(reuse.headroom()).isCloseTo(61.024, within(0.001));
        assertThat(reuse.change()).contains(new SettingChange(Setting.TCP_TW_REUSE, "1"));
    }

    @Test
    void aShorterReuseDelayCounts() {
        Remedy reuse = remedy(waiting().setting(Setting.TCP_TW_REUSE_DELAY, "500"), "tw-reuse");

        assertThat(reuse.effect()).contains("after 500 ms").contains("56,464 connections per second");
    }

    @Test
    void withoutTimestampsTheyAreSwitchedOnFirst() {
        Remedy timestamps = remedy(waiting().setting(Setting.TCP_TIMESTAMPS, "0"), "timestamps");

        assertThat(timestamps.steps())
                .containsExactly("sysctl -w net.ipv4.tcp_timestamps=1", "sysctl -w net.ipv4.tcp_tw_reuse=1");
    }

    @Test
    void asManyAddressesMoreGiveAsManyConnectionsASecondMore() {
        assertThat(remedy(waiting(), "more-addresses").effect())
                .isEqualTo("463 → 925 connections per second (28,232 ports ÷ 61.0 s, for each pair)");
    }

    @Test
    void aWiderRangeGivesAtMostTwiceAndAQuarter() {
        Remedy wider = remedy(waiting(), "wider-range");

        assertThat(wider.effect()).isEqualTo("28,232 → up to 64,512 ports, 2.3 times as many");
        assertThat(wider.headroom()).isCloseTo(2.285, within(0.001));
        assertThat(wider.removesFailure()).isFalse();
    }

    @Test
    void aRangeThatIsAsWideAsCanBeIsNotWidened() {
        SampleHost host = new SampleHost().range(1024, 65535).waiting(to("192.0.2.9", 8080), 64_512);

        assertThat(host.finding("ports-exhausted").remedies())
                .extracting(Remedy::name)
                .doesNotContain("wider-range");
    }

    @Test
    void whereLiveConnectionsHoldThePortsTheArithmeticIsOfConnectionsAtATime() {
        SampleHost host = new SampleHost().live(to("192.0.2.9", 8080), 28_232);

        assertThat(remedy(host, "more-addresses").effect()).isEqualTo("28,232 → 56,464 connections at the same time");
        assertThat(remedy(host, "shorter-holding").steps().toString()).contains("192.0.2.9:8080");
    }
}
