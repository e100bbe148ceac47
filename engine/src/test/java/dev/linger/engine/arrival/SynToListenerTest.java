package dev.linger.engine.arrival;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.engine.Peer;
import dev.linger.engine.World;
import dev.linger.engine.profile.Profile;
import dev.linger.engine.profile.Profiles;
import dev.linger.model.Counter;
import dev.linger.model.Flags;
import dev.linger.model.FourTuple;
import dev.linger.model.TcpState;
import dev.linger.wire.Segment;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What a listener makes of a SYN that is not the plain first one: it comes again, with text, with a FIN.
class SynToListenerTest {
    private World world = new World(Profiles.LINUX);
    private Peer peer = new Peer(world, 80, 40_000);
    private int listener;

    static List<Profile> profiles() {
        return Profiles.all();
    }

    private void listen(Profile profile) {
        world = new World(profile);
        peer = new Peer(world, 80, 40_000);
        listener = world.listen(80, 4);
    }

    /// The flags of what was sent since this was last asked, `-` for silence.
    private String sent() {
        String flags =
                world.sent.stream().map(segment -> Flags.text(segment.flags)).collect(Collectors.joining(" "));
        world.sent.clear();
        return flags.isEmpty() ? "-" : flags;
    }

    private void arriveSynAndLearn() {
        peer.arrive(Flags.SYN, peer.seq, 0);
        peer.ack = world.lastSent().seq + 1;
    }

    private TcpState state() {
        return world.engine.state(new FourTuple(peer.here(), peer.there()));
    }

