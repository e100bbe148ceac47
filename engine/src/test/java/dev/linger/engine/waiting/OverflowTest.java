package dev.linger.engine.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.engine.Peer;
import dev.linger.engine.World;
import dev.linger.engine.profile.Profile;
import dev.linger.engine.profile.Profiles;
import dev.linger.engine.record.RecordPath;
import dev.linger.engine.socket.SocketOption;
import dev.linger.model.Counter;
import dev.linger.model.Flags;
import dev.linger.model.FourTuple;
import dev.linger.model.TcpState;
import dev.linger.wire.Segment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What happens when more connections would wait than may, and what counters say of those that do.
class OverflowTest {
    private static Profile limited(Profile profile, int rows) {
        return RecordPath.copy(profile, "timeWait.overflow.limit", rows);
    }

    /// "max_tw_buckets=2, third close: peer FIN answered RST(seq = its ack); TCPTimeWaitOverflow+1": the
    /// orphan is dropped when its FIN is acknowledged, since its FIN_WAIT_2 would count.
    @Test
    void onLinuxTheThirdOfTwoIsDroppedWhenItsFinIsAcknowledged() {
        World world = new World(limited(Profiles.LINUX, 2));
        int listener = world.listen(80, 4);
        Waiting first = Waiting.timeWaitIn(world, listener, 40_001, true);
        Waiting second = Waiting.timeWaitIn(world, listener, 40_002, true);
        Peer third = closed(world, listener, 40_003);
        third.arrive(Flags.ACK, third.seq, 0);
        assertThat(world.sent).isEmpty();
        assertThat(state(world, third)).isEqualTo(TcpState.CLOSED);
        assertThat(world.engine.count(Counter.TIME_WAIT_OVERFLOW)).isEqualTo(1);
        third.arrive(Flags.FIN | Flags.ACK, third.seq, 0);
        Segment reset = world.lastSent();
        assertThat(Flags.text(reset.flags)).isEqualTo("R");
        assertThat(reset.seq).isEqualTo(third.ack);
        assertThat(first.state()).isEqualTo(TcpState.TIME_WAIT);
        assertThat(second.state()).isEqualTo(TcpState.TIME_WAIT);
        assertThat(world.engine.count(Counter.SOCKSTAT_ORPHAN)).isZero();
    }

    /// "If FIN and ACK arrive together the ACK is sent first (derived)".
    @Test
    void onLinuxAFinThatComesWithTheAcknowledgmentIsStillAcknowledged() {
        World world = new World(limited(Profiles.LINUX, 2));
        int listener = world.listen(80, 4);
        Waiting.timeWaitIn(world, listener, 40_001, true);
        Waiting.timeWaitIn(world, listener, 40_002, true);
        Peer third = closed(world, listener, 40_003);
        third.arrive(Flags.FIN | Flags.ACK, third.seq, 0);
        Segment ack = world.lastSent();
        assertThat(Flags.text(ack.flags)).isEqualTo(".");
        assertThat(ack.ack).isEqualTo(third.seq + 1);
        assertThat(state(world, third)).isEqualTo(TcpState.CLOSED);
        assertThat(world.engine.count(Counter.TIME_WAIT_OVERFLOW)).isEqualTo(1);
    }

    @Test
    void onLinuxThereIsRoomAgainWhenARowHasEnded() {
        World world = new World(limited(Profiles.LINUX, 1));
        int listener = world.listen(80, 4);
        Waiting.timeWaitIn(world, listener, 40_001, true);
        world.pass(60 * World.SECOND);
        assertThat(Waiting.timeWaitIn(world, listener, 40_002, true).state()).isEqualTo(TcpState.TIME_WAIT);
        assertThat(world.engine.count(Counter.TIME_WAIT_OVERFLOW)).isZero();
    }

    @Test
    void aLimitOfNoneLetsNobodyWait() {
        World world = new World(limited(Profiles.LINUX, 0));
        assertThat(Waiting.timeWaitIn(world, world.listen(80, 4), 40_001, true).state())
                .isEqualTo(TcpState.CLOSED);
    }

