package dev.linger.diagnosis;

import dev.linger.diagnosis.finding.Finding;
import dev.linger.diagnosis.finding.Thresholds;
import dev.linger.model.Counter;
import dev.linger.model.Destination;
import dev.linger.model.Endpoint;
import dev.linger.model.IpAddress;
import dev.linger.model.Setting;
import dev.linger.model.SocketState;
import dev.linger.observation.Activity;
import dev.linger.observation.Cost;
import dev.linger.observation.Counters;
import dev.linger.observation.Flow;
import dev.linger.observation.HostProcess;
import dev.linger.observation.HostSnapshot;
import dev.linger.observation.Kernel;
import dev.linger.observation.NetworkNamespace;
import dev.linger.observation.Owners;
import dev.linger.observation.PlainSocket;
import dev.linger.observation.Settings;
import dev.linger.observation.Sighting;
import dev.linger.observation.SocketTable;
import dev.linger.observation.SocketTimer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// A host as a test describes it: sockets, settings and what happened in an interval of two seconds.
public final class SampleHost {
    public static final IpAddress HERE = address("192.0.2.1");
    private static final Endpoint NOWHERE = new Endpoint(address("0.0.0.0"), 0);
    private static final int INTERVAL_SECONDS = 2;

    private final SocketTable.Builder sockets = new SocketTable.Builder();
    private final Owners.Builder owners = new Owners.Builder();
    private final Map<String, String> settings = new HashMap<>();
    private final Map<String, Long> counters = new HashMap<>();
    private final Map<String, Long> increments = new HashMap<>();
    private final List<Flow> flows = new ArrayList<>();
    private final List<Sighting> sightings = new ArrayList<>();
    private final BitSet held = new BitSet();
    private OptionalInt hz = OptionalInt.of(250);
    private Thresholds thresholds = Thresholds.DEFAULTS;
    private String namespace = NetworkNamespace.OWN;
    private int seconds = INTERVAL_SECONDS;
    private int nextPort = 32768;
    private long nextInode = 1000;

    public SampleHost() {
        setting(Setting.IP_LOCAL_PORT_RANGE, "32768\t60999");
        setting(Setting.TCP_TW_REUSE, "0");
        setting(Setting.TCP_TIMESTAMPS, "1");
        setting(Setting.TCP_MAX_TW_BUCKETS, "131072");
        setting(Setting.TCP_MAX_ORPHANS, "131072");
        setting(Setting.TCP_FIN_TIMEOUT, "60");
        setting(Setting.SOMAXCONN, "4096");
    }

    public static IpAddress address(String text) {
        return IpAddress.parse(text).orElseThrow(() -> new IllegalArgumentException(text));
    }

    public static Endpoint endpoint(String host, int port) {
        return new Endpoint(address(host), port);
    }

    public static Destination to(String host, int port) {
        return new Destination(HERE, endpoint(host, port));
    }

    public SampleHost setting(Setting setting, String value) {
        settings.put(setting.sysctl(), value);
        return this;
    }

    public SampleHost without(Setting setting) {
        settings.remove(setting.sysctl());
        return this;
    }

    public SampleHost range(int first, int last) {
        nextPort = first;
        return setting(Setting.IP_LOCAL_PORT_RANGE, first + "\t" + last);
    }

    public SampleHost hz(int ticks) {
        hz = ticks == 0 ? OptionalInt.empty() : OptionalInt.of(ticks);
        return this;
    }

    public SampleHost namespace(String name) {
        namespace = name;
        return this;
    }

    public SampleHost thresholds(Thresholds changed) {
        thresholds = changed;
        return this;
    }

    /// Connections to `destination` in TIME_WAIT, 30 s old, on rising ports from where the last call ended.
    public SampleHost waiting(Destination destination, int count) {
        return connections(SocketState.TIME_WAIT, destination, count, 1);
    }

    /// Connections to `destination` whose TIME_WAIT ends within ten seconds.
    public SampleHost endingSoon(Destination destination, int count) {
        for (int made = 0; made < count; made++) {
            Endpoint local = new Endpoint(destination.source(), nextPort++);
            socket(new PlainSocket(SocketState.TIME_WAIT, local, destination.remote())
                    .withTimer(SocketTimer.TIME_WAIT, 5_000));
        }
        return this;
    }

