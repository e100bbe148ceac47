package dev.linger.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What RFC 9293 requires, by the tags of its appendix B and in the order of its sections; and why some of it is not
/// done here.
///
/// @param requirements by tag
/// @param reasons by tag
record RfcCatalogue(Map<String, Requirement> requirements, Map<String, String> reasons) {
    static final String REQUIREMENTS = "architecture/src/test/resources/rfc-9293-requirements.csv";
    static final String REASONS = "architecture/src/test/resources/rfc-9293-reasons.csv";

    /// @param level MUST, MUST NOT, SHOULD, ...
    record Requirement(String tag, String section, String level, String what) {
        String clause() {
            return "RFC 9293 §" + section;
        }
    }

    static RfcCatalogue read() {
        return of(lines(REQUIREMENTS), lines(REASONS));
    }

    /// Both begin with a line of headings: `tag,section,level,what` and `tag,reason`.
    static RfcCatalogue of(List<String> requirementLines, List<String> reasonLines) {
        Map<String, Requirement> requirements = new LinkedHashMap<>();
        for (String[] cells : cells(requirementLines, 4)) {
            put(requirements, cells[0], new Requirement(cells[0], cells[1], cells[2], cells[3]));
        }
        Map<String, String> reasons = new LinkedHashMap<>();
        for (String[] cells : cells(reasonLines, 2)) {
            put(reasons, cells[0], cells[1]);
        }
        return new RfcCatalogue(requirements, reasons);
    }

    private static <T> void put(Map<String, T> map, String tag, T value) {
        if (map.put(tag, value) != null) {
            throw new IllegalStateException(tag + " stands there twice");
        }
    }

    /// The last cell may have commas in it.
    private static List<String[]> cells(List<String> lines, int count) {
        return lines.stream()
                .skip(1)
                .map(line -> {
                    String[] cells = line.split(",", count);
                    if (cells.length < count) {
                        throw new IllegalStateException("not " + count + " cells: " + line);
                    }
                    return cells;
                })
                .toList();
    }

    private static List<String> lines(String path) {
        try {
            return Files.readAllLines(SourceTree.ROOT.resolve(path));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
