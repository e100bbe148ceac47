package dev.linger.engine.port;

import static dev.linger.engine.port.PortFixture.ANY4;
import static dev.linger.engine.port.PortFixture.ANY6;
import static dev.linger.engine.port.PortFixture.LOCAL;
import static dev.linger.engine.port.PortFixture.OTHER;
import static dev.linger.engine.port.PortFixture.enter;
import static dev.linger.engine.port.PortFixture.toward;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linger.engine.port.PortRules.Algorithm;
import dev.linger.model.PortRange;
import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// connect() on systems other than Linux, and the algorithms of RFC 6056.
class AlgorithmTest {
    private static final PortRange THOUSAND = new PortRange(20000, 20999);

    private final PortTable table = new PortTable(false);
    private final PortSearch search = new PortSearch(11, 16);
    private final PortRequest request = toward("10.0.0.9", 80);

    static PortRules rules(String profile) {
        return switch (profile) {
            case "RFC_9293" -> PortRules.RFC_9293;
            case "LINUX_3_6" -> PortRules.LINUX_3_6;
            case "LINUX_4_10" -> PortRules.LINUX_4_10;
            case "LINUX" -> PortRules.LINUX;
            case "FREEBSD_13" -> PortRules.FREEBSD_13;
            case "FREEBSD_14" -> PortRules.FREEBSD_14;
            case "WINDOWS_2000" -> PortRules.WINDOWS_2000;
            case "WINDOWS_2003" -> PortRules.WINDOWS_2003;
            case "WINDOWS_10" -> PortRules.WINDOWS_10;
            case "MACOS" -> PortRules.MACOS;
            default -> throw new IllegalArgumentException(profile);
        };
    }

    private static PortRules rules(Algorithm algorithm) {
        return PortRules.RFC_9293.withAlgorithm(algorithm).withRange(THOUSAND);
    }

    private int next(Algorithm algorithm) {
        return search.forConnect(rules(algorithm), table, request, candidate -> true);
    }

