package dev.linger.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.engine.profile.ClosingRules;
import dev.linger.engine.profile.Profile;
import dev.linger.engine.profile.Profiles;
import dev.linger.engine.socket.Errno;
import dev.linger.engine.socket.SocketOption;
import dev.linger.model.Endpoint;
import dev.linger.model.TcpState;
import dev.linger.testkit.SeededLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Several connections at once over a bad network, whose programs have small buffers, read late, close in the middle
/// or abort: whatever is read is what was written, in order; when the network is well again everything comes to its
/// end, and nothing is left.
class TurmoilTest {
    private static final int STORM_STEPS = 300;
    private static final int STEPS_MAX = 100_000;

    @TestFactory
    Stream<DynamicTest> everythingComesToItsEndAndNothingIsLeft() {
        return SeededLoop.tests(40, (random, seed) -> new Run(random, seed).go());
    }

    /// What a program means to do with its side of a connection.
    private enum Plan {
        /// Write everything, shut down, read to the end, close.
        COMPLETE,
        /// Shut down first, and read to the end.
        SILENT,
        /// Close in the middle.
        CLOSE,
        /// Reset in the middle.
        ABORT
    }

    private static final class Run {
        private final RandomGenerator random;
        private final Pair pair;
        private final Profile[] profiles;
        private final List<Side> sides = new ArrayList<>();
        private int listener;

        Run(RandomGenerator random, long seed) {
            this.random = random;
            profiles = new Profile[] {anyProfile(), anyProfile()};
            Pair.Weather storm = new Pair.Weather(
                    random.nextInt(15),
                    random.nextInt(10),
                    1 + random.nextLong(20 * Pair.MILLI),
                    random.nextLong(40 * Pair.MILLI));
            pair = new Pair(profiles[0], profiles[1], random.nextBoolean(), seed, storm, random);
        }

        private Profile anyProfile() {
            List<Profile> all = Profiles.all();
            return all.get(random.nextInt(all.size()));
        }

        void go() {
            open();
            int steps = 0;
            while (!finished()) {
                assertThat(steps).as("still not finished: %s", sides).isLessThan(STEPS_MAX);
                if (steps == STORM_STEPS) {
                    pair.weather = Pair.Weather.FINE;
                }
                if (pair.nextNanos() != TcpEngine.NEVER) {
                    pair.step();
                    Invariants.checkWoken(pair.engines[0], pair.now);
                    Invariants.checkWoken(pair.engines[1], pair.now);
                }
                accept();
                for (Side side : List.copyOf(sides)) {
                    side.act();
                }
                Invariants.check(pair.engines[0]);
                Invariants.check(pair.engines[1]);
                steps++;
            }
            for (int index = 0; index < sides.size(); index++) {
                sides.get(index).check();
            }
            end();
        }

        private void open() {
            Endpoint server = new Endpoint(pair.addresses[1].address(), 80);
            listener = pair.engines[1].socket();
            SocketOption buffer = random.nextBoolean() ? SocketOption.SO_RCVBUF : SocketOption.SO_SNDBUF;
            pair.engines[1].setOption(listener, buffer, 200 + random.nextInt(5_000));
            keepAlive(1, listener);
            assertThat(pair.engines[1].bind(listener, server, pair.now)).isEqualTo(Errno.OK);
            assertThat(pair.engines[1].listen(listener, 16, pair.now)).isEqualTo(Errno.OK);
            int count = 1 + random.nextInt(4);
            for (int number = 0; number < count; number++) {
                int socket = pair.engines[0].socket();
                pair.engines[0].setOption(socket, SocketOption.TCP_NODELAY, random.nextInt(2));
                if (random.nextBoolean()) {
                    pair.engines[0].setOption(socket, SocketOption.SO_RCVBUF, 100 + random.nextInt(3_000));
                }
                keepAlive(0, socket);
                Side client = new Side(this, 0, socket);
                client.other = new Side(this, 1, TcpEngine.NONE);
                client.other.other = client;
                sides.add(client);
                sides.add(client.other);
                assertThat(pair.engines[0].connect(socket, server, pair.now, pair.output(0)))
                        .isEqualTo(Errno.EINPROGRESS);
            }
        }

        /// A peer that was reset without hearing of it finds out.
        private void keepAlive(int host, int socket) {
            pair.engines[host].setOption(socket, SocketOption.SO_KEEPALIVE, 1);
            pair.engines[host].setOption(socket, SocketOption.TCP_KEEPIDLE, 300);
            pair.engines[host].setOption(socket, SocketOption.TCP_KEEPINTVL, 10);
        }

        private void accept() {
            int socket = pair.engines[1].accept(listener);
            if (socket == TcpEngine.NONE) {
                return;
            }
            int port = pair.engines[1].remoteEndpoint(socket).port();
            for (Side side : sides) {
                if (side.host == 0 && side.localPort == port) {
                    side.other.socket = socket;
                }
            }
        }

        private boolean finished() {
            for (Side side : sides) {
                // Where the client failed to connect, the server may never hear of it.
                boolean never = side.host == 1 && side.socket == TcpEngine.NONE && side.other.done;
                if (!side.done && !never) {
                    return false;
                }
            }
            return true;
        }

