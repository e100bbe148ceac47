package dev.linger.engine.send;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.engine.Peer;
import dev.linger.engine.TcpEngine;
import dev.linger.engine.World;
import dev.linger.engine.profile.HostConfig;
import dev.linger.engine.profile.Profiles;
import dev.linger.model.Endpoint;
import dev.linger.model.Flags;
import dev.linger.model.IpAddress;
import dev.linger.wire.Segment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How large a segment may be, and what the peer is told of it: RFC 9293 §3.7.1.
class SegmentSizeRequirementsTest {
    private final World world = new World(Profiles.RFC_9293);
    private final int listener = world.listen(80, 4);
    private final Peer peer = new Peer(world, 80, 40_000);

    /// A connection whose SYN carried these options and this MSS; its socket.
    private int establish(int options, int mss) {
        peer.timestamps = (options & Segment.TIMESTAMPS) != 0;
        Segment syn = peer.segment(Flags.SYN, Peer.ISS, 0);
        syn.options = options;
        syn.mss = mss;
        world.arrive(syn);
        Segment synAck = world.lastSent();
        peer.seq++;
        peer.ack = synAck.seq + 1;
        peer.tsEcr = synAck.tsVal;
        peer.arrive(Flags.ACK, peer.seq, 0);
        return world.engine.accept(listener);
    }

    /// RFC 9293 §3.7.1 MUST-16: blocks of selective acknowledgments take room too.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void textThatGoesWithSelectiveAcknowledgmentsLeavesRoomForThem(boolean timestamps) {
        int options = Segment.MSS | Segment.SACK_PERMITTED | (timestamps ? Segment.TIMESTAMPS : 0);
        int socket = establish(options, 1460);
        peer.arrive(Flags.ACK, peer.seq + 100, 10);
        peer.arrive(Flags.ACK, peer.seq + 200, 10);
        world.sent.clear();
        world.engine.send(socket, new byte[1_460], 0, 1_460, world.now, world);
        Segment full = world.sent.getFirst();
        assertThat(full.sackCount).isEqualTo(2);
        assertThat(full.textLength + 2 + 2 + 16 + (timestamps ? 12 : 0)).isEqualTo(1460);
    }

    /// RFC 9293 §3.7.1 MUST-15, MUST-67.
    @Test
    void aPeerThatNamesNoMssOnIpv6Gets1220BytesAndIsToldOf1440() {
        Endpoint here = new Endpoint(IpAddress.parse("2001:db8::1").orElseThrow(), 80);
        Endpoint there = new Endpoint(IpAddress.parse("2001:db8::2").orElseThrow(), 40_000);
        TcpEngine engine = new TcpEngine(HostConfig.of(Profiles.RFC_9293, 1, here.address()));
        List<Segment> sent = new ArrayList<>();
        int server = engine.socket();
        engine.bind(server, here, 0);
        engine.listen(server, 1, 0);
        Segment syn = new Segment().from(there).to(here);
        syn.flags = Flags.SYN;
        syn.wnd = 65_535;
        engine.onSegment(syn, 0, segment -> sent.add(new Segment().copyFrom(segment)));
        assertThat(sent.getFirst().mss).isEqualTo(1_440);
        Segment ack = new Segment().copyFrom(syn);
        ack.flags = Flags.ACK;
        ack.seq = 1;
        ack.ack = sent.getFirst().seq + 1;
        engine.onSegment(ack, 0, segment -> {});
        sent.clear();
        engine.send(
                engine.accept(server),
                new byte[4_000],
                0,
                4_000,
                0,
                segment -> sent.add(new Segment().copyFrom(segment)));
        assertThat(sent.getFirst().textLength).isEqualTo(1_220);
    }

    /// RFC 9293 §3.7.1 SHLD-5, MAY-3, MUST-67: with the packets of 1500 bytes of its link.
    @Test
    void everySynNamesTheMssOfTheLink() {
        int socket = world.engine.socket();
        world.engine.connect(socket, new Endpoint(World.THERE, 80), world.now, world);
        world.pass(World.SECOND);
        peer.arrive(Flags.SYN, Peer.ISS, 0);
        assertThat(world.sent).as("a SYN, the SYN again, a SYN-ACK").hasSize(3).allSatisfy(syn -> {
            assertThat(syn.hasOption(Segment.MSS)).isTrue();
            assertThat(syn.mss).isEqualTo(1_460);
        });
    }

    /// RFC 9293 §3.1 MUST-65.
    @Test
    void noOtherSegmentNamesAnMss() {
        int socket = establish(Segment.MSS, 1460);
        world.engine.send(socket, new byte[100], 0, 100, world.now, world);
        world.pass(2 * World.SECOND);
        peer.arrive(Flags.ACK, peer.seq, 10);
        world.engine.shutdownWrite(socket, world.now, world);
        world.engine.abort(socket, world.now, world);
        assertThat(world.sent).as("text, text again, ACK, FIN, RST").hasSizeGreaterThanOrEqualTo(4);
        assertThat(world.sent).noneMatch(segment -> segment.hasOption(Segment.MSS));
    }
}
