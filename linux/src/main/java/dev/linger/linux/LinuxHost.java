package dev.linger.linux;

import dev.linger.linux.libc.LibC;
import dev.linger.linux.netlink.SockDiag;
import dev.linger.linux.procfs.ConntrackFiles;
import dev.linger.linux.procfs.KernelTicks;
import dev.linger.linux.procfs.NamespaceCounters;
import dev.linger.linux.procfs.NamespaceFiles;
import dev.linger.linux.procfs.ProcFiles;
import dev.linger.linux.procfs.ProcessOwners;
import dev.linger.linux.procfs.Sysctls;
import dev.linger.model.Setting;
import dev.linger.observation.Activity;
import dev.linger.observation.Conntrack;
import dev.linger.observation.Cost;
import dev.linger.observation.Counters;
import dev.linger.observation.HostSnapshot;
import dev.linger.observation.Kernel;
import dev.linger.observation.Limit;
import dev.linger.observation.LongIndex;
import dev.linger.observation.NetworkNamespace;
import dev.linger.observation.Settings;
import dev.linger.observation.Sighting;
import dev.linger.observation.SocketSink;
import dev.linger.observation.census.Changes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One network namespace of the running Linux, to be read: sockets, owners, settings, counters.
///
/// Everything is read by the calling thread and shows that thread's namespace. [#own()] is for any thread that never
/// changed its namespace; another namespace is entered by a thread of its own, see [#inNamespace(String, HostTask)].
/// Nothing is changed on the host, and nothing stays open between two calls. No rights are needed but where a method
/// says so; what could not be seen for want of one is a [Limit] that names it.
public final class LinuxHost {
    private final NetworkNamespace namespace;
    private final NamespaceFiles namespaceFiles;
    private final Settings ofMachine;
    private final SocketReader.Way firstWay;
    private final @Nullable Thread visitor;

    private LinuxHost(
            NetworkNamespace namespace,
            NamespaceFiles namespaceFiles,
            Settings ofMachine,
            SocketReader.Way firstWay,
            @Nullable Thread visitor) {
        this.namespace = namespace;
        this.namespaceFiles = namespaceFiles;
        this.ofMachine = ofMachine;
        this.firstWay = firstWay;
        this.visitor = visitor;
    }

    /// Begins, on a thread of its own, what the first reading of sockets would have to wait for (about 20 ms on a
    /// start: Java's bridge to C). Worth calling first of all; never fails.
    public static void prepare() {
        if (System.getProperty("os.name", "").equals("Linux")) {
            Thread.ofPlatform().daemon().name("linger prepare").start(LibC::prepare);
        }
    }

    /// The namespace that Linger runs in.
    ///
    /// @throws HostException NOT_SUPPORTED where this is not Linux
    public static LinuxHost own() throws HostException {
        return here(NetworkNamespace.OWN, Settings.NONE, null);
    }

    /// The namespace that the calling thread has entered, for this thread only.
    ///
    /// @param ofMachine settings for those that the namespace does not show
    static LinuxHost visited(String name, Settings ofMachine) throws HostException {
        return here(name, ofMachine, Thread.currentThread());
    }

    private static LinuxHost here(String name, Settings ofMachine, @Nullable Thread visitor) throws HostException {
        requireLinux(System.getProperty("os.name", "an unknown system"));
        NamespaceFiles files = new NamespaceFiles(new ProcFiles("/proc"), NamespaceEntry.NAMES_FOLDER);
        NetworkNamespace namespace = new NetworkNamespace(files.ownInode(), name);
        return new LinuxHost(namespace, files, ofMachine, SocketReader.Way.BOTH_FAMILIES, visitor);
    }

    /// The same namespace, with sockets read this way or a worse one; so that a test can compare the ways.
    LinuxHost reading(SocketReader.Way way) {
        return new LinuxHost(namespace, namespaceFiles, ofMachine, way, visitor);
    }

    /// The files of /proc, for one reading. Another thread than the one that entered would read another namespace.
    private ProcFiles proc() {
        if (visitor != null && !visitor.equals(Thread.currentThread())) {
            throw new IllegalStateException("network namespace " + namespace.name() + " was entered by another thread");
        }
        return new ProcFiles("/proc");
    }

    static void requireLinux(String system) throws HostException {
        if (!system.equals("Linux")) {
            throw new HostException(
                    HostException.Kind.NOT_SUPPORTED, "live observation needs Linux; this is " + system);
        }
    }

    /// Runs `task` inside another network namespace: on a new thread that enters it, runs and ends, so that no other
    /// thread ever leaves its own namespace and none that left is used again. Waits for the end.
    ///
    /// @param nameOrPid a name that `ip netns` knows, or the pid of a process inside
    /// @throws HostException of the task, or NOT_FOUND with the known namespaces, or NOT_PERMITTED (CAP_SYS_ADMIN,
    ///     and for another user's process CAP_SYS_PTRACE)
    public static <T> T inNamespace(String nameOrPid, HostTask<T> task) throws HostException {
        requireLinux(System.getProperty("os.name", "an unknown system"));
        return new NamespaceEntry<>(nameOrPid, task).run();
    }

