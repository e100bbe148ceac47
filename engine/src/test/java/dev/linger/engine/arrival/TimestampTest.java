package dev.linger.engine.arrival;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.engine.Peer;
import dev.linger.engine.Stage;
import dev.linger.engine.World;
import dev.linger.engine.profile.Profiles;
import dev.linger.engine.socket.Errno;
import dev.linger.engine.socket.SocketOption;
import dev.linger.model.Counter;
import dev.linger.model.Flags;
import dev.linger.model.FourTuple;
import dev.linger.model.TcpState;
import dev.linger.wire.Segment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Timestamps of a connection: what is refused for being old (PAWS, RFC 7323 §5), and what is echoed (§4.3).
class TimestampTest {
    private static final long DAY = 24 * 60 * 60 * World.SECOND;

    /// The peer's last timestamp was 5000. Cells as in [ArrivalGridTest].
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            profile    | stage       | TSval | event | outcome | PAWSEstab
            rfc-9293   | ESTABLISHED | 4999  | .     | A       | 1
            rfc-9293   | ESTABLISHED | 4999  | data  | A       | 1
            rfc-9293   | ESTABLISHED | 4999  | F.    | A       | 1
            rfc-9293   | ESTABLISHED | 5000  | data  | t       | 0
            rfc-9293   | ESTABLISHED | 4999  | R     | ->CL    | 0
            rfc-9293   | ESTABLISHED | 4999  | S     | A       | 0
            rfc-9293   | FIN_WAIT_1  | 4999  | F.    | A       | 1
            rfc-9293   | EMBRYO      | 4999  | .     | A       | 1
            rfc-9293   | EMBRYO      | 4999  | R     | ->CL    | 0
            linux      | ESTABLISHED | 4999  | data  | T       | 0
            linux      | ESTABLISHED | 4998  | data  | A       | 1
            linux      | ESTABLISHED | 4998  | .     | -       | 0
            linux      | ESTABLISHED | 4756  | .     | -       | 0
            linux      | ESTABLISHED | 4755  | .     | A       | 1
            rfc-9293   | ESTABLISHED | 4998  | .     | A       | 1
            linux      | ESTABLISHED | 4998  | R     | ->CL    | 0
            linux      | ESTABLISHED | 4998  | S     | A       | 0
            linux      | CLOSE_WAIT  | 4998  | .     | A       | 1
            linux      | EMBRYO      | 5000  | .     | ->ES    | 0
            linux      | EMBRYO      | 4999  | .     | A       | 1
            linux      | EMBRYO      | 4999  | R     | -       | 1
            linux      | EMBRYO      | 4999  | S     | A       | 1
            freebsd-14 | ESTABLISHED | 4999  | .     | -       | 1
            freebsd-14 | ESTABLISHED | 4999  | F.    | -       | 1
            freebsd-14 | ESTABLISHED | 4999  | data  | A       | 1
            freebsd-14 | ESTABLISHED | 4999  | S     | A       | 0
            macos      | ESTABLISHED | 4999  | .     | -       | 1
            macos      | ESTABLISHED | 4999  | data  | A       | 1
            windows-10 | ESTABLISHED | 4999  | data  | t       | 0
            """)
    void anOldTimestampIsRefused(String profile, Stage stage, int tsVal, String event, String expected, int counted) {
        Outcome outcome = Outcome.withTimestamps(Profiles.named(profile), stage);
        outcome.peer.tsVal = tsVal;
        int length = event.equals("data") ? 10 : 0;
        assertThat(outcome.of(Outcome.flags(event), outcome.peer.seq, length)).isEqualTo(expected);
        assertThat(outcome.world.engine.count(Counter.PAWS_ESTAB)).isEqualTo(counted);
    }

    /// An empty segment before the window with an old timestamp as well; Linux counts it apart since it is silent.
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            profile    | length | outcome | PAWSEstab | PAWSOldAck
            linux      | 0      | -       | 0         | 1
            linux      | 1      | A       | 1         | 0
            linux-4.10 | 0      | A       | 1         | 0
            rfc-9293   | 0      | A       | 1         | 0
            """)
    void anOldNumberWithAnOldTimestamp(String profile, int length, String expected, int established, int oldAcks) {
        Outcome outcome = Outcome.withTimestamps(Profiles.named(profile), Stage.ESTABLISHED);
        outcome.peer.tsVal = 4998;
        assertThat(outcome.of(Flags.ACK, outcome.peer.seq - 1, length)).isEqualTo(expected);
        assertThat(outcome.world.engine.count(Counter.PAWS_ESTAB)).isEqualTo(established);
        assertThat(outcome.world.engine.count(Counter.PAWS_OLD_ACK)).isEqualTo(oldAcks);
    }

    @Test
    void answersToOldTimestampsAreLimitedUnlessTheyComeWithText() {
        Outcome outcome = Outcome.withTimestamps(Profiles.LINUX, Stage.ESTABLISHED);
        outcome.peer.tsVal = 4000;
        assertThat(outcome.of(Flags.ACK, outcome.peer.seq, 0)).isEqualTo("A");
        outcome.world.sent.clear();
        assertThat(outcome.of(Flags.ACK, outcome.peer.seq, 0)).isEqualTo("-");
        assertThat(outcome.world.engine.count(Counter.ACK_SKIPPED_PAWS)).isEqualTo(1);
        assertThat(outcome.of(Flags.ACK, outcome.peer.seq, 10)).isEqualTo("A");
    }

    /// RFC 7323 §5.5: 24 days; Linux since 6.12, whose clock may be one of microseconds: 2147 s.
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            profile    | afterSeconds | outcome
            rfc-9293   | 2073599      | A
            rfc-9293   | 2073600      | t
            freebsd-14 | 2073599      | A
            freebsd-14 | 2073600      | t
            linux-4.10 | 2073599      | A
            linux-4.10 | 2073600      | T
            linux      | 2146         | A
            linux      | 2147         | T
            """)
    void afterLongSilenceAnOldTimestampIsTaken(String profile, long seconds, String expected) {
        Outcome outcome = Outcome.withTimestamps(Profiles.named(profile), Stage.ESTABLISHED);
        outcome.world.pass(seconds * World.SECOND);
        outcome.peer.tsVal = 4000;
        assertThat(outcome.of(Flags.ACK, outcome.peer.seq, 10)).isEqualTo(expected);
    }

    @Test
    void whatIsTakenAfterLongSilenceIsWhatIsEchoedFromThenOn() {
        Outcome outcome = Outcome.withTimestamps(Profiles.RFC_9293, Stage.ESTABLISHED);
        outcome.world.pass(24 * DAY);
        outcome.peer.tsVal = 4000;
        outcome.peer.arrive(Flags.ACK, outcome.peer.seq, 10);
        outcome.world.pass(World.SECOND);
        assertThat(outcome.world.lastSent().tsEcr).isEqualTo(4000);
    }

    /// Some hosts send a timestamp of 0 in their SYN and real ones later
    /// (include/net/tcp.h:tcp_paws_check; ts_recent in sys/netinet/tcp_input.c:tcp_do_segment).
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            profile    | outcome
            rfc-9293   | A
            linux      | T
            freebsd-14 | t
            """)
    void aTimestampOfZeroProtectsNothingButUnderTheRfc(String profile, String expected) {
        World world = new World(Profiles.named(profile));
        Peer peer = new Peer(world, 80, 40_000);
        peer.timestamps = true;
        peer.tsVal = 0;
        Outcome outcome = new Outcome(world, peer, Stage.ESTABLISHED);
        peer.tsVal = -1_000_000;
        assertThat(outcome.of(Flags.ACK, peer.seq, 10)).isEqualTo(expected);
    }

    /// RFC 7323 §3.2; sys/netinet/tcp_input.c:tcp_do_segment, but not Linux.
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            profile    | data | R
            rfc-9293   | -    | ->CL
            linux      | T    | ->CL
            freebsd-14 | -    | ->CL
            """)
    void aSegmentWithoutTheTimestampAgreedOnIsDropped(String profile, String data, String reset) {
        Outcome text = Outcome.withTimestamps(Profiles.named(profile), Stage.ESTABLISHED);
        text.peer.timestamps = false;
        assertThat(text.of(Flags.ACK, text.peer.seq, 10)).isEqualTo(data);
        Outcome other = Outcome.withTimestamps(Profiles.named(profile), Stage.ESTABLISHED);
        other.peer.timestamps = false;
        assertThat(other.of(Flags.RST, other.peer.seq, 0)).isEqualTo(reset);
    }

    /// RFC 7323 §4.3 (A): the earliest of the segments that an acknowledgment was kept back for.
    @Test
    void aDelayedAcknowledgmentEchoesTheFirstSegmentItCovers() {
        Outcome outcome = Outcome.withTimestamps(Profiles.RFC_9293, Stage.ESTABLISHED);
        sendsText(outcome, 6000, 0);
        sendsText(outcome, 6001, 10);
        assertThat(outcome.world.sent).isEmpty();
        outcome.world.pass(200 * World.MILLI);
        assertThat(outcome.world.lastSent().tsEcr).isEqualTo(6000);
        sendsText(outcome, 6002, 20);
        outcome.world.pass(200 * World.MILLI);
        assertThat(outcome.world.lastSent().tsEcr).isEqualTo(6002);
    }

    /// RFC 7323 §4.3 (B) and (C).
    @Test
    void aGapKeepsTheEchoAndWhatFillsItIsEchoed() {
        Outcome outcome = Outcome.withTimestamps(Profiles.RFC_9293, Stage.ESTABLISHED);
        sendsText(outcome, 7000, 10);
        assertThat(outcome.world.lastSent().tsEcr).isEqualTo(5000);
        sendsText(outcome, 7001, 0);
        assertThat(outcome.world.lastSent().tsEcr).isEqualTo(7001);
    }

    /// RFC 7323 §5.2: what a RST carries must not be used.
    @Test
    void aResetThatIsChallengedLeavesTheEchoAlone() {
        Outcome outcome = Outcome.withTimestamps(Profiles.RFC_9293, Stage.ESTABLISHED);
        outcome.peer.tsVal = 9000;
        outcome.peer.arrive(Flags.RST, outcome.peer.seq + 1, 0);
        assertThat(outcome.world.lastSent().tsEcr).isEqualTo(5000);
        outcome.peer.tsVal = 5001;
        assertThat(outcome.of(Flags.ACK, outcome.peer.seq, 10)).isEqualTo("t");
    }

    private static void sendsText(Outcome outcome, int tsVal, int offset) {
        outcome.peer.tsVal = tsVal;
        outcome.peer.arrive(Flags.ACK, outcome.peer.seq + offset, 10);
    }

    /// RFC 7323 §3.2: agreed on by both SYNs.
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            profile      | peer  | agreed
            rfc-9293     | true  | true
            rfc-9293     | false | false
            linux        | true  | true
            windows-2000 | true  | false
            windows-10   | true  | false
            macos        | true  | true
            """)
    void timestampsAreSentIfBothSidesWantThem(String profile, boolean peerOffers, boolean agreed) {
        World world = new World(Profiles.named(profile));
        Peer peer = new Peer(world, 80, 40_000);
        peer.timestamps = peerOffers;
        Stage.EMBRYO.bring(world, peer);
        Segment synAck = world.lastSent();
        assertThat(synAck.hasOption(Segment.TIMESTAMPS)).isEqualTo(agreed);
        assertThat(synAck.tsEcr).isEqualTo(agreed ? 5000 : 0);
        peer.arrive(Flags.ACK, peer.seq, 0);
        peer.arrive(Flags.ACK, peer.seq + 1, 10);
        assertThat(world.lastSent().hasOption(Segment.TIMESTAMPS)).isEqualTo(agreed);
    }

    @Test
    void aSynOffersTimestampsAndEchoesNothing() {
        World world = new World(Profiles.LINUX);
        Stage.SYN_SENT.bring(world, new Peer(world, 80, 40_000));
        Segment syn = world.lastSent();
        assertThat(syn.hasOption(Segment.TIMESTAMPS)).isTrue();
        assertThat(syn.tsEcr).isZero();
    }

    /// Measured on Linux 6.18, against what the comment in its source says.
    @Test
    void anAbortCarriesTheTimestamp() {
        World world = new World(Profiles.LINUX);
        Peer peer = new Peer(world, 80, 40_000);
        peer.timestamps = true;
        int socket = Stage.ESTABLISHED.bring(world, peer);
        world.engine.abort(socket, world.now, world);
        assertThat(world.lastSent().hasOption(Segment.TIMESTAMPS)).isTrue();
    }

    /// net/ipv4/tcp_input.c:tcp_rcv_synsent_state_process: the echo must be of a SYN that was sent.
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            echoOffBy | outcome | PAWSActive
            -1        | R       | 1
            0         | T>ES    | 0
            50        | T>ES    | 0
            51        | R       | 1
            """)
    void aSynAckThatEchoesWhatWasNeverSentIsReset(int offset, String expected, int counted) {
        World world = new World(Profiles.LINUX);
        Peer peer = new Peer(world, 80, 40_000);
        peer.timestamps = true;
        Outcome outcome = new Outcome(world, peer, Stage.SYN_SENT);
        world.pass(50 * World.MILLI);
        peer.tsEcr += offset;
        assertThat(outcome.of(Flags.SYN | Flags.ACK, peer.seq, 0)).isEqualTo(expected);
        assertThat(world.engine.count(Counter.PAWS_ACTIVE)).isEqualTo(counted);
    }

    @Test
    void anEchoOfZeroIsNoEcho() {
        World world = new World(Profiles.LINUX);
        Peer peer = new Peer(world, 80, 40_000);
        peer.timestamps = true;
        Outcome outcome = new Outcome(world, peer, Stage.SYN_SENT);
        peer.tsEcr = 0;
        assertThat(outcome.of(Flags.SYN | Flags.ACK, peer.seq, 0)).isEqualTo("T>ES");
    }

    /// The timestamp that a waiting row hands on protects the next connection from a SYN of the last one.
    @ParameterizedTest
    @ValueSource(ints = {4999, 5000})
    void whoTakesAFourTupleOverKnowsThePeersLastTimestamp(int tsVal) {
        World world = new World(Profiles.LINUX);
        Peer peer = new Peer(world, 4000, 80);
        peer.timestamps = true;
        int first = connect(world, peer);
        peer.arrive(Flags.SYN | Flags.ACK, peer.seq++, 0);
        world.engine.close(first, world.now, world);
        peer.closeAfter(world.lastSent());
        assertThat(world.engine.state(tuple(peer))).isEqualTo(TcpState.TIME_WAIT);
        connect(world, peer);
        peer.tsVal = tsVal;
        peer.arrive(Flags.SYN, 1_000_000, 0);
        assertThat(world.engine.state(tuple(peer))).isEqualTo(tsVal < 5000 ? TcpState.SYN_SENT : TcpState.SYN_RECEIVED);
    }

    private static int connect(World world, Peer peer) {
        int socket = world.engine.socket();
        world.engine.setOption(socket, SocketOption.SO_REUSEADDR, 1);
        assertThat(world.engine.bind(socket, peer.here(), world.now)).isEqualTo(Errno.OK);
        assertThat(world.engine.connect(socket, peer.there(), world.now, world)).isEqualTo(Errno.EINPROGRESS);
        Segment syn = world.lastSent();
        peer.ack = syn.seq + 1;
        peer.tsEcr = syn.tsVal;
        return socket;
    }

    private static FourTuple tuple(Peer peer) {
        return new FourTuple(peer.here(), peer.there());
    }
}
