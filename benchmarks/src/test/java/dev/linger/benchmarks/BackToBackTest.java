package dev.linger.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.engine.TcpEngine;
import dev.linger.engine.profile.Profile;
import dev.linger.engine.profile.Profiles;
import dev.linger.model.Counter;
import dev.linger.testkit.Allocation;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The connections that are measured are whole ones, and take nothing from the heap.
class BackToBackTest {
    /// So slow that even those of the longest wait end while the others run.
    private static final long STEP_NANOS = 100_000_000;

    private static final int TOGETHER = 4;
    private static final int CONNECTIONS_BEFORE = 60_000;
    private static final int CONNECTIONS = 4_000;
    private static final int MEASUREMENTS = 3;

    static Stream<Arguments> everyProfileAndVersion() {
        return Profiles.all().stream()
                .flatMap(profile -> Stream.of(Arguments.of(profile, false), Arguments.of(profile, true)));
    }

    @ParameterizedTest(name = "{0}, IPv6 {1}")
    @MethodSource("everyProfileAndVersion")
    void aWholeConnectionTakesNothingFromTheHeap(Profile profile, boolean ipv6) {
        BackToBack work = new BackToBack(profile, ipv6, TOGETHER, STEP_NANOS);
        run(work, CONNECTIONS_BEFORE);
        long least = Long.MAX_VALUE;
        for (int measurement = 0; measurement < MEASUREMENTS; measurement++) {
            least = Math.min(least, Allocation.bytesOf(() -> run(work, CONNECTIONS)));
        }
        assertThat(least).as("bytes allocated").isZero();
    }

    @Test
    void eachConnectionWaitsAtTheServerForAMinute() {
        BackToBack work = new BackToBack(Profiles.LINUX, false, TOGETHER, STEP_NANOS);
        run(work, 2_000);
        TcpEngine server = work.server();
        assertThat(server.count(Counter.SOCKSTAT_TIME_WAIT)).isEqualTo(600);
        assertThat(server.count(Counter.PASSIVE_OPENS)).isEqualTo(2_000);
        assertThat(server.count(Counter.OUT_RSTS)).isZero();
        assertThat(server.count(Counter.RETRANS_SEGS)).isZero();
    }

    private static void run(BackToBack work, int connections) {
        int until = work.finished() + connections;
        while (work.finished() < until) {
            work.connections();
        }
    }
}
