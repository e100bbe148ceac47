package dev.linger.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.engine.profile.Profiles;
import dev.linger.engine.socket.SocketOption;
import dev.linger.model.Counter;
import dev.linger.model.Flags;
import dev.linger.model.FourTuple;
import dev.linger.model.TcpState;
import dev.linger.wire.Segment;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The ways a connection ends that were measured on Linux 6.18 with hand-made segments, each as its script tells it:
/// numbers are relative to either side's first.
class MeasuredClosingTest {
    private static final long TENTH = World.SECOND / 10;

    private final World world = new World(Profiles.LINUX);
    private final Peer peer = new Peer(world, 80, 40_000);
    private final FourTuple tuple = new FourTuple(peer.here(), peer.there());
    private final int listener = world.listen(80, 4);
    private int iss;

    private int accepted() {
        int socket = peer.establish(listener);
        iss = peer.ack - 1;
        world.pass(TENTH);
        return socket;
    }

    private void close(int socket) {
        world.engine.close(socket, world.now, world);
    }

    /// `ackOf` numbers of ours are acknowledged.
    private void peerSends(int flags, int seq, int length, int ackOf) {
        peer.ack = iss + ackOf;
        peer.arrive(flags, Peer.ISS + seq, length);
    }

    private void expect(int flags, int seq, int length, int ackOf) {
        assertThat(world.sent).as("one segment").hasSize(1);
        Segment segment = world.lastSent();
        assertThat(Flags.text(segment.flags & ~Flags.PSH)).isEqualTo(Flags.text(flags));
        assertThat(segment.seq - iss).as("seq").isEqualTo(seq);
        assertThat(segment.textLength).as("text").isEqualTo(length);
        if ((segment.flags & Flags.ACK) != 0) {
            assertThat(segment.ack - Peer.ISS).as("ack").isEqualTo(ackOf);
        }
    }

    private void expectNothing() {
        assertThat(world.sent).isEmpty();
    }

    @Test
    void simultaneousCloseGoesThroughClosingToTimeWait() {
        close(accepted());
        expect(Flags.FIN | Flags.ACK, 1, 0, 1);
        peerSends(Flags.FIN | Flags.ACK, 1, 0, 1);
        expect(Flags.ACK, 2, 0, 2);
        assertThat(world.engine.state(tuple)).isEqualTo(TcpState.CLOSING);
        world.pass(TENTH);
        peerSends(Flags.ACK, 2, 0, 2);
        expectNothing();
        assertThat(world.engine.state(tuple)).isEqualTo(TcpState.TIME_WAIT);
        world.pass(TENTH);
        peerSends(Flags.FIN | Flags.ACK, 1, 0, 2);
        expect(Flags.ACK, 2, 0, 2);
    }

    @Test
    void dataAfterCloseIsAnsweredByAReset() {
        close(accepted());
        expect(Flags.FIN | Flags.ACK, 1, 0, 1);
        world.pass(TENTH);
        peerSends(Flags.ACK, 1, 0, 2);
        assertThat(world.engine.state(tuple)).isEqualTo(TcpState.FIN_WAIT_2);
        world.pass(TENTH);
        peerSends(Flags.PSH | Flags.ACK, 1, 100, 2);
        expect(Flags.RST, 2, 0, 0);
        assertThat(world.engine.state(tuple)).isEqualTo(TcpState.CLOSED);
    }

    @Test
    void anUnansweredFinInLastAckIsRepeated() {
        int socket = accepted();
        peerSends(Flags.FIN | Flags.ACK, 1, 0, 1);
        expect(Flags.ACK, 1, 0, 2);
        world.pass(TENTH);
        close(socket);
        expect(Flags.FIN | Flags.ACK, 1, 0, 2);
        world.pass(450 * World.MILLI);
        expect(Flags.FIN | Flags.ACK, 1, 0, 2);
        world.pass(650 * World.MILLI);
        expect(Flags.FIN | Flags.ACK, 1, 0, 2);
        peerSends(Flags.ACK, 2, 0, 2);
        expectNothing();
        peerSends(Flags.ACK, 2, 0, 2);
        expect(Flags.RST, 2, 0, 0);
    }

    @Test
    void aFinThatComesBeforeItsTextIsKept() {
        int socket = accepted();
        peerSends(Flags.FIN | Flags.ACK, 101, 100, 1);
        expect(Flags.ACK, 1, 0, 1);
        world.pass(TENTH);
        peerSends(Flags.PSH | Flags.ACK, 1, 100, 1);
        expect(Flags.ACK, 1, 0, 202);
        byte[] into = new byte[500];
        assertThat(world.engine.receive(socket, into, 0, 500, world.now, world)).isEqualTo(200);
        assertThat(world.engine.receive(socket, into, 0, 500, world.now, world)).isEqualTo(TcpEngine.END_OF_STREAM);
        close(socket);
        expect(Flags.FIN | Flags.ACK, 1, 0, 202);
    }

    @Test
    void textStillArrivesAfterShutdownOfTheOtherHalf() {
        int socket = accepted();
        world.engine.shutdownWrite(socket, world.now, world);
        expect(Flags.FIN | Flags.ACK, 1, 0, 1);
        world.pass(TENTH);
        peerSends(Flags.ACK, 1, 0, 2);
        world.pass(TENTH);
        peerSends(Flags.PSH | Flags.ACK, 1, 100, 2);
        expect(Flags.ACK, 2, 0, 101);
        assertThat(world.engine.receive(socket, new byte[200], 0, 200, world.now, world))
                .isEqualTo(100);
        world.pass(TENTH);
        peerSends(Flags.FIN | Flags.ACK, 101, 0, 2);
        expect(Flags.ACK, 2, 0, 102);
        assertThat(world.engine.receive(socket, new byte[200], 0, 200, world.now, world))
                .isEqualTo(TcpEngine.END_OF_STREAM);
        close(socket);
        expectNothing();
        assertThat(world.engine.state(tuple)).isEqualTo(TcpState.TIME_WAIT);
    }

