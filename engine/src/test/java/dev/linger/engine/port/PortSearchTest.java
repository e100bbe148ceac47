package dev.linger.engine.port;

import static dev.linger.engine.port.PortFixture.ANY4;
import static dev.linger.engine.port.PortFixture.LOCAL;
import static dev.linger.engine.port.PortFixture.OTHER;
import static dev.linger.engine.port.PortFixture.enter;
import static dev.linger.engine.port.PortFixture.leave;
import static dev.linger.engine.port.PortFixture.toward;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linger.model.PortRange;
import dev.linger.model.PortSet;
import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// connect() on Linux: which port it finds, and how many it looks at.
class PortSearchTest {
    private static final PortRules LINUX = PortRules.LINUX;
    private static final PortRange RANGE = LINUX.range();

    private final PortTable table = new PortTable(false);
    private final PortSearch search = new PortSearch(1, 16);
    private final PortRequest request = toward("10.0.0.9", 80);
    /// The ports from which there is a connection to the request's remote end.
    private final BitSet taken = new BitSet();

    private int connect(PortRules rules) {
        int port = search.forConnect(rules, table, request, candidate -> !taken.get(candidate));
        if (port != PortSearch.NONE) {
            taken.set(port);
            enter(table, port, LOCAL, PortTable.CONNECTED);
        }
        return port;
    }

    @Test
    void oneDestinationTakesEveryPortOfTheRangeAndNoMore() {
        taken.set(32_770, 60_998);
        for (int connection = 0; connection < 4; connection++) {
            assertThat(connect(LINUX)).isNotEqualTo(PortSearch.NONE);
        }
        assertThat(taken.nextSetBit(0)).isEqualTo(32768);
        assertThat(taken.length()).isEqualTo(61000);
        assertThat(taken.cardinality()).isEqualTo(28_232);

        assertThat(connect(LINUX)).isEqualTo(PortSearch.NONE);
        assertThat(search.candidates()).isEqualTo(28_232);
        assertThat(LINUX.connectFault()).isEqualTo(PortFault.ADDRESS_NOT_AVAILABLE);

        int elsewhere = search.forConnect(LINUX, table, toward("10.0.0.9", 81), candidate -> true);
        assertThat(elsewhere).isNotEqualTo(PortSearch.NONE);
        assertThat(search.candidates()).isEqualTo(1);
    }

    @Test
    void theFirstHalfOfThePortsIsThatOfTheLowEndsParity() {
        for (int connection = 0; connection < 14_116; connection++) {
            assertThat(connect(LINUX) % 2).isZero();
        }
        assertThat(connect(LINUX) % 2).isEqualTo(1);
        assertThat(search.candidates()).isEqualTo(14_117);
    }

    @Test
    void theFirstHalfOfAnOddRangeIsOdd() {
        PortRules rules = LINUX.withRange(new PortRange(40001, 40010));
        for (int connection = 0; connection < 5; connection++) {
            assertThat(connect(rules) % 2).isEqualTo(1);
        }
        assertThat(connect(rules) % 2).isZero();
    }

