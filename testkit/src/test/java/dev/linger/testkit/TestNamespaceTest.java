package dev.linger.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@NamespaceTest
class TestNamespaceTest {
    @Test
    void hasLoopbackAndTheAddressesAskedFor() {
        try (TestNamespace namespace = TestNamespace.create("192.0.2.1", "2001:db8::1")) {
            String addresses =
                    namespace.run("ip", "-brief", "address").orThrow().output();
            assertTrue(addresses.contains("127.0.0.1/8"), addresses);
            assertTrue(addresses.contains("192.0.2.1/32"), addresses);
            assertTrue(addresses.contains("2001:db8::1/128"), addresses);
            assertEquals(1, addresses.lines().count(), addresses);
        }
    }

    @Test
    void holderIsInAnotherNamespaceThanTheTest() throws IOException {
        try (TestNamespace namespace = TestNamespace.create()) {
            Path held = Files.readSymbolicLink(Path.of("/proc/" + namespace.pid() + "/ns/net"));
            assertFalse(held.equals(Files.readSymbolicLink(Path.of("/proc/self/ns/net"))));
        }
    }

    @Test
    void settingsAreThoseOfTheNamespaceOnly() throws IOException {
        Path outside = Path.of("/proc/sys/net/ipv4/ip_local_port_range");
        String before = Files.readString(outside);
        try (TestNamespace namespace = TestNamespace.create()) {
            namespace.sysctl("net.ipv4.ip_local_port_range", "40000 40999");
            assertEquals("40000\t40999", namespace.sysctl("net.ipv4.ip_local_port_range"));
            assertEquals(before, Files.readString(outside));
        }
    }

    @Test
    void refusedSettingShowsTheReason() {
        try (TestNamespace namespace = TestNamespace.create()) {
            IllegalStateException failure = assertThrows(
                    IllegalStateException.class, () -> namespace.sysctl("net.ipv4.tcp_tw_reuse", "nonsense"));
            assertTrue(failure.getMessage().contains("tcp_tw_reuse"), failure::getMessage);
        }
    }

    @Test
    void settingsOfTheWholeMachineAreRefused() {
        try (TestNamespace namespace = TestNamespace.create()) {
            assertThrows(IllegalArgumentException.class, () -> namespace.sysctl("kernel.pid_max", "1"));
            assertThrows(IllegalArgumentException.class, () -> namespace.sysctl("net.../kernel/pid_max", "1"));
        }
    }

    @Test
    void addressesOfRealMachinesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> TestNamespace.create("8.8.8.8"));
    }

    @Test
    void anAddressThatIsNoneIsReportedWithTheReason() {
        IllegalStateException failure =
                assertThrows(IllegalStateException.class, () -> TestNamespace.create("192.0.2.300"));
        assertTrue(failure.getMessage().contains("192.0.2.300"), failure::getMessage);
    }

    @Test
    void aCommandGivesItsStatusAndBothStreams() {
        try (TestNamespace namespace = TestNamespace.create()) {
            Result result = namespace.run("sh", "-c", "echo out; echo err >&2; exit 3");
            assertEquals(3, result.status());
            assertEquals("out\n", result.output());
            assertEquals("err\n", result.errors());
        }
    }

    @Test
    void aCommandThatDoesNotEndIsKilled() {
        try (TestNamespace namespace = TestNamespace.create()) {
            assertThrows(IllegalStateException.class, () -> namespace.run(Duration.ofMillis(200), "sleep", "30"));
        }
    }

    @Test
    void closingEndsEveryProcessInside() {
        TestNamespace namespace = TestNamespace.create();
        Process sleeper = namespace.start("sleep", "60");
        Peer peer = namespace.peer("peer");
        long holder = namespace.pid();
        namespace.close();
        assertFalse(sleeper.isAlive());
        assertTrue(ProcessHandle.of(peer.pid()).isEmpty());
        assertTrue(ProcessHandle.of(holder).isEmpty());
    }

    @Test
    void nothingOutlivesAKilledTest() throws IOException, InterruptedException, URISyntaxException {
        Process test = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        location(TestNamespace.class) + File.pathSeparator + location(OrphanMain.class),
                        OrphanMain.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            String[] pids = test.inputReader().readLine().split(" ", -1);
            ProcessHandle holder = ProcessHandle.of(Long.parseLong(pids[0])).orElseThrow();
            ProcessHandle peer = ProcessHandle.of(Long.parseLong(pids[1])).orElseThrow();
            // SIGKILL: no shutdown hook, no close().
            test.destroyForcibly().waitFor();
            Eventually.equal(false, holder::isAlive);
            Eventually.equal(false, peer::isAlive);
        } finally {
            test.destroyForcibly();
        }
    }

    private static Path location(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
