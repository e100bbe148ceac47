package dev.linger.engine.port;

import static dev.linger.engine.port.PortFixture.ANY4;
import static dev.linger.engine.port.PortFixture.LOCAL;
import static dev.linger.engine.port.PortFixture.OTHER;
import static dev.linger.engine.port.PortFixture.UID;
import static dev.linger.engine.port.PortFixture.attributes;
import static dev.linger.engine.port.PortFixture.enter;
import static dev.linger.engine.port.PortFixture.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.model.PortRange;
import dev.linger.model.PortSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// bind() of port 0.
class AutomaticBindTest {
    private static final PortRange HUNDRED = new PortRange(40000, 40099);

    private final PortTable table = new PortTable(false);
    private final PortSearch search = new PortSearch(5, 16);

    private int bind(PortRules rules, PortRequest request) {
        int port = search.forBind(rules, table, request);
        if (port != PortSearch.NONE) {
            table.enter(port, request.localHigh, request.localLow, request.uid, request.attributes | PortTable.BOUND);
        }
        return port;
    }

    @Test
    void linuxTakesTheParityThatConnectTriesLast() {
        PortRules rules = PortRules.LINUX.withRange(HUNDRED);
        for (int socket = 0; socket < 100; socket++) {
            assertThat(bind(rules, request(LOCAL, 0)) % 2).isEqualTo(socket < 50 ? 1 : 0);
        }
        assertThat(bind(rules, request(LOCAL, 0))).isEqualTo(PortSearch.NONE);
        assertThat(search.candidates()).isEqualTo(100);
        assertThat(rules.bindFault()).isEqualTo(PortFault.ADDRESS_IN_USE);
    }

    @Test
    void withReuseAddrTheLowerHalfComesFirst() {
        PortRules rules = PortRules.LINUX.withRange(HUNDRED);
        PortRequest request = request(LOCAL, PortTable.REUSE_ADDRESS);
        for (int socket = 0; socket < 50; socket++) {
            assertThat(bind(rules, request)).isLessThan(40050);
        }
        for (int socket = 50; socket < 100; socket++) {
            assertThat(bind(rules, request)).isGreaterThanOrEqualTo(40050);
        }
        assertThat(bind(rules, request)).isEqualTo(PortSearch.NONE);
    }

    @Test
    void ofThreePortsThereAreNoHalves() {
        PortRules rules = PortRules.LINUX.withRange(new PortRange(40000, 40001));
        PortRequest request = request(LOCAL, PortTable.REUSE_ADDRESS);
        assertThat(bind(rules, request)).isEqualTo(40001);
        assertThat(bind(rules, request)).isEqualTo(40000);
        assertThat(bind(rules, request)).isEqualTo(PortSearch.NONE);
    }

