package dev.linger.observation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.model.Destination;
import dev.linger.model.Endpoint;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/// Snapshots for tests, and their comparison part by part.
public final class SampleSnapshots {
    private static final String LETTERS = "abc XYZ.019_-\"\\/\u0000\n\t\u007f€äß\u2028";

    private SampleSnapshots() {}

    /// A host of which only the sockets are known.
    public static HostSnapshot of(SocketTable sockets) {
        return of(sockets, Settings.NONE, Counters.NONE);
    }

    public static HostSnapshot of(SocketTable sockets, Settings settings, Counters counters) {
        return new HostSnapshot(
                "web-1",
                1_700_000_000_000L,
                new Kernel("Linux", "6.18.0", OptionalInt.of(1000), "/proc/config.gz"),
                new NetworkNamespace(4_026_531_840L, NetworkNamespace.OWN, 3),
                sockets,
                Owners.NONE,
                settings,
                counters,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Cost.UNKNOWN);
    }

    public static HostSnapshot random(RandomGenerator random, int rows) {
        SocketTable.Builder sockets = new SocketTable.Builder();
        for (int row = 0; row < rows; row++) {
            sockets.accept(SampleSockets.random(random));
        }
        boolean tracked = random.nextBoolean();
        HostSnapshot snapshot = new HostSnapshot(
                text(random),
                random.nextLong(),
                new Kernel(
                        text(random),
                        text(random),
                        random.nextBoolean() ? OptionalInt.of(random.nextInt(1, 100_001)) : OptionalInt.empty(),
                        text(random)),
                new NetworkNamespace(random.nextLong(), text(random), random.nextInt(5)),
                sockets.build(),
                owners(random),
                new Settings(texts(random)),
                new Counters(numbers(random)),
                tracked
                        ? Optional.of(new Conntrack(random.nextLong(), random.nextLong(), random.nextLong()))
                        : Optional.empty(),
                Optional.empty(),
                limits(random),
                new Cost(random.nextLong(), random.nextLong()));
        return random.nextInt(4) == 0 ? snapshot : snapshot.withActivity(activity(random, rows));
    }

    private static Owners owners(RandomGenerator random) {
        Owners.Builder owners = new Owners.Builder();
        for (int pid = random.nextInt(5); pid > 0; pid--) {
            HostProcess process = new HostProcess(1000 - pid, text(random));
            for (int count = random.nextInt(4); count > 0; count--) {
                owners.add(process, random.nextInt() & 0xFFFF_FFFFL);
            }
        }
        return owners.build();
    }

    private static List<Limit> limits(RandomGenerator random) {
        List<Limit> limits = new ArrayList<>();
        for (int count = random.nextInt(3); count > 0; count--) {
            limits.add(new Limit(text(random), text(random)));
        }
        return limits;
    }

    private static Activity activity(RandomGenerator random, int rows) {
        BitSet held = new BitSet();
        for (int row = 0; row < rows; row++) {
            held.set(row, random.nextBoolean());
        }
        TreeSet<Destination> destinations = new TreeSet<>();
        for (int count = random.nextInt(4); count > 0; count--) {
            destinations.add(destination(random));
        }
        List<Flow> flows = destinations.stream()
                .map(destination ->
                        new Flow(destination, random.nextInt(Integer.MAX_VALUE), random.nextInt(Integer.MAX_VALUE)))
                .toList();
        List<Sighting> sightings = new ArrayList<>();
        for (int count = random.nextInt(3); count > 0; count--) {
            HostProcess process = new HostProcess(random.nextInt(Integer.MAX_VALUE), text(random));
            sightings.add(new Sighting(destination(random), process, random.nextInt(Integer.MAX_VALUE)));
        }
        return new Activity(random.nextLong(1, Long.MAX_VALUE), numbers(random), flows, held, sightings);
    }

    private static Destination destination(RandomGenerator random) {
        return new Destination(
                SampleSockets.randomAddress(random),
                new Endpoint(SampleSockets.randomAddress(random), random.nextInt(65536)));
    }

    private static Map<String, String> texts(RandomGenerator random) {
        Map<String, String> texts = new TreeMap<>();
        for (int count = random.nextInt(5); count > 0; count--) {
            texts.put(text(random), text(random));
        }
        return texts;
    }

    private static Map<String, Long> numbers(RandomGenerator random) {
        Map<String, Long> numbers = new TreeMap<>();
        for (int count = random.nextInt(5); count > 0; count--) {
            numbers.put(text(random), random.nextLong());
        }
        return numbers;
    }

    private static String text(RandomGenerator random) {
        StringBuilder text = new StringBuilder();
        for (int count = random.nextInt(12); count > 0; count--) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return random.nextInt(8) == 0 ? text.append("😀").toString() : text.toString();
    }

    public static void assertSame(HostSnapshot actual, HostSnapshot expected) {
        assertThat(actual.host()).isEqualTo(expected.host());
        assertThat(actual.takenEpochMillis()).isEqualTo(expected.takenEpochMillis());
        assertThat(actual.kernel()).isEqualTo(expected.kernel());
        assertThat(actual.namespace()).isEqualTo(expected.namespace());
        assertThat(actual.settings()).isEqualTo(expected.settings());
        assertThat(actual.counters()).isEqualTo(expected.counters());
        assertThat(actual.conntrack()).isEqualTo(expected.conntrack());
        assertThat(actual.limits()).isEqualTo(expected.limits());
        assertThat(actual.cost()).isEqualTo(expected.cost());
        assertSame(actual.owners(), expected.owners());
        assertThat(rows(actual.sockets())).isEqualTo(rows(expected.sockets()));
        assertThat(actual.activity().isPresent()).isEqualTo(expected.activity().isPresent());
        expected.activity()
                .ifPresent(activity -> assertSame(
                        actual.activity().orElseThrow(),
                        activity,
                        expected.sockets().size()));
    }

    private static void assertSame(Owners actual, Owners expected) {
        assertThat(actual.processes()).isEqualTo(expected.processes());
        assertThat(actual.size()).isEqualTo(expected.size());
        for (int number = 0; number < expected.size(); number++) {
            assertThat(actual.inode(number)).isEqualTo(expected.inode(number));
            assertThat(actual.processNumber(number)).isEqualTo(expected.processNumber(number));
        }
    }

    private static void assertSame(Activity actual, Activity expected, int rows) {
        assertThat(actual.nanos()).isEqualTo(expected.nanos());
        assertThat(actual.increments()).isEqualTo(expected.increments());
        assertThat(actual.flows()).isEqualTo(expected.flows());
        assertThat(actual.sightings()).isEqualTo(expected.sightings());
        for (int row = 0; row < rows; row++) {
            assertThat(actual.held(row)).as("held row " + row).isEqualTo(expected.held(row));
        }
    }

    public static List<PlainSocket> rows(SocketTable table) {
        List<PlainSocket> rows = new ArrayList<>();
        table.forEach(socket -> rows.add(SampleSockets.copyOf(socket)));
        return rows;
    }
}
