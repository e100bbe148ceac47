package dev.linger.engine.arrival;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.engine.Peer;
import dev.linger.engine.TcpEngine;
import dev.linger.engine.World;
import dev.linger.engine.profile.OpeningRules;
import dev.linger.engine.profile.Profile;
import dev.linger.engine.profile.Profiles;
import dev.linger.engine.record.RecordPath;
import dev.linger.engine.socket.Errno;
import dev.linger.model.Counter;
import dev.linger.model.Flags;
import dev.linger.model.FourTuple;
import dev.linger.model.TcpState;
import dev.linger.wire.Segment;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The two queues of a listener, what happens when they are full, and what becomes of what is in them.
class ListenerQueueTest {
    private World world = new World(Profiles.LINUX);
    private int listener;

    static List<Profile> profiles() {
        return Profiles.all();
    }

    private void listens(Profile profile, int backlog) {
        world = new World(profile);
        listener = world.listen(80, backlog);
    }

    private Peer peer(int port) {
        return new Peer(world, 80, port);
    }

    private Peer embryo(int port) {
        Peer peer = peer(port);
        peer.arrive(Flags.SYN, peer.seq++, 0);
        peer.ack = world.lastSent().seq + 1;
        return peer;
    }

    private Peer child(int port) {
        Peer peer = embryo(port);
        peer.arrive(Flags.ACK, peer.seq, 0);
        return peer;
    }

