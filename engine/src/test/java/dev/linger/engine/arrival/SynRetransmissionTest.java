package dev.linger.engine.arrival;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.engine.Peer;
import dev.linger.engine.Stage;
import dev.linger.engine.TcpEngine;
import dev.linger.engine.World;
import dev.linger.engine.profile.Profiles;
import dev.linger.engine.socket.Errno;
import dev.linger.engine.socket.SocketEvent;
import dev.linger.model.Counter;
import dev.linger.model.Flags;
import dev.linger.model.FourTuple;
import dev.linger.model.TcpState;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// When SYN and SYN-ACK are sent again, and when that ends: RFC 9293 §3.8.3, RFC 6298 §5.
class SynRetransmissionTest {
    /// Seconds after the first SYN. Linux 6.x: four that do not double the wait (net.ipv4.tcp_syn_linear_timeouts),
    /// then six (net.ipv4.tcp_syn_retries); three minutes under the RFC (MUST-23).
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            profile      | again                      | givenUp
            rfc-9293     | 1 3 7 15 31 63 123         | 183
            linux        | 1 2 3 4 5 7 11 19 35 67    | 131
            linux-3.6    | 1 3 7 15 31                | 63
            linux-4.10   | 1 3 7 15 31 63             | 127
            windows-2000 | 3 9                        | 21
            windows-10   | 1 3                        | 7
            """)
    void aSynThatNobodyAnswersIsRepeated(String profile, String again, int givenUp) {
        World world = new World(Profiles.named(profile));
        int socket = Stage.SYN_SENT.bring(world, new Peer(world, 80, 40_000));
        world.sent.clear();
        assertThat(secondsOfSending(world, givenUp)).isEqualTo(again);
        assertThat(world.sent).allMatch(segment -> segment.flags == Flags.SYN);
        assertThat(world.engine.state(socket)).isEqualTo(TcpState.CLOSED);
        assertThat(world.events).containsExactly(SocketEvent.FAILED);
        assertThat(world.engine.takeError(socket)).isEqualTo(Errno.ETIMEDOUT);
        assertThat(world.engine.count(Counter.SYN_RETRANSMITS)).isEqualTo(world.sent.size());
        assertThat(world.engine.count(Counter.ATTEMPT_FAILS)).isEqualTo(1);
        assertThat(world.engine.nextDeadlineNanos()).isEqualTo(TcpEngine.NEVER);
    }

    /// net.ipv4.tcp_synack_retries, TcpMaxConnectResponseRetransmissions. FreeBSD adds 200 ms to each wait but
    /// the first (sys/netinet/tcp_syncache.c:syncache_timeout).
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            profile      | again       | givenUp
            linux        | 1 3 7 15 31 | 63
            linux-3.6    | 1 3 7 15 31 | 63
            windows-2000 | 3 9         | 21
            freebsd-14   | 1 3 7       | 15.6
            """)
    void aSynAckThatNobodyAnswersIsRepeated(String profile, String again, double givenUp) {
        World world = new World(Profiles.named(profile));
        Peer peer = new Peer(world, 80, 40_000);
        Stage.EMBRYO.bring(world, peer);
        world.sent.clear();
        assertThat(secondsOfSending(world, givenUp)).isEqualTo(again);
        assertThat(world.sent).allMatch(segment -> segment.flags == (Flags.SYN | Flags.ACK));
        assertThat(world.engine.state(new FourTuple(peer.here(), peer.there()))).isEqualTo(TcpState.CLOSED);
        assertThat(world.engine.count(Counter.ATTEMPT_FAILS)).isZero();
        assertThat(world.engine.nextDeadlineNanos()).isEqualTo(TcpEngine.NEVER);
    }

    /// net.ipv4.tcp_syn_retries: the socket is that of connect() (net/ipv4/tcp_timer.c:tcp_write_timeout).
    @Test
    void bothSynsThatCrossedAreRepeatedUntilTheConnectionFails() {
        World world = new World(Profiles.LINUX);
        int socket = Stage.CROSSED.bring(world, new Peer(world, 80, 40_000));
        world.sent.clear();
        assertThat(secondsOfSending(world, 127)).isEqualTo("1 3 7 15 31 63");
        assertThat(world.engine.takeError(socket)).isEqualTo(Errno.ETIMEDOUT);
        assertThat(world.engine.count(Counter.ATTEMPT_FAILS)).isEqualTo(1);
    }

    /// RFC 6298 §5.7: after a lost SYN the first data wait three seconds.
    @Test
    void anAnswerEndsTheRepetition() {
        World world = new World(Profiles.LINUX);
        Peer peer = new Peer(world, 80, 40_000);
        Stage.SYN_SENT.bring(world, peer);
        world.pass(World.SECOND);
        peer.arrive(Flags.SYN | Flags.ACK, peer.seq, 0);
        world.sent.clear();
        world.pass(300 * World.SECOND);
        assertThat(world.sent).isEmpty();
    }

    /// Runs until a second after `givenUp` and looks that nothing was left a moment before.
    private static String secondsOfSending(World world, double givenUp) {
        List<Long> times = new ArrayList<>();
        long begin = world.now;
        long end = begin + Math.round(givenUp * World.SECOND);
        while (world.engine.nextDeadlineNanos() < end) {
            int before = world.sent.size();
            world.pass(world.engine.nextDeadlineNanos() - world.now);
            if (world.sent.size() > before) {
                times.add((world.now - begin) / World.SECOND);
            }
        }
        assertThat(world.engine.nextDeadlineNanos()).isEqualTo(end);
        world.pass(end - world.now);
        return times.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }
}