    @ParameterizedTest
    @EnumSource(
            names = {"RFC_6056_2", "RFC_6056_5"},
            mode = EnumSource.Mode.EXCLUDE)
    void everyAlgorithmThatStepsOverNoneFindsTheOneFreePort(Algorithm algorithm) {
        for (int free = 20000; free < 21000; free += 37) {
            int only = free;
            assertThat(search.forConnect(rules(algorithm), table, request, candidate -> candidate == only))
                    .isEqualTo(free);
            assertThat(search.candidates()).isBetween(1, 1000);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyAlgorithmEndsAfterAsManyPortsAsThereAre(Algorithm algorithm) {
        assertThat(search.forConnect(rules(algorithm), table, request, candidate -> false))
                .isEqualTo(PortSearch.NONE);
        assertThat(search.candidates()).isEqualTo(1000);
    }

    @ParameterizedTest
    @EnumSource
    void everyAlgorithmStaysInItsRange(Algorithm algorithm) {
        BitSet seen = new BitSet();
        for (int connection = 0; connection < 3000; connection++) {
            seen.set(next(algorithm));
        }
        assertThat(seen.nextSetBit(0)).isGreaterThanOrEqualTo(20000);
        assertThat(seen.length()).isLessThanOrEqualTo(21000);
        assertThat(seen.cardinality()).isGreaterThan(400);
    }

    @ParameterizedTest
    @EnumSource(names = {"RFC_6056_1", "RFC_6056_2", "BSD_RANDOM_START"})
    void randomStartsAreSpreadOverTheRange(Algorithm algorithm) {
        int[] tenths = new int[10];
        int neighbours = 0;
        int before = 0;
        for (int connection = 0; connection < 5000; connection++) {
            int port = next(algorithm);
            neighbours += port == before + 1 ? 1 : 0;
            tenths[(port - 20000) / 100]++;
            before = port;
        }
        assertThat(neighbours).isLessThan(30);
        for (int tenth : tenths) {
            assertThat(tenth).isBetween(400, 600);
        }
    }

    /// RFC 6056 §3.3.1, RFC 6056 §3.3.2.
    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            algorithm,        isUpward
            RFC_6056_1,       true
            BSD_RANDOM_START, true
            RFC_6056_2,       false
            """)
    void afterATakenPortTheFirstAlgorithmGoesUpwardAndTheSecondAnywhere(Algorithm algorithm, boolean isUpward) {
        int steps = 0;
        for (int connection = 0; connection < 100; connection++) {
            int[] tried = new int[2];
            search.forConnect(rules(algorithm), table, request, candidate -> {
                boolean second = tried[0] != 0;
                tried[second ? 1 : 0] = candidate;
                return second;
            });
            steps += Math.floorMod(tried[1] - tried[0], 1000) == 1 ? 1 : 0;
        }
        assertThat(steps == 100).isEqualTo(isUpward);
    }

    /// RFC 6056 §3.3.3.
    @Test
    void theThirdAlgorithmHasOneCounterForAllDestinations() {
        PortRequest other = toward("10.0.0.7", 80);
        int first = next(Algorithm.RFC_6056_3);
        int elsewhere = search.forConnect(rules(Algorithm.RFC_6056_3), table, other, candidate -> true);
        int second = next(Algorithm.RFC_6056_3);
        int elsewhereAgain = search.forConnect(rules(Algorithm.RFC_6056_3), table, other, candidate -> true);
        assertThat(Math.floorMod(second - first, 1000)).isEqualTo(2);
        assertThat(Math.floorMod(elsewhereAgain - elsewhere, 1000)).isEqualTo(2);
        assertThat(Math.floorMod(elsewhere - first, 1000)).isNotEqualTo(1);
    }

    /// RFC 6056 §3.3.4.
    @Test
    void theFourthAlgorithmHasACounterForEachGroupOfDestinations() {
        PortRules rules = rules(Algorithm.RFC_6056_4);
        int undisturbed = 0;
        for (int host = 1; host <= 200; host++) {
            PortRequest other = toward("10.1.0." + host, 80);
            int first = next(Algorithm.RFC_6056_4);
            search.forConnect(rules, table, other, candidate -> true);
            int step = Math.floorMod(next(Algorithm.RFC_6056_4) - first, 1000);
            assertThat(step).isBetween(1, 2);
            undisturbed += step == 1 ? 1 : 0;
        }
        // One destination in sixteen is of the same group.
        assertThat(undisturbed).isBetween(170, 199);
    }

    /// RFC 6056 §3.3.5.
    @Test
    void theFifthAlgorithmMovesOnInRandomStepsOfAtMost500() {
        BitSet steps = new BitSet();
        int before = next(Algorithm.RFC_6056_5);
        for (int connection = 0; connection < 5000; connection++) {
            int port = next(Algorithm.RFC_6056_5);
            steps.set(Math.floorMod(port - before, 1000));
            before = port;
        }
        assertThat(steps.nextSetBit(0)).isEqualTo(1);
        assertThat(steps.length()).isEqualTo(501);
        assertThat(steps.cardinality()).isGreaterThan(490);
    }

    @Test
    void theFifthAlgorithmStartsWhereItsSeedSays() {
        BitSet starts = new BitSet();
        for (int seed = 0; seed < 200; seed++) {
            starts.set(
                    new PortSearch(seed, 1).forConnect(rules(Algorithm.RFC_6056_5), table, request, candidate -> true));
        }
        assertThat(starts.get(20501, 21000).cardinality()).isGreaterThan(50);
    }

    @Test
    void windowsAndMacosGoOnFromTheLastPortAndStartOver() {
        PortRules rules = PortRules.MACOS.withRange(new PortRange(50000, 50002));
        for (int port : new int[] {50000, 50001, 50002, 50000}) {
            assertThat(search.forConnect(rules, table, request, candidate -> true))
                    .isEqualTo(port);
        }
    }

    /// The budget of one local address: Windows and macOS share no port, so the destination does not matter. The RFC's
    /// range is that of RFC 6056 §3.2.
    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            profile,      ports, connectFault,          perDestination, perAddress
            FREEBSD_13,   55536, ADDRESS_NOT_AVAILABLE, true,           true
            FREEBSD_14,   55536, ADDRESS_NOT_AVAILABLE, true,           true
            RFC_9293,     64512, ADDRESS_NOT_AVAILABLE, true,           true
            WINDOWS_2000, 3976,  NO_BUFFERS,            false,          true
            WINDOWS_2003, 3976,  NO_BUFFERS,            false,          true
            WINDOWS_10,   16384, NO_BUFFERS,            false,          true
            MACOS,        16384, ADDRESS_NOT_AVAILABLE, false,          false
            """)
    void thePortsOfAHostRunOut(
            String profile, int ports, PortFault connectFault, boolean perDestination, boolean perAddress) {
        PortRules rules = rules(profile);
        BitSet taken = new BitSet();
        for (int connection = 0; connection < ports; connection++) {
            int port = search.forConnect(rules, table, request, candidate -> !taken.get(candidate));
            assertThat(port).isNotEqualTo(PortSearch.NONE);
            taken.set(port);
            enter(table, port, LOCAL, connection % 2 == 0 ? PortTable.CONNECTED : PortTable.TIME_WAIT);
        }
        assertThat(taken.cardinality()).isEqualTo(ports);
        assertThat(search.forConnect(rules, table, request, candidate -> !taken.get(candidate)))
                .isEqualTo(PortSearch.NONE);
        assertThat(search.candidates()).isEqualTo(ports);
        assertThat(rules.connectFault()).isEqualTo(connectFault);

        int elsewhere = search.forConnect(rules, table, toward("10.0.0.7", 80), candidate -> true);
        assertThat(elsewhere != PortSearch.NONE).isEqualTo(perDestination);
        PortRequest fromOther = toward("10.0.0.7", 80);
        fromOther.localLow = OTHER.low();
        assertThat(search.forConnect(rules, table, fromOther, candidate -> true) != PortSearch.NONE)
                .isEqualTo(perAddress);
    }

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            owner,                 rfc,  freebsd, windows, sharing, macos
            listener on any,       true, false,   false,   false,   false
            listener on any IPv6,  true, false,   false,   false,   false
            listener here,         true, false,   false,   false,   false
            listener elsewhere,    true, true,    true,    true,    false
            bound here,            true, false,   false,   false,   false
            bound and connected,   true, true,    false,   false,   false
            connected here,        true, true,    false,   true,    false
            waiting here,          true, true,    false,   true,    false
            waiting elsewhere,     true, true,    true,    true,    false
            """)
    void connectSharesAPortAsTheSystemDoes(
            String owner, boolean rfc, boolean freebsd, boolean windows, boolean sharing, boolean macos) {
        switch (owner) {
            case "listener on any" -> enter(table, 50000, ANY4, PortTable.LISTENING | PortTable.BOUND);
            case "listener on any IPv6" -> enter(table, 50000, ANY6, PortTable.LISTENING | PortTable.BOUND);
            case "listener here" -> enter(table, 50000, LOCAL, PortTable.LISTENING | PortTable.BOUND);
            case "listener elsewhere" -> enter(table, 50000, OTHER, PortTable.LISTENING | PortTable.BOUND);
            case "bound here" -> enter(table, 50000, LOCAL, PortTable.BOUND);
            case "bound and connected" -> enter(table, 50000, LOCAL, PortTable.BOUND | PortTable.CONNECTED);
            case "connected here" -> enter(table, 50000, LOCAL, PortTable.CONNECTED);
            case "waiting here" -> enter(table, 50000, LOCAL, PortTable.TIME_WAIT);
            default -> enter(table, 50000, OTHER, PortTable.TIME_WAIT);
        }
        PortRange one = new PortRange(50000, 50000);
        assertThat(chooses(PortRules.RFC_9293.withRange(one))).isEqualTo(rfc);
        assertThat(chooses(PortRules.FREEBSD_14.withRange(one))).isEqualTo(freebsd);
        assertThat(chooses(PortRules.WINDOWS_10.withRange(one))).isEqualTo(windows);
        assertThat(chooses(PortRules.WINDOWS_10.withAutoReusePortRange(one))).isEqualTo(sharing);
        assertThat(chooses(PortRules.MACOS.withRange(one))).isEqualTo(macos);
        assertThat(search.forConnect(PortRules.RFC_9293.withRange(one), table, request, candidate -> false))
                .isEqualTo(PortSearch.NONE);
    }

    private boolean chooses(PortRules rules) {
        return search.forConnect(rules, table, request, candidate -> true) != PortSearch.NONE;
    }

    @Test
    void rulesAreCheckedWhenTheyAreMade() {
        assertThatThrownBy(() -> PortRules.LINUX.withRange(new PortRange(0, 100)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not at 0");
        assertThatThrownBy(() -> PortRules.WINDOWS_10.withAutoReusePortRange(new PortRange(0, 100)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not at 0");
        assertThatThrownBy(() -> PortRules.LINUX.withAutoReusePortRange(THOUSAND))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("CONNECTED_ONLY");
        assertThatThrownBy(() -> new PortRules(
                        THOUSAND,
                        PortRules.LINUX.reserved(),
                        Algorithm.SEQUENTIAL,
                        PortRules.Sharing.FOUR_TUPLE,
                        PortRules.BindRule.BSD,
                        false,
                        null,
                        false,
                        PortFault.NONE,
                        PortFault.ADDRESS_IN_USE,
                        PortFault.ADDRESS_IN_USE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("connectFault");
    }
}
