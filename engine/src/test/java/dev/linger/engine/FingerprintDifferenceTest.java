package dev.linger.engine;

import static dev.linger.engine.Histories.config;
import static dev.linger.engine.Histories.establish;
import static dev.linger.engine.Histories.fingerprint;
import static dev.linger.engine.Histories.fresh;
import static dev.linger.engine.Histories.rows;
import static dev.linger.engine.Histories.waitInTimeWait;
import static dev.linger.engine.Histories.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.engine.hash.Fingerprint;
import dev.linger.engine.profile.HostConfig;
import dev.linger.engine.profile.HostConfig.Room;
import dev.linger.engine.profile.Profile;
import dev.linger.engine.profile.Profiles;
import dev.linger.engine.socket.Errno;
import dev.linger.engine.socket.SocketOption;
import dev.linger.engine.timewait.OverflowRules;
import dev.linger.model.Endpoint;
import dev.linger.model.Flags;
import dev.linger.model.PortSet;
import dev.linger.model.TcpState;
import dev.linger.wire.Segment;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Engines in states that differ in anything have other fingerprints.
class FingerprintDifferenceTest {
    @Test
    void whoWaitsLongestForAcceptCounts() {
        assertThat(Histories.of(world -> queue(world, 1, 2))).isNotEqualTo(Histories.of(world -> queue(world, 2, 1)));
        assertThat(Histories.of(world -> queue(world, 1, 2))).isEqualTo(Histories.of(world -> queue(world, 1, 2)));
    }

    private static void queue(World world, int... peers) {
        world.listen(80, 3);
        for (int remotePort : peers) {
            Peer peer = new Peer(world, 80, remotePort);
            peer.arrive(Flags.SYN, Peer.ISS, 0);
            peer.ack = world.lastSent().seq + 1;
            peer.arrive(Flags.ACK, Peer.ISS + 1, 0);
        }
    }

    @Test
    void whichOfTwoListenersWithOnePortComesFirstCounts() {
        assertThat(Histories.of(world -> shared(world, 1, 2))).isNotEqualTo(Histories.of(world -> shared(world, 2, 1)));
        assertThat(Histories.of(world -> shared(world, 1, 2))).isEqualTo(Histories.of(world -> shared(world, 1, 2)));
    }

    private static void shared(World world, int... backlogs) {
        for (int backlog : backlogs) {
            int listener = world.engine.socket();
            world.engine.setOption(listener, SocketOption.SO_REUSEPORT, 1);
            world.engine.bind(listener, new Endpoint(World.HERE, 80), world.now);
            world.engine.listen(listener, backlog, world.now);
        }
    }

    @Test
    void rowsThatEndTogetherHaveAnOrderWhereTheOldestMakesRoom() {
        OverflowRules two = new OverflowRules(OverflowRules.Policy.DISCARD_OLDEST, 2);
        Profile crowded = with(Profiles.LINUX, Profiles.LINUX.timeWait().withOverflow(two));
        assertThat(Histories.of(crowded, world -> rows(world, 1, 2)))
                .isNotEqualTo(Histories.of(crowded, world -> rows(world, 2, 1)));
        assertThat(Histories.of(crowded, world -> rows(world, 1, 2)))
                .isEqualTo(Histories.of(crowded, world -> rows(world, 1, 2)));
    }

    @ParameterizedTest
    @EnumSource
    void everyOptionCounts(SocketOption option) {
        long value = switch (option) {
            case SO_LINGER -> 5;
            case TCP_MAXSEG -> 1_000;
            case TCP_QUICKACK -> 0;
            default -> 1;
        };
        Profile owner = Profiles.all().stream()
                .filter(profile -> profile.options().verdict(option, value) == Errno.OK)
                .findFirst()
                .orElseThrow();
        assertThat(Histories.of(owner, world -> world.engine.setOption(world.engine.socket(), option, value)))
                .isNotEqualTo(Histories.of(owner, world -> world.engine.socket()));
    }

    @Test
    void optionsWhoseSumIsTheSameDiffer() {
        assertThat(Histories.of(world -> world.engine.setOption(world.engine.socket(), SocketOption.TCP_KEEPINTVL, 1)))
                .isNotEqualTo(Histories.of(
                        world -> world.engine.setOption(world.engine.socket(), SocketOption.TCP_KEEPCNT, 31)));
    }

    @Test
    void anOptionThatWasTakenBackIsForgotten() {
        assertThat(Histories.of(world -> {
                    int socket = world.engine.socket();
                    world.engine.setOption(socket, SocketOption.TCP_NODELAY, 1);
                    world.engine.setOption(socket, SocketOption.TCP_NODELAY, 0);
                }))
                .isEqualTo(Histories.of(world -> world.engine.socket()));
    }

    @Test
    void theUserCounts() {
        assertThat(Histories.of(world -> world.engine.setUser(world.engine.socket(), 1000)))
                .isNotEqualTo(Histories.of(world -> world.engine.socket()));
    }

    @Test
    void portsAndTheirOwnersCount() {
        Fingerprint bound = Histories.of(world -> bind(world, 80));
        assertThat(Histories.of(world -> bind(world, 81))).isNotEqualTo(bound);
        assertThat(Histories.of(world -> world.engine.socket())).isNotEqualTo(bound);
        assertThat(Histories.of(world -> bind(world, 80))).isEqualTo(bound);
    }

    private static int bind(World world, int port) {
        int socket = world.engine.socket();
        world.engine.bind(socket, new Endpoint(World.HERE, port), world.now);
        return socket;
    }

