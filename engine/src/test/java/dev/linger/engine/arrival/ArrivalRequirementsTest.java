package dev.linger.engine.arrival;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.engine.Peer;
import dev.linger.engine.TcpEngine;
import dev.linger.engine.World;
import dev.linger.engine.profile.Profiles;
import dev.linger.engine.socket.Errno;
import dev.linger.engine.socket.SocketEvent;
import dev.linger.model.Counter;
import dev.linger.model.Flags;
import dev.linger.model.TcpState;
import dev.linger.wire.Segment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What RFC 9293 §3.10.7 demands where nobody or a listener is meant, and of text that comes in any order.
class ArrivalRequirementsTest {
    private final World world = new World(Profiles.RFC_9293);
    private final Peer peer = new Peer(world, 80, 40_000);

    private int establish() {
        return peer.establish(world.listen(80, 4));
    }

    private static int flags(String text) {
        int flags = 0;
        for (String flag : text.split(" ", -1)) {
            flags |= switch (flag) {
                case "SYN" -> Flags.SYN;
                case "ACK" -> Flags.ACK;
                case "RST" -> Flags.RST;
                case "FIN" -> Flags.FIN;
                default -> 0;
            };
        }
        return flags;
    }

    /// What was sent, with numbers relative to the peer's first for acknowledgments and as they are for `seq`.
    private String sent() {
        if (world.sent.isEmpty()) {
            return "nothing";
        }
        Segment reply = world.lastSent();
        String ack = reply.has(Flags.ACK) ? " ack " + (reply.ack - Peer.ISS) : "";
        return Flags.text(reply.flags) + (reply.has(Flags.SYN) ? "" : " seq " + reply.seq) + ack;
    }

