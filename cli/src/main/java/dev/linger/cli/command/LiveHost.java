package dev.linger.cli.command;

import dev.linger.linux.HostException;
import dev.linger.linux.HostTask;
import dev.linger.linux.LinuxHost;
import dev.linger.observation.HostSnapshot;
import dev.linger.observation.NetworkNamespace;
import java.util.concurrent.TimeUnit;

/// Runs a task in the namespace that `--netns` names, or in Linger's own.
final class LiveHost {
    private LiveHost() {}

    static <T> T look(Arguments arguments, HostTask<T> task) throws HostException {
        String name = arguments.value(Option.NETNS).orElse(NetworkNamespace.OWN);
        return in(name, task);
    }

    /// One snapshot where `millis` is 0, else two that far apart, so that rates are known.
    static HostSnapshot observe(Arguments arguments, long millis, Console console) throws HostException {
        if (millis == 0) {
            return look(arguments, LinuxHost::snapshot);
        }
        console.progress("sampling " + Interval.words(millis) + " …");
        try {
            return look(arguments, host -> host.observe(TimeUnit.MILLISECONDS.toNanos(millis)));
        } finally {
            console.endProgress();
        }
    }

    /// @param name as [LinuxHost#namespaces()] lists it, or a pid
    static <T> T in(String name, HostTask<T> task) throws HostException {
        return name.equals(NetworkNamespace.OWN) ? task.run(LinuxHost.own()) : LinuxHost.inNamespace(name, task);
    }
}
