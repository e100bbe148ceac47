package dev.linger.engine.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.engine.Peer;
import dev.linger.engine.TcpEngine;
import dev.linger.engine.World;
import dev.linger.engine.profile.HostConfig;
import dev.linger.engine.profile.Profiles;
import dev.linger.engine.socket.Errno;
import dev.linger.model.Endpoint;
import dev.linger.model.Flags;
import dev.linger.model.FourTuple;
import dev.linger.model.IpAddress;
import dev.linger.model.TcpState;
import dev.linger.wire.Segment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What RFC 9293 §3.5, §3.9.1.1 and §3.9.2.3 demand of OPEN and of the segments that follow it.
class OpenRequirementsTest {
    private static final Endpoint WEB = new Endpoint(World.THERE, 80);

    private final World world = new World(Profiles.RFC_9293);

    private static IpAddress address(String text) {
        return IpAddress.parse(text).orElseThrow();
    }

    private int connect(int localPort) {
        int socket = world.engine.socket();
        assertThat(world.engine.bind(socket, new Endpoint(World.HERE, localPort), world.now))
                .isEqualTo(Errno.OK);
        assertThat(world.engine.connect(socket, WEB, world.now, world)).isEqualTo(Errno.EINPROGRESS);
        return socket;
    }

    /// RFC 9293 §3.5 MUST-11.
    @Test
    void aResetInSynReceivedEndsAnActiveOpen() {
        int socket = connect(5_000);
        Peer peer = new Peer(world, 5_000, 80);
        peer.arrive(Flags.SYN, Peer.ISS, 0);
        assertThat(world.engine.state(socket)).isEqualTo(TcpState.SYN_RECEIVED);
        peer.arrive(Flags.RST, Peer.ISS + 1, 0);
        assertThat(world.engine.state(socket)).isEqualTo(TcpState.CLOSED);
        assertThat(world.engine.takeError(socket)).isEqualTo(Errno.ECONNREFUSED);
    }

    /// RFC 9293 §3.5 MUST-11.
    @Test
    void aResetInSynReceivedLeavesAPassiveOpenListening() {
        int listener = world.listen(80, 4);
        Peer peer = new Peer(world, 80, 40_000);
        peer.arrive(Flags.SYN, Peer.ISS, 0);
        peer.arrive(Flags.RST, Peer.ISS + 1, 0);
        assertThat(world.engine.state(new FourTuple(peer.here(), peer.there()))).isEqualTo(TcpState.CLOSED);
        assertThat(world.engine.state(listener)).isEqualTo(TcpState.LISTEN);
        assertThat(world.engine.takeError(listener)).isEqualTo(Errno.OK);
    }

    /// RFC 9293 §3.9.1.1 MUST-41.
    @Test
    void aPassiveOpenThatIsRefusedLeavesConnectionsAlone() {
        int child = new Peer(world, 80, 40_000).establish(world.listen(80, 4));
        int second = world.engine.socket();
        assertThat(world.engine.bind(second, new Endpoint(World.HERE, 80), world.now))
                .isEqualTo(Errno.EADDRINUSE);
        assertThat(world.engine.state(child)).isEqualTo(TcpState.ESTABLISHED);
        assertThat(world.sent).isEmpty();
    }

    /// RFC 9293 §3.9.1.1 MUST-42.
    @Test
    void aProgramCanListenOnThePortOfAConnectionThatIsBeingOpened() {
        int opening = connect(80);
        int listener = world.listen(80, 4);
        assertThat(world.engine.state(listener)).isEqualTo(TcpState.LISTEN);
        assertThat(world.engine.state(opening)).isEqualTo(TcpState.SYN_SENT);
    }

    /// A host with two addresses, and what it has sent.
    private static final class Multihomed {
        static final IpAddress FIRST = address("192.0.2.1");
        static final IpAddress SECOND = address("192.0.2.2");

        final List<Segment> sent = new ArrayList<>();
        final TcpEngine engine = new TcpEngine(HostConfig.of(Profiles.RFC_9293, 1, FIRST, SECOND));

        void note(Segment segment) {
            sent.add(new Segment().copyFrom(segment));
        }

        void arrive(int flags, int seq, int ack) {
            Segment segment = new Segment().from(WEB).to(new Endpoint(SECOND, 80));
            segment.flags = flags;
            segment.seq = seq;
            segment.ack = ack;
            segment.wnd = 65_535;
            engine.onSegment(segment, 0, this::note);
        }

        List<IpAddress> sources() {
            return sent.stream()
                    .map(segment -> new IpAddress(segment.sourceHigh, segment.sourceLow))
                    .toList();
        }
    }

