package dev.linger.architecture;

import dev.linger.architecture.RfcCatalogue.Requirement;
import dev.linger.architecture.SourceTree.SourceFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which clause is implemented where, and shown by which test, as the comments of the sources cite them.
final class RfcCoverage {
    static final String PAGE = "docs/rfc-coverage.md";

    private static final Pattern MAIN = Pattern.compile("(?:engine|wire|model)/src/main/java/.*");
    private static final Pattern TEST = Pattern.compile("(?:engine|wire|model)/src/test/java/.*Test\\.java");
    private static final Pattern CLAUSE = Pattern.compile("RFC (\\d+)(?: §(.*))?");

    private final RfcCatalogue catalogue;
    private final List<RfcCitation> inMain;
    private final List<RfcCitation> inTests;

    RfcCoverage(List<SourceFile> files, RfcCatalogue catalogue) {
        this.catalogue = catalogue;
        this.inMain = citations(files, MAIN);
        this.inTests = citations(files, TEST);
    }

    // --- rules -------------------------------------------------------------------------------------------------------

    /// What main code claims to do and no test shows.
    List<Offence> untested() {
        return inMain.stream()
                .filter(citation -> tests(citation.clause()).isEmpty())
                .map(citation -> offence(citation, " is cited here and in no test"))
                .toList();
    }

    List<Offence> unknownTags() {
        Stream<Offence> cited = Stream.concat(inMain.stream(), inTests.stream())
                .filter(RfcCitation::isTag)
                .filter(citation -> !catalogue.requirements().containsKey(citation.clause()))
                .map(citation -> offence(citation, " is no tag of RFC 9293"));
        Stream<Offence> excused = catalogue.reasons().keySet().stream()
                .filter(tag -> !catalogue.requirements().containsKey(tag))
                .map(tag -> new Offence(RfcCatalogue.REASONS, 1, tag + " is no tag of RFC 9293"));
        return Stream.concat(cited, excused).toList();
    }

    /// Requirements that are neither implemented nor given a reason, or both.
    List<Offence> unanswered() {
        Set<String> cited = inMain.stream().map(RfcCitation::clause).collect(Collectors.toSet());
        return catalogue.requirements().keySet().stream()
                .filter(tag -> cited.contains(tag) == catalogue.reasons().containsKey(tag))
                .map(tag -> new Offence(
                        RfcCatalogue.REASONS,
                        1,
                        cited.contains(tag)
                                ? tag + " has a reason why it is not done, and main code cites it"
                                : tag + " is cited in no main code and has no reason"))
                .toList();
    }

    private static Offence offence(RfcCitation citation, String what) {
        return new Offence(citation.file().path(), citation.line(), citation.clause() + what);
    }

    private static List<RfcCitation> citations(List<SourceFile> files, Pattern paths) {
        return files.stream()
                .filter(file -> paths.matcher(file.path()).matches())
                .sorted(Comparator.comparing(SourceFile::name).thenComparing(SourceFile::path))
                .flatMap(RfcCitation::in)
                .toList();
    }

    private List<RfcCitation> places(String clause) {
        return inMain.stream()
                .filter(citation -> citation.clause().equals(clause))
                .toList();
    }

    private List<RfcCitation> tests(String clause) {
        return inTests.stream().filter(test -> shows(test, clause)).toList();
    }

    /// A test of a requirement is one of its section, and a test of any section is one of an RFC cited as a whole.
    private boolean shows(RfcCitation test, String clause) {
        Requirement requirement = catalogue.requirements().get(test.clause());
        return test.clause().equals(clause)
                || test.clause().startsWith(clause + " §")
                || (requirement != null && requirement.clause().equals(clause));
    }

    // --- the page ----------------------------------------------------------------------------------------------------

