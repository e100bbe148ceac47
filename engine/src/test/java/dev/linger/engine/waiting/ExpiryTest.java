package dev.linger.engine.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.engine.Pair;
import dev.linger.engine.World;
import dev.linger.engine.profile.Profile;
import dev.linger.engine.profile.Profiles;
import dev.linger.engine.record.RecordPath;
import dev.linger.engine.timewait.ExpiryGranularity;
import dev.linger.model.Endpoint;
import dev.linger.model.FourTuple;
import dev.linger.model.TcpState;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How long TIME_WAIT lasts.
class ExpiryTest {
    /// "TIME_WAIT length". Windows 2003 tells IPv6 apart; one page of Microsoft's has 4 minutes for Windows
    /// 10.
    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            profile,      IPv4 seconds, IPv6 seconds
            rfc-9293,     240,          240
            linux,        60,           60
            linux-3.6,    60,           60
            linux-4.10,   60,           60
            freebsd-13,   60,           60
            freebsd-14,   60,           60
            windows-2000, 240,          240
            windows-2003, 120,          240
            windows-10,   120,          120
            macos,        30,           30
            """)
    void theWaitEndsExactlyWithItsLastMillisecond(String profile, int ipv4Seconds, int ipv6Seconds) {
        assertThat(holdMillis(Profiles.named(profile), false)).isEqualTo(ipv4Seconds * 1_000L);
        assertThat(holdMillis(Profiles.named(profile), true)).isEqualTo(ipv6Seconds * 1_000L);
    }

    /// From 3.5 times the RTO to more than twice the RFC's four minutes.
    @ParameterizedTest
    @ValueSource(ints = {700, 2_000, 61_000, 300_000, 600_000})
    void anyHoldASettingAsksForIsKept(int millis) {
        Profile profile = RecordPath.copy(Profiles.WINDOWS_10, "timeWait.holdIpv4Millis", millis);
        assertThat(holdMillis(profile, false)).isEqualTo(millis);
    }

    /// One connection from a host of this profile, which closes first, to a Linux host; how long it then
    /// waits.
    private static long holdMillis(Profile profile, boolean ipv6) {
        Pair pair = new Pair(
                profile,
                Profiles.LINUX,
                ipv6,
                1,
                Pair.Weather.FINE,
                RandomGeneratorFactory.getDefault().create(1));
        Endpoint server = new Endpoint(pair.addresses[1].address(), 80);
        int listener = pair.engines[1].socket();
        pair.engines[1].bind(listener, server, pair.now);
        pair.engines[1].listen(listener, 4, pair.now);
        int client = pair.engines[0].socket();
        pair.engines[0].connect(client, server, pair.now, pair.output(0));
        FourTuple tuple = new FourTuple(pair.engines[0].localEndpoint(client), server);
        quiet(pair);
        int accepted = pair.engines[1].accept(listener);
        pair.engines[0].close(client, pair.now, pair.output(0));
        quiet(pair);
        pair.engines[1].close(accepted, pair.now, pair.output(1));
        while (pair.engines[0].state(tuple) != TcpState.TIME_WAIT) {
            pair.step();
        }
        long began = pair.now;
        while (pair.engines[0].state(tuple) == TcpState.TIME_WAIT) {
            pair.step();
        }
        assertThat((pair.now - began) % Pair.MILLI).isZero();
        return (pair.now - began) / Pair.MILLI;
    }

    private static void quiet(Pair pair) {
        while (!pair.isQuiet()) {
            pair.step();
        }
    }

    /// "at 60 s the wheel granularity is 2.048 s (HZ=250), 4.096 s (HZ=1000), 5.12 s (HZ=100), 1.7 s
    /// (HZ=300), always late, never early": the wait ends at the first multiple after its sixty seconds. The
    /// second row is a wait of 61.688 s; 61.7 s was measured with HZ=250.
    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            HZ,   begun at, ends at
            250,  1000,     61440
            250,  1800,     63488
            250,  1436,     61440
            250,  1440,     63488
            1000, 1000,     61440
            1000, 1440,     65536
            100,  1000,     61440
            100,  1430,     61440
            100,  1440,     66560
            300,  1000,     61440
            300,  1500,     63147
            """)
    void theTimerWheelIsLateAndNeverEarly(int hertz, int begunAt, int endsAt) {
        assertThat(endMillis(Profiles.LINUX, ExpiryGranularity.linuxWheel(hertz), begunAt))
                .isEqualTo(endsAt);
    }

    /// 3.6: "60 s landing in the 7th next slot => 52.5..60 s (derived)", with slots of 7.5 s.
    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            begun at, ends at
            1000,     60000
            7499,     60000
            7500,     67500
            """)
    void theSlotsOfOldLinuxAreEarly(int begunAt, int endsAt) {
        assertThat(endMillis(Profiles.LINUX_3_6, ExpiryGranularity.linuxSlots(250), begunAt))
                .isEqualTo(endsAt);
    }

    /// "0.7 s => 0.768 s": 714 ms, the short hold of a peer that answers at once, in slots of 128 ms.
    @ParameterizedTest
    @ValueSource(ints = {1_000, 1_100, 7_499})
    void theShortSlotsOfOldLinuxRoundUp(int begunAt) {
        Profile recycling = RecordPath.copy(Profiles.LINUX_3_6, "timeWait.recycle.on", true);
        assertThat(endMillis(recycling, ExpiryGranularity.linuxSlots(250), begunAt) - begunAt)
                .isBetween(764L, 768L);
    }

    private static long endMillis(Profile profile, ExpiryGranularity granularity, int begunAtMillis) {
        World world = new World(RecordPath.copy(profile, "timeWait.granularity", granularity));
        int listener = world.listen(80, 4);
        world.pass(begunAtMillis * World.MILLI - world.now);
        Waiting waiting = Waiting.timeWaitIn(world, listener, 40_000, true);
        assertThat(waiting.state()).isEqualTo(TcpState.TIME_WAIT);
        long end = world.engine.nextDeadlineNanos();
        world.pass(end - world.now - 1);
        assertThat(waiting.state()).isEqualTo(TcpState.TIME_WAIT);
        world.pass(1);
        assertThat(waiting.state()).isEqualTo(TcpState.CLOSED);
        return end / World.MILLI;
    }

    /// A segment that restarts the wait restarts the whole of it, once more rounded.
    @ParameterizedTest
    @CsvSource({"1000, 61440", "2000, 63488"})
    void aRestartIsRoundedToo(int repeatedAtMillis, int endsAt) {
        World world =
                new World(RecordPath.copy(Profiles.LINUX, "timeWait.granularity", ExpiryGranularity.linuxWheel(250)));
        Waiting waiting = Waiting.timeWaitIn(world, world.listen(80, 4), 40_000, true);
        world.pass(repeatedAtMillis * World.MILLI - world.now);
        waiting.arrives("F.", "R-1", 0, "T");
        assertThat(world.engine.nextDeadlineNanos()).isEqualTo(endsAt * World.MILLI);
    }
}
