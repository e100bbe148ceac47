package dev.linger.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.engine.hash.Fingerprint;
import dev.linger.engine.profile.Profile;
import dev.linger.engine.profile.Profiles;
import dev.linger.model.Counter;
import dev.linger.testkit.SeededLoop;
import dev.linger.wire.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// A copy taken at any moment goes on exactly as its original, for programs that do anything over a bad network.
class EngineCopyTest {
    private static final int STEPS = 150;
    private static final int SEEDS = 20;
    private static final Counter[] COUNTERS = Counter.values();

    @TestFactory
    Stream<DynamicTest> copiesGoOnAsTheirOriginals() {
        return SeededLoop.tests(SEEDS, (random, seed) -> {
            Run plain = new Run(seed, seed);
            Run copied = new Run(seed, seed);
            for (int step = 0; step < STEPS; step++) {
                for (int host = 0; host < 2; host++) {
                    if (random.nextInt(5) == 0) {
                        copied.pair.engines[host] = copied.pair.engines[host].copy();
                    }
                }
                assertThat(copied.step()).as("step %d", step).isEqualTo(plain.step());
            }
            assertThat(plain.happened()).isTrue();
        });
    }

    @TestFactory
    Stream<DynamicTest> enginesThatAreUsedBecomeEqualToo() {
        return SeededLoop.tests(SEEDS, (random, seed) -> {
            Run plain = new Run(seed, seed);
            Run copied = new Run(seed, seed);
            // Same configuration, another past.
            Run other = new Run(seed, seed + 1_000_000);
            for (int step = 0; step < STEPS; step++) {
                for (int host = 0; host < 2; host++) {
                    if (random.nextInt(20) == 0) {
                        TcpEngine used = other.pair.engines[host];
                        TcpEngine original = copied.pair.engines[host];
                        other.pair.engines[host] = used.copy();
                        used.copyFrom(original);
                        copied.pair.engines[host] = used;
                    }
                }
                assertThat(copied.step()).as("step %d", step).isEqualTo(plain.step());
                other.step();
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> whatACopyDoesLeavesItsOriginalAlone() {
        return SeededLoop.tests(SEEDS, (random, seed) -> {
            Run run = new Run(seed, seed);
            for (int round = 0; round < 10; round++) {
                TcpEngine[] originals = run.pair.engines.clone();
                List<String> before = run.sight();
                run.pair.engines[0] = originals[0].copy();
                run.pair.engines[1] = originals[1].copy();
                for (int step = random.nextInt(STEPS / 5); step >= 0; step--) {
                    run.step();
                }
                assertThat(sight(originals)).isEqualTo(before);
            }
            assertThat(run.happened()).isTrue();
        });
    }

    private static List<String> sight(TcpEngine[] engines) {
        List<String> seen = new ArrayList<>();
        for (TcpEngine engine : engines) {
            seen.add(Fingerprint.of(engine::addTo).toString());
            seen.add("next " + engine.nextDeadlineNanos() + ", candidates " + engine.portCandidates());
            StringBuilder counts = new StringBuilder();
            for (Counter counter : COUNTERS) {
                counts.append(engine.count(counter)).append(' ');
            }
            seen.add(counts.toString());
            engine.visit(new HostVisitor() {
                @Override
                public void socket(SocketSight socket) {
                    seen.add(socket.number() + " " + socket.state() + " " + socket.sndNxt() + " "
                            + socket.deadlineNanos() + " " + socket.receiveQueue() + " " + socket.sendQueue());
                }

                @Override
                public void waiting(WaitingSight row) {
                    seen.add(row.state() + " " + row.remotePort() + " " + row.remainingMillis());
                }
            });
        }
        return seen;
    }

    /// One history: `seed` decides the engines' configuration, `past` what happens to them.
    private static final class Run {
        final Pair pair;
        private final RandomPrograms programs;
        private final List<String> seen = new ArrayList<>();
        private int segments;

        Run(long seed, long past) {
            RandomGenerator choice = new SplittableRandom(seed);
            List<Profile> profiles = Profiles.all();
            // Every profile is on the left within ten seeds.
            Profile left = profiles.get((int) (seed % profiles.size()));
            Profile right = profiles.get(choice.nextInt(profiles.size()));
            boolean ipv6 = choice.nextInt(3) == 0;
            SplittableRandom random = new SplittableRandom(past);
            Pair.Weather weather = new Pair.Weather(
                    random.nextInt(20), random.nextInt(15), 1 + random.nextLong(20 * Pair.MILLI), 30 * Pair.MILLI);
            pair = new Pair(left, right, ipv6, seed, weather, random.split());
            pair.tap = this::note;
            programs = new RandomPrograms(pair, random);
        }

        /// What was sent and told, and how both engines look afterwards.
        List<String> step() {
            seen.clear();
            pair.events.forEach(List::clear);
            programs.step();
            for (int host = 0; host < 2; host++) {
                seen.add(pair.events.get(host).toString());
            }
            seen.addAll(sight());
            return List.copyOf(seen);
        }

        List<String> sight() {
            return EngineCopyTest.sight(pair.engines);
        }

        boolean happened() {
            return segments > STEPS / 10;
        }

        private void note(int from, Segment segment) {
            segments++;
            Fingerprint text =
                    Fingerprint.of(digest -> digest.add(segment.text, segment.textOffset, segment.textLength));
            seen.add(from + " sends " + segment.sourcePort + " > " + segment.destinationPort + " " + segment + " "
                    + text.low());
        }
    }
}
