package dev.linger.testkit;

/// A listener a peer shall open: an address and port, what it does with connections, and socket options.
public record Listening(
        String address,
        int port,
        Serving serving,
        int backlog,
        boolean reuseAddress,
        boolean sharedPort,
        boolean ipv4Only) {
    private static final int BACKLOG = 4096;

    /// With a long accept queue, SO_REUSEADDR (Java's default on Linux) and, unless the peer says otherwise, a
    /// dual-stack socket.
    public static Listening on(String address, int port, Serving serving) {
        return new Listening(address, port, serving, BACKLOG, true, false, false);
    }

    /// The kernel shortens it to `net.core.somaxconn`.
    public Listening withBacklog(int connections) {
        return new Listening(address, port, serving, connections, reuseAddress, sharedPort, ipv4Only);
    }

    public Listening withoutReuse() {
        return new Listening(address, port, serving, backlog, false, sharedPort, ipv4Only);
    }

    /// With SO_REUSEPORT: several peers listen on one port and share the connections, as one process may not be
    /// allowed enough descriptors for all.
    public Listening withSharedPort() {
        return new Listening(address, port, serving, backlog, reuseAddress, true, ipv4Only);
    }

    /// An AF_INET socket even in a dual-stack peer.
    public Listening withIpv4Only() {
        return new Listening(address, port, serving, backlog, reuseAddress, sharedPort, true);
    }

    String command() {
        return String.join(
                " ",
                "listen",
                address,
                Integer.toString(port),
                serving.word(),
                "backlog",
                Integer.toString(backlog),
                "reuse",
                reuseAddress ? "on" : "off",
                sharedPort ? "shared" : "alone",
                ipv4Only ? "ipv4" : "dual");
    }

    /// The counterpart of [#command()], which also takes a hand-typed line without the options.
    static Listening parse(PeerCommand command) {
        Listening listening = on(command.next("address"), command.number("port"), Serving.of(command.next("mode")));
        while (command.hasNext()) {
            String option = command.next("option");
            listening = switch (option) {
                case "backlog" -> listening.withBacklog(command.number("backlog"));
                case "reuse" -> command.next("reuse").equals("off") ? listening.withoutReuse() : listening;
                case "shared" -> listening.withSharedPort();
                case "ipv4" -> listening.withIpv4Only();
                case "alone", "dual" -> listening;
                default -> throw new IllegalArgumentException("no such option: " + option);
            };
        }
        return listening;
    }
}
