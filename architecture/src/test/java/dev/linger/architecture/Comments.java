package dev.linger.architecture;

import dev.linger.architecture.SourceTree.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The comments of Java files: runs of lines that begin with slashes, and what follows slashes at the end of a line.
final class Comments {
    private static final Pattern COMMENT = Pattern.compile("^(?:[^\"/]|\"[^\"]*\"|/(?!/))*?///?(.*)");

    // Names in code, links and addresses are spelled as they are: only prose cites.
    private static final Pattern NOT_PROSE = Pattern.compile("`[^`]*`|\\[[^]]*]|https?:\\S*");
    private static final Pattern MENTION =
            Pattern.compile("(?i)\\brfc[\\s_-]*\\d+(?:[\\s,(]*(?:§|sec|chapter|page)\\S*)?");
    private static final Pattern CITATION = Pattern.compile("RFC \\d+(?: §[\\dA-Z][\\w.]*\\S*)?");

    private static final Pattern DEVIATION = Pattern.compile("\\bDeviation:");
    private static final Pattern TEST_NAME = Pattern.compile("\\b([A-Z]\\w*Test)\\b");

    private Comments() {}

    /// Neighbouring lines of comment, joined.
    record Block(int firstLine, int lastLine, String text) {
        /// Without what is spelled as it is.
        String prose() {
            return NOT_PROSE.matcher(text).replaceAll("");
        }
    }

    static Stream<Offence> badCitations(SourceFile file) {
        return blocks(file).stream()
                .flatMap(block -> MENTION.matcher(block.prose())
                        .results()
                        .filter(mention -> !CITATION.matcher(mention.group()).matches())
                        .map(mention -> new Offence(
                                file.path(),
                                block.firstLine(),
                                "cited as \"" + mention.group() + "\"; the form is: RFC 9293 §3.10.7.4")));
    }

    static Stream<Offence> untestedDeviations(SourceFile file) {
        Set<String> tests = SourceTree.javaFiles().stream()
                .map(other -> other.name().replace(".java", ""))
                .collect(Collectors.toSet());
        return blocks(file).stream()
                .filter(block -> DEVIATION.matcher(block.text()).find())
                .filter(block -> !namesOneOf(tests, block.text()))
                .map(block -> new Offence(file.path(), block.firstLine(), "this deviation names no test there is"));
    }

    private static boolean namesOneOf(Set<String> tests, String text) {
        Matcher name = TEST_NAME.matcher(text);
        while (name.find()) {
            if (tests.contains(name.group(1))) {
                return true;
            }
        }
        return false;
    }

    /// A sentence may run over several lines, so neighbouring lines are joined.
    static List<Block> blocks(SourceFile file) {
        List<Block> blocks = new ArrayList<>();
        List<String> current = new ArrayList<>();
        int number = 0;
        for (String line : file.lines()) {
            number++;
            Matcher comment = COMMENT.matcher(line);
            if (comment.matches()) {
                current.add(comment.group(1).strip());
            } else if (!current.isEmpty()) {
                blocks.add(new Block(number - current.size(), number - 1, String.join(" ", current)));
                current.clear();
            }
        }
        return blocks;
    }
}
