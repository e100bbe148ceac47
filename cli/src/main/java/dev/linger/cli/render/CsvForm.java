package dev.linger.cli.render;

import java.util.List;

/// A report as comma-separated values (RFC 4180): one block with its own header for each section, an empty line
/// between two. Facts are columns, so that a single section is a single plain table.
///
/// Lines end in a bare newline, as everywhere on Unix, where RFC 4180 §2 would have CRLF.
final class CsvForm {
    private CsvForm() {}

    static String of(Report report) {
        StringBuilder text = new StringBuilder();
        for (Section section : report.sections()) {
            if (!text.isEmpty()) {
                text.append('\n');
            }
            section(report, section, text);
        }
        return text.toString();
    }

    private static void section(Report report, Section section, StringBuilder text) {
        text.append("section");
        for (Column column : section.columns()) {
            text.append(',').append(quoted(column.key()));
        }
        headings(section.facts(), text);
        headings(report.facts(), text);
        text.append('\n');
        for (List<Cell> row : section.allRows()) {
            text.append(quoted(section.name()));
            for (Cell cell : row) {
                text.append(',').append(quoted(cell.plain()));
            }
            values(section.facts(), text);
            values(report.facts(), text);
            text.append('\n');
        }
    }

    private static void headings(List<Fact> facts, StringBuilder text) {
        for (Fact fact : facts) {
            text.append(',').append(quoted(fact.key()));
        }
    }

    private static void values(List<Fact> facts, StringBuilder text) {
        for (Fact fact : facts) {
            text.append(',').append(quoted(fact.cell().plain()));
        }
    }

    /// Between quotation marks where it holds a comma, a quotation mark or a line's end (RFC 4180 §2).
    static String quoted(String value) {
        boolean plain =
                value.indexOf(',') < 0 && value.indexOf('"') < 0 && value.indexOf('\n') < 0 && value.indexOf('\r') < 0;
        return plain ? value : '"' + value.replace("\"", "\"\"") + '"';
    }
}
