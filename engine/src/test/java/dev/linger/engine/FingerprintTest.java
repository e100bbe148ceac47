package dev.linger.engine;

import static dev.linger.engine.Histories.config;
import static dev.linger.engine.Histories.establish;
import static dev.linger.engine.Histories.fingerprint;
import static dev.linger.engine.Histories.fresh;
import static dev.linger.engine.Histories.rows;
import static dev.linger.engine.Histories.waitInTimeWait;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.engine.profile.HostConfig.Room;
import dev.linger.engine.profile.Profiles;
import dev.linger.model.Flags;
import org.junit.jupiter.api.Test;

/// Engines in the same state have the same fingerprint whatever their history.
class FingerprintTest {
    private static final int MANY = 300;

    // --- the same state, another history -----------------------------------------------------------------------------

    @Test
    void socketsMayBeOpenedInAnyOrder() {
        assertThat(Histories.of(world -> {
                    world.listen(80, 3);
                    world.listen(81, 4);
                }))
                .isEqualTo(Histories.of(world -> {
                    world.listen(81, 4);
                    world.listen(80, 3);
                }));
    }

    @Test
    void connectionsMayHaveOtherNumbers() {
        assertThat(Histories.of(world -> establish(world, world.listen(80, 3), 1)))
                .isEqualTo(Histories.of(world -> {
                    int[] others = {world.engine.socket(), world.engine.socket(), world.engine.socket()};
                    int listener = world.listen(80, 3);
                    world.engine.close(others[1], world.now, world);
                    establish(world, listener, 1);
                    world.engine.close(others[2], world.now, world);
                    world.engine.close(others[0], world.now, world);
                }));
    }

    @Test
    void whichNumberComesNextMakesNoDifference() {
        assertThat(Histories.of(world -> closeInOrder(world, 0, 1, 2)))
                .isEqualTo(Histories.of(world -> closeInOrder(world, 2, 1, 0)));
    }

    private static void closeInOrder(World world, int... numbers) {
        int[] sockets = {world.engine.socket(), world.engine.socket(), world.engine.socket()};
        for (int number : numbers) {
            world.engine.close(sockets[number], world.now, world);
        }
    }

    @Test
    void tablesThatHaveGrownAreLikeThoseThatHaveNot() {
        assertThat(Histories.of(world -> {
                    int listener = world.listen(80, 3);
                    world.pass(200 * World.SECOND);
                    establish(world, listener, 1);
                }))
                .isEqualTo(Histories.of(world -> {
                    int listener = world.listen(80, 3);
                    for (int peer = 0; peer < MANY; peer++) {
                        waitInTimeWait(world, establish(world, listener, 1_000 + peer), 1_000 + peer);
                    }
                    world.pass(200 * World.SECOND);
                    assertThat(world.engine.nextDeadlineNanos()).isEqualTo(TcpEngine.NEVER);
                    establish(world, listener, 1);
                }));
    }

    @Test
    void rowsMayHaveComeAndGoneInAnyOrder() {
        assertThat(Histories.of(world -> rows(world, 1, 2, 3))).isEqualTo(Histories.of(world -> rows(world, 3, 1, 2)));
        assertThat(Histories.of(world -> rows(world, 1, 2, 3))).isNotEqualTo(Histories.of(world -> rows(world, 1, 2)));
    }

    @Test
    void roomInTablesMakesNoDifference() {
        Room ordinary = Room.ORDINARY;
        assertThat(fresh(config(Profiles.LINUX, new Room(2, 1, 4, ordinary.perturbationBits()))))
                .isEqualTo(fresh(config(Profiles.LINUX, ordinary)));
    }

    @Test
    void theMomentMakesNoDifference() {
        assertThat(Histories.of(world -> {
                    world.now += 77 * World.SECOND;
                    world.listen(80, 3);
                }))
                .isEqualTo(Histories.of(world -> world.listen(80, 3)));
    }

    @Test
    void countersMakeNoDifference() {
        assertThat(Histories.of(world -> {
                    world.listen(80, 3);
                    new Peer(world, 79, 1).arrive(Flags.SYN, 5, 0);
                    assertThat(world.lastSent().has(Flags.RST)).isTrue();
                }))
                .isEqualTo(Histories.of(world -> world.listen(80, 3)));
    }

    // --- what a program holds ----------------------------------------------------------------------------------------

    @Test
    void programsSayWhichSocketTheyMean() {
        World world = new World(Profiles.LINUX);
        int first = world.listen(80, 3);
        int second = world.listen(81, 3);
        World other = new World(Profiles.LINUX);
        int otherSecond = other.listen(81, 3);
        int otherFirst = other.listen(80, 3);
        assertThat(fingerprint(other.engine)).isEqualTo(fingerprint(world.engine));
        assertThat(fingerprint(other.engine, otherFirst)).isEqualTo(fingerprint(world.engine, first));
        assertThat(fingerprint(other.engine, otherSecond)).isEqualTo(fingerprint(world.engine, second));
        assertThat(fingerprint(world.engine, first)).isNotEqualTo(fingerprint(world.engine, second));
    }
}