    @Test
    void aPortSearchLeavesItsMark() {
        Endpoint there = new Endpoint(World.THERE, 80);
        assertThat(Histories.of(world -> {
                    int socket = world.engine.socket();
                    world.engine.connect(socket, there, world.now, world);
                    world.engine.abort(socket, world.now, world);
                }))
                .isNotEqualTo(Histories.of(world -> {}));
    }

    @Test
    void textThatWaitsCounts() {
        assertThat(Histories.of(world -> received(world, 'a')))
                .isNotEqualTo(Histories.of(world -> received(world, 'b')));
        assertThat(Histories.of(world -> sent(world, 'a'))).isNotEqualTo(Histories.of(world -> sent(world, 'b')));
    }

    private static void received(World world, int text) {
        establish(world, world.listen(80, 3), 1);
        Peer peer = new Peer(world, 80, 1);
        peer.ack = sndNxt(world);
        Segment segment = peer.segment(Flags.ACK, Peer.ISS + 1, 1);
        segment.text = new byte[] {(byte) text};
        world.arrive(segment);
    }

    private static void sent(World world, int text) {
        int socket = establish(world, world.listen(80, 3), 1);
        world.engine.send(socket, new byte[] {(byte) text}, 0, 1, world.now, world);
    }

    @Test
    void anErrorThatWasNotTakenCounts() {
        assertThat(Histories.of(world -> reset(world)))
                .isNotEqualTo(Histories.of(world -> world.engine.takeError(reset(world))));
    }

    private static int reset(World world) {
        int socket = establish(world, world.listen(80, 3), 1);
        new Peer(world, 80, 1).arrive(Flags.RST, Peer.ISS + 1, 0);
        assertThat(world.engine.state(socket)).isEqualTo(TcpState.CLOSED);
        return socket;
    }

    @Test
    void howFarAwayADeadlineIsCounts() {
        World world = new World(Profiles.LINUX);
        waitInTimeWait(world, establish(world, world.listen(80, 3), 1), 1);
        Fingerprint before = fingerprint(world.engine);
        world.pass(5 * World.MILLI);
        world.engine.onTime(world.now, world);
        assertThat(fingerprint(world.engine)).isNotEqualTo(before);
    }

    @Test
    void chanceToComeCounts() {
        assertThat(fresh(new HostConfig(Profiles.LINUX, List.of(World.HERE), 2, Room.TINY)))
                .isNotEqualTo(fresh(new HostConfig(Profiles.LINUX, List.of(World.HERE), 1, Room.TINY)));
    }

    @Test
    void theAddressesCount() {
        assertThat(fresh(new HostConfig(Profiles.LINUX, List.of(World.THERE), 1, Room.TINY)))
                .isNotEqualTo(fresh(new HostConfig(Profiles.LINUX, List.of(World.HERE), 1, Room.TINY)));
    }

    @Test
    void theTableOfThePortSearchCounts() {
        assertThat(fresh(config(Profiles.LINUX, new Room(4, 4, 3, 1))))
                .isNotEqualTo(fresh(config(Profiles.LINUX, new Room(4, 4, 3, 0))));
    }

    @Test
    void everyProfileCounts() {
        Map<Fingerprint, Profile> seen = new HashMap<>();
        for (Profile profile : Profiles.all()) {
            assertThat(seen.put(fresh(config(profile, Room.TINY)), profile))
                    .as(profile.name())
                    .isNull();
        }
    }

    /// The fingerprint has a profile as its text.
    @Test
    void everyValueOfAProfileIsWrittenOut() {
        for (Profile profile : Profiles.all()) {
            writtenOut(profile);
        }
    }

    private static void writtenOut(Object value) {
        Class<?> type = value.getClass();
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, part) -> writtenOut(part));
            return;
        }
        if (!type.isRecord()) {
            assertThat(value instanceof Enum || value instanceof Comparable || value instanceof PortSet)
                    .as("%s says what it holds", type)
                    .isTrue();
            return;
        }
        String text = value.toString();
        for (RecordComponent component : type.getRecordComponents()) {
            Object part = part(value, component);
            if (part != null) {
                assertThat(text).as("%s", component).contains(part.toString());
                writtenOut(part);
            }
        }
    }

    private static Object part(Object value, RecordComponent component) {
        try {
            return component.getAccessor().invoke(value);
        } catch (ReflectiveOperationException impossible) {
            throw new LinkageError(impossible.getMessage(), impossible);
        }
    }

    @Test
    void aSettingThatChangedCounts() {
        World world = new World(Profiles.LINUX);
        Fingerprint before = fingerprint(world.engine);
        world.engine.setProfile(with(Profiles.LINUX, Profiles.LINUX.timeWait().withRfc1337(true)));
        assertThat(fingerprint(world.engine)).isNotEqualTo(before);
        world.engine.setProfile(Profiles.LINUX);
        assertThat(fingerprint(world.engine)).isEqualTo(before);
    }

    @Test
    void equalProfilesAreTheSame() {
        Profile linux = Profiles.LINUX;
        Profile same = with(linux, linux.timeWait());
        assertThat(same).isNotSameAs(linux);
        assertThat(fresh(config(same, Room.TINY))).isEqualTo(fresh(config(linux, Room.TINY)));
    }

    private static int sndNxt(World world) {
        int[] found = new int[1];
        world.engine.visit(socket -> {
            if (socket.state() == TcpState.ESTABLISHED) {
                found[0] = socket.sndNxt();
            }
        });
        return found[0];
    }
}
