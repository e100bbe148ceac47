package dev.linger.diagnosis.host;

import static dev.linger.diagnosis.SampleHost.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.linger.diagnosis.SampleHost;
import dev.linger.diagnosis.finding.Thresholds;
import dev.linger.model.Destination;
import dev.linger.model.Setting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeWaitHoldTest {
    private static final Destination APP = to("192.0.2.9", 8080);

    private static TimeWaitHold hold(SampleHost host) {
        return new Situation(host.snapshot(), Thresholds.DEFAULTS).hold();
    }

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            HZ,   mean seconds
            100,  62.56
            250,  61.024
            300,  60.853
            1000, 62.048
            """)
    void itIsSixtySecondsAndHalfASlotOfTheTimerWheel(int hz, double seconds) {
        assertThat(hold(new SampleHost().hz(hz)).seconds()).isCloseTo(seconds, within(0.001));
    }

    @Test
    void withoutTheKernelsHzItSaysWhatItAssumes() {
        assertThat(hold(new SampleHost().hz(0)).explanation())
                .isEqualTo("61.0 s (HZ=250 assumed: no kernel configuration was found)");
    }

    @Test
    void aSteadyFlowShowsTheRealHold() {
        TimeWaitHold hold =
                hold(new SampleHost().interval(30).waiting(APP, 18_300).flow(APP, 300, 300));

        assertThat(hold.seconds()).isCloseTo(61.0, within(0.01));
        assertThat(hold.basis()).isEqualTo("measured over the interval");
    }

    @Test
    void anIntervalOfTwoSecondsIsTooShortForTheBatchesInWhichTimeWaitEnds() {
        assertThat(hold(new SampleHost().waiting(APP, 18_300).flow(APP, 300, 300))
                        .basis())
                .contains("HZ=250");
    }

    @Test
    void portsThatAreReusedShowNothingAboutTheHold() {
        SampleHost host = new SampleHost()
                .interval(30)
                .setting(Setting.TCP_TW_REUSE, "1")
                .waiting(APP, 4_000)
                .flow(APP, 300, 300);

        assertThat(hold(host).basis()).contains("HZ=250");
    }

    @Test
    void aFlowThatStillGrowsShowsNothing() {
        assertThat(hold(new SampleHost().interval(30).waiting(APP, 9_000).flow(APP, 300, 0))
                        .basis())
                .contains("HZ=250");
    }
}
