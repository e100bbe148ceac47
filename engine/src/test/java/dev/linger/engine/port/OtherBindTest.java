package dev.linger.engine.port;

import static dev.linger.engine.port.PortFixture.ANY4;
import static dev.linger.engine.port.PortFixture.LOCAL;
import static dev.linger.engine.port.PortFixture.OTHER;
import static dev.linger.engine.port.PortFixture.attributes;
import static dev.linger.engine.port.PortFixture.enter;
import static dev.linger.engine.port.PortFixture.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.model.IpAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// bind() on the systems that are not Linux; W is the wildcard address, S a specific one, T another specific one.
class OtherBindTest {
    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            state,       owner,     held, newcomer,  asked, verdict
            bound,       none,      S,    none,      S,     ADDRESS_IN_USE
            bound,       none,      S,    none,      W,     ADDRESS_IN_USE
            bound,       none,      W,    none,      S,     ADDRESS_IN_USE
            bound,       none,      S,    none,      T,     NONE
            LISTEN,      none,      S,    REUSEADDR, S,     ADDRESS_IN_USE
            LISTEN,      REUSEADDR, S,    REUSEADDR, S,     ADDRESS_IN_USE
            LISTEN,      none,      W,    REUSEADDR, W,     ADDRESS_IN_USE
            LISTEN,      none,      W,    REUSEADDR, S,     NONE
            LISTEN,      none,      S,    REUSEADDR, W,     NONE
            bound,       none,      S,    REUSEADDR, S,     ADDRESS_IN_USE
            ESTABLISHED, none,      S,    none,      S,     ADDRESS_IN_USE
            ESTABLISHED, none,      S,    none,      W,     ADDRESS_IN_USE
            ESTABLISHED, none,      S,    REUSEADDR, S,     NONE
            ESTABLISHED, none,      S,    REUSEADDR, W,     NONE
            ESTABLISHED, none,      S,    REUSEPORT, S,     NONE
            TIME_WAIT,   none,      S,    none,      S,     ADDRESS_IN_USE
            TIME_WAIT,   REUSEADDR, S,    none,      W,     ADDRESS_IN_USE
            TIME_WAIT,   none,      S,    REUSEADDR, S,     NONE
            TIME_WAIT,   none,      S,    REUSEADDR, W,     NONE
            LISTEN,      REUSEPORT, S,    REUSEPORT, S,     NONE
            LISTEN,      none,      S,    REUSEPORT, S,     ADDRESS_IN_USE
            LISTEN,      REUSEPORT, S,    none,      S,     ADDRESS_IN_USE
            LISTEN,      both,      W,    both,      W,     NONE
            """)
    void onBsdAndMacosTheNewSocketDecidesAlone(
            String state, String owner, String held, String newcomer, String asked, PortFault verdict) {
        for (PortRules rules : new PortRules[] {PortRules.FREEBSD_13, PortRules.FREEBSD_14, PortRules.MACOS}) {
            assertThat(verdict(rules, attributes(state) | attributes(owner), held, newcomer, asked))
                    .isEqualTo(verdict);
        }
    }

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            first,     held, newcomer,  W,              S
            default,   W,    default,   ADDRESS_IN_USE, NONE
            default,   W,    REUSEADDR, ACCESS_DENIED,  NONE
            default,   W,    EXCLUSIVE, ADDRESS_IN_USE, NONE
            default,   S,    default,   NONE,           ADDRESS_IN_USE
            default,   S,    REUSEADDR, NONE,           ACCESS_DENIED
            default,   S,    EXCLUSIVE, ADDRESS_IN_USE, ADDRESS_IN_USE
            REUSEADDR, W,    default,   ADDRESS_IN_USE, NONE
            REUSEADDR, W,    REUSEADDR, NONE,           NONE
            REUSEADDR, W,    EXCLUSIVE, ADDRESS_IN_USE, NONE
            REUSEADDR, S,    default,   NONE,           ADDRESS_IN_USE
            REUSEADDR, S,    REUSEADDR, NONE,           NONE
            REUSEADDR, S,    EXCLUSIVE, ADDRESS_IN_USE, ADDRESS_IN_USE
            EXCLUSIVE, W,    default,   ADDRESS_IN_USE, ACCESS_DENIED
            EXCLUSIVE, W,    REUSEADDR, ACCESS_DENIED,  ACCESS_DENIED
            EXCLUSIVE, W,    EXCLUSIVE, ADDRESS_IN_USE, ACCESS_DENIED
            EXCLUSIVE, S,    default,   NONE,           ADDRESS_IN_USE
            EXCLUSIVE, S,    REUSEADDR, NONE,           ACCESS_DENIED
            EXCLUSIVE, S,    EXCLUSIVE, ADDRESS_IN_USE, ADDRESS_IN_USE
            """)
    void windowsSince2003FollowsItsTable(
            String first, String held, String newcomer, PortFault wildcard, PortFault specific) {
        for (PortRules rules : new PortRules[] {PortRules.WINDOWS_2003, PortRules.WINDOWS_10}) {
            assertThat(verdict(rules, attributes(first), held, newcomer, "W")).isEqualTo(wildcard);
            assertThat(verdict(rules, attributes(first), held, newcomer, "S")).isEqualTo(specific);
            assertThat(verdict(rules, attributes(first), "S", newcomer, "T")).isEqualTo(PortFault.NONE);
        }
    }

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            first,     held, newcomer,  W,              S
            default,   W,    default,   ADDRESS_IN_USE, NONE
            default,   W,    REUSEADDR, NONE,           NONE
            default,   S,    default,   NONE,           ADDRESS_IN_USE
            default,   S,    REUSEADDR, NONE,           NONE
            REUSEADDR, S,    REUSEADDR, NONE,           NONE
            EXCLUSIVE, W,    REUSEADDR, ACCESS_DENIED,  ACCESS_DENIED
            EXCLUSIVE, S,    REUSEADDR, ACCESS_DENIED,  ACCESS_DENIED
            EXCLUSIVE, S,    default,   NONE,           ADDRESS_IN_USE
            """)
    void onWindows2000ReuseAddrSucceedsExceptOverExclusive(
            String first, String held, String newcomer, PortFault wildcard, PortFault specific) {
        assertThat(verdict(PortRules.WINDOWS_2000, attributes(first), held, newcomer, "W"))
                .isEqualTo(wildcard);
        assertThat(verdict(PortRules.WINDOWS_2000, attributes(first), held, newcomer, "S"))
                .isEqualTo(specific);
    }

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            newcomer,  asked, verdict
            default,   S,     NONE
            default,   W,     NONE
            REUSEADDR, S,     NONE
            EXCLUSIVE, S,     ADDRESS_IN_USE
            EXCLUSIVE, W,     ADDRESS_IN_USE
            EXCLUSIVE, T,     NONE
            """)
    void onWindowsOnlyAnExclusiveSocketSeesTimeWait(String newcomer, String asked, PortFault verdict) {
        for (PortRules rules : new PortRules[] {PortRules.WINDOWS_2000, PortRules.WINDOWS_2003}) {
            assertThat(verdict(rules, PortTable.TIME_WAIT | PortTable.EXCLUSIVE, "S", newcomer, asked))
                    .isEqualTo(verdict);
        }
    }

    /// A passive OPEN beside connections of the same port must be possible: RFC 9293 §3.9.1.1 (MUST-42).
    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            state,       verdict
            bound,       NONE
            ESTABLISHED, NONE
            FIN_WAIT_2,  NONE
            TIME_WAIT,   NONE
            LISTEN,      ADDRESS_IN_USE
            """)
    void underTheRfcOnlyAListenerIsInTheWay(String state, PortFault verdict) {
        for (String newcomer : new String[] {"none", "both"}) {
            assertThat(verdict(PortRules.RFC_9293, attributes(state), "S", newcomer, "S"))
                    .isEqualTo(verdict);
            assertThat(verdict(PortRules.RFC_9293, attributes(state), "W", newcomer, "S"))
                    .isEqualTo(verdict);
            assertThat(verdict(PortRules.RFC_9293, attributes(state), "T", newcomer, "S"))
                    .isEqualTo(PortFault.NONE);
        }
    }

    @Test
    void listeningIsJudgedAgainUnderTheRfcButNotOnBsdAndWindows() {
        PortTable table = new PortTable(false);
        enter(table, 8080, LOCAL, PortTable.BOUND);
        enter(table, 8080, LOCAL, PortTable.BOUND | PortTable.LISTENING);
        PortRequest request = request(LOCAL, PortTable.BOUND);
        assertThat(BindCheck.listenVerdict(PortRules.RFC_9293, table, request, 8080))
                .isEqualTo(PortFault.ADDRESS_IN_USE);
        assertThat(BindCheck.listenVerdict(PortRules.FREEBSD_14, table, request, 8080))
                .isEqualTo(PortFault.NONE);
        assertThat(BindCheck.listenVerdict(PortRules.WINDOWS_10, table, request, 8080))
                .isEqualTo(PortFault.NONE);
    }

    private static PortFault verdict(PortRules rules, int owner, String held, String newcomer, String asked) {
        PortTable table = new PortTable(false);
        enter(table, 8080, place(held), owner | PortTable.BOUND);
        return BindCheck.verdict(rules, table, request(place(asked), attributes(newcomer)), 8080);
    }

    private static IpAddress place(String letter) {
        return switch (letter) {
            case "W" -> ANY4;
            case "S" -> LOCAL;
            case "T" -> OTHER;
            default -> throw new IllegalArgumentException(letter);
        };
    }
}
