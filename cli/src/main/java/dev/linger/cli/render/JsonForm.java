package dev.linger.cli.render;

import dev.linger.observation.Cost;
import dev.linger.observation.Limit;
import java.io.StringWriter;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;

/// A report as one JSON document, or as one JSON object a line.
final class JsonForm {
    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonForm() {}

    /// Jackson's settings for one document: indented as people expect.
    private static final class Indented extends ObjectWriteContext.Base {
        private final DefaultIndenter indenter = new DefaultIndenter("  ", "\n");

        @Override
        public boolean hasPrettyPrinter() {
            return true;
        }

        @Override
        public @Nullable PrettyPrinter getPrettyPrinter() {
            return new DefaultPrettyPrinter(Separators.createDefaultInstance()
                            .withObjectNameValueSpacing(Separators.Spacing.AFTER)
                            .withArrayEmptySeparator("")
                            .withObjectEmptySeparator(""))
                    .withObjectIndenter(indenter)
                    .withArrayIndenter(indenter);
        }
    }

    /// An indented document.
    static String document(Consumer<JsonGenerator> content) {
        return write(new Indented(), content);
    }

    /// One object on one line.
    static String line(Consumer<JsonGenerator> content) {
        return write(ObjectWriteContext.empty(), content);
    }

    private static String write(ObjectWriteContext context, Consumer<JsonGenerator> content) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(context, text)) {
            json.writeStartObject();
            content.accept(json);
            json.writeEndObject();
        }
        return text.append('\n').toString();
    }

    static String document(Report report) {
        return document(json -> {
            json.writeStringProperty("schema", report.schema());
            facts(json, report.facts());
            for (Section section : report.sections()) {
                section(json, section);
            }
            limits(json, report.limits());
            cost(json, report.cost());
        });
    }

    private static void section(JsonGenerator json, Section section) {
        facts(json, section.facts());
        json.writeName(section.jsonName());
        json.writeStartArray();
        for (List<Cell> row : section.rows()) {
            json.writeStartObject();
            row(json, section.columns(), row);
            json.writeEndObject();
        }
        json.writeEndArray();
        if (section.rest().isPresent()) {
            json.writeName(section.jsonName() + "LeftOut");
            json.writeStartObject();
            rest(json, section, section.rest().get());
            json.writeEndObject();
        }
    }

    static String lines(Report report) {
        StringBuilder text = new StringBuilder();
        text.append(line(json -> {
            head(json, report, "facts");
            facts(json, report.facts());
            for (Section section : report.sections()) {
                facts(json, section.facts());
            }
            limits(json, report.limits());
            cost(json, report.cost());
        }));
        for (Section section : report.sections()) {
            for (List<Cell> row : section.rows()) {
                text.append(line(json -> {
                    head(json, report, section.name());
                    row(json, section.columns(), row);
                }));
            }
            if (section.rest().isPresent()) {
                text.append(line(json -> {
                    head(json, report, section.name());
                    rest(json, section, section.rest().get());
                }));
            }
        }
        return text.toString();
    }

    private static void head(JsonGenerator json, Report report, String section) {
        json.writeStringProperty("schema", report.schema());
        json.writeStringProperty("section", section);
    }

    private static void row(JsonGenerator json, List<Column> columns, List<Cell> row) {
        for (int place = 0; place < columns.size(); place++) {
            json.writeName(columns.get(place).key());
            row.get(place).writeTo(json);
        }
    }

    /// The sums of the rows left out; its texts are for readers.
    private static void rest(JsonGenerator json, Section section, Section.Rest rest) {
        json.writeNumberProperty("leftOut", rest.count());
        for (int place = 0; place < section.columns().size(); place++) {
            Column column = section.columns().get(place);
            if (column.isNumber()) {
                json.writeName(column.key());
                rest.cells().get(place).writeTo(json);
            }
        }
    }

    static void facts(JsonGenerator json, List<Fact> facts) {
        for (Fact fact : facts) {
            json.writeName(fact.key());
            fact.cell().writeTo(json);
        }
    }

    static void limits(JsonGenerator json, List<Limit> limits) {
        json.writeName("limits");
        json.writeStartArray();
        for (Limit limit : limits) {
            json.writeStartObject();
            json.writeStringProperty("missing", limit.missing());
            json.writeStringProperty("need", limit.need());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    static void cost(JsonGenerator json, Cost cost) {
        json.writeName("cost");
        json.writeStartObject();
        json.writeName("milliseconds");
        json.writeRawValue(NumberText.decimal(cost.nanos() / 1e6, 3));
        json.writeName("megabytes");
        json.writeRawValue(NumberText.decimal(cost.bytes() / 1e6, 3));
        json.writeEndObject();
    }
}
