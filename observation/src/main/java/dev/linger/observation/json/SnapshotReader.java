package dev.linger.observation.json;

import dev.linger.model.Destination;
import dev.linger.model.Endpoint;
import dev.linger.model.IpAddress;
import dev.linger.model.PortSet;
import dev.linger.model.Setting;
import dev.linger.observation.Activity;
import dev.linger.observation.Conntrack;
import dev.linger.observation.Cost;
import dev.linger.observation.Counters;
import dev.linger.observation.Flow;
import dev.linger.observation.HostProcess;
import dev.linger.observation.HostSnapshot;
import dev.linger.observation.Kernel;
import dev.linger.observation.Limit;
import dev.linger.observation.NetworkNamespace;
import dev.linger.observation.Owners;
import dev.linger.observation.Settings;
import dev.linger.observation.Sighting;
import dev.linger.observation.SocketTable;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// Reads a snapshot from its JSON form. Fields it does not know are passed over; fields that are missing take the
/// value that says "not known"; a schema other than this one's is refused by name.
public final class SnapshotReader {
    private final JsonCursor json;
    private @Nullable String schema;
    private String host = "unknown";
    private long takenEpochMillis;
    private Kernel kernel = new Kernel("Linux", "unknown", OptionalInt.empty(), "the snapshot does not say");
    private NetworkNamespace namespace = new NetworkNamespace(0, NetworkNamespace.OWN);
    private Settings settings = Settings.NONE;
    private Counters counters = Counters.NONE;
    private Cost cost = Cost.UNKNOWN;
    private @Nullable Conntrack conntrack;
    private final List<Limit> limits = new ArrayList<>();
    private final List<HostProcess> processes = new ArrayList<>();
    private Owners owners = Owners.NONE;
    private long activityNanos;
    private Map<String, Long> increments = Map.of();
    private final List<Flow> flows = new ArrayList<>();
    private final List<Sighting> sightings = new ArrayList<>();
    private final SocketRowsReader rows;

    private SnapshotReader(JsonCursor json) {
        this.json = json;
        this.rows = new SocketRowsReader(json);
    }