    @Test
    void aRangeOfOnePortHasOneConnection() {
        PortRules rules = LINUX.withRange(new PortRange(40001, 40001));
        assertThat(connect(rules)).isEqualTo(40001);
        assertThat(connect(rules)).isEqualTo(PortSearch.NONE);
        assertThat(search.candidates()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            owner,                               isSkipped
            the connection's own address bound,  true
            another address bound,               true
            another address listening,           true
            any address listening,               true
            a waiting row of a bound socket,     true
            a connection,                        false
            a waiting row of a connection,       false
            """)
    void aPortThatWasBoundIsSkippedWhateverItsAddress(String owner, boolean isSkipped) {
        PortRules rules = LINUX.withRange(new PortRange(40000, 40000));
        switch (owner) {
            case "the connection's own address bound" -> enter(table, 40000, LOCAL, PortTable.BOUND);
            case "another address bound" -> enter(table, 40000, OTHER, PortTable.BOUND);
            case "another address listening" -> enter(table, 40000, OTHER, PortTable.LISTENING);
            case "any address listening" -> enter(table, 40000, ANY4, PortTable.LISTENING | PortTable.BOUND);
            case "a waiting row of a bound socket" -> enter(table, 40000, LOCAL, PortTable.TIME_WAIT | PortTable.BOUND);
            case "a connection" -> enter(table, 40000, LOCAL, PortTable.CONNECTED);
            default -> enter(table, 40000, LOCAL, PortTable.TIME_WAIT);
        }
        assertThat(connect(rules) == PortSearch.NONE).isEqualTo(isSkipped);
    }

    @Test
    void aBoundPortIsOpenAgainWhenItsOwnerHasLeft() {
        PortRules rules = LINUX.withRange(new PortRange(40000, 40000));
        enter(table, 40000, OTHER, PortTable.BOUND);
        enter(table, 40000, OTHER, PortTable.CONNECTED);
        assertThat(connect(rules)).isEqualTo(PortSearch.NONE);
        leave(table, 40000, OTHER, PortTable.BOUND);
        assertThat(connect(rules)).isEqualTo(40000);
    }

    @Test
    void reservedPortsAreNeverChosenNorLookedAt() {
        PortRules rules = LINUX.withRange(new PortRange(40000, 40009)).withReserved(PortSet.parse("40000-40003,40009"));
        for (int connection = 0; connection < 5; connection++) {
            assertThat(connect(rules)).isBetween(40004, 40008);
        }
        assertThat(connect(rules)).isEqualTo(PortSearch.NONE);
        assertThat(search.candidates()).isEqualTo(5);
    }

    @Test
    void aRangeOfReservedPortsIsNoRange() {
        PortRules rules = LINUX.withRange(new PortRange(40000, 40009)).withReserved(PortSet.parse("40000-40009"));
        assertThat(connect(rules)).isEqualTo(PortSearch.NONE);
        assertThat(search.candidates()).isZero();
        assertThat(search.forBind(rules, table, request)).isEqualTo(PortSearch.NONE);
    }

    @Test
    void aNarrowedRangeIsSearchedPortByPort() {
        request.narrowed = new PortRange(50001, 50100);
        boolean[] parities = new boolean[2];
        for (int connection = 0; connection < 100; connection++) {
            int port = connect(LINUX);
            assertThat(port).isBetween(50001, 50100);
            parities[port % 2] |= connection < 50;
        }
        assertThat(parities).containsExactly(true, true);
        assertThat(connect(LINUX)).isEqualTo(PortSearch.NONE);
        assertThat(search.candidates()).isEqualTo(100);
    }

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            first, last,  low,   high,  meaning
            40002, 40004, 40002, 40004, both bounds are inside
            0,     40004, 40000, 40004, the low one was not given
            40002, 65535, 40002, 40009, the high one was not given
            39999, 40004, 40000, 40004, the low one is outside
            40002, 40010, 40002, 40009, the high one is outside
            1,     2,     40000, 40009, neither is inside
            50000, 50001, 40000, 40009, neither is inside
            """)
    void aBoundOutsideOfTheHostsRangeIsIgnored(int first, int last, int low, int high, String meaning) {
        PortRules rules = LINUX.withRange(new PortRange(40000, 40009));
        request.narrowed = new PortRange(first, last);
        int count = 0;
        for (int port = connect(rules); port != PortSearch.NONE; port = connect(rules)) {
            count++;
        }
        assertThat(taken.nextSetBit(0)).as(meaning).isEqualTo(low);
        assertThat(taken.length() - 1).as(meaning).isEqualTo(high);
        assertThat(count).isEqualTo(high - low + 1);
    }

    @Test
    void aSeedDecidesEverything() {
        PortSearch same = new PortSearch(7);
        PortSearch again = new PortSearch(7);
        PortSearch other = new PortSearch(8);
        int differences = 0;
        for (int connection = 0; connection < 50; connection++) {
            int port = same.forConnect(LINUX, table, request, candidate -> true);
            assertThat(again.forConnect(LINUX, table, request, candidate -> true))
                    .isEqualTo(port);
            differences += other.forConnect(LINUX, table, request, candidate -> true) == port ? 0 : 1;
        }
        assertThat(differences).isGreaterThan(45);
    }

    @Test
    void aQuietHostTakesPortsAShortWayApart() {
        for (int connection = 0; connection < 200; connection++) {
            int before = search.forConnect(LINUX, table, request, candidate -> true);
            int after = search.forConnect(LINUX, table, request, candidate -> true);
            // At most seven steps by chance and one more.
            assertThat(Math.floorMod(after - before, RANGE.size())).isBetween(2, 16);
        }
    }

    @Test
    void theStartMovesToAnotherPlaceEveryTenSeconds() {
        int[] starts = new int[4];
        long[] times = {0, 9_999_999_999L, 10_000_000_000L, 20_000_000_000L};
        for (int index = 0; index < times.length; index++) {
            request.nowNanos = times[index];
            starts[index] = new PortSearch(3).forConnect(LINUX, table, request, candidate -> true);
        }
        assertThat(starts[1]).isEqualTo(starts[0]);
        assertThat(starts[2]).isNotEqualTo(starts[0]);
        assertThat(starts[3]).isNotEqualTo(starts[2]).isNotEqualTo(starts[0]);
    }

    @Test
    void everyPartOfTheDestinationMovesTheStart() {
        int first = new PortSearch(3).forConnect(LINUX, table, request, candidate -> true);
        PortRequest fromElsewhere = toward("10.0.0.9", 80);
        fromElsewhere.localLow++;
        for (PortRequest changed : new PortRequest[] {toward("10.0.0.8", 80), toward("10.0.0.9", 81), fromElsewhere}) {
            assertThat(new PortSearch(3).forConnect(LINUX, table, changed, candidate -> true))
                    .isNotEqualTo(first);
        }
    }

    @Test
    void from42To511AHostHadOneCounter() {
        PortRules rules = PortRules.LINUX_4_10;
        int before = search.forConnect(rules, table, request, candidate -> true);
        search.forConnect(rules, table, toward("10.0.0.7", 80), candidate -> true);
        int after = search.forConnect(rules, table, request, candidate -> true);
        assertThat(before % 2).isZero();
        assertThat(Math.floorMod(after - before, RANGE.size())).isEqualTo(4);
    }

    @Test
    void upTo41EveryPortCameInTurn() {
        PortRules rules = PortRules.LINUX_3_6;
        int before = connect(rules);
        int after = connect(rules);
        assertThat(Math.floorMod(after - before, rules.range().size())).isEqualTo(1);
        taken.set(32_768, 61_001);
        assertThat(connect(rules)).isEqualTo(PortSearch.NONE);
        assertThat(search.candidates()).isEqualTo(28_233);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 3, 131072})
    void countersAreAPowerOfTwo(int count) {
        assertThatThrownBy(() -> new PortSearch(1, count))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(Integer.toString(count));
    }
}
