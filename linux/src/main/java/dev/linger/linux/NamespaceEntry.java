package dev.linger.linux;

import dev.linger.linux.kernel.Errno;
import dev.linger.linux.libc.LibC;
import dev.linger.linux.libc.SystemCallException;
import dev.linger.linux.procfs.NamespaceFiles;
import dev.linger.linux.procfs.ProcFiles;
import dev.linger.linux.procfs.Sysctls;
import dev.linger.model.Setting;
import dev.linger.observation.NetworkNamespace;
import dev.linger.observation.Settings;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// One visit of another network namespace: a thread that enters it, runs a task there and ends.
final class NamespaceEntry<T> {
    /// Where `ip netns` keeps its names.
    static final String NAMES_FOLDER = "/var/run/netns";

    private static final int NAMES_SHOWN = 20;

    private final String nameOrPid;
    private final HostTask<T> task;
    private final ProcFiles proc = new ProcFiles("/proc");
    private final NamespaceFiles files = new NamespaceFiles(proc, NAMES_FOLDER);

    NamespaceEntry(String nameOrPid, HostTask<T> task) {
        this.nameOrPid = nameOrPid;
        this.task = task;
    }

    /// Runs the task to its end; throws what it throws.
    T run() throws HostException {
        if (nameOrPid.equals(NetworkNamespace.OWN) && !files.isNamed(nameOrPid)) {
            return task.run(LinuxHost.own());
        }
        if (!NamespaceFiles.isName(nameOrPid)) {
            throw notFound("no network namespace can be called");
        }
        // A new namespace shows no settings of the machine: they are taken along.
        Settings ofMachine = Sysctls.readScope(proc, Setting.Scope.MACHINE);
        FutureTask<T> visit = new FutureTask<>(() -> enterAndRun(ofMachine));
        Thread visitor = Thread.ofPlatform().name("netns " + nameOrPid).daemon().start(visit);
        try {
            visitor.join();
            return visit.get();
        } catch (InterruptedException interrupted) {
            visitor.interrupt();
            Thread.currentThread().interrupt();
            throw HostException.failed("interrupted while looking at network namespace " + nameOrPid, interrupted);
        } catch (ExecutionException failure) {
            switch (failure.getCause()) {
                case HostException ofHost -> throw ofHost;
                case RuntimeException ofTask -> throw ofTask;
                case Error ofTask -> throw ofTask;
                case null, default -> throw HostException.failed("cannot look at namespace " + nameOrPid, failure);
            }
        }
    }

    private T enterAndRun(Settings ofMachine) throws HostException {
        String file = files.file(nameOrPid);
        try (LibC libc = libc()) {
            int descriptor = open(libc, file);
            try {
                libc.setns(descriptor);
            } catch (SystemCallException failure) {
                throw failure.errno() == Errno.EINVAL
                        ? notFound("a name left without its network namespace:")
                        : HostException.of(failure, "entering another network namespace needs CAP_SYS_ADMIN");
            } finally {
                libc.close(descriptor);
            }
        }
        return task.run(LinuxHost.visited(nameOrPid, ofMachine));
    }

    private static LibC libc() throws HostException {
        try {
            return LibC.open();
        } catch (SystemCallException failure) {
            throw HostException.of(failure, "no other network namespace can be entered");
        }
    }

    private int open(LibC libc, String file) throws HostException {
        try {
            return libc.open(file);
        } catch (SystemCallException failure) {
            throw failure.errno() == Errno.ENOENT
                    ? notFound("no network namespace or process")
                    : HostException.of(failure, "the namespace of another user's process needs CAP_SYS_PTRACE");
        }
    }

    /// Says what there is instead.
    private HostException notFound(String problem) {
        List<NetworkNamespace> known = files.list();
        StringBuilder message =
                new StringBuilder(problem).append(" '").append(nameOrPid).append("'; there are: ");
        for (int index = 0; index < known.size() && index < NAMES_SHOWN; index++) {
            message.append(index == 0 ? "" : ", ").append(known.get(index).name());
        }
        if (known.size() > NAMES_SHOWN) {
            message.append(" and ").append(known.size() - NAMES_SHOWN).append(" more");
        }
        return new HostException(HostException.Kind.NOT_FOUND, message.toString());
    }
}