    /// Reads the snapshot that `in` holds, uncompressed.
    public static HostSnapshot read(InputStream in) throws SnapshotFormatException {
        JsonFactory factory = JsonFactory.builder().build();
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), in)) {
            return new SnapshotReader(new JsonCursor(parser)).read();
        } catch (JacksonException broken) { // while the encoding is found out, or the stream closed
            throw JsonCursor.broken(broken, List.of());
        }
    }

    private HostSnapshot read() throws SnapshotFormatException {
        json.begin();
        json.object(this::field);
        json.end();
        if (schema == null) {
            throw json.wrong("a field \"schema\" that is " + SnapshotSchema.NAME, "none: this is no snapshot");
        }
        SocketTable sockets = rows.table();
        HostSnapshot snapshot = new HostSnapshot(
                host,
                takenEpochMillis,
                kernel,
                namespace,
                sockets,
                owners,
                settings,
                counters,
                Optional.ofNullable(conntrack),
                Optional.empty(),
                limits,
                cost);
        return activityNanos <= 0
                ? snapshot
                : snapshot.withActivity(new Activity(activityNanos, increments, flows, rows.held(), sightings));
    }

    private void field(String name) throws SnapshotFormatException {
        switch (name) {
            case "schema" -> schema = checkedSchema(json.text());
            case "host" -> host = json.text();
            case "takenEpochMillis" -> takenEpochMillis = json.number();
            case "kernel" -> kernel();
            case "namespace" -> namespace();
            case "settings" -> settings = settings();
            case "counters" -> counters = new Counters(numbers());
            case "conntrack" -> conntrack();
            case "limits" -> json.array(this::limit);
            case "processes" -> json.array(() -> processes.add(process()));
            case "owners" -> owners();
            case "cost" -> cost();
            case "activity" -> json.object(this::activity);
            case "sockets" -> rows.read();
            default -> json.skip();
        }
    }

    private String checkedSchema(String found) throws SnapshotFormatException {
        if (!found.equals(SnapshotSchema.NAME)) {
            boolean newer = found.startsWith(SnapshotSchema.KIND);
            throw json.wrong(
                    SnapshotSchema.NAME, "\"" + found + "\"" + (newer ? ": use the Linger that wrote it" : ""));
        }
        return found;
    }

    private void kernel() throws SnapshotFormatException {
        String[] texts = {kernel.system(), kernel.release(), kernel.hzSource()};
        int[] hz = {0};
        json.object(name -> {
            switch (name) {
                case "system" -> texts[0] = json.text();
                case "release" -> texts[1] = json.text();
                case "hzSource" -> texts[2] = json.text();
                case "hz" -> hz[0] = json.number(1, 100_000);
                default -> json.skip();
            }
        });
        OptionalInt ticks = hz[0] == 0 ? OptionalInt.empty() : OptionalInt.of(hz[0]);
        kernel = new Kernel(texts[0], texts[1], ticks, texts[2]);
    }

    private void namespace() throws SnapshotFormatException {
        long[] inode = {0};
        String[] title = {NetworkNamespace.OWN};
        int[] others = {0};
        json.object(name -> {
            switch (name) {
                case "inode" -> inode[0] = json.number();
                case "name" -> title[0] = json.text();
                case "others" -> others[0] = json.number(0, Integer.MAX_VALUE);
                default -> json.skip();
            }
        });
        namespace = new NetworkNamespace(inode[0], title[0], others[0]);
    }

    private Settings settings() throws SnapshotFormatException {
        Map<String, String> texts = new TreeMap<>();
        json.object(name -> {
            String text = json.text();
            requirePorts(name, text);
            texts.put(name, text);
        });
        return new Settings(texts);
    }

    /// The host's own settings are as the kernel wrote them. Those of a file may be anything, and what is made up for
    /// them would look measured.
    private void requirePorts(String name, String text) throws SnapshotFormatException {
        try {
            if (name.equals(Setting.IP_LOCAL_PORT_RANGE.sysctl())) {
                Settings.portRange(text);
            } else if (name.equals(Setting.IP_LOCAL_RESERVED_PORTS.sysctl())) {
                PortSet.parse(text);
            }
        } catch (IllegalArgumentException malformed) {
            boolean range = name.equals(Setting.IP_LOCAL_PORT_RANGE.sysctl());
            throw json.wrong(range ? "two ports, first ≤ last" : "ports like 80,9000-9100", "\"" + text + "\"");
        }
    }

    private Map<String, Long> numbers() throws SnapshotFormatException {
        Map<String, Long> numbers = new TreeMap<>();
        json.object(name -> numbers.put(name, json.number()));
        return numbers;
    }

    private void conntrack() throws SnapshotFormatException {
        long[] numbers = {0, 0, -1};
        json.object(name -> {
            switch (name) {
                case "entries" -> numbers[0] = json.number();
                case "limit" -> numbers[1] = json.number();
                case "drops" -> numbers[2] = json.number();
                default -> json.skip();
            }
        });
        conntrack = new Conntrack(numbers[0], numbers[1], numbers[2]);
    }

    private void cost() throws SnapshotFormatException {
        long[] numbers = {0, 0};
        json.object(name -> {
            switch (name) {
                case "nanos" -> numbers[0] = json.number();
                case "bytes" -> numbers[1] = json.number();
                default -> json.skip();
            }
        });
        cost = new Cost(numbers[0], numbers[1]);
    }

    private void limit() throws SnapshotFormatException {
        String[] texts = {"", ""};
        json.object(name -> {
            switch (name) {
                case "missing" -> texts[0] = json.text();
                case "need" -> texts[1] = json.text();
                default -> json.skip();
            }
        });
        limits.add(new Limit(texts[0], texts[1]));
    }

    private HostProcess process() throws SnapshotFormatException {
        int[] pid = {0};
        String[] title = {""};
        json.object(name -> {
            switch (name) {
                case "pid" -> pid[0] = json.number(0, Integer.MAX_VALUE);
                case "name" -> title[0] = json.text();
                default -> json.skip();
            }
        });
        return new HostProcess(pid[0], title[0]);
    }

    private void owners() throws SnapshotFormatException {
        Owners.Builder builder = new Owners.Builder();
        json.array(() -> {
            List<Long> pair = new ArrayList<>(2);
            json.array(() -> pair.add(json.number()));
            if (pair.size() != 2 || pair.get(1) < 0 || pair.get(1) >= processes.size()) {
                throw json.wrong("an inode and a place in \"processes\", which has " + processes.size(), "" + pair);
            }
            builder.add(processes.get(pair.get(1).intValue()), pair.get(0));
        });
        owners = builder.build();
    }

    private void activity(String name) throws SnapshotFormatException {
        switch (name) {
            case "nanos" -> activityNanos = json.number(1L, Long.MAX_VALUE);
            case "increments" -> increments = numbers();
            case "flows" -> json.array(this::flow);
            case "sightings" -> json.array(this::sighting);
            default -> json.skip();
        }
    }

    /// The parts that flows and sightings share: a destination, and counts beside it.
    private final class Toward {
        private IpAddress source = new IpAddress(0, 0);
        private IpAddress address = new IpAddress(0, 0);
        private int port;
        private int first;
        private int second;
        private HostProcess process = new HostProcess(0, "");

        private Toward read(String firstName, String secondName) throws SnapshotFormatException {
            json.object(name -> {
                if (name.equals(firstName)) {
                    first = json.number(0, Integer.MAX_VALUE);
                } else if (name.equals(secondName)) {
                    second = json.number(0, Integer.MAX_VALUE);
                } else {
                    place(name);
                }
            });
            return this;
        }

        private void place(String name) throws SnapshotFormatException {
            switch (name) {
                case "source" -> source = SocketRowsReader.address(json);
                case "address" -> address = SocketRowsReader.address(json);
                case "port" -> port = json.number(0, 65535);
                case "process" -> process = process();
                default -> json.skip();
            }
        }

        private Destination destination() {
            return new Destination(source, new Endpoint(address, port));
        }
    }

    private void flow() throws SnapshotFormatException {
        Toward toward = new Toward().read("opened", "released");
        flows.add(new Flow(toward.destination(), toward.first, toward.second));
    }

    private void sighting() throws SnapshotFormatException {
        Toward toward = new Toward().read("times", "");
        sightings.add(new Sighting(toward.destination(), toward.process, toward.first));
    }
}