    /// Every network namespace that can be named: Linger's own first (`host`), then those of `ip netns` by name,
    /// then those that only processes hold (`pid 1234`, which [#inNamespace(String, HostTask)] takes as it is).
    /// Those of other users' processes are left out where CAP_SYS_PTRACE is missing.
    public static List<NetworkNamespace> namespaces() throws HostException {
        return own().namespaceFiles.list();
    }

    public NetworkNamespace namespace() {
        return namespace;
    }

    /// Hands all selected sockets to one sink, listeners and bound sockets before all others.
    ///
    /// A dump that fails half-way is begun anew, with a fresh sink: the one in the result saw every socket once.
    ///
    /// @param sinks makes a sink for each attempt
    public <S extends SocketSink> SocketReading<S> readSockets(SocketSelection selection, Supplier<S> sinks)
            throws HostException {
        long start = System.nanoTime();
        ProcFiles proc = proc();
        SocketReader reader = new SocketReader(proc, SockDiag::dump, firstWay);
        S sink = reader.read(selection.kernelMask(), sinks);
        Cost cost = new Cost(System.nanoTime() - start, reader.netlinkBytes() + proc.bytesRead());
        return new SocketReading<>(sink, reader.rows(), reader.limits(), cost);
    }

    /// The processes that hold these sockets, by their inodes; inode 0 is nobody's and must not be among them. Those
    /// of other users need CAP_SYS_PTRACE.
    public OwnerReading owners(LongIndex inodes) {
        long start = System.nanoTime();
        ProcFiles proc = proc();
        ProcessOwners search = ProcessOwners.find(proc, inodes);
        return new OwnerReading(
                search.owners(), OwnerLimits.of(search, proc), new Cost(System.nanoTime() - start, proc.bytesRead()));
    }

    /// These settings; all that [Setting] knows when none is named. One that the kernel does not have is absent.
    public Settings settings(Setting... settings) {
        return settings(proc(), settings.length == 0 ? Setting.values() : settings);
    }

    private Settings settings(ProcFiles proc, Setting[] settings) {
        return Sysctls.complete(Sysctls.read(proc, settings), ofMachine, settings);
    }

    /// The counters of TCP, all that the kernel has.
    public Counters counters() {
        return NamespaceCounters.read(proc());
    }

    /// Everything at once.
    public HostSnapshot snapshot() throws HostException {
        long start = System.nanoTime();
        ProcFiles proc = proc();
        SocketReader reader = new SocketReader(proc, SockDiag::dump, firstWay);
        long takenEpochMillis = System.currentTimeMillis();
        SnapshotSink sink = reader.read(SocketSelection.ALL.kernelMask(), SnapshotSink::new);
        IdleTimes idleTimes = new IdleTimes();
        if (sink.hasClosing()) {
            reader.readIdleTimes(SnapshotSink.CLOSING_STATES, idleTimes);
        }
        Counters counters = NamespaceCounters.read(proc);
        ProcessOwners search = ProcessOwners.find(proc, sink.inodes());
        Optional<Conntrack> conntrack = ConntrackFiles.read(proc);
        Kernel kernel = KernelTicks.read(proc, line(proc, "sys/kernel/osrelease"));

        List<Limit> limits = new ArrayList<>(reader.limits());
        limits.addAll(OwnerLimits.of(search, proc));
        if (conntrack.isEmpty() && ConntrackFiles.exists(proc)) {
            limits.add(new Limit("the connection tracking table", "read access to /proc/sys/net/netfilter"));
        }
        if (kernel.hz().isEmpty()) {
            limits.add(new Limit("the kernel's timer frequency", "its build configuration, as /proc/config.gz"));
        }
        int others = Math.max(0, namespaceFiles.list().size() - 1);
        return new HostSnapshot(
                line(proc, "sys/kernel/hostname"),
                takenEpochMillis,
                kernel,
                namespace.withOthers(others),
                sink.build(idleTimes),
                search.owners(),
                settings(proc, Setting.values()),
                counters,
                conntrack,
                Optional.empty(),
                limits,
                new Cost(System.nanoTime() - start, reader.netlinkBytes() + proc.bytesRead()));
    }

    /// Two samples an interval apart: the second, with what changed since the first. Takes as long as the interval,
    /// during which it watches who opens connections.
    ///
    /// @param intervalNanos above 0
    public HostSnapshot observe(long intervalNanos) throws HostException {
        HostSnapshot before = snapshot();
        long start = System.nanoTime();
        List<Sighting> sightings = OwnerWatch.until(start + intervalNanos, this, before);
        long nanos = System.nanoTime() - start;
        HostSnapshot after = snapshot();
        Activity activity = Changes.between(before, after, nanos).withSightings(sightings);
        return after.withActivity(activity).withCost(before.cost().plus(after.cost()));
    }

    private static String line(ProcFiles proc, String name) {
        String text = proc.text(name);
        return text == null ? "unknown" : text;
    }
}
