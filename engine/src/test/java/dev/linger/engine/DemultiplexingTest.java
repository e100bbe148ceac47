package dev.linger.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.engine.profile.HostConfig;
import dev.linger.engine.profile.Profiles;
import dev.linger.engine.socket.Errno;
import dev.linger.engine.socket.Output;
import dev.linger.engine.socket.SocketOption;
import dev.linger.model.Endpoint;
import dev.linger.model.Flags;
import dev.linger.model.IpAddress;
import dev.linger.model.TcpState;
import dev.linger.wire.Segment;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Many listeners and connections on one host: who gets a segment (RFC 9293 §3.10.7, §3.9.2.3).
class DemultiplexingTest {
    private static final String HERE_4 = "192.0.2.1";
    private static final String HERE_6 = "2001:db8::1";

    private final TcpEngine engine =
            new TcpEngine(HostConfig.of(Profiles.LINUX, 1, address(HERE_4), address("192.0.2.2"), address(HERE_6)));
    private final Deque<Segment> wire = new ArrayDeque<>();
    private final Output output = segment -> wire.add(new Segment().copyFrom(segment));
    private long now = World.SECOND;

    /// The one bound to the very address, then the one for all of its family, then the one for both families
    /// (net/ipv4/inet_hashtables.c:compute_score).
    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            listeners,                     to,          gets it
            192.0.2.1 0.0.0.0,             192.0.2.1,   192.0.2.1
            0.0.0.0 192.0.2.1,             192.0.2.1,   192.0.2.1
            192.0.2.1 0.0.0.0,             192.0.2.2,   0.0.0.0
            0.0.0.0 ::,                    2001:db8::1, ::
            192.0.2.1,                     192.0.2.2,   nobody
            ::,                            192.0.2.1,   ::
            ::,                            2001:db8::1, ::
            :: 2001:db8::1,                2001:db8::1, 2001:db8::1
            0.0.0.0,                       2001:db8::1, nobody
            only ::,                       192.0.2.1,   nobody
            only :: 0.0.0.0,               192.0.2.1,   0.0.0.0
            only :: 0.0.0.0,               2001:db8::1, only ::
            """)
    void theMostSpecificListenerGetsTheSyn(String listeners, String to, String winner) {
        String only = "";
        int winning = TcpEngine.NONE;
        for (String word : listeners.split(" ", -1)) {
            if (word.equals("only")) {
                only = "only ";
                continue;
            }
            int listener = listen(word, !only.isEmpty());
            if ((only + word).equals(winner)) {
                winning = listener;
            }
            only = "";
        }
        boolean ipv6 = to.contains(":");
        handshake(new Endpoint(address(ipv6 ? "2001:db8::99" : "198.51.100.1"), 40_000), to);
        if (winner.equals("nobody")) {
            assertThat(wire)
                    .singleElement()
                    .satisfies(answer -> assertThat(answer.has(Flags.RST)).isTrue());
        } else {
            assertThat(engine.accept(winning)).isNotEqualTo(TcpEngine.NONE);
        }
    }

    /// SO_REUSEPORT: each peer's connections go where its hash says, and every listener gets some.
    @Test
    void listenersOfOnePortShareItsPeers() {
        int[] listeners = {listen(HERE_4, false), listen(HERE_4, false), listen(HERE_4, false)};
        for (int peer = 0; peer < 60; peer++) {
            handshake(new Endpoint(address("198.51.100." + (1 + peer % 20)), 40_000 + peer), HERE_4);
        }
        int all = 0;
        for (int listener : listeners) {
            int accepted = 0;
            while (engine.accept(listener) != TcpEngine.NONE) {
                accepted++;
            }
            assertThat(accepted).isBetween(5, 40);
            all += accepted;
        }
        assertThat(all).isEqualTo(60);
    }

    /// The same SYN repeated does not wander to another listener.
    @Test
    void aConnectionStaysWithItsListener() {
        int[] listeners = {listen(HERE_4, false), listen(HERE_4, false)};
        Segment syn = new Segment()
                .from(new Endpoint(address("198.51.100.1"), 40_000))
                .to(new Endpoint(address(HERE_4), 80));
        syn.flags = Flags.SYN;
        syn.seq = 5;
        for (int time = 0; time < 5; time++) {
            engine.onSegment(syn, now, output);
        }
        Segment ack = new Segment().copyFrom(syn);
        ack.flags = Flags.ACK;
        ack.seq = 6;
        ack.ack = wire.getLast().seq + 1;
        engine.onSegment(ack, now, output);
        int first = engine.accept(listeners[0]);
        int second = engine.accept(listeners[1]);
        assertThat(first == TcpEngine.NONE).isNotEqualTo(second == TcpEngine.NONE);
    }

    /// Connections that differ in one of the four only.
    @Test
    void everyPartOfTheFourTupleTellsConnectionsApart() {
        int listener = listen("::", false);
        Set<Integer> sockets = new HashSet<>();
        String[] peers = {"198.51.100.1", "198.51.100.2"};
        for (String peer : peers) {
            for (int port = 40_000; port < 40_002; port++) {
                for (String here : new String[] {HERE_4, "192.0.2.2"}) {
                    handshake(new Endpoint(address(peer), port), here);
                    sockets.add(engine.accept(listener));
                }
            }
        }
        assertThat(sockets).hasSize(8).doesNotContain(TcpEngine.NONE);
        wire.clear();
        Segment reset =
                new Segment().from(new Endpoint(address(peers[1]), 40_001)).to(new Endpoint(address(HERE_4), 80));
        reset.flags = Flags.RST;
        reset.seq = 101;
        engine.onSegment(reset, now, output);
        assertThat(sockets)
                .filteredOn(socket -> engine.state(socket) == TcpState.CLOSED)
                .hasSize(1);
    }

    /// A host can talk to itself, over loopback and over its own address.
    @ParameterizedTest
    @CsvSource({"127.0.0.1", "::1", HERE_4, HERE_6})
    void twoSocketsOfOneHostTalkToEachOther(String to) {
        int listener = listen("::", false);
        int client = engine.socket();
        assertThat(engine.connect(client, new Endpoint(address(to), 80), now, output))
                .isEqualTo(Errno.EINPROGRESS);
        deliver();
        int server = engine.accept(listener);
        assertThat(engine.state(client)).isEqualTo(TcpState.ESTABLISHED);
        assertThat(engine.remoteEndpoint(server)).isEqualTo(engine.localEndpoint(client));
        byte[] text = {1, 2, 3};
        engine.send(client, text, 0, 3, now, output);
        deliver();
        byte[] read = new byte[10];
        assertThat(engine.receive(server, read, 0, 10, now, output)).isEqualTo(3);
        assertThat(read).startsWith(1, 2, 3);
        engine.close(client, now, output);
        deliver();
        engine.close(server, now, output);
        deliver();
        Invariants.check(engine);
        assertThat(engine.count(dev.linger.model.Counter.SOCKSTAT_TIME_WAIT)).isEqualTo(1);
    }

    /// A socket may even connect to itself: a simultaneous open (RFC 9293 §3.5) with one end.
    @Test
    void aSocketConnectsToItself() {
        int socket = engine.socket();
        Endpoint self = new Endpoint(address("127.0.0.1"), 7);
        engine.bind(socket, self, now);
        assertThat(engine.connect(socket, self, now, output)).isEqualTo(Errno.EINPROGRESS);
        deliver();
        assertThat(engine.state(socket)).isEqualTo(TcpState.ESTABLISHED);
        engine.send(socket, new byte[] {7}, 0, 1, now, output);
        deliver();
        assertThat(engine.readableBytes(socket)).isEqualTo(1);
    }

    private void deliver() {
        for (int count = 0; !wire.isEmpty() && count < 1000; count++) {
            engine.onSegment(wire.remove(), now, output);
        }
        assertThat(wire).isEmpty();
    }

    private int listen(String at, boolean v6Only) {
        int listener = engine.socket();
        engine.setOption(listener, SocketOption.IPV6_V6ONLY, v6Only ? 1 : 0);
        engine.setOption(listener, SocketOption.SO_REUSEPORT, 1);
        assertThat(engine.bind(listener, new Endpoint(address(at), 80), now)).isEqualTo(Errno.OK);
        assertThat(engine.listen(listener, 100, now)).isEqualTo(Errno.OK);
        return listener;
    }

    private void handshake(Endpoint peer, String here) {
        wire.clear();
        Segment segment = new Segment().from(peer).to(new Endpoint(address(here), 80));
        segment.flags = Flags.SYN;
        segment.seq = 100;
        segment.wnd = 1000;
        engine.onSegment(segment, now, output);
        if (wire.getLast().has(Flags.SYN)) {
            segment.flags = Flags.ACK;
            segment.seq = 101;
            segment.ack = wire.getLast().seq + 1;
            engine.onSegment(segment, now, output);
        }
    }

    private static IpAddress address(String text) {
        return IpAddress.parse(text).orElseThrow();
    }
}
