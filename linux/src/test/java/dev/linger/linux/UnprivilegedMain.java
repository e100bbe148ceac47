package dev.linger.linux;

import dev.linger.observation.HostSnapshot;

/// What an ordinary user sees, one fact a line; run as a process of its own.
final class UnprivilegedMain {
    private UnprivilegedMain() {}

    public static void main(String[] arguments) throws HostException {
        HostSnapshot snapshot = LinuxHost.own().snapshot();
        snapshot.sockets().forEach(socket -> System.out.println("socket " + Rows.line(socket)));
        System.out.println("settings " + snapshot.settings().values().size());
        System.out.println("counters " + snapshot.counters().values().size());
        System.out.println("owners " + snapshot.owners().size());
        snapshot.limits().forEach(limit -> System.out.println("limit " + limit));
        try {
            LinuxHost.inNamespace(arguments[0], LinuxHost::snapshot);
        } catch (HostException expected) {
            System.out.println("entering " + expected.kind() + " " + expected.getMessage());
        }
    }
}
