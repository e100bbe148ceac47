package dev.linger.engine.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.engine.HostVisitor;
import dev.linger.engine.Peer;
import dev.linger.engine.World;
import dev.linger.engine.profile.Profile;
import dev.linger.engine.profile.Profiles;
import dev.linger.engine.socket.SocketOption;
import dev.linger.model.Counter;
import dev.linger.model.Flags;
import dev.linger.model.FourTuple;
import dev.linger.model.IpAddress;
import dev.linger.model.TcpState;
import dev.linger.wire.Segment;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The ways into TIME_WAIT, and those that lead past it.
class EntryTest {
    static List<Profile> profiles() {
        return Profiles.all();
    }

    /// RFC 9293 §3.3.2, figure 5: FIN_WAIT_2 and the peer's FIN.
    @ParameterizedTest
    @MethodSource("profiles")
    void fromFinWait2ByTheFin(Profile profile) {
        Closing closing = new Closing(profile);
        closing.arrives(Flags.ACK, 2);
        assertThat(closing.state()).isEqualTo(TcpState.FIN_WAIT_2);
        closing.arrives(Flags.FIN | Flags.ACK, 2);
        closing.expectRow(closing.world.lastSent());
    }

    /// Both closed at once, and the acknowledgment of our FIN comes last.
    @ParameterizedTest
    @MethodSource("profiles")
    void fromClosingByTheAcknowledgment(Profile profile) {
        Closing closing = new Closing(profile);
        closing.arrives(Flags.FIN | Flags.ACK, 1);
        assertThat(closing.state()).isEqualTo(TcpState.CLOSING);
        Segment ack = closing.world.lastSent();
        closing.peer.seq++;
        closing.arrives(Flags.ACK, 2);
        assertThat(closing.world.sent).isEmpty();
        closing.peer.seq--;
        closing.expectRow(ack);
    }

    /// Note 2 of the figure: one segment acknowledges our FIN and brings the peer's.
    @ParameterizedTest
    @MethodSource("profiles")
    void fromFinWait1ByFinAndAcknowledgmentInOne(Profile profile) {
        Closing closing = new Closing(profile);
        assertThat(closing.state()).isEqualTo(TcpState.FIN_WAIT_1);
        closing.arrives(Flags.FIN | Flags.ACK, 2);
        closing.expectRow(closing.world.lastSent());
    }

    /// Whether the program still holds its half changes nothing.
    @ParameterizedTest
    @MethodSource("profiles")
    void alsoWhileTheProgramHoldsTheSocket(Profile profile) {
        World world = new World(profile);
        Peer peer = new Peer(world, 80, 40_000);
        int connection = peer.establish(world.listen(80, 4));
        world.sent.clear();
        world.engine.shutdownWrite(connection, world.now, world);
        peer.closeAfter(world.lastSent());
        assertThat(world.engine.state(new FourTuple(peer.here(), peer.there()))).isEqualTo(TcpState.TIME_WAIT);
        assertThat(world.engine.state(connection)).isEqualTo(TcpState.CLOSED);
    }

    @Test
    void theVisitorShowsTheRow() {
        World world = new World(Profiles.LINUX);
        Waiting waiting = Waiting.timeWaitIn(world, world.listen(80, 4), 40_000, true);
        world.pass(1_500 * World.MILLI);
        world.engine.onTime(world.now, world);
        int[] rows = {0};
        world.engine.visit(new HostVisitor() {
            @Override
            public void socket(SocketSight socket) {}

            @Override
            public void waiting(WaitingSight row) {
                rows[0]++;
                assertThat(row.state()).isEqualTo(TcpState.TIME_WAIT);
                assertThat(new IpAddress(row.localHigh(), row.localLow())).isEqualTo(World.HERE);
                assertThat(new IpAddress(row.remoteHigh(), row.remoteLow())).isEqualTo(World.THERE);
                assertThat(row.localPort()).isEqualTo(80);
                assertThat(row.remotePort()).isEqualTo(40_000);
                assertThat(row.sndNxt()).isEqualTo(waiting.sndNxt);
                assertThat(row.rcvNxt()).isEqualTo(waiting.rcvNxt);
                assertThat(row.timestamps()).isTrue();
                assertThat(row.tsRecent()).isEqualTo(waiting.peer.tsVal);
                assertThat(row.ageMillis()).isEqualTo(1_500);
                assertThat(row.remainingMillis()).isEqualTo(58_500);
            }
        });
        assertThat(rows[0]).isEqualTo(1);
        assertThat(world.engine.count(Counter.SOCKSTAT_TIME_WAIT)).isEqualTo(1);
    }

