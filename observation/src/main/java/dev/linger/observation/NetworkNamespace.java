package dev.linger.observation;

/// The network namespace that was looked at.
///
/// @param inode the kernel's number of it (`readlink /proc/self/ns/net`), 0 when not known
/// @param name how the user named it (`--netns`), or `host` for the one Linger runs in
public record NetworkNamespace(long inode, String name) {
    public static final String OWN = "host";
}
