package dev.linger.cli.render;

import java.util.List;

/// A report as Markdown tables.
final class MarkdownForm {
    private MarkdownForm() {}

    static String of(Report report) {
        StringBuilder text = new StringBuilder(report.headline()).append('\n');
        for (Section section : report.sections()) {
            text.append("\n## By ").append(section.name()).append("\n\n");
            if (!section.caption().isEmpty()) {
                text.append(escaped(section.caption())).append("\n\n");
            }
            section(section, text);
        }
        return text.toString();
    }

    private static void section(Section section, StringBuilder text) {
        if (section.allRows().isEmpty()) {
            text.append("none\n");
            return;
        }
        List<Integer> places = section.placesThatSayMore();
        StringBuilder rule = new StringBuilder();
        for (int place : places) {
            Column column = section.columns().get(place);
            text.append("| ").append(column.title()).append(' ');
            rule.append(column.isNumber() ? "| ---: " : "| --- ");
        }
        text.append("|\n").append(rule).append("|\n");
        for (List<Cell> row : section.allRows()) {
            for (int place : places) {
                text.append("| ").append(escaped(row.get(place).shown())).append(' ');
            }
            text.append("|\n");
        }
    }

    /// Without what Markdown would take for a table's border, a tag or emphasis.
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (int index = 0; index < text.length(); index++) {
            char letter = text.charAt(index);
            if ("\\`*_|<>[]".indexOf(letter) >= 0) {
                escaped.append('\\');
            }
            escaped.append(letter == '\n' ? ' ' : letter);
        }
        return escaped.toString();
    }
}
