package dev.linger.testkit;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;

@NamespaceTest
class NamedNamespaceTest {
    @Test
    void theNameIsKnownUntilItIsClosed() {
        String name;
        try (NamedNamespace namespace = NamedNamespace.create()) {
            name = namespace.name();
            assertTrue(NamedNamespace.names().contains(name));
        }
        assertFalse(NamedNamespace.names().contains(name));
    }

    @Test
    void namesOfDeadTestRunsAreSweptAndThoseOfLiveOnesStay() throws IOException, InterruptedException {
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        String stale = "linger-test-" + dead.pid() + "-1";
        assertTrue(new ProcessBuilder("ip", "netns", "add", stale).start().waitFor() == 0);
        try (NamedNamespace first = NamedNamespace.create();
                NamedNamespace second = NamedNamespace.create()) {
            assertFalse(NamedNamespace.names().contains(stale));
            assertTrue(NamedNamespace.names().contains(first.name()));
            assertTrue(NamedNamespace.names().contains(second.name()));
        }
    }
}
