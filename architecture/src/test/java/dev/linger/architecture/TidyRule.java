package dev.linger.architecture;

import dev.linger.architecture.SourceTree.SourceFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A rule about the source tree. Its name in lower case with hyphens is what an exception to it is filed under.
enum TidyRule {
    FILE_LENGTH(java(file -> Stream.of(file.lines().size())
            .filter(count -> count > 400)
            .map(count -> new Offence(file.path(), count, count + " lines, the limit is 400")))),

    METHOD_LENGTH(java(file -> ParsedJava.of(file).methods().stream()
            .filter(method -> method.lineCount() > 70)
            .map(method -> new Offence(
                    file.path(),
                    method.firstLine(),
                    method.name() + " has " + method.lineCount() + " lines, the limit is 70")))),

    LINE_LENGTH(java(file ->
            lines(file, line -> line.codePointCount(0, line.length()) > 120 ? "more than 120 columns" : ""))),

    NO_VAR(java(file -> ParsedJava.of(file).linesWithVar().stream()
            .map(line -> new Offence(file.path(), line, "var; write the type")))),

    MARKDOWN_COMMENTS(java(file ->
            lines(file, line -> line.strip().startsWith("/*" + "*") ? "old documentation comment; write ///" : ""))),

    NOTHING_LEFT_TO_DO(files(file -> isCode(file)
            ? lines(file, line -> Patterns.LEFT_TO_DO.matcher(line).find() ? "unfinished business" : "")
            : Stream.of())),

    CLASS_NAMES(java(file -> ParsedJava.of(file).types().stream()
            .filter(type -> Patterns.EMPTY_SUFFIX.matcher(type.name()).find())
            .map(type -> new Offence(file.path(), type.line(), type.name() + " has a suffix that says nothing")))),

    TEST_CLASS_NAMES(java(file -> ParsedJava.of(file).types().stream()
            .filter(TidyRule::isUnseenTest)
            .map(type -> new Offence(file.path(), type.line(), "nobody runs this: its file must end in Test.java"))
            .filter(offence -> !file.name().endsWith("Test.java")))),

    CITATIONS(java(Comments::badCitations)),

    DEVIATIONS(java(Comments::untestedDeviations)),

    TRAILING_SPACE(files(file -> file.isRecording()
            ? Stream.of()
            : lines(file, line -> Patterns.TRAILING_SPACE.matcher(line).find() ? "trailing space" : ""))),

    FINAL_NEWLINE(files(
            file -> file.isRecording() || file.text().isEmpty() || file.text().endsWith("\n")
                    ? Stream.of()
                    : Stream.of(new Offence(file.path(), file.lines().size(), "no newline at the end")))),

    FILE_SIZE(files(file -> file.sizeBytes() > 200 * 1024
            ? Stream.of(new Offence(file.path(), 1, file.sizeBytes() + " bytes, the limit is 200 KB"))
            : Stream.of())),

    DOCUMENT_TITLES(markdown(file -> isDocument(file) && !file.text().startsWith("# ")
            ? Stream.of(new Offence(file.path(), 1, "the first line is no title"))
            : Stream.of())),

    LINKS(markdown(TidyRule::brokenLinks)),

    NO_LINE_NUMBERS(markdown(file -> lines(
            file, line -> Patterns.LINE_NUMBER.matcher(line).find() ? "cites a line number; name the class" : "")));

    // A search keeps no state; the checker cannot see that through an interface.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Supplier<Stream<Offence>> search;

    TidyRule(Supplier<Stream<Offence>> search) {
        this.search = search;
    }

    List<Offence> offences() {
        return search.get().toList();
    }

    /// In a class of their own because an enum's constants are made before its other static fields.
    private static final class Patterns {
        // Put together from halves, or this file would break its own rule.
        static final Pattern LEFT_TO_DO = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|X" + "XX)\\b");
        static final Pattern EMPTY_SUFFIX = Pattern.compile("(Impl|Manager|Helper|Utils?|Base|Data|Info)$");
        static final Pattern TRAILING_SPACE = Pattern.compile("[ \\t\\r]$");
        static final Pattern LINE_NUMBER = Pattern.compile("\\.java:\\d");
        static final Pattern CODE = Pattern.compile(".*\\.(java|sh|xml|yml|yaml)|linger|check|\\.ci/.*|\\.githooks/.*");
        static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)(?:\\s+\"[^\"]*\")?\\)");
        static final Pattern ELSEWHERE = Pattern.compile("[a-z][a-z+.-]*:.*|#.*");
    }

    private interface Search {
        Stream<Offence> in(SourceFile file);
    }

    private interface LineSearch {
        /// What is wrong with the line, or an empty text.
        String in(String line);
    }

    private static Supplier<Stream<Offence>> java(Search search) {
        return () -> SourceTree.javaFiles().stream().flatMap(search::in);
    }

    private static Supplier<Stream<Offence>> markdown(Search search) {
        return () -> SourceTree.markdownFiles().stream().flatMap(search::in);
    }

    private static Supplier<Stream<Offence>> files(Search search) {
        return () -> SourceTree.files().stream().flatMap(search::in);
    }

    private static Stream<Offence> lines(SourceFile file, LineSearch search) {
        List<String> lines = file.lines();
        return IntStream.range(0, lines.size())
                .filter(index -> !search.in(lines.get(index)).isEmpty())
                .mapToObj(index -> new Offence(file.path(), index + 1, search.in(lines.get(index))));
    }

    private static boolean isCode(SourceFile file) {
        return Patterns.CODE.matcher(file.path()).matches();
    }

    private static boolean isDocument(SourceFile file) {
        return file.path().startsWith("docs/") || !file.path().contains("/");
    }

    /// An abstract class is run through those that extend it.
    private static boolean isUnseenTest(ParsedJava.Type type) {
        return type.test() && !type.isAbstract();
    }

    private static Stream<Offence> brokenLinks(SourceFile file) {
        return prose(file, (number, line) -> {
            Matcher link = Patterns.LINK.matcher(line);
            Stream.Builder<Offence> broken = Stream.builder();
            while (link.find()) {
                String target = link.group(1);
                if (!Patterns.ELSEWHERE.matcher(target).matches() && !leadsSomewhere(file, target)) {
                    broken.add(new Offence(file.path(), number, "the link leads nowhere: " + target));
                }
            }
            return broken.build();
        });
    }

    private static boolean leadsSomewhere(SourceFile file, String target) {
        Path folder = SourceTree.ROOT.resolve(file.path()).getParent();
        return Files.exists(folder.resolve(target.replaceFirst("#.*", "")));
    }

    private interface NumberedLineSearch {
        Stream<Offence> in(int number, String line);
    }

    /// The lines outside fences, without what stands between backticks: examples are not links.
    private static Stream<Offence> prose(SourceFile file, NumberedLineSearch search) {
        Stream.Builder<Offence> offences = Stream.builder();
        Consumer<Offence> found = offences::add;
        boolean fenced = false;
        int number = 0;
        for (String line : file.lines()) {
            number++;
            if (line.strip().startsWith("```")) {
                fenced = !fenced;
            } else if (!fenced) {
                search.in(number, line.replaceAll("`[^`]*`", "")).forEach(found);
            }
        }
        return offences.build();
    }
}
