package dev.linger.engine.port;

import static dev.linger.engine.port.PortFixture.ANY4;
import static dev.linger.engine.port.PortFixture.LOCAL;
import static dev.linger.engine.port.PortFixture.OTHER;
import static dev.linger.engine.port.PortFixture.UID;
import static dev.linger.engine.port.PortFixture.attributes;
import static dev.linger.engine.port.PortFixture.enter;
import static dev.linger.engine.port.PortFixture.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linger.model.IpAddress;
import dev.linger.model.PortSet;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// bind() on Linux, as measured on 6.18.
class LinuxBindTest {
    private static final List<String> OPTIONS = List.of("none", "REUSEADDR", "REUSEPORT", "both");
    private static final List<String> STATES = List.of("bound", "LISTEN", "ESTABLISHED", "FIN_WAIT_2", "TIME_WAIT");

    /// What the columns are to each row: the new socket's options in the order of [#OPTIONS].
    private static final String TABLE = """
            owner     | state      | new none | REUSEADDR | REUSEPORT | both
            none      | any        | INUSE    | INUSE     | INUSE     | INUSE
            REUSEADDR | not LISTEN | INUSE    | ok        | INUSE     | ok
            REUSEADDR | LISTEN     | INUSE    | INUSE     | INUSE     | INUSE
            REUSEPORT | any        | INUSE    | INUSE     | ok        | ok
            both      | not LISTEN | INUSE    | ok        | ok        | ok
            both      | LISTEN     | INUSE    | INUSE     | ok        | ok
            """;

    @TestFactory
    Stream<DynamicTest> bothSocketsMustAgreeToShare() {
        List<DynamicTest> tests = new ArrayList<>();
        for (String state : STATES) {
            for (String owner : OPTIONS) {
                for (String newcomer : OPTIONS) {
                    for (IpAddress asked : List.of(LOCAL, ANY4)) {
                        String expected = expected(owner, state, newcomer);
                        String name = owner + " " + state + " <- " + newcomer + " " + asked + ": " + expected;
                        tests.add(DynamicTest.dynamicTest(name, () -> {
                            assertThat(verdict(LOCAL, owner, state, asked, newcomer))
                                    .isEqualTo(expected);
                            assertThat(verdict(asked, owner, state, LOCAL, newcomer))
                                    .isEqualTo(expected);
                            assertThat(verdict(OTHER, owner, state, LOCAL, newcomer))
                                    .isEqualTo("ok");
                        }));
                    }
                }
            }
        }
        assertThat(tests).hasSize(160);
        return tests.stream();
    }

    private static String expected(String owner, String state, String newcomer) {
        for (String line : TABLE.lines().skip(1).toList()) {
            String[] cells = line.split(" *\\| *", -1);
            boolean holds = cells[1].equals("any") || cells[1].equals("LISTEN") == state.equals("LISTEN");
            if (cells[0].equals(owner) && holds) {
                return cells[2 + OPTIONS.indexOf(newcomer)].strip();
            }
        }
        throw new IllegalStateException("no row for " + owner + " in " + state);
    }

