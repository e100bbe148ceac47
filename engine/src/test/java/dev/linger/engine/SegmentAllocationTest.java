package dev.linger.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.engine.profile.HostConfig;
import dev.linger.engine.profile.Profile;
import dev.linger.engine.profile.Profiles;
import dev.linger.engine.socket.Output;
import dev.linger.engine.socket.SocketEvent;
import dev.linger.engine.socket.SocketOption;
import dev.linger.model.Endpoint;
import dev.linger.model.IpAddress;
import dev.linger.testkit.Allocation;
import dev.linger.wire.Segment;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Two whole engines take nothing from the heap for any segment once they have run for a while: text in both
/// directions over a link that loses, repeats and delays, with the acknowledgments, retransmissions, recoveries, gaps,
/// probes of shut windows and time-outs which that brings.
class SegmentAllocationTest {
    private static final long MILLI = 1_000_000;
    private static final int ROUNDS_BEFORE = 8;
    private static final int STEPS_PER_ROUND = 20_000;
    private static final int MEASUREMENTS = 3;

    static Stream<Profile> everyProfile() {
        return Profiles.all().stream();
    }

    @ParameterizedTest
    @MethodSource("everyProfile")
    void aSegmentTakesNothingFromTheHeap(Profile profile) {
        Link link = new Link(profile);
        for (int round = 0; round < ROUNDS_BEFORE; round++) {
            link.run(STEPS_PER_ROUND);
        }
        long least = Long.MAX_VALUE;
        int before = link.delivered;
        for (int measurement = 0; measurement < MEASUREMENTS; measurement++) {
            least = Math.min(least, Allocation.bytesOf(() -> link.run(STEPS_PER_ROUND)));
        }
        assertThat(link.delivered - before).as("segments delivered").isGreaterThan(STEPS_PER_ROUND);
        assertThat(link.lost).as("segments lost").isPositive();
        assertThat(least).as("bytes allocated").isZero();
    }

    /// Two engines, one connection, and a ring of segments under way. Nothing in it allocates either.
    private static final class Link {
        private static final int ROOM = 256;
        private static final int PORT = 80;

        private final TcpEngine[] engines = new TcpEngine[2];
        private final Side[] sides = new Side[2];
        private final int[] sockets = new int[2];
        private final byte[] text = new byte[4_000];
        private long now = 1_000 * MILLI;
        private int step;
        private int delivered;
        private int lost;

        Link(Profile profile) {
            for (int host = 0; host < 2; host++) {
                IpAddress address = IpAddress.ipv4(0xC000_0201 + host);
                engines[host] = new TcpEngine(HostConfig.of(profile, host, address));
                sides[host] = new Side();
            }
            Endpoint server = new Endpoint(IpAddress.ipv4(0xC000_0202), PORT);
            int listener = engines[1].socket();
            engines[1].bind(listener, server, now);
            engines[1].listen(listener, 1, now);
            sockets[0] = engines[0].socket();
            engines[0].connect(sockets[0], server, now, sides[0]);
            carry(0);
            carry(1);
            carry(0);
            sockets[1] = engines[1].accept(listener);
            engines[1].setOption(sockets[1], SocketOption.SO_RCVBUF, 8_000);
        }

        void run(int steps) {
            for (int count = 0; count < steps; count++) {
                step++;
                now += MILLI;
                for (int host = 0; host < 2; host++) {
                    engines[host].send(sockets[host], text, 0, 1 + step * 37 % text.length, now, sides[host]);
                    carry(host);
                    // The server reads in bursts, so that its window is shut now and then.
                    if (host == 0 || step % 700 > 400) {
                        engines[host].receive(sockets[host], text, 0, text.length, now, sides[host]);
                    }
                    if (engines[host].nextDeadlineNanos() <= now) {
                        engines[host].onTime(now, sides[host]);
                    }
                }
            }
        }

        /// Every 41st segment is lost, every 59th comes twice, and every 23rd stays behind the next one.
        private void carry(int from) {
            Side side = sides[from];
            int until = side.in;
            while (side.out != until) {
                Segment segment = side.segments[side.out++ % ROOM];
                delivered++;
                if (step > 0 && delivered % 41 == 0) {
                    lost++;
                    continue;
                }
                if (delivered % 23 == 0 && side.out != until) {
                    Segment next = side.segments[side.out++ % ROOM];
                    engines[1 - from].onSegment(next, now, sides[1 - from]);
                }
                engines[1 - from].onSegment(segment, now, sides[1 - from]);
                if (delivered % 59 == 0) {
                    engines[1 - from].onSegment(segment, now, sides[1 - from]);
                }
            }
        }
    }

    private static final class Side implements Output {
        private final Segment[] segments = new Segment[Link.ROOM];
        private int in;
        private int out;

        Side() {
            for (int index = 0; index < segments.length; index++) {
                segments[index] = new Segment();
            }
        }

        @Override
        public void segment(Segment segment) {
            if (in - out == segments.length) {
                throw new IllegalStateException("more segments under way than there is room for");
            }
            segments[in++ % segments.length].copyFrom(segment);
        }

        @Override
        public void event(int socket, SocketEvent event) {
            if (event == SocketEvent.FAILED) {
                throw new IllegalStateException("the connection failed");
            }
        }
    }
}