    @Test
    void lingerZeroResetsAndCountsAbortOnData() {
        int socket = accepted();
        world.engine.setOption(socket, SocketOption.SO_LINGER, 0);
        close(socket);
        expect(Flags.RST | Flags.ACK, 1, 0, 1);
        assertThat(world.engine.count(Counter.ABORT_ON_DATA)).isEqualTo(1);
        peerSends(Flags.ACK, 1, 0, 1);
        expect(Flags.RST, 1, 0, 0);
    }

    @Test
    void lingerSaysNothingWhenItsTimeIsOver() {
        int socket = accepted();
        world.engine.setOption(socket, SocketOption.SO_LINGER, 2);
        world.engine.send(socket, new byte[100], 0, 100, world.now, world);
        expect(Flags.ACK, 1, 100, 1);
        close(socket);
        expect(Flags.FIN | Flags.ACK, 101, 0, 1);
        world.pass(2 * World.SECOND);
        assertThat(world.sent).noneMatch(segment -> segment.has(Flags.RST));
        assertThat(world.engine.state(tuple)).isEqualTo(TcpState.FIN_WAIT_1);
        assertThat(world.engine.count(Counter.SOCKSTAT_ORPHAN)).isEqualTo(1);
    }

    @Test
    void closingAListenerResetsChildrenNobodyAccepted() {
        peer.arrive(Flags.SYN, Peer.ISS, 0);
        iss = world.lastSent().seq;
        peerSends(Flags.ACK, 1, 0, 1);
        close(listener);
        expect(Flags.RST | Flags.ACK, 1, 0, 1);
    }

    @Test
    void unreadTextMakesCloseReset() {
        int socket = accepted();
        peerSends(Flags.PSH | Flags.ACK, 1, 100, 1);
        expect(Flags.ACK, 1, 0, 101);
        close(socket);
        expect(Flags.RST | Flags.ACK, 1, 0, 101);
        assertThat(world.engine.count(Counter.ABORT_ON_CLOSE)).isEqualTo(1);
    }

    @Test
    void aRepeatedFinRestartsTheSixtySeconds() {
        waitInTimeWait();
        for (int time = 0; time < 2; time++) {
            world.pass(59 * World.SECOND);
            peerSends(Flags.FIN | Flags.ACK, 1, 0, 2);
            expect(Flags.ACK, 2, 0, 2);
        }
        world.pass(62 * World.SECOND);
        peerSends(Flags.FIN | Flags.ACK, 1, 0, 2);
        expect(Flags.RST, 2, 0, 0);
    }

    @Test
    void aResetKillsTimeWait() {
        waitInTimeWait();
        peerSends(Flags.RST, 2, 0, 2);
        expectNothing();
        peerSends(Flags.ACK, 2, 0, 2);
        expect(Flags.RST, 2, 0, 0);
    }

    @Test
    void aNewerSynReopensAboveTheOldNumbers() {
        waitInTimeWait();
        peerSends(Flags.SYN, 100_000, 0, 0);
        expect(Flags.SYN | Flags.ACK, 65_539, 0, 100_001);
    }

    @Test
    void anOlderSynIsAcknowledged() {
        waitInTimeWait();
        peerSends(Flags.SYN, 1, 0, 0);
        expect(Flags.ACK, 2, 0, 2);
    }

    @Test
    void anOrphanInFinWait2LastsForFinTimeout() {
        close(accepted());
        world.sent.clear();
        peerSends(Flags.ACK, 1, 0, 2);
        world.pass(60 * World.SECOND - 1);
        assertThat(world.engine.state(tuple)).isEqualTo(TcpState.FIN_WAIT_2);
        world.pass(1);
        expectNothing();
        peerSends(Flags.FIN | Flags.ACK, 1, 0, 2);
        expect(Flags.RST, 2, 0, 0);
    }

    @Test
    void anUnansweredFinOfAnOrphanIsGivenUpAfterTheTimeOfEightDoublings() {
        close(accepted());
        world.sent.clear();
        int repeated = 0;
        long begun = world.now;
        while (world.engine.state(tuple) == TcpState.FIN_WAIT_1) {
            world.now = world.engine.nextDeadlineNanos();
            world.engine.onTime(world.now, world);
            repeated = world.sent.size();
        }
        assertThat((world.now - begun) / World.SECOND).isBetween(103L, 107L);
        assertThat(repeated).isEqualTo(8);
        assertThat(List.copyOf(world.sent)).noneMatch(segment -> segment.has(Flags.RST));
        assertThat(world.engine.count(Counter.ABORT_ON_TIMEOUT)).isEqualTo(1);
        assertThat(world.engine.count(Counter.SOCKSTAT_ORPHAN)).isZero();
    }

    private void waitInTimeWait() {
        close(accepted());
        world.sent.clear();
        peerSends(Flags.FIN | Flags.ACK, 1, 0, 2);
        expect(Flags.ACK, 2, 0, 2);
        assertThat(world.engine.state(tuple)).isEqualTo(TcpState.TIME_WAIT);
        world.pass(TENTH);
    }
}
