package dev.linger.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.linger.testkit.SeededLoop;
import java.util.BitSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PortSetTest {
    private static final int LARGEST_PORT = 65535;

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            text                  | kernel's notation | size
            ''                    | ''                | 0
            ' '                   | ''                | 0
            8080                  | 8080              | 1
            8080,9000-9100        | 8080,9000-9100    | 102
            9000-9100,8080        | 8080,9000-9100    | 102
            1,2,3                 | 1-3               | 3
            1-5,3-9               | 1-9               | 9
            5-5                   | 5                 | 1
            7,8                   | 7-8               | 2
            0,65535               | 0,65535           | 2
            0-65535               | 0-65535           | 65536
            65534-65535           | 65534-65535       | 2
            ' 80 , 90-91 '        | 80,90-91          | 3
            80,,90,               | 80,90             | 2
            """)
    void kernelsNotationIsReadAndWritten(String text, String written, int size) {
        PortSet ports = PortSet.parse(text);
        assertThat(ports).hasToString(written);
        assertThat(ports.size()).isEqualTo(size);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            text             | piece
            http             | http
            80,x             | x
            80,90-           | 90-
            80,-90           | -90
            80,65536,90      | 65536
            80-70            | 80-70
            1-70000          | 1-70000
            1-2-3            | 1-2-3
            80 90            | 80 90
            80,99999999999   | 99999999999
            """)
    void malformedPieceIsNamed(String text, String piece) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PortSet.parse(text))
                .withMessage("'" + piece + "' is neither a port nor a range like 9000-9100");
    }

    @Test
    void portsBeyondTheLastAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PortSet.of(80, 65536))
                .withMessageContaining("65536");
        BitSet bits = new BitSet();
        bits.set(65536);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PortSet.copyOf(bits))
                .withMessageContaining("65536");
    }

    @Test
    void laterChangesOfTheBitsDoNotReachTheSet() {
        BitSet bits = new BitSet();
        bits.set(80);
        PortSet ports = PortSet.copyOf(bits);
        bits.set(81);
        assertThat(ports).isEqualTo(PortSet.of(80));
    }

    @Test
    void operationsLeaveTheirOperandsAlone() {
        PortSet left = PortSet.of(1, 2);
        PortSet right = PortSet.of(2, 3);
        assertThat(left.union(right)).isEqualTo(PortSet.of(1, 2, 3));
        assertThat(left.minus(right)).isEqualTo(PortSet.of(1));
        assertThat(left.within(new PortRange(2, 9))).isEqualTo(PortSet.of(2));
        assertThat(left).isEqualTo(PortSet.of(1, 2));
        assertThat(right).isEqualTo(PortSet.of(2, 3));
    }

    @Test
    void emptySetHasNoPort() {
        assertThat(PortSet.EMPTY.isEmpty()).isTrue();
        assertThat(PortSet.EMPTY).isEqualTo(PortSet.parse("")).hasToString("");
        assertThat(PortSet.of(0).isEmpty()).isFalse();
    }

    @Test
    void equalSetsHaveEqualHashes() {
        assertThat(PortSet.parse("1-3")).isEqualTo(PortSet.of(3, 2, 1)).hasSameHashCodeAs(PortSet.of(3, 2, 1));
        assertThat(PortSet.of(1)).isNotEqualTo(PortSet.of(2));
    }

    @Test
    void behavesLikeAPlainSet() {
        SeededLoop.run(300, (random, _) -> {
            Set<Integer> leftModel = randomPorts(random);
            Set<Integer> rightModel = randomPorts(random);
            PortRange range = randomRange(random);
            PortSet left = portSet(leftModel);
            PortSet right = portSet(rightModel);

            Set<Integer> union = new TreeSet<>(leftModel);
            union.addAll(rightModel);
            Set<Integer> difference = new TreeSet<>(leftModel);
            difference.removeAll(rightModel);
            Set<Integer> within = new TreeSet<>(leftModel);
            within.removeIf(port -> port < range.first() || port > range.last());

            assertSame(left, leftModel);
            assertSame(left.union(right), union);
            assertSame(left.minus(right), difference);
            assertSame(left.within(range), within);
        });
    }

    @Test
    void writtenFormIsReadBackAsTheSameSet() {
        SeededLoop.run(300, (random, _) -> {
            PortSet ports = portSet(randomPorts(random));
            assertThat(PortSet.parse(ports.toString())).isEqualTo(ports);
        });
    }

    private static void assertSame(PortSet ports, Set<Integer> model) {
        Set<Integer> listed = new TreeSet<>();
        for (int port = 0; port <= LARGEST_PORT; port++) {
            if (ports.contains(port)) {
                listed.add(port);
            }
        }
        assertThat(listed).isEqualTo(model);
        assertThat(ports.size()).isEqualTo(model.size());
        assertThat(ports.isEmpty()).isEqualTo(model.isEmpty());
    }

    private static PortSet portSet(Set<Integer> ports) {
        return PortSet.of(ports.stream().mapToInt(Integer::intValue).toArray());
    }

    /// Runs of neighbours and single ones, both ends of all ports among them.
    private static Set<Integer> randomPorts(RandomGenerator random) {
        Set<Integer> ports = new TreeSet<>();
        for (int run = random.nextInt(5); run > 0; run--) {
            PortRange range = randomRange(random);
            for (int port = range.first(); port <= range.last(); port++) {
                ports.add(port);
            }
        }
        return ports;
    }

    private static PortRange randomRange(RandomGenerator random) {
        int first = switch (random.nextInt(3)) {
            case 0 -> 0;
            case 1 -> LARGEST_PORT - random.nextInt(20);
            default -> random.nextInt(LARGEST_PORT + 1);
        };
        return new PortRange(first, Math.min(first + random.nextInt(20), LARGEST_PORT));
    }
}
