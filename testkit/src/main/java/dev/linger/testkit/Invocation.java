package dev.linger.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A command run to its end, with a limit on the time it may take.
final class Invocation {
    private static final Duration GRACE = Duration.ofSeconds(5);

    private Invocation() {}

    static Result run(Duration timeout, List<String> command) {
        Process process = start(command);
        try {
            process.getOutputStream().close();
            Drain output = Drain.of(process.getInputStream());
            Drain errors = Drain.of(process.getErrorStream());
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("no end within " + timeout.toMillis() + " ms: "
                        + String.join(" ", command) + System.lineSeparator() + errors.soFar() + output.soFar());
            }
            return new Result(command, process.exitValue(), output.toEnd(GRACE), errors.toEnd(GRACE));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while running " + String.join(" ", command), interrupted);
        } finally {
            kill(process);
        }
    }

    static Process start(List<String> command) {
        try {
            return new ProcessBuilder(command).start();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot start " + String.join(" ", command), failure);
        }
    }

    /// Ends the process and those it started, by their handles: never anything found by name.
    static void kill(Process process) {
        List<ProcessHandle> descendants = process.descendants().toList();
        process.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
    }

    /// Kills the process and waits until it is gone, so that what it held (sockets, a namespace) is gone too.
    static void killAndWait(Process process) {
        kill(process);
        try {
            process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// A stream read to its end by a thread of its own, so that a full pipe never stops the writer.
    static final class Drain implements Runnable {
        private final InputStream source;
        private final StringBuilder text = new StringBuilder();
        private final Thread thread;

        private Drain(InputStream source) {
            this.source = source;
            this.thread = Thread.ofVirtual().unstarted(this);
        }

        static Drain of(InputStream source) {
            Drain drain = new Drain(source);
            drain.thread.start();
            return drain;
        }

        @Override
        public void run() {
            byte[] buffer = new byte[8192];
            try (source) {
                for (int count = source.read(buffer); count >= 0; count = source.read(buffer)) {
                    append(new String(buffer, 0, count, StandardCharsets.UTF_8));
                }
            } catch (IOException closed) {
                append("[stream ended: " + closed.getMessage() + "]");
            }
        }

        private synchronized void append(String more) {
            text.append(more);
        }

        synchronized String soFar() {
            return text.toString();
        }

        // Bounded, because a grandchild that inherited the pipe would keep it open for ever.
        String toEnd(Duration limit) throws InterruptedException {
            thread.join(limit);
            return soFar();
        }
    }
}