    /// nolocaltimewait: "if the remote address is local, TIME_WAIT is skipped after sending the ACK. Default
    /// 0 in 13, true in 14+", by reading.
    @ParameterizedTest
    @CsvSource({
        "freebsd-13, 127.0.0.1, TIME_WAIT",
        "freebsd-14, 127.0.0.1, CLOSED",
        "freebsd-13, 192.0.2.9, TIME_WAIT",
        "freebsd-14, 192.0.2.9, CLOSED",
        "freebsd-14, ::1, CLOSED",
        "linux, 127.0.0.1, TIME_WAIT"
    })
    void onFreeBsd14ThereIsNoWaitTowardsTheHostItself(String profile, String address, TcpState state) {
        SelfTalk host =
                new SelfTalk(Profiles.named(profile), IpAddress.parse(address).orElseThrow());
        FourTuple client = host.openAndClose();
        FourTuple server = new FourTuple(client.remote(), client.local());
        assertThat(host.engine.state(client)).isEqualTo(state);
        assertThat(host.engine.state(server)).isEqualTo(TcpState.CLOSED);
        assertThat(host.engine.count(Counter.OUT_RSTS)).isZero();
    }

    @Test
    void onFreeBsd14OthersAreWaitedForAsEver() {
        assertThat(Waiting.timeWait(Profiles.FREEBSD_14, true).state()).isEqualTo(TcpState.TIME_WAIT);
    }

    /// "Sockopt TCP_NOTIMEWAIT skips it", by reading.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void onMacosAProgramMaySkipTheWait(boolean skips) {
        World world = new World(Profiles.MACOS);
        Peer peer = new Peer(world, 80, 40_000);
        int connection = peer.establish(world.listen(80, 4));
        world.engine.setOption(connection, SocketOption.TCP_NOTIMEWAIT, skips ? 1 : 0);
        world.sent.clear();
        world.engine.close(connection, world.now, world);
        peer.closeAfter(world.lastSent());
        Segment ack = world.lastSent();
        assertThat(ack.flags).isEqualTo(Flags.ACK);
        assertThat(ack.ack).isEqualTo(peer.seq);
        assertThat(world.engine.state(new FourTuple(peer.here(), peer.there())))
                .isEqualTo(skips ? TcpState.CLOSED : TcpState.TIME_WAIT);
    }

    /// A connection whose program has closed it, and the peer that answers.
    private static final class Closing {
        final World world;
        final Peer peer;
        private final int iss;

        Closing(Profile profile) {
            world = new World(profile);
            peer = new Peer(world, 80, 40_000);
            int connection = peer.establish(world.listen(80, 4));
            iss = peer.ack - 1;
            world.sent.clear();
            world.engine.close(connection, world.now, world);
            world.sent.clear();
        }

        /// `ackOf` numbers of ours are acknowledged: 1 without the FIN, 2 with it.
        void arrives(int flags, int ackOf) {
            peer.ack = iss + ackOf;
            peer.arrive(flags, peer.seq, 0);
        }

        TcpState state() {
            return world.engine.state(new FourTuple(peer.here(), peer.there()));
        }

        /// It waits, and this was the answer to the peer's FIN.
        void expectRow(Segment ack) {
            assertThat(Flags.text(ack.flags)).isEqualTo(".");
            assertThat(ack.seq).isEqualTo(iss + 2);
            assertThat(ack.ack).isEqualTo(peer.seq + 1);
            assertThat(state()).isEqualTo(TcpState.TIME_WAIT);
            assertThat(world.engine.count(Counter.SOCKSTAT_TIME_WAIT)).isEqualTo(1);
        }
    }
}
