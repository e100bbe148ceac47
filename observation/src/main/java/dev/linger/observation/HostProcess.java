package dev.linger.observation;

/// A process that holds sockets.
///
/// @param name the kernel's short name of it (/proc/PID/comm, up to 15 characters); arguments are never read, since
///     they can hold secrets
public record HostProcess(int pid, String name) {
    @Override
    public String toString() {
        return name + " (pid " + pid + ")";
    }
}
