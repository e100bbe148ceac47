package dev.linger.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.linger.diagnosis.finding.Threshold;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// docs/reference/thresholds.md says what the code does.
class ThresholdsPageTest {
    @Test
    void thePageListsEveryThresholdWithItsDefaultAndMeaning() throws IOException {
        List<String> rows = Files.readAllLines(SourceTree.ROOT.resolve("docs/reference/thresholds.md")).stream()
                .filter(line -> line.startsWith("| `"))
                .map(ThresholdsPageTest::withoutFinding)
                .toList();

        assertEquals(
                Arrays.stream(Threshold.values())
                        .map(threshold -> row(threshold.word(), threshold.initial(), threshold.meaning()))
                        .toList(),
                rows);
    }

    private static String withoutFinding(String line) {
        String[] cells = line.split("\\|", -1);
        return row(cells[1].strip().replace("`", ""), Double.parseDouble(cells[2].strip()), cells[3].strip());
    }

    private static String row(String name, double value, String meaning) {
        return name + " = " + value + ": " + meaning;
    }
}
