package dev.linger.cli.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A table within a report.
///
/// @param name `destination`: what its rows are grouped by; the JSON field is `byDestination`
/// @param caption a sentence that the reader needs for the numbers, or empty
/// @param facts values that all its rows share, such as the port budget
/// @param rest what the rows do not show
public record Section(
        String name,
        String caption,
        List<Fact> facts,
        List<Column> columns,
        List<List<Cell>> rows,
        Optional<Rest> rest) {
    /// The rows that were left out, added up, so that the section still sums to the whole.
    ///
    /// @param count how many rows
    /// @param cells the first says in words what was left out
    public record Rest(int count, List<Cell> cells) {}

    public Section {
        for (List<Cell> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException(name + " has a row of " + row.size() + " cells");
            }
        }
    }

    /// The rows, and the rest as the last of them.
    List<List<Cell>> allRows() {
        List<List<Cell>> all = new ArrayList<>(rows);
        if (rest.isPresent()) {
            all.add(rest.get().cells());
        }
        return all;
    }

    String jsonName() {
        return "by" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    /// The places of the columns that say something: without those that are zero in all rows.
    List<Integer> placesThatSayMore() {
        List<List<Cell>> all = allRows();
        List<Integer> places = new ArrayList<>();
        for (int place = 0; place < columns.size(); place++) {
            if (columns.get(place).kind() != Column.Kind.NUMBER_IF_ANY || anyNotZero(all, place)) {
                places.add(place);
            }
        }
        return places;
    }

    List<Integer> allPlaces() {
        List<Integer> places = new ArrayList<>();
        for (int place = 0; place < columns.size(); place++) {
            places.add(place);
        }
        return places;
    }

    private static boolean anyNotZero(List<List<Cell>> rows, int place) {
        for (List<Cell> row : rows) {
            if (!row.get(place).isZero()) {
                return true;
            }
        }
        return false;
    }
}