    /// RFC 9293 §3.5.2 (group 1), RFC 9293 §3.10.7.1. Ten bytes of text come with each, at 10 from the peer's first.
    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            flags,   reply
            none,    R. seq 0 ack 20
            SYN,     R. seq 0 ack 21
            FIN,     R. seq 0 ack 21
            SYN FIN, R. seq 0 ack 22
            ACK,     R seq 777
            SYN ACK, R seq 777
            FIN ACK, R seq 777
            RST,     nothing
            RST ACK, nothing
            """)
    void whatNobodyWaitsForIsReset(String flags, String reply) {
        peer.ack = 777;
        peer.arrive(flags(flags), Peer.ISS + 10, 10);
        assertThat(sent()).isEqualTo(reply);
    }

    /// RFC 9293 §3.10.7.1.
    @Test
    void aResetForNobodyIsBareAndGoesBackWhereTheSegmentCameFrom() {
        peer.timestamps = true;
        peer.arrive(Flags.SYN, -1, 10);
        assertThat(world.engine.count(Counter.OUT_RSTS)).isEqualTo(1);
        Segment reset = world.lastSent();
        assertThat(reset.source()).isEqualTo(peer.here());
        assertThat(reset.destination()).isEqualTo(peer.there());
        assertThat(reset.ack).as("past the wrap").isEqualTo(10);
        assertThat(reset.options).isZero();
        assertThat(reset.wnd).isZero();
        assertThat(reset.length()).isZero();
    }

    /// RFC 9293 §3.10.7.2.
    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            flags,       reply
            none,        nothing
            FIN,         nothing
            RST,         nothing
            RST ACK,     nothing
            SYN RST,     nothing
            ACK,         R seq 777
            SYN ACK,     R seq 777
            SYN,         S. ack 11
            """)
    void aListenerAnswersSynsAndResetsWhatAcknowledges(String flags, String reply) {
        world.listen(80, 4);
        peer.ack = 777;
        peer.arrive(flags(flags), Peer.ISS + 10, 0);
        assertThat(sent()).isEqualTo(reply);
    }

    /// RFC 9293 §3.5.3 SHLD-2.
    @Test
    void aResetMayCarryText() {
        int socket = establish();
        peer.arrive(Flags.RST, peer.seq, 20);
        assertThat(world.engine.state(socket)).isEqualTo(TcpState.CLOSED);
        assertThat(world.engine.readableBytes(socket)).isZero();
    }

    /// RFC 9293 §3.10.7.4 SHLD-31, MAY-13: and RFC 5681 §4.2, at once.
    @Test
    void textThatComesEarlyIsAnsweredAtOnceAndKept() {
        int socket = establish();
        peer.arrive(Flags.ACK, peer.seq + 100, 100);
        Segment answer = world.lastSent();
        assertThat(answer.ack).isEqualTo(peer.seq);
        peer.arrive(Flags.ACK, peer.seq, 100);
        assertThat(world.engine.readableBytes(socket)).isEqualTo(200);
    }

    /// RFC 9293 §3.10.7.4 MUST-59, MUST-58: one acknowledgment for what was held back and for what fills the gap.
    @Test
    void whatFillsAGapIsAcknowledgedWithAllThatWaitedForIt() {
        establish();
        peer.arrive(Flags.ACK, peer.seq + 100, 100);
        peer.arrive(Flags.ACK, peer.seq + 200, 100);
        world.sent.clear();
        peer.arrive(Flags.ACK, peer.seq, 100);
        assertThat(world.sent).hasSize(1);
        assertThat(world.sent.getFirst().ack).isEqualTo(peer.seq + 300);
    }

    /// RFC 9293 §3.6 MUST-12.
    @Test
    void aProgramIsToldWhetherThePeerClosedOrAborted() {
        int listener = world.listen(80, 4);
        int closed = peer.establish(listener);
        peer.arrive(Flags.FIN | Flags.ACK, peer.seq, 0);
        Peer other = new Peer(world, 80, 40_001);
        int aborted = other.establish(listener);
        other.arrive(Flags.RST, other.seq, 0);
        assertThat(world.events).endsWith(SocketEvent.END_OF_STREAM, SocketEvent.ACCEPTABLE, SocketEvent.FAILED);
        assertThat(read(closed)).isEqualTo(TcpEngine.END_OF_STREAM);
        assertThat(read(aborted)).isEqualTo(TcpEngine.FAILED);
        assertThat(world.engine.takeError(closed)).isEqualTo(Errno.OK);
        assertThat(world.engine.takeError(aborted)).isEqualTo(Errno.ECONNRESET);
    }

    private int read(int socket) {
        return world.engine.receive(socket, new byte[10], 0, 10, world.now, world);
    }

    /// RFC 7323 §4.3: early text does not move the timestamp that is echoed, text at the left edge does.
    @Test
    void theEchoedTimestampIsThatOfTheLeftEdge() {
        peer.timestamps = true;
        establish();
        int first = peer.tsVal;
        peer.tsVal = first + 20;
        peer.arrive(Flags.ACK, peer.seq + 100, 100);
        assertThat(world.lastSent().tsEcr).isEqualTo(first);
        peer.tsVal = first + 10;
        peer.arrive(Flags.ACK, peer.seq, 100);
        assertThat(world.lastSent().tsEcr).isEqualTo(first + 10);
    }

    /// RFC 2018 §4: the block of the segment that has just come is the first.
    @Test
    void theLatestBlockIsReportedFirst() {
        Segment syn = peer.segment(Flags.SYN, Peer.ISS, 0);
        syn.options |= Segment.SACK_PERMITTED;
        world.listen(80, 4);
        world.arrive(syn);
        peer.ack = world.lastSent().seq + 1;
        peer.arrive(Flags.ACK, Peer.ISS + 1, 0);
        int[] places = {200, 600, 400};
        for (int place : places) {
            peer.arrive(Flags.ACK, Peer.ISS + 1 + place, 100);
            assertThat(world.lastSent().sack[0]).isEqualTo(Peer.ISS + 1 + place);
        }
    }

    /// RFC 5961 §7: a hundred challenges a second for the whole host, in the profile of the RFCs.
    @Test
    void aHostSendsNoMoreThanItsChallengesInASecond() {
        establish();
        for (int attempt = 0; attempt < 150; attempt++) {
            peer.arrive(Flags.RST, peer.seq + 1, 0);
        }
        assertThat(world.sent).hasSize(100);
        world.pass(World.SECOND);
        peer.arrive(Flags.RST, peer.seq + 1, 0);
        assertThat(world.sent).hasSize(101);
    }
}