        /// The listener goes too; what the hosts still have to do by themselves, they do.
        private void end() {
            pair.engines[1].close(listener, pair.now, pair.output(1));
            for (int step = 0; step < STEPS_MAX && pair.nextNanos() != TcpEngine.NEVER; step++) {
                pair.step();
            }
            for (int host = 0; host < 2; host++) {
                List<String> left = new ArrayList<>();
                boolean forever = profiles[host].closing().finWait2() == ClosingRules.FinWait2.FOREVER;
                int[] forgotten = new int[1];
                pair.engines[host].visit(new HostVisitor() {
                    @Override
                    public void socket(SocketSight socket) {
                        if (forever && socket.state() == TcpState.FIN_WAIT_2 && !socket.owned()) {
                            forgotten[0]++;
                        } else {
                            left.add("socket " + socket.state());
                        }
                    }

                    @Override
                    public void waiting(WaitingSight row) {
                        left.add("row " + row.state());
                    }

                    @Override
                    public void port(int port, long high, long low, int uid, int attributes, int count) {
                        forgotten[0] -= count;
                    }
                });
                assertThat(left).as("left on %s", profiles[host].name()).isEmpty();
                assertThat(forgotten[0]).as("ports nobody has").isZero();
            }
        }
    }

    /// One end of a connection, and its program.
    private static final class Side {
        private final Run run;
        private final int host;
        private final TcpEngine engine;
        private final Plan plan;
        private final byte[] text;
        private final int moment;
        private final int patience;
        private int localPort;
        private Side other = this;
        private int socket;
        private int sent;
        private int received;
        private boolean shutDown;
        private boolean sawEnd;
        private boolean done;
        private Errno failure = Errno.OK;

        Side(Run run, int host, int socket) {
            this.run = run;
            this.host = host;
            this.socket = socket;
            engine = run.pair.engines[host];
            RandomGenerator random = run.random;
            int dice = random.nextInt(10);
            plan = dice < 6 ? Plan.COMPLETE : Plan.values()[dice - 6];
            text = new byte[1 + random.nextInt(20_000)];
            random.nextBytes(text);
            moment = random.nextInt(text.length);
            patience = 1 + random.nextInt(6);
        }

        void act() {
            if (done || socket == TcpEngine.NONE) {
                return;
            }
            localPort = engine.localEndpoint(socket).port();
            TcpState state = engine.state(socket);
            if (state == TcpState.SYN_SENT || state == TcpState.SYN_RECEIVED) {
                return;
            }
            // A system has not much patience with a window that stays shut once its program has closed.
            if (other.done || run.random.nextInt(patience) == 0) {
                read();
            }
            if (!done) {
                write();
            }
        }

        private void read() {
            byte[] into = new byte[1 + run.random.nextInt(3_000)];
            int count = engine.receive(socket, into, 0, into.length, run.pair.now, run.pair.output(host));
            for (int index = 0; index < count; index++) {
                assertThat(into[index]).isEqualTo(other.text[received + index]);
            }
            received += Math.max(0, count);
            if (count == TcpEngine.FAILED) {
                failure = engine.takeError(socket);
                leave();
            } else if (count == TcpEngine.END_OF_STREAM) {
                sawEnd = true;
            }
        }

        private void write() {
            boolean middle = sent + received >= moment;
            if (plan == Plan.ABORT && middle) {
                engine.abort(socket, run.pair.now, run.pair.output(host));
                done = true;
            } else if ((plan == Plan.CLOSE && middle) || (shutDown && sawEnd)) {
                leave();
            } else if (sent < text.length && plan != Plan.SILENT) {
                int length = Math.min(text.length - sent, 1 + run.random.nextInt(4_000));
                int taken = engine.send(socket, text, sent, length, run.pair.now, run.pair.output(host));
                if (taken == TcpEngine.FAILED) {
                    failure = engine.takeError(socket);
                    leave();
                } else {
                    sent += taken;
                }
            } else if (!shutDown) {
                engine.shutdownWrite(socket, run.pair.now, run.pair.output(host));
                shutDown = true;
            }
        }

        private void leave() {
            engine.close(socket, run.pair.now, run.pair.output(host));
            done = true;
        }

        /// Both meant well and neither failed: all of it has arrived.
        void check() {
            boolean wellMeant = plan.compareTo(Plan.CLOSE) < 0 && other.plan.compareTo(Plan.CLOSE) < 0;
            if (!wellMeant || socket == TcpEngine.NONE || other.socket == TcpEngine.NONE) {
                return;
            }
            if (failure == Errno.OK && other.failure == Errno.OK) {
                assertThat(received).isEqualTo(other.sent);
                assertThat(sent).isEqualTo(plan == Plan.SILENT ? 0 : text.length);
            } else {
                assertThat(List.of(failure, other.failure))
                        .as("%s and %s", this, other)
                        .contains(Errno.ETIMEDOUT);
            }
        }

        @Override
        public String toString() {
            return run.profiles[host].name() + " " + plan + " sent " + sent + " of " + text.length + " received "
                    + received + (done ? " done " + failure : "")
                    + (socket == TcpEngine.NONE || done ? "" : " " + engine.state(socket));
        }
    }
}
