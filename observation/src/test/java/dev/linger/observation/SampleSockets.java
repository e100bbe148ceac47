package dev.linger.observation;

import dev.linger.model.Destination;
import dev.linger.model.Endpoint;
import dev.linger.model.IpAddress;
import dev.linger.model.SocketState;
import java.util.List;
import java.util.random.RandomGenerator;

/// Sockets for tests: written out as text, or at random.
public final class SampleSockets {
    private SampleSockets() {}

    public static IpAddress address(String text) {
        return IpAddress.parse(text).orElseThrow();
    }

    /// Reads `10.0.0.1:80` or `[::1]:80`.
    public static Endpoint endpoint(String text) {
        int colon = text.lastIndexOf(':');
        return new Endpoint(address(text.substring(0, colon)), Integer.parseInt(text.substring(colon + 1)));
    }

    public static Destination destination(String source, String remote) {
        return new Destination(address(source), endpoint(remote));
    }

    public static PlainSocket socket(SocketState state, String local, String remote) {
        return new PlainSocket(state, endpoint(local), endpoint(remote));
    }

    public static PlainSocket listener(String local) {
        return socket(SocketState.LISTEN, local, "0.0.0.0:0");
    }

    public static SocketTable table(PlainSocket... sockets) {
        return table(List.of(sockets));
    }

    public static SocketTable table(List<PlainSocket> sockets) {
        SocketTable.Builder builder = new SocketTable.Builder();
        sockets.forEach(builder::accept);
        return builder.build();
    }

    /// What the view shows now, as a value that stays.
    public static PlainSocket copyOf(SocketView view) {
        return new PlainSocket(
                view.state(),
                view.timer(),
                view.timerMillis(),
                view.local(),
                view.remote(),
                view.receiveQueueBytes(),
                view.sendQueueBytes(),
                view.uid(),
                view.inode(),
                view.cookie(),
                view.idleMillis());
    }

    /// Every field anywhere within what a source can give, the ends of its range now and then.
    public static PlainSocket random(RandomGenerator random) {
        return new PlainSocket(
                randomState(random),
                SocketTimer.values()[random.nextInt(SocketTimer.values().length)],
                atLeast(0, random),
                new Endpoint(randomAddress(random), random.nextInt(65536)),
                new Endpoint(randomAddress(random), random.nextInt(65536)),
                random.nextInt(),
                random.nextInt(),
                random.nextInt(),
                random.nextInt() & 0xFFFF_FFFFL,
                random.nextInt(3) == 0 ? 0 : random.nextLong(),
                atLeast(-1, random));
    }

    public static SocketState randomState(RandomGenerator random) {
        return SocketState.of(random.nextInt(SocketState.count()));
    }

    private static int atLeast(int min, RandomGenerator random) {
        return switch (random.nextInt(4)) {
            case 0 -> min;
            case 1 -> Integer.MAX_VALUE;
            default -> random.nextInt(Integer.MAX_VALUE);
        };
    }

    /// One of a few, so that many sockets share them.
    public static IpAddress randomAddress(RandomGenerator random) {
        return switch (random.nextInt(4)) {
            case 0 -> IpAddress.ipv4(0x0A00_0000 | random.nextInt(8));
            case 1 -> new IpAddress(0x2001_0DB8_0000_0000L, random.nextInt(8));
            case 2 -> new IpAddress(0, random.nextInt(2));
            default -> IpAddress.ipv4(random.nextInt(2) * 0x7F00_0001);
        };
    }
}