    /// The same on every second port, as the kernel takes them.
    public SampleHost waitingOnFirstHalf(Destination destination, int count) {
        return connections(SocketState.TIME_WAIT, destination, count, 2);
    }

    public SampleHost live(Destination destination, int count) {
        return connections(SocketState.ESTABLISHED, destination, count, 1);
    }

    public SampleHost connections(SocketState state, Destination destination, int count, int step) {
        for (int made = 0; made < count; made++) {
            Endpoint local = new Endpoint(destination.source(), nextPort);
            PlainSocket socket = new PlainSocket(state, local, destination.remote());
            socket(state == SocketState.TIME_WAIT ? socket.withTimer(SocketTimer.TIME_WAIT, 30_000) : socket);
            nextPort += step;
        }
        return this;
    }

    /// Lets the next connections begin again at the low end of the range: another destination has its own ports.
    public SampleHost fromPort(int port) {
        nextPort = port;
        return this;
    }

    public SampleHost socket(PlainSocket socket) {
        sockets.accept(socket);
        return this;
    }

    public SampleHost owned(PlainSocket socket, HostProcess process) {
        owners.add(process, nextInode);
        return socket(socket.withOwner(0, nextInode++));
    }

    public SampleHost listener(String host, int port) {
        return socket(new PlainSocket(SocketState.LISTEN, endpoint(host, port), NOWHERE).withQueues(0, 4096));
    }

    public SampleHost listener(String host, int port, int queued, int backlog, HostProcess process) {
        PlainSocket listener = new PlainSocket(SocketState.LISTEN, endpoint(host, port), NOWHERE);
        return owned(listener.withQueues(queued, backlog), process);
    }

    public SampleHost counter(Counter counter, long value) {
        counters.put(counter.key(), value);
        return this;
    }

    public SampleHost perSecond(Counter counter, long rate) {
        increments.put(counter.key(), rate * seconds);
        return this;
    }

    /// What happened in the interval, by the second.
    public SampleHost flow(Destination destination, int openedPerSecond, int releasedPerSecond) {
        flows.add(new Flow(destination, openedPerSecond * seconds, releasedPerSecond * seconds));
        return this;
    }

    public SampleHost sighting(Destination destination, HostProcess process, int times) {
        sightings.add(new Sighting(destination, process, times));
        return this;
    }

    /// Marks the socket added last as unchanged during the interval.
    public SampleHost heldThroughout() {
        held.set(sockets.size() - 1);
        return this;
    }

    public SampleHost sampledOnce() {
        return interval(0);
    }

    /// How far apart the two samples are, which rates refer to: given before them.
    public SampleHost interval(int newSeconds) {
        seconds = newSeconds;
        return this;
    }

    public HostSnapshot snapshot() {
        HostSnapshot snapshot = new HostSnapshot(
                "web-3",
                0,
                new Kernel("Linux", "6.18.0", hz, "no kernel configuration was found"),
                new NetworkNamespace(1, namespace),
                sockets.build(),
                owners.build(),
                new Settings(settings),
                new Counters(counters),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Cost.UNKNOWN);
        return seconds > 0
                ? snapshot.withActivity(new Activity(seconds * 1_000_000_000L, increments, flows, held, sightings))
                : snapshot;
    }

    public Diagnosis diagnosis() {
        return Diagnosis.of(snapshot(), thresholds);
    }

    public List<Finding> findings(String name) {
        return diagnosis().findings().stream()
                .filter(finding -> finding.name().equals(name))
                .toList();
    }

    /// The only finding of that name; fails when there is none or another.
    public Finding finding(String name) {
        List<Finding> findings = findings(name);
        if (findings.size() != 1) {
            throw new AssertionError(
                    "expected one " + name + " among " + diagnosis().findings());
        }
        return findings.getFirst();
    }

    /// The value of one number of a finding's evidence.
    public static double evidence(Finding finding, String name) {
        return finding.evidence().stream()
                .filter(evidence -> evidence.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no evidence " + name + " in " + finding.evidence()))
                .value();
    }
}
