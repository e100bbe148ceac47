package dev.linger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// Reads the numbers back from each format and compares them.
class SameFactsTest {
    @TempDir
    private Path folder;

    private String file;

    @BeforeEach
    void writeSample() throws IOException {
        file = SampleHost.file(folder).toString();
    }

    private String states(String format) {
        return Outcome.of("states", "--from", file, "-o", format, "--top", "all")
                .out();
    }

    @Test
    void csvHasWhatJsonHas() {
        assertThat(rowsOfCsv(states("csv"))).isEqualTo(rowsOfJson(states("json")));
    }

    @Test
    void linesHaveWhatJsonHas() {
        List<Map<String, String>> rows = new ArrayList<>();
        for (String line : states("ndjson").lines().skip(1).toList()) {
            Map<String, String> row =
                    new TreeMap<>(rowsOfJson("{\"byX\":[" + line + "]}").getFirst());
            row.remove("schema");
            rows.add(row);
        }
        assertThat(rows).isEqualTo(rowsOfJson(states("json"), true));
    }

    @Test
    void readersSeeTheNumbersThatProgramsSee() {
        List<List<String>> table = cells(states("table"), " {2,}");
        List<List<String>> markdown = new ArrayList<>();
        for (List<String> row : cells(states("markdown"), "\\|")) {
            if (!row.getFirst().startsWith("---")) {
                markdown.add(row.stream().map(cell -> cell.replace("\\", "")).toList());
            }
        }
        List<List<String>> wanted = table.stream()
                .map(SameFactsTest::numbers)
                .filter(row -> !row.isEmpty())
                .toList();
        assertThat(markdown.stream().map(SameFactsTest::numbers).filter(row -> !row.isEmpty()))
                .containsAll(wanted);
        for (Map<String, String> row : rowsOfJson(states("json"))) {
            String sockets = row.get("sockets");
            assertThat(wanted).anyMatch(cells -> cells.contains(sockets));
        }
    }

    private static List<String> numbers(List<String> cells) {
        return cells.stream()
                .map(cell -> cell.replace(",", ""))
                .filter(cell -> cell.matches("\\d+"))
                .toList();
    }

    private static List<List<String>> cells(String text, String separator) {
        return text.lines()
                .map(line -> List.of(line.replaceFirst("^\\| ", "").strip().split(separator, -1)))
                .map(row -> row.stream().map(String::strip).toList())
                .toList();
    }

    /// Every row of every section, its columns by name, without the facts that CSV repeats in each row.
    private static List<Map<String, String>> rowsOfCsv(String csv) {
        List<Map<String, String>> rows = new ArrayList<>();
        List<String> header = List.of();
        for (String line : csv.split("\n", -1)) {
            List<String> fields = fields(line);
            if (line.startsWith("section,")) {
                header = fields;
            } else if (fields.size() == header.size()) {
                Map<String, String> row = new TreeMap<>();
                for (int place = 1; place < fields.size(); place++) {
                    row.put(header.get(place), fields.get(place));
                }
                row.keySet().removeAll(List.of("namespace", "totalSockets", "portBudget", "portBudgetExplanation"));
                rows.add(row);
            }
        }
        return rows;
    }

    /// The fields of one RFC 4180 line.
    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int index = 0; index < line.length(); index++) {
            char letter = line.charAt(index);
            if (letter == '"' && quoted && index + 1 < line.length() && line.charAt(index + 1) == '"') {
                field.append('"');
                index++;
            } else if (letter == '"') {
                quoted = !quoted;
            } else if (letter == ',' && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(letter);
            }
        }
        fields.add(field.toString());
        return fields;
    }

    private static List<Map<String, String>> rowsOfJson(String json) {
        return rowsOfJson(json, false);
    }

    private static List<Map<String, String>> rowsOfJson(String json, boolean withSection) {
        List<Map<String, String>> rows = new ArrayList<>();
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), json)) {
            String section = "";
            Map<String, String> row = new LinkedHashMap<>();
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                String name = String.valueOf(parser.currentName());
                if (token == JsonToken.START_ARRAY) {
                    section = name.startsWith("by") ? name.substring(2).toLowerCase(Locale.ROOT) : "";
                } else if (token == JsonToken.START_OBJECT) {
                    row = new TreeMap<>();
                } else if (token == JsonToken.END_OBJECT && !section.isEmpty() && !row.isEmpty()) {
                    if (withSection) {
                        row.put("section", section);
                    }
                    rows.add(row);
                    row = new TreeMap<>();
                } else if (token == JsonToken.END_ARRAY) {
                    section = "";
                } else if (token.isScalarValue()) {
                    row.put(name, token == JsonToken.VALUE_NULL ? "" : parser.getString());
                }
            }
        }
        return rows;
    }
}
