package dev.linger.testkit;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Connections opened in the background at a constant rate, one byte each.
///
/// A load that falls behind by more than a second (a slow `connect()`, a server that does not close) opens fewer
/// instead of catching up with a burst.
final class PeerLoad {
    private static final int CONNECT_MILLIS = 5_000;
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
    private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final PeerClient client;
    private final List<Thread> running = new ArrayList<>();
    private volatile boolean stopping;
    private long opened;
    private long failed;
    private String error = "none";

    PeerLoad(PeerClient client) {
        this.client = client;
    }

    /// `load SOURCE|any ADDRESS PORT RATE SECONDS ENDING`
    String start(PeerCommand command) throws IOException {
        InetSocketAddress source = PeerClient.source(command.next("source"));
        InetSocketAddress destination = command.endpoint();
        int rate = command.number("rate");
        int seconds = command.number("seconds");
        Ending ending = Ending.of(command.next("ending"));
        if (rate < 1 || seconds < 1) {
            throw new IllegalArgumentException("no load: " + rate + " a second for " + seconds + " s");
        }
        running.add(Thread.ofPlatform()
                .daemon()
                .name("load-" + destination.getPort())
                .start(() -> run(source, destination, rate, seconds, ending)));
        return "";
    }

    private void run(
            @Nullable InetSocketAddress source, InetSocketAddress destination, int rate, int seconds, Ending ending) {
        long total = (long) rate * seconds;
        long start = System.nanoTime();
        for (long next = 0; next < total && !stopping; next++) {
            long elapsed = System.nanoTime() - start;
            long early = next * SECOND_NANOS / rate - elapsed;
            if (early > 0) {
                LockSupport.parkNanos(early);
            } else if (early < -SECOND_NANOS) {
                next = elapsed * rate / SECOND_NANOS;
            }
            try {
                client.open(source, destination, ending, CONNECT_MILLIS, true);
                count(null);
            } catch (IOException failure) {
                count(failure);
            }
        }
    }

    private synchronized void count(@Nullable IOException failure) {
        if (failure == null) {
            opened++;
        } else {
            failed++;
            error = failed == 1 ? PeerClient.describe(failure) : error;
        }
    }

    synchronized String stats() {
        return " opened=" + opened + " failed=" + failed + " error=" + error;
    }

    /// Ends every load and starts the counts anew; the answer has the counts up to here.
    String stop() throws InterruptedException {
        stopping = true;
        for (Thread thread : running) {
            if (!thread.join(STOP_LIMIT)) {
                throw new IllegalStateException(thread.getName() + " waits for a server that does not close");
            }
        }
        running.clear();
        stopping = false;
        synchronized (this) {
            String last = stats();
            opened = 0;
            failed = 0;
            error = "none";
            return last;
        }
    }
}
