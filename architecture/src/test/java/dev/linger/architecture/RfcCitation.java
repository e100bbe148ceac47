package dev.linger.architecture;

import dev.linger.architecture.Comments.Block;
import dev.linger.architecture.SourceTree.SourceFile;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A comment that names a clause: `RFC 7323 §5.3`, `RFC 1337` as a whole, or a tag of RFC 9293 such as `MUST-13`.
///
/// @param method the method it stands above or in, empty if none
record RfcCitation(String clause, SourceFile file, int line, String method) {
    private static final Pattern TAG = Pattern.compile("\\b(?:MUST|SHLD|MAY|REC)-\\d+\\b");
    private static final Pattern SECTIONS = Pattern.compile("(RFC \\d+)((?:,? (?:(?:and|to) )?§[\\dA-Z][\\w.]*)*)");
    private static final Pattern SECTION = Pattern.compile("§[\\dA-Z](?:[\\w.]*\\w)?");

    static Stream<RfcCitation> in(SourceFile file) {
        return Comments.blocks(file).stream()
                .flatMap(block -> clauses(block.prose()).stream()
                        .map(clause -> new RfcCitation(clause, file, block.firstLine(), methodOf(file, block))));
    }

    boolean isTag() {
        return TAG.matcher(clause).matches();
    }

    /// The name of the class it stands in.
    String type() {
        return file.name().replace(".java", "");
    }

    private static Set<String> clauses(String prose) {
        Set<String> clauses = new LinkedHashSet<>();
        Matcher mention = SECTIONS.matcher(prose);
        while (mention.find()) {
            if (mention.group(2).isEmpty()) {
                clauses.add(mention.group(1));
            }
            SECTION.matcher(mention.group(2))
                    .results()
                    .map(section -> mention.group(1) + " " + section.group())
                    .forEach(clauses::add);
        }
        TAG.matcher(prose).results().map(MatchResult::group).forEach(clauses::add);
        return clauses;
    }

    /// A comment above a method ends on the line before it; of methods within each other the innermost counts.
    private static String methodOf(SourceFile file, Block block) {
        return ParsedJava.of(file).methods().stream()
                .filter(method -> method.firstLine() <= block.lastLine() + 1 && block.lastLine() <= method.lastLine())
                .max(Comparator.comparingInt(ParsedJava.Method::firstLine))
                .map(ParsedJava.Method::name)
                .orElse("");
    }
}