    /// The same SYN again, milliseconds after the first. Under the RFC it lies before the window (RFC 9293 §3.10.7.4,
    /// first step); Linux answers once in half a second (net.ipv4.tcp_invalid_ratelimit), which 3.6 did not know.
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            profile      | 100 | 101 | 599 | 600 | skipped
            rfc-9293     | .   | .   | .   | .   | 0
            linux        | S.  | -   | -   | S.  | 2
            linux-3.6    | S.  | S.  | S.  | S.  | 0
            linux-4.10   | S.  | -   | -   | S.  | 2
            freebsd-13   | S.  | S.  | S.  | S.  | 0
            freebsd-14   | S.  | S.  | S.  | S.  | 0
            macos        | S.  | S.  | S.  | S.  | 0
            """)
    void aSynThatComesAgainIsAnsweredAgain(
            String profile, String first, String second, String third, String fourth, int skipped) {
        listen(Profiles.named(profile));
        arriveSynAndLearn();
        assertThat(List.of(againAt(100), againAt(101), againAt(599), againAt(600)))
                .containsExactly(first, second, third, fourth);
        assertThat(world.engine.count(Counter.ACK_SKIPPED_SYN_RECEIVED)).isEqualTo(skipped);
        assertThat(world.engine.count(Counter.PASSIVE_OPENS)).isEqualTo(1);
        peer.arrive(Flags.ACK, peer.seq + 1, 0);
        assertThat(state()).isEqualTo(TcpState.ESTABLISHED);
    }

    /// What is answered to the SYN at this time; the number of the answer is the first one's.
    private String againAt(long millis) {
        world.now = World.SECOND + millis * World.MILLI;
        peer.arrive(Flags.SYN, peer.seq, 0);
        for (Segment segment : world.sent) {
            assertThat(segment.seq).isEqualTo(segment.has(Flags.SYN) ? peer.ack - 1 : peer.ack);
            assertThat(segment.ack).isEqualTo(peer.seq + 1);
        }
        return sent();
    }

    /// net/ipv4/tcp_minisocks.c:tcp_check_req: the wait begins anew, as long as it was; and it counts as any other
    /// SYN-ACK that goes again (net/ipv4/tcp_output.c:tcp_rtx_synack).
    @Test
    void aSynAckThatIsAskedForPutsOffTheNextOne() {
        listen(Profiles.LINUX);
        arriveSynAndLearn();
        world.pass(999 * World.MILLI);
        peer.arrive(Flags.SYN, peer.seq, 0);
        assertThat(sent()).isEqualTo("S.");
        world.pass(World.SECOND - 1);
        assertThat(sent()).isEqualTo("-");
        world.pass(1);
        assertThat(sent()).isEqualTo("S.");
        world.pass(2 * World.SECOND - 1);
        assertThat(sent()).isEqualTo("-");
        assertThat(world.engine.count(Counter.SYN_RETRANSMITS)).isEqualTo(2);
        assertThat(world.engine.count(Counter.RETRANS_SEGS)).isEqualTo(2);
        assertThat(world.engine.count(Counter.TIMEOUTS)).isEqualTo(1);
    }

    /// Nobody knows which SYN-ACK the acknowledgment is for (RFC 6298 §3): the first time-out stays the initial one,
    /// and
    /// does not follow from a round trip of 900 ms.
    @ParameterizedTest
    @CsvSource({"linux", "freebsd-14"})
    void aSynAckThatWentTwiceMeasuresNothing(String profile) {
        listen(Profiles.named(profile));
        arriveSynAndLearn();
        world.pass(900 * World.MILLI);
        peer.arrive(Flags.SYN, peer.seq++, 0);
        peer.arrive(Flags.ACK, peer.seq, 0);
        int child = world.engine.accept(listener);
        world.sent.clear();
        world.engine.send(child, new byte[1], 0, 1, world.now, world);
        assertThat(world.engine.nextDeadlineNanos() - world.now).isEqualTo(World.SECOND);
    }

    /// RFC 9293 §3.10.7.2: text may be kept or not; here it is not, and comes again because it is not acknowledged.
    @ParameterizedTest
    @MethodSource("profiles")
    void textInASynIsNotAcknowledgedAndComesAgain(Profile profile) {
        listen(profile);
        peer.arrive(Flags.SYN, peer.seq, 10);
        Segment synAck = world.lastSent();
        assertThat(synAck.flags).isEqualTo(Flags.SYN | Flags.ACK);
        assertThat(synAck.ack).isEqualTo(++peer.seq);
        peer.ack = synAck.seq + 1;
        peer.arrive(Flags.ACK, peer.seq, 0);
        int child = world.engine.accept(listener);
        assertThat(world.engine.readableBytes(child)).isZero();
        peer.arrive(Flags.ACK | Flags.PSH, peer.seq, 10);
        assertThat(world.engine.readableBytes(child)).isEqualTo(10);
    }

    /// RFC 9293 §3.10.7.2 takes the SYN; Linux (net/ipv4/tcp_input.c:tcp_rcv_state_process) and macOS drop it, FreeBSD
    /// if net.inet.tcp.drop_synfin says so, which it does not.
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            profile      | reply
            rfc-9293     | S.
            linux        | -
            linux-3.6    | -
            linux-4.10   | -
            freebsd-13   | S.
            freebsd-14   | S.
            macos        | -
            """)
    void aSynWithAFinIsTakenForASynOrDropped(String profile, String reply) {
        listen(Profiles.named(profile));
        peer.arrive(Flags.SYN | Flags.FIN, peer.seq, 0);
        boolean taken = !reply.equals("-");
        assertThat(state()).isEqualTo(taken ? TcpState.SYN_RECEIVED : TcpState.CLOSED);
        assertThat(world.engine.count(Counter.PASSIVE_OPENS)).isEqualTo(taken ? 1 : 0);
        assertThat(sent()).isEqualTo(reply);
    }

    /// As text in a SYN.
    @ParameterizedTest
    @CsvSource({"rfc-9293", "freebsd-13", "freebsd-14"})
    void theFinOfASynComesAgain(String profile) {
        listen(Profiles.named(profile));
        peer.arrive(Flags.SYN | Flags.FIN, peer.seq, 0);
        Segment synAck = world.lastSent();
        assertThat(synAck.ack).isEqualTo(++peer.seq);
        peer.ack = synAck.seq + 1;
        peer.arrive(Flags.ACK, peer.seq, 0);
        assertThat(state()).isEqualTo(TcpState.ESTABLISHED);
        peer.arrive(Flags.FIN | Flags.ACK, peer.seq, 0);
        assertThat(state()).isEqualTo(TcpState.CLOSE_WAIT);
    }
}
