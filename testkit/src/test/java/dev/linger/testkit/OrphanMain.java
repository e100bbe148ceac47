package dev.linger.testkit;

/// A process that makes a namespace and a peer, tells their process ids and waits to be killed.
final class OrphanMain {
    private OrphanMain() {}

    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws InterruptedException {
        try (TestNamespace namespace = TestNamespace.create("192.0.2.1")) {
            Peer peer = namespace.peer("orphan");
            peer.listen("192.0.2.1", 8080, Serving.HOLD);
            System.out.println(namespace.pid() + " " + peer.pid());
            Thread.sleep(60_000);
        }
    }
}
