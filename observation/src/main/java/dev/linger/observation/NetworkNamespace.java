package dev.linger.observation;

/// The network namespace that was looked at.
///
/// @param inode the kernel's number of it (`readlink /proc/self/ns/net`), 0 when not known
/// @param name how the user named it (`--netns`), or `host` for the one Linger runs in
/// @param others how many other namespaces the machine was seen to have; 0 also when nobody looked for them
public record NetworkNamespace(long inode, String name, int others) {
    public static final String OWN = "host";

    public NetworkNamespace(long inode, String name) {
        this(inode, name, 0);
    }

    public NetworkNamespace withOthers(int count) {
        return new NetworkNamespace(inode, name, count);
    }

    /// What to put before a command so that it works in this namespace and not where it is typed; empty for the one
    /// that Linger ran in.
    public String commandPrefix() {
        if (name.equals(OWN)) {
            return "";
        }
        String pid = name.startsWith("pid ") ? name.substring(4) : name;
        boolean number = !pid.isEmpty() && pid.chars().allMatch(Character::isDigit);
        return number ? "nsenter -t " + pid + " -n " : "ip netns exec " + name + " ";
    }
}