    /// RFC 9293 §3.9.1.1 MUST-43.
    @Test
    void aProgramCanChooseTheLocalAddress() {
        Multihomed host = new Multihomed();
        int socket = host.engine.socket();
        host.engine.bind(socket, new Endpoint(Multihomed.SECOND, 0), 0);
        host.engine.connect(socket, WEB, 0, host::note);
        assertThat(host.sources()).containsExactly(Multihomed.SECOND);
    }

    /// RFC 9293 §3.9.1.1 MUST-44.
    @Test
    void theHostChoosesTheLocalAddressIfTheProgramDoesNot() {
        Multihomed host = new Multihomed();
        int socket = host.engine.socket();
        host.engine.connect(socket, WEB, 0, host::note);
        assertThat(host.sources()).containsExactly(Multihomed.FIRST);
        assertThat(host.engine.localEndpoint(socket).address()).isEqualTo(Multihomed.FIRST);
    }

    /// RFC 9293 §3.9.1.1 MUST-45.
    @Test
    void aConnectionKeepsTheAddressThatThePeerChose() {
        Multihomed host = new Multihomed();
        int listener = host.engine.socket();
        host.engine.bind(listener, new Endpoint(address("0.0.0.0"), 80), 0);
        host.engine.listen(listener, 1, 0);
        host.arrive(Flags.SYN, 1, 0);
        host.arrive(Flags.ACK, 2, host.sent.getFirst().seq + 1);
        int child = host.engine.accept(listener);
        host.engine.send(child, new byte[10], 0, 10, 0, host::note);
        assertThat(host.sources()).containsExactly(Multihomed.SECOND, Multihomed.SECOND);
    }

    /// RFC 9293 §3.9.1.1 MUST-46.
    @ParameterizedTest
    @ValueSource(strings = {"224.0.0.1", "239.255.255.255", "255.255.255.255", "0.0.0.0"})
    void openToAnAddressThatNoHostHasIsRefused(String remote) {
        int socket = world.engine.socket();
        assertThat(world.engine.connect(socket, new Endpoint(address(remote), 80), world.now, world))
                .isEqualTo(Errno.ENETUNREACH);
        assertThat(world.sent).isEmpty();
        assertThat(world.engine.state(socket)).isEqualTo(TcpState.CLOSED);
    }

    /// RFC 9293 §3.9.1.1 MUST-46, in IPv6.
    @ParameterizedTest
    @ValueSource(strings = {"ff02::1", "::"})
    void openToAnIpv6AddressThatNoHostHasIsRefused(String remote) {
        TcpEngine engine = new TcpEngine(HostConfig.of(Profiles.RFC_9293, 1, address("2001:db8::1")));
        assertThat(engine.connect(engine.socket(), new Endpoint(address(remote), 80), 0, segment -> {}))
                .isEqualTo(Errno.ENETUNREACH);
    }

    /// RFC 9293 §3.9.1.1 MUST-46: the neighbours of what is refused.
    @ParameterizedTest
    @ValueSource(strings = {"223.255.255.255", "240.0.0.1", "255.255.255.254", "0.0.0.1"})
    void openToAnyOtherAddressSendsASyn(String remote) {
        assertThat(world.engine.connect(world.engine.socket(), new Endpoint(address(remote), 80), world.now, world))
                .isEqualTo(Errno.EINPROGRESS);
        assertThat(world.sent).hasSize(1);
    }

    private void listenEverywhere() {
        int listener = world.engine.socket();
        world.engine.bind(listener, new Endpoint(address("0.0.0.0"), 80), world.now);
        world.engine.listen(listener, 4, world.now);
    }

    private void arrive(int flags, String from, String to) {
        Segment segment =
                new Segment().from(new Endpoint(address(from), 40_000)).to(new Endpoint(address(to), 80));
        segment.flags = flags;
        world.arrive(segment);
    }

    /// RFC 9293 §3.9.2.3 MUST-57.
    @ParameterizedTest
    @ValueSource(strings = {"224.0.0.1", "255.255.255.255"})
    void aSegmentToMulticastOrBroadcastIsDroppedInSilence(String to) {
        listenEverywhere();
        arrive(Flags.SYN, "198.51.100.1", to);
        arrive(Flags.ACK, "198.51.100.1", to);
        assertThat(world.sent).isEmpty();
    }

    /// RFC 9293 §3.9.2.3 MUST-63.
    @ParameterizedTest
    @ValueSource(strings = {"224.0.0.1", "255.255.255.255", "0.0.0.0"})
    void aSynFromAnAddressThatNoHostHasIsIgnored(String from) {
        listenEverywhere();
        arrive(Flags.SYN, from, "192.0.2.1");
        assertThat(world.sent).isEmpty();
    }

    /// RFC 9293 §3.9.2.3: the other side.
    @Test
    void aSynFromOneHostToAnotherIsAnswered() {
        listenEverywhere();
        arrive(Flags.SYN, "198.51.100.1", "192.0.2.1");
        assertThat(world.sent).hasSize(1);
    }
}
