package dev.linger.cli.command;

import dev.linger.cli.render.Cell;
import dev.linger.cli.render.Column;
import dev.linger.cli.render.Fact;
import dev.linger.cli.render.Format;
import dev.linger.cli.render.NumberText;
import dev.linger.cli.render.Report;
import dev.linger.cli.render.Section;
import dev.linger.cli.script.ScriptGrid;
import dev.linger.cli.script.ScriptRuns.Reading;
import dev.linger.observation.Cost;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What `linger script` says of scripts that it does not run.
final class ScriptLists {
    private ScriptLists() {}

    static Report list(List<Reading> readings, long startNanos) {
        List<List<Cell>> rows = new ArrayList<>();
        for (Reading reading : readings) {
            Cell profile = reading.profile().isEmpty() ? Cell.missing("-") : Cell.text(reading.profile());
            rows.add(List.of(Cell.text(reading.file().name()), profile, Cell.texts(reading.ipVersions())));
        }
        List<Column> columns = List.of(
                Column.text("script", "SCRIPT"), Column.text("profile", "PROFILE"), Column.text("ipVersions", "IP"));
        Section section = new Section("script", "", List.of(), columns, rows, Optional.empty());
        return report("script-list", counted(readings.size()), readings.size(), List.of(), section, startNanos);
    }

    /// For readers a table with a column for each event; for programs, and in the wide form, a row for each state and
    /// event, with their positions.
    static Report grid(ScriptGrid grid, Format format, long startNanos) {
        int inside = 0;
        List<List<Cell>> rows = new ArrayList<>();
        List<List<Cell>> matrix = new ArrayList<>();
        for (String state : grid.states()) {
            List<Cell> line = new ArrayList<>(List.of(Cell.text(state)));
            for (String event : grid.events()) {
                List<String> positions = grid.positions(state, event);
                inside += positions.size();
                line.add(Cell.countOrGap(positions.size()));
                rows.add(List.of(
                        Cell.text(state),
                        Cell.text(event),
                        Cell.countOrGap(positions.size()),
                        Cell.texts(positions),
                        Cell.texts(grid.missing(state, event))));
            }
            matrix.add(line);
        }
        List<Column> titles = new ArrayList<>(List.of(Column.text("state", "STATE")));
        for (String event : grid.events()) {
            titles.add(Column.number(event, event));
        }
        List<Column> columns = List.of(
                Column.text("state", "STATE"),
                Column.text("event", "EVENT"),
                Column.number("scripts", "SCRIPTS"),
                Column.text("positions", "POSITIONS"),
                Column.text("missing", "ONLY IN OTHER STATES"));
        boolean small = format == Format.TABLE || format == Format.MARKDOWN || format == Format.HTML;
        Section section = small
                ? new Section("state", "events across; · is a gap", List.of(), titles, matrix, Optional.empty())
                : new Section("cell", "", List.of(), columns, rows, Optional.empty());
        String headline =
                counted(inside) + " in folders STATE/EVENT, " + NumberText.grouped(grid.outside()) + " in others";
        List<Fact> facts = List.of(new Fact("totalOutside", Cell.count(grid.outside())));
        return report("script-grid", headline, inside, facts, section, startNanos);
    }

    private static Report report(
            String kind, String headline, int scripts, List<Fact> more, Section section, long startNanos) {
        List<Fact> facts = new ArrayList<>(List.of(new Fact("totalScripts", Cell.count(scripts))));
        facts.addAll(more);
        Cost cost = new Cost(System.nanoTime() - startNanos, 0);
        return new Report(kind, headline, facts, List.of(section), List.of(), cost);
    }

    static String counted(int scripts) {
        return NumberText.grouped(scripts) + (scripts == 1 ? " script" : " scripts");
    }
}