    @Test
    void oneReservedPortOfTwoLeavesTheOther() {
        PortRules rules = PortRules.LINUX.withRange(new PortRange(40000, 40001)).withReserved(PortSet.of(40001));
        assertThat(bind(rules, request(LOCAL, 0))).isEqualTo(40000);
        assertThat(bind(rules, request(LOCAL, 0))).isEqualTo(PortSearch.NONE);
    }

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            owner,     state,       newcomer,  sameUser, isShared
            REUSEADDR, bound,       REUSEADDR, true,     true
            REUSEADDR, TIME_WAIT,   REUSEADDR, true,     true
            REUSEADDR, ESTABLISHED, REUSEADDR, true,     true
            REUSEADDR, LISTEN,      REUSEADDR, true,     false
            none,      TIME_WAIT,   REUSEADDR, true,     false
            REUSEADDR, TIME_WAIT,   none,      true,     false
            REUSEPORT, bound,       REUSEPORT, true,     false
            both,      bound,       both,      true,     false
            both,      bound,       both,      false,    true
            both,      TIME_WAIT,   both,      false,    false
            """)
    void onLinuxAPortIsSharedOnlyWithAutobindReuse(
            String owner, String state, String newcomer, boolean sameUser, boolean isShared) {
        PortRules rules = PortRules.LINUX.withRange(new PortRange(40000, 40000));
        enter(table, 40000, LOCAL, attributes(owner) | attributes(state));
        PortRequest request = request(LOCAL, attributes(newcomer));
        request.uid = sameUser ? UID : UID + 1;
        assertThat(search.forBind(rules, table, request)).isEqualTo(PortSearch.NONE);
        assertThat(search.forBind(rules.withAutobindReuse(true), table, request))
                .isEqualTo(isShared ? 40000 : PortSearch.NONE);
    }

    /// Measured on 6.18: an owner at another address is not in the way, one at an overlapping address is.
    @Test
    void onLinuxAnotherAddressMayHaveThePort() {
        PortRules rules = PortRules.LINUX.withRange(new PortRange(40000, 40000));
        assertThat(bind(rules, request(LOCAL, 0))).isEqualTo(40000);
        assertThat(bind(rules, request(OTHER, 0))).isEqualTo(40000);
        assertThat(bind(rules, request(ANY4, 0))).isEqualTo(PortSearch.NONE);
    }

    @Test
    void linuxNarrowsTheRangeButKeepsTheParities() {
        PortRequest request = request(LOCAL, 0);
        request.narrowed = new PortRange(50000, 50009);
        for (int socket = 0; socket < 10; socket++) {
            int port = bind(PortRules.LINUX, request);
            assertThat(port).isBetween(50000, 50009);
            assertThat(port % 2).isEqualTo(socket < 5 ? 1 : 0);
        }
        assertThat(bind(PortRules.LINUX, request)).isEqualTo(PortSearch.NONE);
    }

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            state,       newcomer,  isChosen
            bound,       none,      false
            TIME_WAIT,   none,      false
            ESTABLISHED, none,      false
            bound,       REUSEADDR, false
            LISTEN,      REUSEADDR, false
            TIME_WAIT,   REUSEADDR, true
            ESTABLISHED, REUSEADDR, true
            """)
    void onFreebsdReuseAddrFindsPortsOfConnections(String state, String newcomer, boolean isChosen) {
        PortRules rules = PortRules.FREEBSD_14.withRange(new PortRange(40000, 40000));
        enter(table, 40000, LOCAL, attributes(state));
        assertThat(search.forBind(rules, table, request(LOCAL, attributes(newcomer))))
                .isEqualTo(isChosen ? 40000 : PortSearch.NONE);
    }

    @Test
    void onMacosReuseAddrFindsNothingThatHasAnOwner() {
        PortRules rules = PortRules.MACOS.withRange(new PortRange(50000, 50000));
        enter(table, 50000, LOCAL, PortTable.TIME_WAIT);
        assertThat(search.forBind(rules, table, request(LOCAL, PortTable.REUSE_ADDRESS)))
                .isEqualTo(PortSearch.NONE);
    }

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            profile,      ports
            RFC_9293,     64512
            LINUX_3_6,    28233
            LINUX_4_10,   28232
            LINUX,        28232
            FREEBSD_13,   55536
            FREEBSD_14,   55536
            WINDOWS_2000, 3976
            WINDOWS_2003, 3976
            WINDOWS_10,   16384
            MACOS,        16384
            """)
    void everySystemGivesOutItsWholeRange(String profile, int ports) {
        PortRules rules = AlgorithmTest.rules(profile);
        PortRange range = rules.range();
        for (int port = range.first() + 2; port < range.last(); port++) {
            enter(table, port, LOCAL, PortTable.BOUND);
        }
        for (int socket = 0; socket < 3; socket++) {
            assertThat(bind(rules, request(LOCAL, 0))).isNotEqualTo(PortSearch.NONE);
        }
        assertThat(bind(rules, request(LOCAL, 0))).isEqualTo(PortSearch.NONE);
        assertThat(table.size()).isEqualTo(ports);
    }
}