    /// "when full the **oldest** TW is reused (opposite of Linux)", by reading; the oldest is the one that
    /// would end first.
    @Test
    void onFreeBsd13TheOldestMakesRoom() {
        World world = new World(limited(Profiles.FREEBSD_13, 2));
        int listener = world.listen(80, 4);
        Waiting first = Waiting.timeWaitIn(world, listener, 40_001, true);
        world.pass(World.SECOND);
        Waiting second = Waiting.timeWaitIn(world, listener, 40_002, true);
        world.pass(World.SECOND);
        first.arrives("F.", "R-1", 0, "T");
        Waiting third = Waiting.timeWaitIn(world, listener, 40_003, true);
        assertThat(first.state()).isEqualTo(TcpState.TIME_WAIT);
        assertThat(second.state()).isEqualTo(TcpState.CLOSED);
        assertThat(third.state()).isEqualTo(TcpState.TIME_WAIT);
        assertThat(world.engine.count(Counter.TIME_WAIT_OVERFLOW)).isZero();
    }

    /// "TW: counted at entry from 6.1; <= 5.10 counted at timer expiry, so killed/recycled ones missing".
    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            profile,    killed,  while it waits, afterwards
            linux,      false,   1,              1
            linux,      true,    1,              1
            linux-3.6,  false,   0,              1
            linux-3.6,  true,    0,              0
            linux-4.10, false,   0,              1
            linux-4.10, true,    0,              0
            """)
    void whenTwIsCounted(String profile, boolean killed, int during, int afterwards) {
        Waiting waiting = Waiting.timeWait(profile, false);
        assertThat(waiting.world.engine.count(Counter.TIME_WAIT_MADE)).isEqualTo(during);
        if (killed) {
            waiting.arrives("R", "R", 0, null);
        }
        waiting.world.pass(60 * World.SECOND);
        assertThat(waiting.state()).isEqualTo(TcpState.CLOSED);
        assertThat(waiting.world.engine.count(Counter.TIME_WAIT_MADE)).isEqualTo(afterwards);
        assertThat(waiting.world.engine.count(Counter.TIME_WAIT_SHORT)).isZero();
    }

    /// "mini-socket scheduled with timeout > 4 s: real TIME_WAIT *and* orphan FIN_WAIT_2"; "TWKilled: the
    /// same with timeout <= 4 s: today only FIN_WAIT_2 with tiny fin_timeout/LINGER2 (LIVE fin_timeout=3)".
    /// What becomes of the row later is not counted again.
    @ParameterizedTest
    @CsvSource({"0, 1, 0", "5, 1, 0", "4, 0, 1", "3, 0, 1"})
    void rowsInFinWait2AreCountedByTheirLength(int linger2Seconds, int made, int shortOnes) {
        World world = new World(Profiles.LINUX);
        Peer peer = new Peer(world, 80, 40_000);
        int connection = peer.establish(world.listen(80, 4));
        world.engine.setOption(connection, SocketOption.TCP_LINGER2, linger2Seconds);
        world.sent.clear();
        world.engine.close(connection, world.now, world);
        peer.ack = world.lastSent().end();
        peer.arrive(Flags.ACK, peer.seq, 0);
        assertThat(state(world, peer)).isEqualTo(TcpState.FIN_WAIT_2);
        peer.arrive(Flags.FIN | Flags.ACK, peer.seq, 0);
        assertThat(state(world, peer)).isEqualTo(TcpState.TIME_WAIT);
        assertThat(world.engine.count(Counter.TIME_WAIT_MADE)).isEqualTo(made);
        assertThat(world.engine.count(Counter.TIME_WAIT_SHORT)).isEqualTo(shortOnes);
    }

    /// A connection whose program has closed it; the peer has our FIN and has not answered.
    private static Peer closed(World world, int listener, int remotePort) {
        Peer peer = new Peer(world, 80, remotePort);
        int connection = peer.establish(listener);
        world.sent.clear();
        world.engine.close(connection, world.now, world);
        peer.ack = world.lastSent().end();
        return peer;
    }

    private static TcpState state(World world, Peer peer) {
        return world.engine.state(new FourTuple(peer.here(), peer.there()));
    }
}
