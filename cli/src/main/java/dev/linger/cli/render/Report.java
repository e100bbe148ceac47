package dev.linger.cli.render;

import dev.linger.observation.Cost;
import dev.linger.observation.Limit;
import java.util.List;

/// What a command has to say, before it is written in one of the formats.
///
/// @param kind `states`; the schema is `linger/states/v1`
/// @param headline one line above a table
/// @param limits what could not be seen
public record Report(
        String kind, String headline, List<Fact> facts, List<Section> sections, List<Limit> limits, Cost cost) {
    String schema() {
        return "linger/" + kind + "/v1";
    }

    /// Milliseconds and megabytes: what it cost the host to be looked at.
    static String costText(Cost cost) {
        return NumberText.decimal(cost.nanos() / 1e6, 1) + " ms, " + NumberText.decimal(cost.bytes() / 1e6, 2) + " MB";
    }

    /// This report in `format`, with a newline at its end.
    public String render(Format format, Ink ink) {
        return switch (format) {
            case TABLE, WIDE -> new TextTable(this, format == Format.WIDE, ink).render();
            case JSON -> JsonForm.document(this);
            case NDJSON -> JsonForm.lines(this);
            case CSV -> CsvForm.of(this);
            case MARKDOWN -> MarkdownForm.of(this);
            case HTML -> HtmlForm.of(this);
        };
    }
}