    private static String verdict(IpAddress held, String owner, String state, IpAddress asked, String newcomer) {
        PortTable table = new PortTable(false);
        enter(table, 8080, held, attributes(owner) | attributes(state) | PortTable.BOUND);
        PortFault fault = BindCheck.verdict(PortRules.LINUX, table, request(asked, attributes(newcomer)), 8080);
        assertThat(fault).isIn(PortFault.NONE, PortFault.ADDRESS_IN_USE);
        return fault == PortFault.NONE ? "ok" : "INUSE";
    }

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            owner,     state,       newcomer,  verdict
            REUSEPORT, bound,       REUSEPORT, ADDRESS_IN_USE
            REUSEPORT, LISTEN,      REUSEPORT, ADDRESS_IN_USE
            REUSEPORT, ESTABLISHED, REUSEPORT, ADDRESS_IN_USE
            REUSEPORT, TIME_WAIT,   REUSEPORT, NONE
            both,      LISTEN,      both,      ADDRESS_IN_USE
            both,      bound,       both,      NONE
            REUSEADDR, bound,       REUSEADDR, NONE
            """)
    void reusePortIsForSocketsOfOneUserOrWaitingOnes(String owner, String state, String newcomer, PortFault verdict) {
        PortTable table = new PortTable(false);
        enter(table, 8080, LOCAL, attributes(owner) | attributes(state) | PortTable.BOUND);
        PortRequest request = request(LOCAL, attributes(newcomer));
        request.uid = UID + 1;
        assertThat(BindCheck.verdict(PortRules.LINUX, table, request, 8080)).isEqualTo(verdict);
    }

    @Test
    void oneOwnerThatRefusesIsEnough() {
        PortTable table = new PortTable(false);
        enter(table, 8080, LOCAL, PortTable.REUSE_ADDRESS | PortTable.TIME_WAIT);
        PortRequest request = request(ANY4, PortTable.REUSE_ADDRESS);
        assertThat(BindCheck.verdict(PortRules.LINUX, table, request, 8080)).isEqualTo(PortFault.NONE);
        enter(table, 8080, OTHER, PortTable.TIME_WAIT);
        assertThat(BindCheck.verdict(PortRules.LINUX, table, request, 8080)).isEqualTo(PortFault.ADDRESS_IN_USE);
    }

    @Test
    void aReservedPortCanBeAskedForByName() {
        PortRules rules = PortRules.LINUX.withReserved(PortSet.of(40000));
        assertThat(BindCheck.verdict(rules, new PortTable(false), request(ANY4, 0), 40000))
                .isEqualTo(PortFault.NONE);
    }

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            held,     options, asked,    newOptions, verdict
            ::,       none,    10.0.0.1, none,       ADDRESS_IN_USE
            ::,       none,    0.0.0.0,  none,       ADDRESS_IN_USE
            ::,       none,    2001::1,  none,       ADDRESS_IN_USE
            ::,       V6ONLY,  10.0.0.1, none,       NONE
            ::,       V6ONLY,  0.0.0.0,  none,       NONE
            ::,       V6ONLY,  2001::1,  none,       ADDRESS_IN_USE
            ::,       V6ONLY,  ::,       none,       ADDRESS_IN_USE
            0.0.0.0,  none,    ::,       none,       ADDRESS_IN_USE
            0.0.0.0,  none,    ::,       V6ONLY,     NONE
            0.0.0.0,  none,    2001::1,  none,       NONE
            0.0.0.0,  none,    10.0.0.1, none,       ADDRESS_IN_USE
            10.0.0.1, none,    ::,       none,       ADDRESS_IN_USE
            10.0.0.1, none,    ::,       V6ONLY,     NONE
            10.0.0.1, none,    0.0.0.0,  none,       ADDRESS_IN_USE
            2001::1,  none,    0.0.0.0,  none,       NONE
            2001::1,  none,    ::,       V6ONLY,     ADDRESS_IN_USE
            2001::1,  none,    ::,       none,       ADDRESS_IN_USE
            2001::1,  none,    2001::2,  none,       NONE
            10.0.0.1, none,    10.0.0.2, none,       NONE
            """)
    void wildcardsTakeInTheAddressesOfTheirFamily(
            String held, String options, String asked, String newOptions, PortFault verdict) {
        PortTable table = new PortTable(false);
        enter(table, 8080, PortFixture.address(held), attributes(options) | PortTable.BOUND);
        PortRequest request = request(PortFixture.address(asked), attributes(newOptions));
        assertThat(BindCheck.verdict(PortRules.LINUX, table, request, 8080)).isEqualTo(verdict);
    }

    @Test
    void ofTwoThatShareAnAddressOnlyOneCanListen() {
        int bound = PortTable.REUSE_ADDRESS | PortTable.BOUND;
        PortTable table = new PortTable(false);
        enter(table, 8080, LOCAL, bound);
        enter(table, 8080, LOCAL, bound);
        PortRequest request = request(LOCAL, bound);
        assertThat(BindCheck.listenVerdict(PortRules.LINUX, table, request, 8080))
                .isEqualTo(PortFault.NONE);
        table.change(8080, LOCAL.high(), LOCAL.low(), UID, bound, bound | PortTable.LISTENING);
        assertThat(BindCheck.listenVerdict(PortRules.LINUX, table, request, 8080))
                .isEqualTo(PortFault.ADDRESS_IN_USE);
    }

    @Test
    void aSocketIsNotInItsOwnWay() {
        PortTable table = new PortTable(false);
        enter(table, 8080, LOCAL, PortTable.BOUND);
        assertThat(BindCheck.listenVerdict(PortRules.LINUX, table, request(LOCAL, PortTable.BOUND), 8080))
                .isEqualTo(PortFault.NONE);
    }

    @Test
    void aTwinOfTheSocketIsInItsWay() {
        PortTable table = new PortTable(false);
        enter(table, 8080, LOCAL, PortTable.BOUND);
        enter(table, 8080, LOCAL, PortTable.BOUND);
        assertThat(BindCheck.listenVerdict(PortRules.LINUX, table, request(LOCAL, PortTable.BOUND), 8080))
                .isEqualTo(PortFault.ADDRESS_IN_USE);
    }

    @Test
    void onlyASocketWithAPortCanListen() {
        assertThatThrownBy(
                        () -> BindCheck.listenVerdict(PortRules.LINUX, new PortTable(false), request(LOCAL, 0), 8080))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("8080");
    }
}
