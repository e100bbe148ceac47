package dev.linger.cli.script;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Runs many scripts, several at once, and hands out what became of them in the order of the scripts.
public final class ScriptBatch {
    private static final long PATIENCE_MILLIS = 200;

    private final ScriptRuns runs;
    private final int jobs;

    /// @param jobs how many scripts run at once
    public ScriptBatch(ScriptRuns runs, int jobs) {
        this.runs = runs;
        this.jobs = jobs;
    }

    /// Sees what becomes of the scripts.
    public interface Audience<X extends Exception> {
        /// The runs of the next script.
        void ended(List<RunReport> reports) throws X;

        /// Called now and then while nothing ends.
        void waiting();
    }

    /// Returns when all have run. A fault while running is thrown as the cause of another.
    public <X extends Exception> void run(List<ScriptFile> scripts, Audience<X> audience)
            throws X, InterruptedException {
        ExecutorService workers = Executors.newFixedThreadPool(
                Math.min(jobs, scripts.size()),
                Thread.ofPlatform().daemon().name("script ", 1).factory());
        try {
            List<Future<List<RunReport>>> pending = new ArrayList<>();
            for (ScriptFile script : scripts) {
                pending.add(workers.submit(() -> runs.run(script)));
            }
            for (Future<List<RunReport>> next : pending) {
                audience.ended(await(next, audience));
            }
        } finally {
            workers.shutdownNow();
        }
    }

    private static List<RunReport> await(Future<List<RunReport>> next, Audience<?> audience)
            throws InterruptedException {
        while (true) {
            try {
                return next.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException notYet) {
                audience.waiting();
            } catch (ExecutionException fault) {
                throw new IllegalStateException(fault.getCause());
            }
        }
    }
}
