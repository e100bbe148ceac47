package dev.linger.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The connections a peer opens, and those it holds.
final class PeerClient {
    private final List<SocketChannel> held = new ArrayList<>();
    private final List<SocketChannel> bound = new ArrayList<>();

    /// `connect SOURCE|any ADDRESS PORT COUNT ENDING [TIMEOUT-MILLIS]`
    String connect(PeerCommand command) throws IOException {
        InetSocketAddress source = source(command.next("source"));
        InetSocketAddress destination = command.endpoint();
        int count = command.number("count");
        Ending ending = Ending.of(command.next("ending"));
        int timeoutMillis = Integer.parseInt(command.nextOr("0"));
        long[] nanos = new long[count];
        int opened = 0;
        String error = "none";
        for (int i = 0; i < count; i++) {
            try {
                nanos[opened] = open(source, destination, ending, timeoutMillis, false);
                opened++;
            } catch (IOException failure) {
                error = opened == i ? describe(failure) : error;
            }
        }
        Arrays.sort(nanos, 0, opened);
        long median = opened == 0 ? 0 : nanos[opened / 2] / 1000;
        long max = opened == 0 ? 0 : nanos[opened - 1] / 1000;
        // The error comes last, because it may contain spaces.
        return String.format(
                Locale.ROOT,
                " opened=%d failed=%d median=%d max=%d error=%s",
                opened,
                count - opened,
                median,
                max,
                error);
    }

    /// Opens one connection, brings it to its ending and returns how long `connect()` took.
    long open(
            @Nullable InetSocketAddress source,
            InetSocketAddress destination,
            Ending ending,
            int timeoutMillis,
            boolean greet)
            throws IOException {
        SocketChannel channel = SocketChannel.open();
        boolean keep = false;
        try {
            if (source != null) {
                channel.bind(source);
            }
            channel.configureBlocking(ending != Ending.PENDING);
            long start = System.nanoTime();
            if (timeoutMillis == 0 || ending == Ending.PENDING) {
                channel.connect(destination);
            } else {
                channel.socket().connect(destination, timeoutMillis);
            }
            long nanos = System.nanoTime() - start;
            if (greet || ending == Ending.ASK) {
                send(channel, 1);
            }
            keep = end(channel, ending);
            return nanos;
        } finally {
            if (!keep) {
                channel.close();
            }
        }
    }

    /// Returns whether the socket stays open.
    private boolean end(SocketChannel channel, Ending ending) throws IOException {
        switch (ending) {
            case CLOSE -> {
                // The FIN first, and close() only when the server's has come: a byte still under way would
                // otherwise be answered with a reset.
                channel.shutdownOutput();
                awaitEnd(channel);
            }
            case AWAIT, ASK -> awaitEnd(channel);
            case ABORT -> channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            case HALF -> channel.shutdownOutput();
            case HOLD, PENDING -> {}
        }
        if (ending.holds()) {
            synchronized (held) {
                held.add(channel);
            }
        }
        return ending.holds();
    }

    private static void awaitEnd(SocketChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(1024);
        while (channel.read(buffer) >= 0) {
            buffer.clear();
        }
    }

    private static int send(SocketChannel channel, int bytes) throws IOException {
        return channel.write(ByteBuffer.allocate(bytes));
    }

    int heldCount() {
        synchronized (held) {
            return held.size();
        }
    }

    int closeHeld(int limit) throws IOException {
        return release(limit, false);
    }

    int abortHeld() throws IOException {
        return release(Integer.MAX_VALUE, true);
    }

    // The oldest first.
    private int release(int limit, boolean abort) throws IOException {
        synchronized (held) {
            List<SocketChannel> some = held.subList(0, Math.min(limit, held.size()));
            int count = some.size();
            for (SocketChannel channel : some) {
                if (abort) {
                    channel.setOption(StandardSocketOptions.SO_LINGER, 0);
                }
                channel.close();
            }
            some.clear();
            return count;
        }
    }

    /// Writes to every held connection and returns how many bytes the kernel took altogether: fewer than asked for
    /// where a receiver does not read.
    long sendHeld(int bytes) throws IOException {
        synchronized (held) {
            long sent = 0;
            for (SocketChannel channel : held) {
                channel.configureBlocking(false);
                sent += send(channel, bytes);
            }
            return sent;
        }
    }

    /// Binds a socket that is never connected and returns its port.
    int bind(InetSocketAddress address) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.bind(address);
        } catch (IOException failure) {
            channel.close();
            throw failure;
        }
        bound.add(channel);
        return ((InetSocketAddress) channel.getLocalAddress()).getPort();
    }

    int unbind() throws IOException {
        int count = bound.size();
        for (SocketChannel channel : bound) {
            channel.close();
        }
        bound.clear();
        return count;
    }

    /// `any` leaves address and port to the kernel; an address is bound first, with port 0.
    static @Nullable InetSocketAddress source(String word) throws IOException {
        return word.equals("any") ? null : new InetSocketAddress(InetAddress.getByName(word), 0);
    }

    static String describe(Exception failure) {
        String message = String.valueOf(failure.getMessage()).replace('\n', ' ');
        return failure.getClass().getSimpleName() + ": " + message;
    }
}
