package dev.linger.cli.command;

import dev.linger.cli.render.Format;
import dev.linger.cli.script.InputException;
import dev.linger.cli.script.KnownDifferences;
import dev.linger.cli.script.Manner;
import dev.linger.cli.script.ScriptBatch;
import dev.linger.cli.script.ScriptFile;
import dev.linger.cli.script.ScriptGrid;
import dev.linger.cli.script.ScriptRuns;
import dev.linger.cli.script.ScriptRuns.Reading;
import dev.linger.cli.script.ScriptSearch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// `linger script`: runs packet scripts on the engine in virtual time.
final class ScriptCommand implements Command {
    private static final Option LIST = Option.flag("--list", "list the scripts with what they run as; run none");
    private static final Option GRID =
            Option.flag("--grid", "count the scripts by their folders STATE/EVENT and show the gaps; run none");
    private static final Option EXPECTATIONS = Option.valued(
            "--expectations", "FILE", "scripts known not to pass, beside those in files " + KnownDifferences.NAME);

    @Override
    public String name() {
        return "script";
    }

    @Override
    public String summary() {
        return "run packet scripts (.pkt, the packetdrill notation) on the engine";
    }

    @Override
    public String parameter() {
        return "FILE|FOLDER";
    }

    @Override
    public boolean takesMany() {
        return true;
    }

    @Override
    public List<Option> options() {
        List<Option> options = new ArrayList<>(List.of(LIST, GRID, EXPECTATIONS));
        options.addAll(ScriptQuestion.options());
        options.add(Option.OUTPUT);
        options.add(Option.COLOR);
        return options;
    }

    @Override
    public List<Example> examples() {
        return List.of(
                new Example("linger script close.pkt", "run one script as Linux does"),
                new Example("linger script --profile freebsd-14 --ip_version=all tests", "every *.pkt below a folder"),
                new Example("linger script --grid tests", "which event in which state no script is about"));
    }

    @Override
    public int run(Arguments arguments, Console console) throws CommandException {
        long start = System.nanoTime();
        Format format = Formats.of(arguments);
        Manner manner = ScriptQuestion.manner(arguments);
        int jobs = ScriptQuestion.jobs(arguments);
        if (arguments.words().isEmpty()) {
            throw CommandException.usage("say which scripts: files, folders, or - for standard input");
        }
        if (arguments.has(LIST) && arguments.has(GRID)) {
            throw CommandException.usage("--list and --grid are two questions: use one of them");
        }
        Path here = Path.of("");
        KnownDifferences known = new KnownDifferences(here);
        List<ScriptFile> scripts;
        try {
            scripts = new ScriptSearch(here, System.in).find(arguments.words());
            for (String file : arguments.values(EXPECTATIONS)) {
                known.add(file);
            }
            for (ScriptFile script : scripts) {
                known.prepareFor(script);
            }
        } catch (InputException problem) {
            throw CommandException.usage(String.valueOf(problem.getMessage()), problem);
        }
        ScriptRuns runs = new ScriptRuns(manner, known);
        if (arguments.has(GRID)) {
            console.print(
                    ScriptLists.grid(new ScriptGrid(scripts), format, start).render(format, console.ink(arguments)));
            return ExitStatus.DONE;
        }
        if (arguments.has(LIST)) {
            return list(scripts, runs, console, arguments, start);
        }
        ScriptProgress progress = new ScriptProgress(console, scripts.size(), format, console.ink(arguments));
        try {
            new ScriptBatch(runs, jobs).run(scripts, progress);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw CommandException.usage("interrupted", interrupted);
        }
        return progress.end(start);
    }

    private static int list(List<ScriptFile> scripts, ScriptRuns runs, Console console, Arguments arguments, long start)
            throws CommandException {
        List<Reading> readings = scripts.stream().map(runs::read).toList();
        console.print(ScriptLists.list(readings, start).render(Formats.of(arguments), console.ink(arguments)));
        int status = ExitStatus.DONE;
        for (Reading reading : readings) {
            if (!reading.problem().isEmpty()) {
                console.note(reading.problem());
                status = ExitStatus.USAGE;
            }
        }
        return status;
    }
}
