package dev.linger.engine.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.engine.Peer;
import dev.linger.engine.World;
import dev.linger.engine.profile.Profile;
import dev.linger.engine.profile.Profiles;
import dev.linger.engine.record.RecordPath;
import dev.linger.engine.socket.Errno;
import dev.linger.model.Counter;
import dev.linger.model.Endpoint;
import dev.linger.model.Flags;
import dev.linger.model.TcpState;
import dev.linger.wire.Segment;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// tcp_tw_recycle of Linux up to 4.11, by reading. The RTO is the round trip and at least 200 ms more,
/// rounded up to ticks of 4 ms: 204 ms for a peer that answers at once, so that 3.5 times the RTO is 714 ms.
class RecycleTest {
    private static final int CLIENT_A = 40_000;
    private static final int CLIENT_B = 41_000;

    private static Profile recycling(String profile) {
        return RecordPath.copy(Profiles.named(profile), "timeWait.recycle.on", true);
    }

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            profile,    round trip, timestamps, hold
            linux-3.6,  0,          true,       714
            linux-3.6,  100,        true,       1050
            linux-4.10, 0,          true,       714
            linux-4.10, 100,        true,       1050
            linux-3.6,  100,        false,      60000
            linux-4.10, 100,        false,      60000
            """)
    void theHoldIsThreeAndAHalfTimesTheRtoIfTimestampsWereUsed(
            String profile, int roundTripMillis, boolean timestamps, int holdMillis) {
        World world = new World(recycling(profile));
        int listener = world.listen(80, 4);
        Waiting waiting = Waiting.timeWaitIn(world, listener, CLIENT_A, timestamps, roundTripMillis);
        world.pass(holdMillis * World.MILLI - 1);
        assertThat(waiting.state()).isEqualTo(TcpState.TIME_WAIT);
        world.pass(1);
        assertThat(waiting.state()).isEqualTo(TcpState.CLOSED);
    }

    /// "TW life = 3.5xRTO [...] both at entry and on FIN_WAIT_2->TIME_WAIT".
    @ParameterizedTest
    @CsvSource({"linux-3.6, true, 714", "linux-4.10, true, 714", "linux-3.6, false, 60000"})
    void theHoldIsAlsoShortForAnOrphanWhoseFinWait2Ends(String profile, boolean timestamps, int holdMillis) {
        Waiting waiting = Waiting.finWait2(recycling(profile), timestamps);
        waiting.arrives("F.", "R", 0, timestamps ? "T+10" : null);
        assertThat(waiting.state()).isEqualTo(TcpState.TIME_WAIT);
        assertThat(waiting.remainingMillis()).isEqualTo(holdMillis);
    }

    @Test
    void aSettingThatIsOffShortensNothing() {
        Waiting waiting = Waiting.finWait2(Profiles.LINUX_3_6, true);
        waiting.arrives("F.", "R", 0, "T+10");
        assertThat(waiting.timer()).isEqualTo("60");
    }

    /// "any later re-arming segment sets the full 60 s".
    @Test
    void aLateAcknowledgmentMakesItAWholeMinute() {
        World world = new World(recycling("linux-3.6"));
        int listener = world.listen(80, 4);
        Waiting waiting = Waiting.timeWaitIn(world, listener, CLIENT_A, true);
        world.pass(600 * World.MILLI);
        waiting.arrives("F.", "R-1", 0, "T");
        assertThat(waiting.timer()).isEqualTo("60");
    }

    /// "drop if record is younger than 60 s and int32(record.tsval - syn.tsval) > 1"; from 3.17 on "a SYN
    /// without TS is dropped too while the record is < 60 s old". Client A's last timestamp is 5000; B is
    /// another port of the same address.
    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            B's timestamp, later,  on 3.6,  on 4.10
            5001,          1000,   SYN-ACK, SYN-ACK
            5000,          1000,   SYN-ACK, SYN-ACK
            4999,          1000,   SYN-ACK, SYN-ACK
            4998,          1000,   silence, silence
            100,           1000,   silence, silence
            100,           59999,  silence, silence
            100,           60000,  SYN-ACK, SYN-ACK
            ,              1000,   SYN-ACK, silence
            ,              59999,  SYN-ACK, silence
            ,              60000,  SYN-ACK, SYN-ACK
            """)
    void clientsBehindOneAddressShutEachOtherOut(@Nullable Integer tsVal, int laterMillis, String early, String late) {
        assertThat(answerToOther("linux-3.6", tsVal, laterMillis)).isEqualTo(early);
        assertThat(answerToOther("linux-4.10", tsVal, laterMillis)).isEqualTo(late);
    }

    private static String answerToOther(String profile, @Nullable Integer tsVal, int laterMillis) {
        World world = new World(recycling(profile));
        int listener = world.listen(80, 4);
        Waiting.timeWaitIn(world, listener, CLIENT_A, true);
        world.pass(laterMillis * World.MILLI);
        world.sent.clear();
        Peer other = new Peer(world, 80, CLIENT_B);
        other.timestamps = tsVal != null;
        other.tsVal = tsVal == null ? 0 : tsVal;
        other.arrive(Flags.SYN, Peer.ISS, 0);
        boolean refused = world.sent.isEmpty();
        int drops = refused ? 1 : 0;
        assertThat(world.engine.count(Counter.PAWS_PASSIVE)).isEqualTo(drops);
        assertThat(world.engine.count(Counter.LISTEN_DROPS)).isEqualTo(drops);
        assertThat(world.engine.count(Counter.LISTEN_OVERFLOWS)).isZero();
        return refused ? "silence" : "SYN-ACK";
    }

    @Test
    void everyConnectionOfTheOneRenewsTheBanOfTheOther() {
        World world = new World(recycling("linux-3.6"));
        int listener = world.listen(80, 4);
        for (int round = 0; round < 3; round++) {
            Waiting.timeWaitIn(world, listener, CLIENT_A + round, true);
            world.pass(50 * World.SECOND);
            assertThat(isAnswered(world, 100)).as("round %d", round).isFalse();
        }
        world.pass(10 * World.SECOND);
        assertThat(isAnswered(world, 100)).isTrue();
    }

    private static boolean isAnswered(World world, int tsVal) {
        world.sent.clear();
        Peer other = new Peer(world, 80, CLIENT_B);
        other.timestamps = true;
        other.tsVal = tsVal;
        other.arrive(Flags.SYN, Peer.ISS, 0);
        return !world.sent.isEmpty();
    }

    @Test
    void withoutTimestampsNobodyIsRefused() {
        World world = new World(recycling("linux-4.10"));
        int listener = world.listen(80, 4);
        Waiting.timeWaitIn(world, listener, CLIENT_A, false);
        assertThat(isAnswered(world, 1)).isTrue();
    }

    @Test
    void withoutTheSettingNobodyIsRefused() {
        World world = new World(Profiles.LINUX_4_10);
        int listener = world.listen(80, 4);
        Waiting.timeWaitIn(world, listener, CLIENT_A, true);
        assertThat(isAnswered(world, 1)).isTrue();
    }

    /// "Only SYNs are filtered, not other segments": and of those, only the ones that reach a listener.
    @Test
    void aSynForALivingRowIsJudgedByTheRowAlone() {
        World world = new World(recycling("linux-3.6"));
        int listener = world.listen(80, 4);
        Waiting waiting = Waiting.timeWaitIn(world, listener, CLIENT_A, true);
        waiting.arrives("S", "R+1000", 0, null);
        assertThat(waiting.state()).isEqualTo(TcpState.SYN_RECEIVED);
        assertThat(world.engine.count(Counter.PAWS_PASSIVE)).isZero();
    }

    /// "Outgoing connect() preloads ts_recent/stamp from the record (<= 60 s)". What PAWS then rejects in
    /// SYN_SENT is a crossing SYN (net/ipv4/tcp_input.c:tcp_rcv_synsent_state_process); a SYN-ACK is judged
    /// by the timestamp it echoes.
    @ParameterizedTest
    @CsvSource({"1000, 4999, false", "1000, 5000, true", "60000, 4999, false", "60001, 4999, true"})
    void anOutgoingConnectionKnowsThePeersTimestampBeforehand(int laterMillis, int tsVal, boolean taken) {
        World world = new World(recycling("linux-3.6"));
        int listener = world.listen(80, 4);
        Waiting.timeWaitIn(world, listener, CLIENT_A, true);
        world.pass(laterMillis * World.MILLI);
        world.sent.clear();
        int socket = world.engine.socket();
        assertThat(world.engine.connect(socket, new Endpoint(World.THERE, 443), world.now, world))
                .isEqualTo(Errno.EINPROGRESS);
        Segment syn = world.lastSent();
        Peer crossing = new Peer(world, syn.sourcePort, 443);
        crossing.timestamps = true;
        crossing.tsVal = tsVal;
        crossing.arrive(Flags.SYN, Peer.ISS, 0);
        assertThat(world.engine.state(socket)).isEqualTo(taken ? TcpState.SYN_RECEIVED : TcpState.SYN_SENT);
    }

    /// What dies of a short hold is counted by TWKilled, what dies of a long one by TW, and neither while it
    /// lives.
    @Test
    void rowsAreCountedByTheirHoldWhenTheyDie() {
        World world = new World(recycling("linux-3.6"));
        int listener = world.listen(80, 4);
        Waiting.timeWaitIn(world, listener, CLIENT_A, true);
        Waiting.timeWaitIn(world, listener, CLIENT_A + 1, false);
        assertThat(counted(world)).isEqualTo("TW 0, TWKilled 0");
        world.pass(World.SECOND);
        assertThat(counted(world)).isEqualTo("TW 0, TWKilled 1");
        world.pass(60 * World.SECOND);
        assertThat(counted(world)).isEqualTo("TW 1, TWKilled 1");
    }

    private static String counted(World world) {
        return "TW " + world.engine.count(Counter.TIME_WAIT_MADE) + ", TWKilled "
                + world.engine.count(Counter.TIME_WAIT_SHORT);
    }
}
