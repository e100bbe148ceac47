package dev.linger.engine;

import dev.linger.engine.profile.HostConfig;
import dev.linger.engine.profile.Profile;
import dev.linger.engine.socket.Output;
import dev.linger.engine.socket.SocketEvent;
import dev.linger.model.Endpoint;
import dev.linger.model.IpAddress;
import dev.linger.wire.Segment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.random.RandomGenerator;

/// Two engines and the network between them, in virtual time: it delays, loses, repeats and so reorders what
/// its `random` tells it to.
public final class Pair {
    public static final long MILLI = 1_000_000;

    /// How bad the network is: chances in a hundred, and the delay each packet gets, from `delayNanos` to
    /// `delayNanos + jitterNanos`.
    public record Weather(int lossPercent, int duplicatePercent, long delayNanos, long jitterNanos) {
        public static final Weather FINE = new Weather(0, 0, 5 * MILLI, 0);
    }

    private record Flight(long at, long order, int to, Segment segment) {}

    public final TcpEngine[] engines = new TcpEngine[2];
    public final List<List<SocketEvent>> events = List.of(new ArrayList<>(), new ArrayList<>());
    public final Endpoint[] addresses;
    public Weather weather;
    /// Shown every segment that an engine sends, with the number of that engine.
    public BiConsumer<Integer, Segment> tap = (from, segment) -> {};
    /// Whether the network loses this segment of that engine, whatever the weather.
    public BiPredicate<Integer, Segment> lost = (from, segment) -> false;
    public long now = 1_000 * MILLI;
    public int deliveredCount;

    private final RandomGenerator random;
    private final PriorityQueue<Flight> flights =
            new PriorityQueue<>(Comparator.comparingLong(Flight::at).thenComparingLong(Flight::order));
    private long order;

    public Pair(Profile left, Profile right, boolean ipv6, long seed, Weather weather, RandomGenerator random) {
        this.weather = weather;
        this.random = random;
        IpAddress[] hosts = ipv6
                ? new IpAddress[] {address("2001:db8::1"), address("2001:db8::2")}
                : new IpAddress[] {address("192.0.2.1"), address("192.0.2.2")};
        addresses = new Endpoint[] {new Endpoint(hosts[0], 0), new Endpoint(hosts[1], 0)};
        engines[0] = new TcpEngine(HostConfig.of(left, seed, hosts[0]));
        engines[1] = new TcpEngine(HostConfig.of(right, seed + 1, hosts[1]));
    }

    public Output output(int from) {
        return new Output() {
            @Override
            public void segment(Segment segment) {
                launch(segment, 1 - from);
            }

            @Override
            public void event(int socket, SocketEvent event) {
                events.get(from).add(event);
            }
        };
    }

    /// When something happens next, in a host or on the way, or [TcpEngine#NEVER].
    public long nextNanos() {
        long next = Math.min(engines[0].nextDeadlineNanos(), engines[1].nextDeadlineNanos());
        return flights.isEmpty() ? next : Math.min(next, flights.peek().at());
    }

    /// Goes to the next moment at which something happens, and lets it happen.
    public void step() {
        now = Math.max(now, nextNanos());
        while (!flights.isEmpty() && flights.peek().at() <= now) {
            Flight flight = flights.remove();
            deliveredCount++;
            engines[flight.to()].onSegment(flight.segment(), now, output(flight.to()));
        }
        for (int host = 0; host < 2; host++) {
            if (engines[host].nextDeadlineNanos() <= now) {
                engines[host].onTime(now, output(host));
            }
        }
    }

    public boolean isQuiet() {
        return flights.isEmpty();
    }

    private void launch(Segment segment, int to) {
        tap.accept(1 - to, segment);
        if (random.nextInt(100) < weather.lossPercent() || lost.test(1 - to, segment)) {
            return;
        }
        int copies = random.nextInt(100) < weather.duplicatePercent() ? 2 : 1;
        for (int copy = 0; copy < copies; copy++) {
            long jitter = weather.jitterNanos() == 0 ? 0 : random.nextLong(weather.jitterNanos());
            flights.add(new Flight(now + weather.delayNanos() + jitter, order++, to, new Segment().copyFrom(segment)));
        }
    }

    private static IpAddress address(String text) {
        return IpAddress.parse(text).orElseThrow();
    }
}