    String page() {
        List<String> lines = new ArrayList<>();
        lines.add("# RFC coverage");
        lines.add("");
        lines.add("Which requirement is implemented where, and which test shows it. Written by `RfcCoverageTest` from"
                + " the citations in comments: do not edit it, "
                + "`mvn -pl architecture -am test -Dtest=RfcCoverageTest -Dlinger.golden=rewrite"
                + " -Dsurefire.failIfNoSpecifiedTests=false` writes it again. "
                + "What is cited in main code and in no test fails the build.");
        lines.add("");
        lines.add("## RFC 9293, requirement by requirement");
        lines.add("");
        lines.add(summary());
        lines.add("");
        lines.add("| tag | § | | what | where | tests |");
        lines.add("|---|---|---|---|---|---|");
        catalogue.requirements().values().stream().map(this::row).forEach(lines::add);
        lines.add("");
        lines.add("## Clauses");
        lines.add("");
        lines.add("Everything else that main code cites, and the sections of RFC 9293 once more.");
        lines.add("");
        lines.add("| clause | where | tests |");
        lines.add("|---|---|---|");
        clauses()
                .forEach(clause -> lines.add(
                        "| " + clause + " | " + linked(places(clause)) + " | " + linked(tests(clause)) + " |"));
        return String.join("\n", lines) + "\n";
    }

    private String summary() {
        Map<String, List<Requirement>> kinds = catalogue.requirements().values().stream()
                .collect(Collectors.groupingBy(
                        requirement -> requirement.level().replace(" NOT", ""), TreeMap::new, Collectors.toList()));
        String met = kinds.entrySet().stream()
                .map(kind -> met(kind.getValue()) + " of " + kind.getValue().size() + " " + kind.getKey())
                .collect(Collectors.joining(", "));
        return "The tags are those of its appendix B, the words are not. Met, each with a test: " + met
                + ". The others have a reason.";
    }

    private long met(List<Requirement> requirements) {
        return requirements.stream()
                .filter(requirement -> !places(requirement.tag()).isEmpty())
                .count();
    }

    private String row(Requirement requirement) {
        String tag = requirement.tag();
        String start = String.join(
                " | ",
                "| " + tag,
                requirement.section(),
                requirement.level().toLowerCase(Locale.ROOT),
                requirement.what());
        String reason = catalogue.reasons().get(tag);
        return reason == null
                ? start + " | " + linked(places(tag)) + " | " + linked(tests(tag)) + " |"
                : start + " | " + reason + " | |";
    }

    private Set<String> clauses() {
        Set<String> clauses =
                new TreeSet<>(Comparator.comparing(RfcCoverage::sortKey).thenComparing(Comparator.naturalOrder()));
        inMain.stream()
                .filter(citation -> !citation.isTag())
                .map(RfcCitation::clause)
                .forEach(clauses::add);
        return clauses;
    }

    /// With numbers of one length, so that §3.9 comes before §3.10.
    private static String sortKey(String clause) {
        Matcher parts = CLAUSE.matcher(clause);
        if (!parts.matches()) {
            throw new IllegalStateException(clause);
        }
        String section = parts.group(2) == null ? "" : parts.group(2);
        return Stream.concat(Stream.of(parts.group(1)), Stream.of(section.split("\\.")))
                .map(part -> "0".repeat(Math.max(0, 5 - part.length())) + part)
                .collect(Collectors.joining("."));
    }

    /// One line for each class, with the methods that cite it.
    private static String linked(List<RfcCitation> citations) {
        Map<SourceFile, Set<String>> methods = new LinkedHashMap<>();
        for (RfcCitation citation : citations) {
            Set<String> names = methods.computeIfAbsent(citation.file(), file -> new TreeSet<>());
            if (TEST.matcher(citation.file().path()).matches()
                    && !citation.method().isEmpty()) {
                names.add("`" + citation.method() + "`");
            }
        }
        return methods.entrySet().stream()
                .map(entry -> "[" + entry.getKey().name().replace(".java", "") + "](../"
                        + entry.getKey().path() + ")"
                        + (entry.getValue().isEmpty() ? "" : ": " + String.join(", ", entry.getValue())))
                .collect(Collectors.joining("<br>"));
    }
}
