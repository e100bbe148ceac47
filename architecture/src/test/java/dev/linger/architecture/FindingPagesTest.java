package dev.linger.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.architecture.SourceTree.SourceFile;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Every finding has a page that a person can be sent to, and every page belongs to a finding.
class FindingPagesTest {
    private static final String RULES = "diagnosis/src/main/java/dev/linger/diagnosis/rule/";
    private static final String PAGES = "docs/reference/findings/";

    @Test
    void everyRuleHasAPageAndEveryPageARule() {
        Set<String> rules = stems(RULES, "Rule.java", FindingPagesTest::kebab);
        Set<String> pages = stems(PAGES, ".md", Function.identity());
        pages.remove("README");
        assertThat(pages)
                .as("pages in " + PAGES + ", one for each rule in " + RULES)
                .isEqualTo(rules);
    }

    private static Set<String> stems(String folder, String ending, Function<String, String> spelling) {
        return SourceTree.files().stream()
                .map(SourceFile::path)
                .filter(path -> path.startsWith(folder) && path.endsWith(ending))
                .map(path -> path.substring(folder.length(), path.length() - ending.length()))
                .filter(stem -> !stem.isEmpty() && !stem.contains("/"))
                .map(spelling)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// `FinWait2Orphans` is `fin-wait-2-orphans`.
    private static String kebab(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[a-z])(?=[0-9])", "-")
                .toLowerCase(Locale.ROOT);
    }
}
