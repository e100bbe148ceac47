package dev.linger.engine.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.engine.World;
import dev.linger.engine.profile.Profile;
import dev.linger.engine.profile.Profiles;
import dev.linger.engine.record.RecordPath;
import dev.linger.engine.socket.Errno;
import dev.linger.model.Counter;
import dev.linger.model.PortRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How many connections a second a host can open and close first: the number of its ports by the length of
/// its wait.
class PortCapacityTest {
    private static final int PORTS = 100;

    /// Ports of the system's range, towards one destination and towards a second one; where a port belongs to
    /// one socket of the host whatever its destination, the second one finds none. Windows as of MaxUserPort
    /// and dynamic ports; that its ports are exclusive is what Microsoft's articles on exhaustion suggest.
    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            profile,      ports, exhausted,     another destination
            freebsd-13,   55536, EADDRNOTAVAIL, EINPROGRESS
            windows-2000, 3976,  ENOBUFS,       ENOBUFS
            windows-10,   16384, ENOBUFS,       ENOBUFS
            macos,        16384, EADDRNOTAVAIL, EADDRNOTAVAIL
            """)
    void howManyPortsThereAre(String profile, int ports, Errno exhausted, Errno elsewhere) {
        // FreeBSD 13 keeps fewer rows than it has ports: the limit would free them one by one.
        Client client = new Client(
                new World(RecordPath.copy(Profiles.named(profile), "timeWait.overflow.limit", Integer.MAX_VALUE)));
        PortRange range = client.world.engine.profile().ports().range();
        for (int port = range.first(); port <= range.last(); port++) {
            assertThat(client.openAndClose(client.narrowed(port, port), 80)).isEqualTo(Errno.EINPROGRESS);
        }
        assertThat(client.world.engine.count(Counter.SOCKSTAT_TIME_WAIT)).isEqualTo(ports);
        assertThat(client.openAndClose(80)).isEqualTo(exhausted);
        assertThat(client.openAndClose(81)).isEqualTo(elsewhere);
    }

    /// By the closed form: Linux 470/s, macOS 546/s, Windows 137/s (16.6/s on 2000), FreeBSD 925/s.
    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            profile,      connections in ten seconds
            linux,        4705
            linux-4.10,   4705
            freebsd-13,   9256
            freebsd-14,   9256
            windows-2000, 165
            windows-10,   1365
            macos,        5461
            """)
    void theRateOfTheSystemAsItComes(String profile, int connections) {
        Profile system = Profiles.named(profile);
        long ports = system.ports().range().last() - system.ports().range().first() + 1L;
        assertThat(ports * 10_000 / system.timeWait().holdIpv4Millis()).isEqualTo(connections);
    }

    /// In virtual time, with a range of 100 ports: below the rate no connection ever fails, above it the
    /// first that fails is the one after all ports were used.
    @ParameterizedTest
    @CsvSource({
        "rfc-9293",
        "linux",
        "linux-3.6",
        "linux-4.10",
        "freebsd-13",
        "freebsd-14",
        "windows-2000",
        "windows-2003",
        "windows-10",
        "macos"
    })
    void theRateHoldsInVirtualTime(String profile) {
        assertThat(firstFailure(profile, 90, 1)).isZero();
        assertThat(firstFailure(profile, 110, 1)).isEqualTo(PORTS + 1);
    }

    /// "Formula per (srcIP, dstIP, dstPort) only on Linux/FreeBSD 13+"; "macOS [...] **global** over
    /// destinations". The rate of each of two destinations is nine tenths of what one can bear.
    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            profile,      suffices
            rfc-9293,     true
            linux,        true
            linux-3.6,    true
            linux-4.10,   true
            freebsd-13,   true
            freebsd-14,   true
            windows-2000, false
            windows-2003, false
            windows-10,   false
            macos,        false
            """)
    void aSecondDestinationDoublesTheRateWherePortsAreShared(String profile, boolean suffices) {
        assertThat(firstFailure(profile, 180, 2)).isEqualTo(suffices ? 0 : PORTS + 1);
    }

    /// "Linux [...] with tw_reuse=1 28232/1 s": a port comes back after the delay instead of the hold.
    @Test
    void withReuseTheDelayTakesThePlaceOfTheHold() {
        Profile reusing = RecordPath.copy(Profiles.LINUX, "timeWait.reuse.setting", 1);
        assertThat(firstFailure(reusing, 90, 1, 1_001)).isZero();
        assertThat(firstFailure(reusing, 110, 1, 1_001)).isEqualTo(PORTS + 1);
    }

    /// "If client used bind(): per port, not per tuple."
    @Test
    void boundPortsAreUsedUpWhateverTheDestination() {
        Client client = new Client(new World(narrow(Profiles.LINUX)));
        for (int connection = 0; connection < PORTS; connection++) {
            assertThat(client.openAndClose(client.bound(0), 80 + connection)).isEqualTo(Errno.EINPROGRESS);
        }
        assertThat(client.openAndClose(9_000)).isEqualTo(Errno.EADDRNOTAVAIL);
    }

    private static Profile narrow(Profile profile) {
        return RecordPath.copy(profile, "ports.range", new PortRange(40_000, 40_000 + PORTS - 1));
    }

    private static int firstFailure(String name, int percent, int destinations) {
        Profile profile = Profiles.named(name);
        return firstFailure(profile, percent, destinations, profile.timeWait().holdIpv4Millis());
    }

    /// Opens and closes connections to each destination in turn for three holds, at so many percent of the
    /// rate one destination bears; which connection is the first that fails, or 0.
    private static int firstFailure(Profile profile, int percent, int destinations, long holdMillis) {
        Client client = new Client(new World(narrow(profile)));
        long intervalNanos = holdMillis * World.MILLI * 100 / ((long) PORTS * percent);
        for (int connection = 1; connection <= 3 * PORTS * destinations; connection++) {
            if (client.openAndClose(80 + connection % destinations) != Errno.EINPROGRESS) {
                return connection;
            }
            client.world.pass(intervalNanos);
        }
        return 0;
    }
}
