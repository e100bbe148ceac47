package dev.linger.linux;

/// What to do inside a network namespace, see [LinuxHost#inNamespace(String, HostTask)].
@FunctionalInterface
public interface HostTask<T> {
    /// `host` reads the namespace the calling thread is in; it must not be kept or handed to another thread.
    T run(LinuxHost host) throws HostException;
}
