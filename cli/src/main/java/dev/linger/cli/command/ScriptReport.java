package dev.linger.cli.command;

import dev.linger.cli.render.Cell;
import dev.linger.cli.render.Column;
import dev.linger.cli.render.Fact;
import dev.linger.cli.render.Format;
import dev.linger.cli.render.NumberText;
import dev.linger.cli.render.Report;
import dev.linger.cli.render.Section;
import dev.linger.cli.script.Outcome;
import dev.linger.cli.script.RunReport;
import dev.linger.observation.Cost;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What became of all runs: by folder, and each one where there is room for it.
final class ScriptReport {
    private static final Map<Outcome, Column> OUTCOMES = new EnumMap<>(Map.of(
            Outcome.PASSED, Column.number("passed", "PASSED"),
            Outcome.FAILED, Column.number("failed", "FAILED"),
            Outcome.REFUSED, Column.number("refused", "REFUSED"),
            Outcome.KNOWN_DIFFERENCE, Column.numberIfAny("knownDifferences", "KNOWN DIFFERENCES"),
            Outcome.UNEXPECTED_PASS, Column.numberIfAny("unexpectedPasses", "UNEXPECTED PASSES")));
    private static final double NANOS_PER_SECOND = 1e9;

    private final List<RunReport> runs;
    private final int scripts;
    private final long nanos;

    ScriptReport(List<RunReport> runs, int scripts, long nanos) {
        this.runs = runs;
        this.scripts = scripts;
        this.nanos = nanos;
    }

    int count(Outcome outcome) {
        return count(runs, outcome);
    }

    private static int count(List<RunReport> runs, Outcome outcome) {
        int count = 0;
        for (RunReport run : runs) {
            count += run.outcome() == outcome ? 1 : 0;
        }
        return count;
    }

    Report report(Format format) {
        List<Section> sections = new ArrayList<>();
        if (format != Format.TABLE) {
            sections.add(byScript(format != Format.WIDE));
        }
        boolean forPrograms = format == Format.JSON || format == Format.NDJSON || format == Format.CSV;
        sections.add(byFolder(!forPrograms));
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("totalScripts", Cell.count(scripts)));
        facts.add(new Fact("totalRuns", Cell.count(runs.size())));
        OUTCOMES.forEach((outcome, column) -> facts.add(new Fact(total(column.key()), Cell.count(count(outcome)))));
        long characters = runs.stream().mapToLong(RunReport::characters).sum();
        return new Report(
                "script", headline(format != Format.TABLE), facts, sections, List.of(), new Cost(nanos, characters));
    }

    private static String total(String key) {
        return "total" + Character.toUpperCase(key.charAt(0)) + key.substring(1);
    }

    private String headline(boolean notesAreShown) {
        StringBuilder text = new StringBuilder(ScriptLists.counted(scripts));
        if (runs.size() != scripts) {
            text.append(" in ").append(NumberText.grouped(runs.size())).append(" runs");
        }
        String before = ": ";
        for (Outcome outcome : OUTCOMES.keySet()) {
            int count = count(outcome);
            if (count > 0 || outcome == Outcome.PASSED) {
                text.append(before)
                        .append(NumberText.grouped(count))
                        .append(' ')
                        .append(words(outcome, count));
                before = ", ";
            }
        }
        text.append(" · ")
                .append(NumberText.decimal(nanos / NANOS_PER_SECOND, 2))
                .append(" s");
        long notes = runs.stream().mapToLong(run -> run.notes().size()).sum();
        if (notes > 0) {
            text.append(" · ").append(NumberText.grouped(notes)).append(notes == 1 ? " note" : " notes");
            text.append(" on what has no effect").append(notesAreShown ? "" : ", see -o wide");
        }
        return text.toString();
    }

    private static String words(Outcome outcome, int count) {
        return switch (outcome) {
            case PASSED, FAILED, REFUSED -> outcome.word();
            case KNOWN_DIFFERENCE -> count == 1 ? "known difference" : "known differences";
            case UNEXPECTED_PASS -> count == 1 ? "unexpected pass" : "unexpected passes";
        };
    }

    /// @param total whether the last row adds up the others
    private Section byFolder(boolean total) {
        Map<String, List<RunReport>> folders = new LinkedHashMap<>();
        for (RunReport run : runs) {
            folders.computeIfAbsent(run.folder(), folder -> new ArrayList<>()).add(run);
        }
        List<List<Cell>> rows = new ArrayList<>();
        folders.forEach((folder, inside) -> rows.add(counts(folder, inside)));
        if (total && folders.size() > 1) {
            rows.add(counts("(all)", runs));
        }
        List<Column> columns = new ArrayList<>(List.of(Column.text("folder", "FOLDER"), Column.number("runs", "RUNS")));
        columns.addAll(OUTCOMES.values());
        return new Section("folder", "", List.of(), columns, rows, Optional.empty());
    }

    private static List<Cell> counts(String folder, List<RunReport> runs) {
        List<Cell> row = new ArrayList<>(List.of(Cell.text(folder), Cell.count(runs.size())));
        for (Outcome outcome : OUTCOMES.keySet()) {
            row.add(Cell.count(count(runs, outcome)));
        }
        return row;
    }

    /// @param messages whether to say why a run did not pass, where that was not told before
    private Section byScript(boolean messages) {
        List<Column> columns = new ArrayList<>(List.of(
                Column.text("script", "SCRIPT"),
                Column.text("profile", "PROFILE"),
                Column.text("ipVersion", "IP"),
                Column.text("outcome", "OUTCOME"),
                Column.number("virtualSeconds", "VIRTUAL SECONDS"),
                Column.text("expected", "KNOWN DIFFERENCE"),
                Column.text("notes", "WITHOUT EFFECT")));
        if (messages) {
            columns.add(Column.text("message", "MESSAGE"));
        }
        List<List<Cell>> rows = new ArrayList<>();
        for (RunReport run : runs) {
            List<Cell> row = new ArrayList<>(List.of(
                    Cell.text(run.script()),
                    orMissing(run.profile()),
                    orMissing(run.ipVersion()),
                    Cell.text(run.outcome().word()),
                    Cell.number(run.virtualNanos() / NANOS_PER_SECOND),
                    orMissing(run.expected()),
                    Cell.texts(run.notes())));
            if (messages) {
                row.add(run.message().isEmpty() ? Cell.missing("") : Cell.lines(run.message()));
            }
            rows.add(row);
        }
        return new Section("script", "", List.of(), columns, rows, Optional.empty());
    }

    private static Cell orMissing(String text) {
        return text.isEmpty() ? Cell.missing("-") : Cell.text(text);
    }
}