    private TcpState state(Peer peer) {
        return world.engine.state(new FourTuple(peer.here(), peer.there()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            profile      | backlog | children | reply
            linux        | 2       | 3        | -
            linux        | 0       | 1        | -
            rfc-9293     | 2       | 2        | -
            macos        | 3       | 3        | -
            windows-10   | 2       | 2        | RA
            windows-2000 | 2       | 2        | RA
            """)
    void aSynAtAFullAcceptQueueIsDroppedOrReset(String profile, int backlog, int children, String reply) {
        listens(Profiles.named(profile), backlog);
        for (int port = 0; port < children; port++) {
            assertThat(state(child(1000 + port))).isEqualTo(TcpState.ESTABLISHED);
        }
        assertThat(world.engine.count(Counter.LISTEN_OVERFLOWS)).isZero();
        Peer late = peer(2000);
        late.arrive(Flags.SYN, late.seq, 0);
        assertThat(state(late)).isEqualTo(TcpState.CLOSED);
        assertThat(world.engine.count(Counter.LISTEN_OVERFLOWS)).isEqualTo(1);
        assertThat(world.engine.count(Counter.LISTEN_DROPS)).isEqualTo(1);
        if (reply.equals("-")) {
            assertThat(world.sent).isEmpty();
        } else {
            Segment reset = world.lastSent();
            assertThat(reset.flags).isEqualTo(Flags.RST | Flags.ACK);
            assertThat(reset.ack).isEqualTo(late.seq + 1);
        }
        world.sent.clear();
        assertThat(world.engine.accept(listener)).isNotEqualTo(TcpEngine.NONE);
        late.arrive(Flags.SYN, late.seq, 0);
        assertThat(state(late)).isEqualTo(TcpState.SYN_RECEIVED);
    }

    /// The SYN came while there was room, the acknowledgment when there was none: the embryo is kept and tried
    /// again (net/ipv4/tcp_minisocks.c:tcp_check_req).
    @Test
    void theLastAcknowledgmentAtAFullAcceptQueueIsDroppedAndTriedAgain() {
        listens(Profiles.LINUX, 0);
        Peer first = embryo(1000);
        Peer second = embryo(1001);
        first.arrive(Flags.ACK, first.seq, 0);
        second.arrive(Flags.ACK, second.seq, 0);
        assertThat(state(first)).isEqualTo(TcpState.ESTABLISHED);
        assertThat(state(second)).isEqualTo(TcpState.SYN_RECEIVED);
        assertThat(world.sent).isEmpty();
        assertThat(world.engine.count(Counter.LISTEN_OVERFLOWS)).isEqualTo(1);
        assertThat(world.engine.count(Counter.LISTEN_DROPS)).isEqualTo(1);
        world.engine.accept(listener);
        world.pass(World.SECOND);
        assertThat(world.lastSent().flags).isEqualTo(Flags.SYN | Flags.ACK);
        second.arrive(Flags.ACK, second.seq, 0);
        assertThat(state(second)).isEqualTo(TcpState.ESTABLISHED);
    }

    /// net.ipv4.tcp_abort_on_overflow.
    @Test
    void orItIsResetIfTheHostIsToldToAbort() {
        listens(RecordPath.of(Profile.class, "opening.overflow").with(Profiles.LINUX, OpeningRules.Overflow.RESET), 0);
        Peer first = embryo(1000);
        Peer second = embryo(1001);
        first.arrive(Flags.ACK, first.seq, 0);
        second.arrive(Flags.ACK, second.seq, 0);
        Segment reset = world.lastSent();
        assertThat(reset.flags).isEqualTo(Flags.RST);
        assertThat(reset.seq).isEqualTo(second.ack);
        assertThat(state(second)).isEqualTo(TcpState.CLOSED);
        assertThat(world.engine.count(Counter.EMBRYONIC_RESETS)).isEqualTo(1);
        assertThat(world.engine.count(Counter.ATTEMPT_FAILS)).isZero();
        assertThat(world.engine.count(Counter.LISTEN_OVERFLOWS)).isEqualTo(1);
    }

    /// sys/kern/uipc_socket.c:solisten_enqueue: nobody looks at the queue before the handshake is over.
    @Test
    void freeBsdTakesTheSynAndResetsTheLastAcknowledgment() {
        listens(Profiles.FREEBSD_14, 0);
        child(1000);
        Peer late = child(1001);
        assertThat(world.lastSent().flags).isEqualTo(Flags.RST);
        assertThat(state(late)).isEqualTo(TcpState.CLOSED);
        assertThat(world.engine.count(Counter.LISTEN_OVERFLOWS)).isEqualTo(1);
    }

    @Test
    void aSynAtAFullSynQueueIsDropped() {
        listens(RecordPath.of(Profile.class, "opening.synQueueLimit").with(Profiles.LINUX, 2), 8);
        Peer first = embryo(1000);
        embryo(1001);
        Peer late = peer(1002);
        late.arrive(Flags.SYN, late.seq, 0);
        assertThat(state(late)).isEqualTo(TcpState.CLOSED);
        assertThat(world.engine.count(Counter.SYN_QUEUE_FULL_DROPS)).isEqualTo(1);
        assertThat(world.engine.count(Counter.LISTEN_DROPS)).isEqualTo(1);
        assertThat(world.engine.count(Counter.LISTEN_OVERFLOWS)).isZero();
        first.arrive(Flags.RST, first.seq, 0);
        late.arrive(Flags.SYN, late.seq, 0);
        assertThat(state(late)).isEqualTo(TcpState.SYN_RECEIVED);
    }

    /// net.core.somaxconn.
    @Test
    void aBacklogIsHeldToTheCeiling() {
        listens(RecordPath.of(Profile.class, "opening.backlogLimit").with(Profiles.LINUX, 1), 100);
        child(1000);
        child(1001);
        Peer late = peer(1002);
        late.arrive(Flags.SYN, late.seq, 0);
        assertThat(state(late)).isEqualTo(TcpState.CLOSED);
    }

    @Test
    void aLargerBacklogTakesEffectAtOnce() {
        listens(Profiles.LINUX, 0);
        child(1000);
        assertThat(world.engine.listen(listener, 1, world.now)).isEqualTo(Errno.OK);
        assertThat(state(child(1001))).isEqualTo(TcpState.ESTABLISHED);
    }

    /// Measured on Linux 6.18: embryos vanish without a word, children are reset.
    @ParameterizedTest
    @MethodSource("profiles")
    void closingAListenerForgetsEmbryosAndResetsChildren(Profile profile) {
        listens(profile, 8);
        Peer embryo = embryo(1000);
        Peer child = child(1001);
        world.engine.close(listener, world.now, world);
        assertThat(world.sent).hasSize(1);
        Segment reset = world.lastSent();
        assertThat(reset.destinationPort).isEqualTo(1001);
        assertThat(reset.flags).isEqualTo(Flags.RST | Flags.ACK);
        assertThat(state(embryo)).isEqualTo(TcpState.CLOSED);
        assertThat(state(child)).isEqualTo(TcpState.CLOSED);
        assertThat(world.engine.count(Counter.ATTEMPT_FAILS)).isZero();
        embryo.arrive(Flags.ACK, embryo.seq, 0);
        assertThat(world.lastSent().flags).isEqualTo(Flags.RST);
        assertThat(world.engine.nextDeadlineNanos()).isEqualTo(TcpEngine.NEVER);
        listener = world.listen(80, 8);
        assertThat(state(child(1001))).isEqualTo(TcpState.ESTABLISHED);
    }

    @Test
    void aChildThatWasResetBeforeItWasAcceptedIsStillAccepted() {
        listens(Profiles.LINUX, 8);
        Peer child = child(1000);
        child.arrive(Flags.RST, child.seq, 0);
        int socket = world.engine.accept(listener);
        assertThat(world.engine.state(socket)).isEqualTo(TcpState.CLOSED);
        assertThat(world.engine.receive(socket, new byte[1], 0, 1, world.now, world))
                .isEqualTo(TcpEngine.FAILED);
        assertThat(world.engine.takeError(socket)).isEqualTo(Errno.ECONNRESET);
    }

    @Test
    void closingAListenerReleasesChildrenThatEndedInItsQueue() {
        listens(Profiles.LINUX, 8);
        Peer reset = child(1000);
        reset.arrive(Flags.RST, reset.seq, 0);
        world.engine.close(listener, world.now, world);
        assertThat(world.sent).isEmpty();
        int[] left = {0};
        world.engine.visit(socket -> left[0]++);
        assertThat(left[0]).isZero();
    }

    @Test
    void childrenAreAcceptedInTheOrderInWhichTheyWereEstablished() {
        listens(Profiles.LINUX, 8);
        Peer first = embryo(1000);
        Peer second = embryo(1001);
        second.arrive(Flags.ACK, second.seq, 0);
        first.arrive(Flags.ACK, first.seq, 0);
        assertThat(world.engine.remoteEndpoint(world.engine.accept(listener)).port())
                .isEqualTo(1001);
        assertThat(world.engine.remoteEndpoint(world.engine.accept(listener)).port())
                .isEqualTo(1000);
        assertThat(world.engine.accept(listener)).isEqualTo(TcpEngine.NONE);
    }
}
