package dev.linger.engine.port;

import static dev.linger.engine.port.PortFixture.LOCAL;
import static dev.linger.engine.port.PortFixture.UID;
import static dev.linger.engine.port.PortFixture.toward;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linger.engine.hash.Fingerprint;
import dev.linger.engine.hash.StateDigest;
import dev.linger.engine.port.PortRules.Algorithm;
import dev.linger.testkit.Allocation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What a search remembers is copied and fingerprinted, and neither it nor the table takes anything from the heap.
class PortSearchCopyTest {
    private final PortTable table = new PortTable(false);
    private final PortRequest request = toward("10.0.0.9", 80);

    private int next(PortSearch search, Algorithm algorithm) {
        PortRules rules = PortRules.RFC_9293.withAlgorithm(algorithm);
        return search.forConnect(rules, table, request, candidate -> true);
    }

    @ParameterizedTest
    @EnumSource
    void aCopyGoesOnLikeItsOriginal(Algorithm algorithm) {
        PortSearch original = new PortSearch(1, 16);
        PortSearch copy = new PortSearch(2, 16);
        for (int connection = 0; connection < 20; connection++) {
            next(original, algorithm);
            next(copy, Algorithm.RFC_6056_4);
        }
        assertThat(digest(copy)).isNotEqualTo(digest(original));
        copy.copyFrom(original);
        assertThat(digest(copy)).isEqualTo(digest(original));
        assertThat(copy.candidates()).isEqualTo(original.candidates());
        for (int connection = 0; connection < 20; connection++) {
            int port = next(original, algorithm);
            assertThat(digest(copy)).isNotEqualTo(digest(original));
            assertThat(next(copy, algorithm)).isEqualTo(port);
            assertThat(digest(copy)).isEqualTo(digest(original));
        }
    }

    @Test
    void aTableNobodyHasWrittenToIsLikeNone() {
        PortSearch untouched = new PortSearch(1, 16);
        PortSearch used = new PortSearch(1, 16);
        next(used, Algorithm.LINUX_KEYED);
        used.copyFrom(untouched);
        assertThat(digest(used)).isEqualTo(digest(untouched));
        for (int connection = 0; connection < 5; connection++) {
            assertThat(next(used, Algorithm.LINUX_KEYED)).isEqualTo(next(untouched, Algorithm.LINUX_KEYED));
        }
    }

    @Test
    void countersThatAreEqualHaveOneFingerprintHoweverTheyGrew() {
        PortRules rules = PortRules.RFC_9293.withAlgorithm(Algorithm.RFC_6056_4);
        PortSearch twice = new PortSearch(1, 16);
        int first = twice.forConnect(rules, table, request, candidate -> true);
        twice.forConnect(rules, table, request, candidate -> true);
        PortSearch once = new PortSearch(1, 16);
        once.forConnect(rules, table, request, candidate -> candidate != first);
        assertThat(digest(once)).isEqualTo(digest(twice));
        once.forConnect(rules, table, request, candidate -> true);
        assertThat(digest(once)).isNotEqualTo(digest(twice));
    }

    /// The chance that is left to come is the same, the keys are not.
    @Test
    void theKeyIsPartOfTheFingerprint() {
        PortRules rules = PortRules.RFC_9293.withAlgorithm(Algorithm.RFC_6056_1);
        PortSearch early = new PortSearch(0, 16);
        early.forConnect(rules, table, request, candidate -> true);
        PortSearch late = new PortSearch(0x9E37_79B9_7F4A_7C15L, 16);
        assertThat(digest(late)).isNotEqualTo(digest(early));
    }

    @Test
    void searchesWithTablesOfDifferentSizesAreNotCopied() {
        assertThatThrownBy(() -> new PortSearch(1, 16).copyFrom(new PortSearch(1, 32)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("16 and 32");
    }

    @Test
    void portsOfConnectionsComeAndGoWithoutAllocation() {
        PortSearch search = new PortSearch(1, 16);
        PortSearch searchCopy = new PortSearch(1, 16);
        PortTable tableCopy = new PortTable(false);
        StateDigest digest = new StateDigest();
        TupleProbe probe = table::isFree;
        for (int port = 32768; port < 33768; port += 2) {
            table.enter(port, LOCAL.high(), LOCAL.low(), UID, PortTable.CONNECTED);
        }
        Runnable work = () -> {
            for (int connection = 0; connection < 2_000; connection++) {
                request.nowNanos += 1_000_000_000L;
                int port = search.forConnect(PortRules.LINUX, table, request, probe);
                table.enter(port, LOCAL.high(), LOCAL.low(), UID, PortTable.CONNECTED);
                table.change(port, LOCAL.high(), LOCAL.low(), UID, PortTable.CONNECTED, PortTable.TIME_WAIT);
                table.leave(port, LOCAL.high(), LOCAL.low(), UID, PortTable.TIME_WAIT);
                search.forBind(PortRules.LINUX, table, request);
                search.forConnect(PortRules.MACOS, table, request, probe);
                search.forConnect(PortRules.FREEBSD_14, table, request, probe);
                search.forConnect(PortRules.RFC_9293, table, request, probe);
                BindCheck.verdict(PortRules.WINDOWS_10, table, request, port);
            }
            tableCopy.copyFrom(table);
            searchCopy.copyFrom(search);
            tableCopy.addTo(digest);
            searchCopy.addTo(digest);
        };
        for (int round = 0; round < 100; round++) {
            work.run();
        }
        long least = Long.MAX_VALUE;
        for (int measurement = 0; measurement < 3; measurement++) {
            least = Math.min(least, Allocation.bytesOf(work));
        }
        assertThat(least).isZero();
    }

    private static Fingerprint digest(PortSearch search) {
        return Fingerprint.of(search::addTo);
    }
}
