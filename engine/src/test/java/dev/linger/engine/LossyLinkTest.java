package dev.linger.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.engine.profile.Profile;
import dev.linger.engine.profile.Profiles;
import dev.linger.engine.socket.Errno;
import dev.linger.model.Endpoint;
import dev.linger.model.TcpState;
import dev.linger.testkit.SeededLoop;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Two engines over a network that loses, repeats and reorders: every byte arrives once and in order, and both ends
/// finish.
class LossyLinkTest {
    private static final int STEPS_MAX = 200_000;
    private static final int CLIENT_PORT = 40_000;

    @TestFactory
    Stream<DynamicTest> everyByteArrivesOnceInOrderAndBothEndsFinish() {
        return SeededLoop.tests(60, (random, seed) -> new Run(random, seed).go());
    }

    @TestFactory
    Stream<DynamicTest> theSameHoldsWhenSequenceNumbersWrapOnTheWay() {
        return SeededLoop.tests(40, (random, seed) -> {
            Run run = new Run(random, seed);
            run.beginJustBeforeTheWrap();
            run.go();
            assertThat(run.wrapped).as("the numbers wrapped").isTrue();
        });
    }

    private static final class Run {
        private final RandomGenerator random;
        private final Pair pair;
        private final byte[][] texts = new byte[2][];
        private final int[] sent = new int[2];
        private final int[] received = new int[2];
        private final boolean[] closed = new boolean[2];
        private final int[] sockets = {TcpEngine.NONE, TcpEngine.NONE};
        private final Profile client;
        private final boolean ipv6;
        private final long seed;
        private int listener;
        private boolean wrapped;

        Run(RandomGenerator random, long seed) {
            this.random = random;
            this.seed = seed;
            List<Profile> profiles = Profiles.all();
            Pair.Weather weather = new Pair.Weather(
                    random.nextInt(20),
                    random.nextInt(10),
                    1 + random.nextLong(50 * Pair.MILLI),
                    random.nextLong(60 * Pair.MILLI));
            client = profiles.get(random.nextInt(profiles.size()));
            ipv6 = random.nextBoolean();
            pair = new Pair(client, profiles.get(random.nextInt(profiles.size())), ipv6, seed, weather, random);
            for (int host = 0; host < 2; host++) {
                texts[host] = new byte[2_000 + random.nextInt(100_000)];
                random.nextBytes(texts[host]);
            }
        }

        void go() {
            listener = pair.engines[1].socket();
            Endpoint server = new Endpoint(pair.addresses[1].address(), 80);
            assertThat(pair.engines[1].bind(listener, server, pair.now)).isEqualTo(Errno.OK);
            assertThat(pair.engines[1].listen(listener, 8, pair.now)).isEqualTo(Errno.OK);
            sockets[0] = pair.engines[0].socket();
            pair.engines[0].bind(sockets[0], client(), pair.now);
            assertThat(pair.engines[0].connect(sockets[0], server, pair.now, pair.output(0)))
                    .isEqualTo(Errno.EINPROGRESS);
            int steps = 0;
            while (!(closed[0] && closed[1] && pair.isQuiet())) {
                assertThat(steps).as("still not finished").isLessThan(STEPS_MAX);
                steps++;
                if (pair.nextNanos() != TcpEngine.NEVER) {
                    pair.step();
                }
                act(0);
                act(1);
                Invariants.check(pair.engines[0]);
                Invariants.check(pair.engines[1]);
            }
            assertThat(received[0]).isEqualTo(texts[1].length);
            assertThat(received[1]).isEqualTo(texts[0].length);
            assertThat(closed).containsExactly(true, true);
        }

        private Endpoint client() {
            return new Endpoint(pair.addresses[0].address(), CLIENT_PORT);
        }

        /// Initial sequence numbers grow with the clock: two trials tell how fast, and so when the next will be
        /// close to the end of their range.
        void beginJustBeforeTheWrap() {
            long second = 1_000 * Pair.MILLI;
            int first = trial(second);
            long rate = Integer.toUnsignedLong(trial(2 * second) - first);
            long missing = Integer.toUnsignedLong(-1_000 - first);
            pair.now = second + missing * second / rate;
        }

        private int trial(long now) {
            Pair other = new Pair(client, client, ipv6, seed, Pair.Weather.FINE, random);
            int socket = other.engines[0].socket();
            other.engines[0].bind(socket, client(), now);
            int[] iss = new int[1];
            Endpoint server = new Endpoint(other.addresses[1].address(), 80);
            other.engines[0].connect(socket, server, now, segment -> iss[0] = segment.seq);
            return iss[0];
        }

        private void noteWrap() {
            pair.engines[0].visit(socket -> wrapped |= socket.sndNxt() >= 0 && socket.sndNxt() < 1 << 20);
        }

        private void act(int host) {
            noteWrap();
            if (host == 1 && sockets[1] == TcpEngine.NONE) {
                sockets[1] = pair.engines[1].accept(listener);
            }
            if (sockets[host] == TcpEngine.NONE || closed[host]) {
                return;
            }
            TcpEngine engine = pair.engines[host];
            read(host, engine);
            int left = texts[host].length - sent[host];
            if (closed[host] || engine.state(sockets[host]) == TcpState.SYN_SENT) {
                return;
            }
            if (left > 0) {
                int taken = engine.send(
                        sockets[host],
                        texts[host],
                        sent[host],
                        Math.min(left, 1 + random.nextInt(5000)),
                        pair.now,
                        pair.output(host));
                assertThat(taken)
                        .as("send: %s", engine.takeError(sockets[host]))
                        .isNotEqualTo(TcpEngine.FAILED);
                sent[host] += taken;
            } else if (engine.state(sockets[host]).isSynchronized()) {
                engine.shutdownWrite(sockets[host], pair.now, pair.output(host));
            }
        }

        private void read(int host, TcpEngine engine) {
            byte[] into = new byte[1 + random.nextInt(4000)];
            int count = engine.receive(sockets[host], into, 0, into.length, pair.now, pair.output(host));
            assertThat(count).as("receive: %s", engine.takeError(sockets[host])).isNotEqualTo(TcpEngine.FAILED);
            if (count == TcpEngine.END_OF_STREAM) {
                if (sent[host] == texts[host].length) {
                    engine.close(sockets[host], pair.now, pair.output(host));
                    closed[host] = true;
                }
                return;
            }
            for (int index = 0; index < count; index++) {
                assertThat(into[index]).isEqualTo(texts[1 - host][received[host] + index]);
            }
            received[host] += count;
        }
    }
}
