package dev.linger.cli.command;

import dev.linger.cli.render.Cell;
import dev.linger.cli.render.Column;
import dev.linger.cli.render.NumberText;
import dev.linger.cli.render.Section;
import dev.linger.model.SocketState;
import dev.linger.observation.census.StateCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The rows of a grouping that shows how many sockets are in each state: those with the most sockets first.
final class CountedRows {
    private final Set<SocketState> states;
    private final int top;
    private final List<Counted> ranked = new ArrayList<>();
    private final List<Counted> last = new ArrayList<>();

    /// @param states the states that get a column
    CountedRows(Set<SocketState> states, int top) {
        this.states = states;
        this.top = top;
    }

    private record Counted(List<Cell> labels, StateCounts counts) {}

    /// A row that competes for a place among the first; equal ones keep the order in which they are added.
    void add(StateCounts counts, Cell... labels) {
        ranked.add(new Counted(List.of(labels), counts));
    }

    /// A row that is shown in any case, after the others, if it counts anything.
    void addLast(StateCounts counts, Cell... labels) {
        if (counts.total() > 0) {
            last.add(new Counted(List.of(labels), counts));
        }
    }

    /// @param labels the columns before the counts
    Section section(String name, String caption, List<Column> labels) {
        List<Column> columns = new ArrayList<>(labels);
        columns.add(Column.number("sockets", "SOCKETS"));
        for (SocketState state : states) {
            columns.add(Column.numberIfAny(state.name(), state.ssName()));
        }
        ranked.sort((left, right) ->
                Integer.compare(right.counts().total(), left.counts().total()));
        int shown = Math.min(top, ranked.size());
        List<List<Cell>> rows = new ArrayList<>();
        for (Counted row : ranked.subList(0, shown)) {
            rows.add(row(row.labels(), row.counts()));
        }
        for (Counted row : last) {
            rows.add(row(row.labels(), row.counts()));
        }
        Optional<Section.Rest> rest = shown == ranked.size()
                ? Optional.empty()
                : Optional.of(rest(labels.size(), ranked.subList(shown, ranked.size())));
        return new Section(name, caption, List.of(), columns, rows, rest);
    }

    private List<Cell> row(List<Cell> labels, StateCounts counts) {
        List<Cell> row = new ArrayList<>(labels);
        row.add(Cell.count(counts.total()));
        for (SocketState state : states) {
            row.add(Cell.count(counts.of(state)));
        }
        return row;
    }

    private Section.Rest rest(int labels, List<Counted> leftOut) {
        List<Cell> row = new ArrayList<>();
        row.add(leftOutLabel(leftOut.size()));
        for (int label = 1; label < labels; label++) {
            row.add(Cell.missing(""));
        }
        int total = 0;
        for (Counted counted : leftOut) {
            total += counted.counts().total();
        }
        row.add(Cell.count(total));
        for (SocketState state : states) {
            int sum = 0;
            for (Counted counted : leftOut) {
                sum += counted.counts().of(state);
            }
            row.add(Cell.count(sum));
        }
        return new Section.Rest(leftOut.size(), row);
    }

    static Cell leftOutLabel(int count) {
        return Cell.text("(" + NumberText.grouped(count) + " more)");
    }
}
