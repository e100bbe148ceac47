package dev.linger.engine.send;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.engine.buffer.BufferPool;
import dev.linger.engine.connection.Tcb;
import dev.linger.engine.profile.Profiles;
import dev.linger.engine.profile.RetransmissionRules;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The retransmission time-out, computed by hand from RFC 6298 §2 and, for Linux, with its floor under the variance.
class RoundTripTest {
    private final Tcb tcb = new Tcb(0, new BufferPool());

    /// RFC 6298 §2.1, §2.2, §2.3, §2.4; RFC 9293 §3.8.1 (MUST-18).
    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, delimiter = '|', textBlock = """
            profile    | samples ms   | SRTT µs | RTTVAR µs | RTO ms
            rfc-9293   | 100          |  100000 |     50000 |   1000
            rfc-9293   | 333          |  333000 |    166500 |   1000
            rfc-9293   | 334          |  334000 |    167000 |   1002
            rfc-9293   | 500          |  500000 |    250000 |   1500
            rfc-9293   | 500 500      |  500000 |    187500 |   1250
            rfc-9293   | 500 900      |  550000 |    287500 |   1700
            rfc-9293   | 500 100      |  450000 |    287500 |   1600
            rfc-9293   | 19000        | 19000000|   9500000 |  57000
            rfc-9293   | 30000        | 30000000|  15000000 |  60000
            linux      | 1            |    1000 |       500 |    204
            linux      | 10           |   10000 |      5000 |    212
            linux      | 100          |  100000 |     50000 |    300
            linux      | 101          |  101000 |     50500 |    304
            linux      | 500          |  500000 |    250000 |   1500
            linux      | 50000        | 50000000|  25000000 | 120000
            freebsd-14 | 10           |   10000 |      5000 |    230
            freebsd-14 | 100          |  100000 |     50000 |    500
            """)
    void samplesMakeTheTimeout(String profile, String samples, int srtt, int rttvar, int rtoMillis) {
        RetransmissionRules rules = Profiles.named(profile).retransmission();
        RoundTrip.begin(tcb, rules);
        for (String sample : samples.split(" ", -1)) {
            RoundTrip.sample(tcb, Integer.parseInt(sample) * 1_000L, rules);
        }
        assertThat(List.of(tcb.srttMicros, tcb.rttvarMicros, tcb.rtoMicros / 1_000))
                .containsExactly(srtt, rttvar, rtoMillis);
    }

    /// RFC 6298 §2: when the variance vanishes, the clock's granularity G takes its place.
    @Test
    void aSteadyPathLeavesOneTickAboveTheRoundTrip() {
        RetransmissionRules rules = Profiles.RFC_9293.retransmission();
        RoundTrip.begin(tcb, rules);
        for (int sample = 0; sample < 100; sample++) {
            RoundTrip.sample(tcb, 2_000_000, rules);
        }
        assertThat(tcb.rtoMicros).isEqualTo(2_001_000);
    }

    /// RFC 6298 §5.5 and its ceiling, §2.5.
    /// RFC 9293 §3.8.2 (MUST-19).
    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, delimiter = '|', textBlock = """
            profile      | seconds
            rfc-9293     | 1 2 4 8 16 32 60 60
            linux        | 1 2 4 8 16 32 64 120
            freebsd-14   | 1 2 4 8 16 32 64 64
            windows-2000 | 3 6 12 24 48 96 192 240
            """)
    void backingOffDoublesUpToTheCeiling(String profile, String seconds) {
        RetransmissionRules rules = Profiles.named(profile).retransmission();
        RoundTrip.begin(tcb, rules);
        List<String> steps = new ArrayList<>();
        for (int step = 0; step < 8; step++) {
            steps.add(String.valueOf(tcb.rtoMicros / 1_000_000));
            RoundTrip.backOff(tcb, rules);
        }
        assertThat(String.join(" ", steps)).isEqualTo(seconds);
    }

    @Test
    void aMeasurementTakesBackingOffBack() {
        RetransmissionRules rules = Profiles.RFC_9293.retransmission();
        RoundTrip.begin(tcb, rules);
        RoundTrip.sample(tcb, 500_000, rules);
        RoundTrip.backOff(tcb, rules);
        RoundTrip.backOff(tcb, rules);
        assertThat(tcb.rtoMicros).isEqualTo(6_000_000);
        RoundTrip.sample(tcb, 500_000, rules);
        assertThat(tcb.rtoMicros).isEqualTo(1_250_000);
    }
}
