package dev.linger.cli.command;

import dev.linger.cli.render.Format;
import dev.linger.cli.render.Ink;
import dev.linger.cli.render.NumberText;
import dev.linger.cli.render.SafeText;
import dev.linger.cli.script.Outcome;
import dev.linger.cli.script.RunReport;
import dev.linger.cli.script.ScriptBatch;
import java.util.ArrayList;
import java.util.List;

/// Tells what becomes of scripts: to a reader what went wrong at once, and everything at the end.
final class ScriptProgress implements ScriptBatch.Audience<CommandException> {
    private static final long PAUSE_NANOS = 100_000_000;

    private final Console console;
    private final int scripts;
    private final Format format;
    private final Ink ink;
    private final List<RunReport> runs = new ArrayList<>();
    private int ended;
    private long shownNanos = System.nanoTime();

    ScriptProgress(Console console, int scripts, Format format, Ink ink) {
        this.console = console;
        this.scripts = scripts;
        this.format = format;
        this.ink = ink;
    }

    @Override
    public void ended(List<RunReport> reports) throws CommandException {
        ended++;
        for (RunReport run : reports) {
            runs.add(run);
            if (format == Format.TABLE || format == Format.WIDE) {
                tell(run);
            }
        }
        waiting();
    }

    private void tell(RunReport run) throws CommandException {
        String text = switch (run.outcome()) {
            case PASSED, KNOWN_DIFFERENCE -> "";
            case FAILED -> ink.red("FAILED") + "  " + lines(run.message());
            case REFUSED -> ink.yellow("REFUSED") + "  " + lines(run.message());
            case UNEXPECTED_PASS ->
                ink.red("PASSED") + "  " + SafeText.of(run.script()) + ": unexpectedly; " + lines(run.expected());
        };
        if (!text.isEmpty()) {
            console.endProgress();
            console.print(text + "\n" + ranAs(run) + "\n");
        }
    }

    /// Each line for itself: a message compares packets one below the other.
    private static String lines(String message) {
        List<String> safe = new ArrayList<>();
        for (String line : message.stripTrailing().split("\n", -1)) {
            safe.add(SafeText.of(line.replace("\t", "    ")));
        }
        return String.join("\n", safe);
    }

    private static String ranAs(RunReport run) {
        return run.ipVersion().isEmpty() ? "" : "        as " + run.profile() + " over " + run.ipVersion() + "\n";
    }

    @Override
    public void waiting() {
        if (System.nanoTime() - shownNanos > PAUSE_NANOS) {
            shownNanos = System.nanoTime();
            console.progress(NumberText.grouped(ended) + " of " + ScriptLists.counted(scripts));
        }
    }

    /// Says the whole, and returns the exit status: what could not be understood counts for more than what failed,
    /// because nobody knows what it would have shown.
    int end(long startNanos) throws CommandException {
        console.endProgress();
        ScriptReport report = new ScriptReport(runs, scripts, System.nanoTime() - startNanos);
        console.print(report.report(format).render(format, ink));
        if (report.count(Outcome.REFUSED) > 0) {
            return ExitStatus.USAGE;
        }
        return report.count(Outcome.FAILED) + report.count(Outcome.UNEXPECTED_PASS) > 0
                ? ExitStatus.FINDINGS
                : ExitStatus.DONE;
    }
}
