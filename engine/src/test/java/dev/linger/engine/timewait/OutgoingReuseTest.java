package dev.linger.engine.timewait;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.linger.model.TcpState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutgoingReuseTest {
    private static final TimeWaitRules LINUX = TimeWaitRules.LINUX;
    private static final int NOW_MILLIS = Integer.MIN_VALUE + 500;

    private final TimeWaitRow row = new TimeWaitRow();

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            tcp_tw_reuse | timestamps | bound | loopback | age ms | allowed
            0            | true       | false | true     | 59000  | false
            1            | true       | false | false    | 1001   | true
            1            | true       | false | false    | 1000   | false
            1            | true       | false | false    | 0      | false
            1            | false      | false | false    | 59000  | false
            2            | true       | false | false    | 59000  | false
            2            | true       | false | true     | 1001   | true
            2            | true       | false | true     | 1000   | false
            0            | true       | true  | false    | 0      | true
            2            | true       | true  | false    | 0      | true
            1            | false      | true  | true     | 59000  | false
            """)
    void linuxAsksForTimestampsAndASettingUnlessThePortWasBound(
            int setting, boolean timestamps, boolean bound, boolean loopback, int ageMillis, boolean allowed) {
        row.timestamps = timestamps;
        row.enteredMillis = NOW_MILLIS - ageMillis;
        row.tsRecentMillis = row.enteredMillis - 1_000_000;
        assertThat(OutgoingReuse.allowed(LINUX.withReuse(setting), row, bound, loopback, NOW_MILLIS))
                .isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            delay | age ms | allowed
            200   | 130    | false
            200   | 300    | true
            1000  | 800    | false
            1000  | 1200   | true
            60000 | 59999  | false
            """)
    void theDelayIsExact(int delayMillis, int ageMillis, boolean allowed) {
        row.timestamps = true;
        row.enteredMillis = NOW_MILLIS - ageMillis;
        TimeWaitRules rules = LINUX.withReuse(1).withReuseDelayMillis(delayMillis);
        assertThat(OutgoingReuse.allowed(rules, row, false, false, NOW_MILLIS)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            recorded at | now  | up to 4.x | 5.10 to 6.12
            1000        | 1999 | false     | false
            1999        | 2000 | false     | true
            1999        | 2999 | false     | true
            1999        | 3000 | true      | true
            1000        | 2999 | false     | true
            1000        | 3000 | true      | true
            0           | 999  | false     | false
            0           | 1000 | false     | true
            """)
    void olderKernelsCountTicksOfAClockOfSeconds(int recordedMillis, int nowMillis, boolean upTo4, boolean from5) {
        row.timestamps = true;
        row.tsRecentMillis = recordedMillis;
        row.enteredMillis = nowMillis;
        TimeWaitRules seconds = LINUX.withReuse(LINUX.reuse().withClock(ReuseRules.Clock.SECONDS))
                .withReuse(1);
        assertThat(OutgoingReuse.allowed(seconds, row, false, false, nowMillis)).isEqualTo(from5);
        TimeWaitRules linux36 = TimeWaitRules.LINUX_3_6.withReuse(1);
        assertThat(OutgoingReuse.allowed(linux36, row, false, false, nowMillis)).isEqualTo(upTo4);
        TimeWaitRules linux410 = TimeWaitRules.LINUX_4_10.withReuse(1);
        assertThat(OutgoingReuse.allowed(linux410, row, false, false, nowMillis))
                .isEqualTo(upTo4);
    }

    @Test
    void aTimestampRecordedBeforeTheClockWrapsStillAges() {
        row.timestamps = true;
        row.tsRecentMillis = -200;
        TimeWaitRules linux36 = TimeWaitRules.LINUX_3_6.withReuse(1);
        assertThat(OutgoingReuse.allowed(linux36, row, false, false, 900)).isFalse();
        assertThat(OutgoingReuse.allowed(linux36, row, false, false, 2_000)).isTrue();
    }

    @Test
    void settingTwoMeansLoopbackOnlyWhereItIsKnown() {
        row.timestamps = true;
        row.tsRecentMillis = 0;
        TimeWaitRules seconds = LINUX.withReuse(LINUX.reuse().withClock(ReuseRules.Clock.SECONDS));
        assertThat(OutgoingReuse.allowed(seconds, row, false, false, 9_000)).isFalse();
        assertThat(OutgoingReuse.allowed(seconds, row, false, true, 9_000)).isTrue();
        assertThat(OutgoingReuse.allowed(TimeWaitRules.LINUX_3_6.withReuse(2), row, false, false, 9_000))
                .isTrue();
    }

    @Test
    void orphansInFinWait2AreOnlyTakenOverForABoundPort() {
        row.timestamps = true;
        row.substate = TcpState.FIN_WAIT_2;
        TimeWaitRules rules = LINUX.withReuse(1);
        assertThat(OutgoingReuse.allowed(rules, row, false, false, 50_000)).isFalse();
        assertThat(OutgoingReuse.allowed(rules, row, true, false, 50_000)).isTrue();
        assertThat(OutgoingReuse.allowed(TimeWaitRules.LINUX_3_6.withReuse(1), row, false, false, 50_000))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"RFC_9293", "FREEBSD_13", "FREEBSD_14", "WINDOWS_2000", "WINDOWS_2003", "WINDOWS_10", "MACOS"})
    void otherSystemsNeverReuse(String preset) {
        row.timestamps = true;
        TimeWaitRules rules = Presets.named(preset).withReuse(1);
        assertThat(OutgoingReuse.allowed(rules, row, true, true, 50_000)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 3})
    void impossibleSettingsAreRefused(int setting) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LINUX.withReuse(setting))
                .withMessageContaining(" " + setting);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 60_001})
    void impossibleDelaysAreRefused(int delayMillis) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LINUX.withReuseDelayMillis(delayMillis))
                .withMessageContaining(" " + delayMillis);
    }
}
