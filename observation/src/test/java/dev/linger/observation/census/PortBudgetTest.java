package dev.linger.observation.census;

import static dev.linger.observation.SampleSockets.listener;
import static dev.linger.observation.SampleSockets.socket;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.model.PortRange;
import dev.linger.model.PortSet;
import dev.linger.model.SocketState;
import dev.linger.observation.EphemeralPorts;
import dev.linger.observation.Settings;
import dev.linger.testkit.SeededLoop;
import java.util.BitSet;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PortBudgetTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            case                   | first | last | reserved  | held      | size | first half
            nothing taken          | 1000  | 1009 | ''        | ''        | 10   | 5
            odd number of ports    | 1000  | 1010 | ''        | ''        | 11   | 6
            odd low end            | 1001  | 1010 | ''        | ''        | 10   | 5
            one port               | 1000  | 1000 | ''        | ''        | 1    | 1
            all ports              | 0     | 65535 | ''       | ''        | 65536 | 32768
            reserved               | 1000  | 1009 | 1002-1004 | ''        | 7    | 3
            held                   | 1000  | 1009 | ''        | 1002-1004 | 7    | 3
            reserved and held      | 1000  | 1009 | 1002-1004 | 1004-1005 | 6    | 3
            outside the range      | 1000  | 1009 | 1-999     | 1010-2000 | 10   | 5
            edges                  | 1000  | 1009 | 999-1000  | 1009-1010 | 8    | 4
            all taken              | 1000  | 1009 | 1-1005    | 1003-2000 | 0    | 0
            """)
    void portsTakenOffTheRangeAreCountedOnce(
            String position, int first, int last, String reserved, String held, int size, int firstHalfSize) {
        PortBudget budget = budget(new PortRange(first, last), reserved, held, false);
        assertThat(budget.size()).as(position).isEqualTo(size);
        assertThat(budget.firstHalfSize()).as(position).isEqualTo(firstHalfSize);
    }

    @Test
    void listenersAndBoundSocketsHoldPortsOnWhateverAddress() {
        Listeners listeners = new Listeners();
        listeners.accept(listener("127.0.0.1:40000"));
        listeners.accept(listener("[::1]:40000"));
        listeners.accept(socket(SocketState.BOUND, "10.0.0.1:40001", "0.0.0.0:0"));
        listeners.accept(socket(SocketState.ESTABLISHED, "10.0.0.1:40002", "10.0.0.2:80"));
        listeners.accept(listener("0.0.0.0:80"));
        PortBudget budget = PortBudget.of(Settings.NONE.ephemeralPorts(), listeners);
        assertThat(budget.held()).isEqualTo(PortSet.of(80, 40_000, 40_001));
        assertThat(budget.heldWithinRange()).isEqualTo(2);
        assertThat(budget.size()).isEqualTo(28_230);
    }

    @Test
    void partsAddUpToTheRange() {
        SeededLoop.run(200, (random, _) -> {
            int first = random.nextInt(1000, 1050);
            PortRange range = new PortRange(first, first + random.nextInt(60));
            PortSet reserved = randomPorts(random);
            PortSet held = randomPorts(random);
            PortBudget budget = new PortBudget(new EphemeralPorts(range, reserved, false), held);
            int size = 0;
            int firstHalf = 0;
            for (int port = range.first(); port <= range.last(); port++) {
                boolean free = !reserved.contains(port) && !held.contains(port);
                size += free ? 1 : 0;
                firstHalf += free && range.inFirstHalf(port) ? 1 : 0;
            }
            assertThat(budget.size()).isEqualTo(size);
            assertThat(budget.firstHalfSize()).isEqualTo(firstHalf);
            assertThat(budget.size() + budget.reservedWithinRange() + budget.heldWithinRange())
                    .isEqualTo(range.size());
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            reserved    | held        | assumed | explanation
            ''          | ''          | false   | 28,232 = 32768-60999
            40000-40099 | ''          | false   | 28,132 = 32768-60999 less 100 reserved
            ''          | 80,50000    | false   | 28,231 = 32768-60999 less 1 held by listeners or bind
            40000-49999 | 49999-50000 | false \
                | 18,231 = 32768-60999 less 10,000 reserved less 1 held by listeners or bind
            ''          | ''          | true    | 28,232 = 32768-60999 (Linux's default range assumed)
            """)
    void arithmeticIsExplainedInWords(String reserved, String held, boolean assumed, String explanation) {
        assertThat(budget(PortRange.LINUX_DEFAULT, reserved, held, assumed).explanation())
                .isEqualTo(explanation);
    }

    @Test
    @ResourceLock(Resources.LOCALE)
    void explanationIsTheSameInEveryCountry() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(budget(PortRange.LINUX_DEFAULT, "", "", false).explanation())
                    .isEqualTo("28,232 = 32768-60999");
        } finally {
            Locale.setDefault(before);
        }
    }

    private static PortBudget budget(PortRange range, String reserved, String held, boolean assumed) {
        return new PortBudget(new EphemeralPorts(range, PortSet.parse(reserved), assumed), PortSet.parse(held));
    }

    private static PortSet randomPorts(RandomGenerator random) {
        BitSet ports = new BitSet();
        for (int count = random.nextInt(40); count > 0; count--) {
            ports.set(random.nextInt(990, 1120));
        }
        return PortSet.copyOf(ports);
    }
}
