package dev.linger.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.engine.hash.StateDigest;
import dev.linger.engine.profile.HostConfig;
import dev.linger.engine.profile.HostConfig.Room;
import dev.linger.engine.profile.Profiles;
import dev.linger.testkit.Allocation;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a search pays for a state of a tiny host: a listener, a connection and one that waits.
class EngineCopyCostTest {
    private static final int CALLS = 20_000;
    private static final int ROUNDS = 10;
    /// A third of it are the two sockets, a fifth the counters.
    private static final long COPY_BYTES_MAX = 4_600;

    private final TcpEngine engine = tiny();
    private final TcpEngine other = engine.copy();
    private final StateDigest digest = new StateDigest();
    private TcpEngine copy = engine;

    @Test
    void becomingEqualToAnotherEngineAllocatesNothing() {
        TcpEngine later = engine.copy();
        later.onTime(later.nextDeadlineNanos(), segment -> {});
        assertThat(later.nextDeadlineNanos()).isNotEqualTo(engine.nextDeadlineNanos());
        assertThat(leastBytesOf(() -> {
                    other.copyFrom(engine);
                    other.copyFrom(later);
                }))
                .isZero();
    }

    @Test
    void fingerprintsOfAnEngineAndItsCopyAllocateNothing() {
        assertThat(leastBytesOf(() -> {
                    engine.addTo(digest);
                    other.addTo(digest);
                }))
                .isZero();
    }

    @Test
    void aCopyTakesFewKilobytes() {
        assertThat(leastBytesOf(() -> copy = engine.copy()) / CALLS).isLessThan(COPY_BYTES_MAX);
        assertThat(copy).isNotSameAs(engine);
    }

    private static TcpEngine tiny() {
        World world = new World(new HostConfig(Profiles.LINUX, List.of(World.HERE), 1, Room.TINY));
        int listener = world.listen(80, 4);
        Histories.establish(world, listener, 1);
        Histories.waitInTimeWait(world, Histories.establish(world, listener, 2), 2);
        return world.engine;
    }

    private static long leastBytesOf(Runnable work) {
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            least = Math.min(least, Allocation.bytesOf(() -> {
                for (int call = 0; call < CALLS; call++) {
                    work.run();
                }
            }));
        }
        return least;
    }
}
