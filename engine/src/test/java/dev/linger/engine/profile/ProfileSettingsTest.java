package dev.linger.engine.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.linger.model.Setting;
import dev.linger.model.SettingChange;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileSettingsTest {
    /// A setting in its system's profile.
    record Place(Profile profile, ProfileSetting setting) {
        @Override
        public String toString() {
            return profile.name() + ": " + setting.name();
        }
    }

    /// Two names of one thing, or two halves of one.
    private static final List<Set<String>> TOGETHER = List.of(
            Set.of("kern.ipc.soacceptqueue", "kern.ipc.somaxconn"),
            Set.of("AutoReusePortRangeStartPort", "AutoReusePortRangeNumberOfPorts"));

    static Stream<Place> all() {
        return Profiles.all().stream()
                .flatMap(profile -> ProfileSettings.of(profile).stream().map(setting -> new Place(profile, setting)));
    }

    @ParameterizedTest
    @MethodSource("all")
    void whatWasSetIsReadAtBothEndsOfTheRange(Place place) {
        for (String value : place.setting().ends(place.profile())) {
            Profile changed = place.setting().set(place.profile(), value);
            assertThat(place.setting().valueIn(changed)).isEqualTo(value);
            assertThat(changed.name()).isEqualTo(place.profile().name());
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void thePresentValueChangesNothing(Place place) {
        String present = place.setting().valueIn(place.profile());
        assertThat(place.setting().set(place.profile(), present)).isEqualTo(place.profile());
    }

    @ParameterizedTest
    @MethodSource("all")
    void aSettingCanBeTakenBack(Place place) {
        String present = place.setting().valueIn(place.profile());
        for (String value : place.setting().ends(place.profile())) {
            Profile changed = place.setting().set(place.profile(), value);
            assertThat(place.setting().set(changed, present)).isEqualTo(place.profile());
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void someValueOfEverySettingMakesADifference(Place place) {
        assertThat(place.setting().ends(place.profile()))
                .anyMatch(value -> !place.setting().set(place.profile(), value).equals(place.profile()));
    }

    @ParameterizedTest
    @MethodSource("all")
    void noOtherSettingChangesWithIt(Place place) {
        for (String value : place.setting().ends(place.profile())) {
            Profile changed = place.setting().set(place.profile(), value);
            for (ProfileSetting other : ProfileSettings.of(place.profile())) {
                if (!isSame(place.setting(), other)) {
                    assertThat(other.valueIn(changed)).as(other.name()).isEqualTo(other.valueIn(place.profile()));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void whatIsNoValueIsRefusedWithWhatIsAllowed(Place place) {
        for (String value : List.of("?", "-1", "0x", "99999999999999999999", "1.5", "+1", "007")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> place.setting().set(place.profile(), value))
                    .withMessageStartingWith(place.setting().name() + " of "
                            + place.profile().name() + " cannot be '" + value + "': it takes ")
                    .withMessageEndingWith(place.setting().allowed(place.profile()));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void numbersJustOutOfRangeAreRefused(Place place) {
        String allowed = place.setting().allowed(place.profile());
        if (allowed.matches("[0-9]+ to [0-9]+.*")) {
            List<String> ends = place.setting().ends(place.profile());
            long below = Long.parseLong(ends.getFirst()) - 1;
            long above = Long.parseLong(ends.getLast()) + 1;
            for (long value : new long[] {below, above}) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> place.setting().set(place.profile(), Long.toString(value)))
                        .withMessageContaining(allowed);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void itsMeaningIsASentenceWithoutAFullStop(Place place) {
        assertThat(place.setting().meaning()).matches("[A-Z].*[^.\\s]").doesNotContain("  ");
    }

    static Stream<Profile> profiles() {
        return Profiles.all().stream();
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void noTwoSettingsOfAProfileShareAName(Profile profile) {
        assertThat(ProfileSettings.of(profile)).extracting(ProfileSetting::name).doesNotHaveDuplicates();
    }

    /// The sysctls of a host with 262,144 hash entries that nobody has changed: measured on 6.18, read in older
    /// kernels.
    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, delimiter = '|', textBlock = """
            setting                          | linux       | linux-4.10  | linux-3.6
            net.ipv4.tcp_tw_reuse            | 2           | 0           | 0
            net.ipv4.tcp_tw_reuse_delay      | 1000        |             |
            net.ipv4.tcp_tw_recycle          |             | 0           | 0
            net.ipv4.tcp_max_tw_buckets      | 131072      | 131072      | 131072
            net.ipv4.tcp_rfc1337             | 0           | 0           | 0
            net.ipv4.tcp_fin_timeout         | 60          | 60          | 60
            net.ipv4.tcp_max_orphans         | 131072      | 131072      | 131072
            net.ipv4.tcp_challenge_ack_limit | 2147483647  | 1000        | 100
            net.ipv4.tcp_invalid_ratelimit   | 500         | 500         |
            net.ipv4.tcp_timestamps          | 1           | 1           | 1
            net.ipv4.tcp_window_scaling      | 1           | 1           | 1
            net.ipv4.tcp_sack                | 1           | 1           | 1
            net.core.somaxconn               | 4096        | 128         | 128
            net.ipv4.tcp_max_syn_backlog     | 2048        | 1024        | 1024
            net.ipv4.tcp_abort_on_overflow   | 0           | 0           | 0
            net.ipv4.tcp_syn_retries         | 6           | 6           | 5
            net.ipv4.tcp_syn_linear_timeouts | 4           |             |
            net.ipv4.tcp_synack_retries      | 5           | 5           | 5
            net.ipv4.ip_local_port_range     | 32768 60999 | 32768 60999 | 32768 61000
            net.ipv4.ip_local_reserved_ports | ''          | ''          | ''
            net.ipv4.ip_autobind_reuse       | 0           |             |
            net.ipv4.tcp_retries2            | 15          | 15          | 15
            net.ipv4.tcp_orphan_retries      | 0           | 0           | 0
            net.ipv4.tcp_rto_min_us          | 200000      |             |
            net.ipv4.tcp_rto_max_ms          | 120000      |             |
            net.ipv4.tcp_keepalive_time      | 7200        | 7200        | 7200
            net.ipv4.tcp_keepalive_intvl     | 75          | 75          | 75
            net.ipv4.tcp_keepalive_probes    | 9           | 9           | 9
            CONFIG_HZ                        | exact       | exact       | exact
            """)
    void linuxBeginsWithItsOwnDefaults(String name, String linux, String linux410, String linux36) {
        assertDefault(Profiles.LINUX, name, linux);
        assertDefault(Profiles.LINUX_4_10, name, linux410);
        assertDefault(Profiles.LINUX_3_6, name, linux36);
    }

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, delimiter = '|', textBlock = """
            profile      | setting                           | value
            freebsd-13   | net.inet.tcp.msl                  | 30000
            freebsd-14   | net.inet.tcp.msl                  | 30000
            freebsd-13   | net.inet.tcp.nolocaltimewait      | 0
            freebsd-14   | net.inet.tcp.nolocaltimewait      | 1
            freebsd-13   | net.inet.tcp.maxtcptw             | 27767
            freebsd-14   | net.inet.tcp.maxtcptw             |
            freebsd-13   | net.inet.tcp.tolerate_missing_ts  | 0
            freebsd-13   | net.inet.tcp.fast_finwait2_recycle | 0
            freebsd-13   | net.inet.tcp.finwait2_timeout     | 60000
            freebsd-13   | net.inet.tcp.keepinit             | 75000
            freebsd-13   | net.inet.tcp.keepidle             | 7200000
            freebsd-13   | net.inet.tcp.keepcnt              | 8
            freebsd-13   | net.inet.ip.portrange.first       | 10000
            freebsd-13   | net.inet.ip.portrange.last        | 65535
            freebsd-13   | kern.ipc.somaxconn                | 128
            macos        | net.inet.tcp.msl                  | 15000
            macos        | net.inet.tcp.fin_timeout          | 60000
            freebsd-13   | net.inet.tcp.rexmit_min           | 30
            macos        | net.inet.tcp.rtt_min              | 100
            macos        | net.inet.tcp.challengeack_limit   | 10
            macos        | net.inet.ip.portrange.first       | 49152
            macos        | kern.ipc.somaxconn                | 128
            windows-2000 | TcpTimedWaitDelay                 | 240
            windows-2003 | TcpTimedWaitDelay                 | 120
            windows-10   | TcpTimedWaitDelay                 | 120
            windows-2000 | MaxUserPort                       | 5000
            windows-10   | MaxUserPort                       |
            windows-10   | dynamicport                       | start=49152 num=16384
            windows-10   | AutoReusePortRangeNumberOfPorts   | 0
            windows-2003 | TcpMaxDataRetransmissions         | 5
            windows-2003 | KeepAliveTime                     | 7200000
            windows-2003 | KeepAliveInterval                 | 1000
            rfc-9293     | MSL                               | 120
            rfc-9293     | R2                                | 100
            rfc-9293     | R2-SYN                            | 180
            """)
    void otherSystemsBeginWithTheirs(String profile, String name, String value) {
        assertDefault(Profiles.named(profile), name, value);
    }

    private static void assertDefault(Profile profile, String name, String value) {
        if (value == null) {
            assertThat(ProfileSettings.of(profile))
                    .extracting(ProfileSetting::name)
                    .doesNotContain(name);
        } else {
            assertThat(ProfileSettings.get(profile, name)).isEqualTo(value);
        }
    }

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, delimiter = '|', textBlock = """
            profile    | name                        | what is said
            linux      | net.ipv4.tcp_tw_recycle     | gone since Linux 4.12; linux-3.6, linux-4.10 have it
            linux-4.10 | net.ipv4.tcp_tw_reuse_delay | there since about Linux 6.14; linux has it
            linux      | net.inet.tcp.msl            | freebsd-13, freebsd-14, macos have it
            freebsd-14 | net.inet.tcp.maxtcptw       | where nothing limits TIME_WAIT; freebsd-13 has it
            windows-10 | MaxUserPort                 | without effect since Windows Vista
            linux      | net.ipv4.tcp_syncookies     | SYN cookies are not modelled
            linux      | net.ipv4.tcp_rmem           | buffers do not grow here
            linux      | tcp_tw_reuse                | the nearest is 'net.ipv4.tcp_tw_reuse'
            linux      | net.ipv4.tcp_fin_timeut     | the nearest is 'net.ipv4.tcp_fin_timeout'
            windows-10 | TcpTimeWaitDelay            | the nearest is 'TcpTimedWaitDelay'
            """)
    void anUnknownNameIsRefusedWithAHint(String profile, String name, String hint) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProfileSettings.set(Profiles.named(profile), name, "1"))
                .withMessageStartingWith("profile '" + profile + "' has no setting '" + name + "'")
                .withMessageContaining(hint);
    }

    @Test
    void aProfileOfAnotherNameHasNoSettings() {
        Profile mine = dev.linger.engine.record.RecordPath.copy(Profiles.LINUX, "name", "mine");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProfileSettings.of(mine))
                .withMessageContaining("'mine'");
    }

    @Test
    void aDiagnosisChangesAProfile() {
        SettingChange change = new SettingChange(Setting.IP_LOCAL_PORT_RANGE, "1024\t65535");
        Profile changed = ProfileSettings.set(Profiles.LINUX, change);
        assertThat(changed.ports().range().size()).isEqualTo(64_512);
        assertThat(ProfileSettings.get(changed, change.setting().sysctl())).isEqualTo("1024 65535");
    }

    @ParameterizedTest
    @EnumSource(Setting.class)
    void theDoctorsSettingsAreKnownOrItIsSaidWhyNot(Setting setting) {
        boolean known = ProfileSettings.of(Profiles.LINUX).stream()
                .anyMatch(mine -> mine.name().equals(setting.sysctl()));
        assertThat(known || !AbsentSettings.reason(setting.sysctl()).isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1023 60999", "32768", "60999 32768", "32768 65536", "32768-60999", "32768 60999 1", "a b"})
    void aPortRangeThatIsNoneIsRefused(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProfileSettings.set(Profiles.LINUX, "net.ipv4.ip_local_port_range", value))
                .withMessageContaining("two ports from 1024 to 65535");
    }

    @ParameterizedTest
    @ValueSource(strings = {"start=1024 num=300", "start=49152 num=254", "start=65282 num=255", "num=300 start=2000"})
    void dynamicPortsThatNetshRefusesAreRefused(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProfileSettings.set(Profiles.WINDOWS_10, "dynamicport", value))
                .withMessageContaining("N at least 255");
    }

    @Test
    void theEndsOfARangeBoundEachOther() {
        Profile low = ProfileSettings.set(Profiles.MACOS, "net.inet.ip.portrange.last", "50000");
        assertThat(ProfileSettings.named(low, "net.inet.ip.portrange.first").allowed(low))
                .isEqualTo("1024 to the last port, 50000");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProfileSettings.set(low, "net.inet.ip.portrange.first", "50001"));
    }

    @Test
    void theDelayOfWindows2003IsThatOfIpv4() {
        Profile changed = ProfileSettings.set(Profiles.WINDOWS_2003, "TcpTimedWaitDelay", "30");
        assertThat(changed.timeWait().holdIpv4Millis()).isEqualTo(30_000);
        assertThat(changed.timeWait().holdIpv6Millis()).isEqualTo(240_000);
    }

    private static boolean isSame(ProfileSetting one, ProfileSetting other) {
        return one == other
                || TOGETHER.stream().anyMatch(pair -> pair.contains(one.name()) && pair.contains(other.name()));
    }
}
