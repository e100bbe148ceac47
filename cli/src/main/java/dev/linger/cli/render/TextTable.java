package dev.linger.cli.render;

import java.util.List;

/// A report as tables of aligned columns for a reader.
final class TextTable {
    private static final String GAP = "  ";

    private final Report report;
    private final boolean wide;
    private final Ink ink;
    private final StringBuilder text = new StringBuilder();

    TextTable(Report report, boolean wide, Ink ink) {
        this.report = report;
        this.wide = wide;
        this.ink = ink;
    }

    String render() {
        text.append(report.headline());
        if (wide) {
            text.append(" · looked in ").append(Report.costText(report.cost()));
        }
        text.append('\n');
        for (Section section : report.sections()) {
            text.append('\n').append(ink.bold("by " + section.name()));
            if (!section.caption().isEmpty()) {
                text.append(GAP).append(section.caption());
            }
            text.append('\n');
            section(section);
        }
        return text.toString();
    }

    private void section(Section section) {
        List<List<Cell>> rows = section.allRows();
        if (rows.isEmpty()) {
            text.append("none\n");
            return;
        }
        List<Integer> places = wide ? section.allPlaces() : section.placesThatSayMore();
        int[] widths = new int[section.columns().size()];
        for (int place : places) {
            widths[place] = width(section.columns().get(place).title());
            for (List<Cell> row : rows) {
                widths[place] = Math.max(widths[place], width(row.get(place).shown()));
            }
        }
        StringBuilder heading = new StringBuilder();
        for (int place : places) {
            Column column = section.columns().get(place);
            cell(heading, column, column.title(), widths[place]);
        }
        endLine(heading);
        for (List<Cell> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int place : places) {
                cell(line, section.columns().get(place), row.get(place).shown(), widths[place]);
            }
            endLine(line);
        }
    }

    private static void cell(StringBuilder line, Column column, String words, int width) {
        if (!line.isEmpty()) {
            line.append(GAP);
        }
        String padding = " ".repeat(width - width(words));
        line.append(column.isNumber() ? padding : "").append(words).append(column.isNumber() ? "" : padding);
    }

    private static int width(String words) {
        return words.codePointCount(0, words.length());
    }

    private void endLine(StringBuilder line) {
        text.append(line.toString().stripTrailing()).append('\n');
    }
}
