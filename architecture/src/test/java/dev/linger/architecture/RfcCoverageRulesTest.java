package dev.linger.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linger.architecture.SourceTree.SourceFile;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The rules of [RfcCoverage] and its page, on sources made up for the purpose.
class RfcCoverageRulesTest {
    private static final List<String> REQUIREMENTS = List.of(
            "tag,section,level,what",
            "MUST-1,3.1,MUST,windows are unsigned, always",
            "MUST-2,3.1,MUST,the sender makes the checksum",
            "SHLD-7,3.7.4,SHOULD,Nagle");
    private static final List<String> NO_REASONS = List.of("tag,reason");

    private static SourceFile main(String name, String... lines) {
        return file("engine/src/main/java/dev/linger/engine/" + name + ".java", lines);
    }

    private static SourceFile test(String name, String... lines) {
        return file("engine/src/test/java/dev/linger/engine/" + name + ".java", lines);
    }

    private static SourceFile file(String path, String... lines) {
        String text = String.join("\n", lines) + "\n";
        return new SourceFile(path, text.length(), text);
    }

    private static RfcCoverage coverage(SourceFile... files) {
        return new RfcCoverage(List.of(files), RfcCatalogue.of(REQUIREMENTS, NO_REASONS));
    }

    private static RfcCoverage excused(List<String> reasons, SourceFile... files) {
        List<String> lines =
                Stream.concat(NO_REASONS.stream(), reasons.stream()).toList();
        return new RfcCoverage(List.of(files), RfcCatalogue.of(REQUIREMENTS, lines));
    }

    private static List<String> texts(List<Offence> offences) {
        return offences.stream().map(Offence::toString).toList();
    }

    // --- what main code cites is cited by a test ---------------------------------------------------------------------

    @Test
    void aTagWithoutATestIsAnOffenceWhereItIsCited() {
        RfcCoverage coverage = coverage(main("Window", "package a;", "/// Unsigned (MUST-1).", "class Window {}"));
        assertThat(texts(coverage.untested()))
                .containsExactly(
                        "engine/src/main/java/dev/linger/engine/Window.java:2: MUST-1 is cited here and in no test");
    }

    @Test
    void aTagWithATestIsNone() {
        RfcCoverage coverage = coverage(
                main("Window", "/// Unsigned (MUST-1).", "class Window {}"),
                test("WindowTest", "/// MUST-1.", "class WindowTest {}"));
        assertThat(coverage.untested()).isEmpty();
    }

    @Test
    void aClauseIsTestedBySomethingThatCitesThatClause() {
        SourceFile code = main("Window", "class Window {", "  int a; // RFC 7323 §2.3, §5.3 and §5.5", "}");
        RfcCoverage coverage = coverage(code, test("WindowTest", "/// RFC 7323 §5.3 and RFC 7323 §2", "class T {}"));
        assertThat(coverage.untested())
                .extracting(Offence::what)
                .containsExactly(
                        "RFC 7323 §2.3 is cited here and in no test", "RFC 7323 §5.5 is cited here and in no test");
    }

    @Test
    void anRfcAsAWholeIsTestedByAnyOfItsSections() {
        SourceFile code = main("Assassin", "/// RFC 1337.", "class Assassin {}");
        assertThat(coverage(code, test("AssassinTest", "/// RFC 1337 §3.", "class T {}"))
                        .untested())
                .isEmpty();
        assertThat(coverage(code, test("AssassinTest", "/// RFC 13370.", "class T {}"))
                        .untested())
                .hasSize(1);
    }

    @Test
    void aSectionOfTheRfcIsTestedByItsRequirements() {
        SourceFile code = main("Small", "/// RFC 9293 §3.7.4.", "class Small {}");
        assertThat(coverage(code, test("SmallTest", "/// SHLD-7", "class T {}")).untested())
                .isEmpty();
        assertThat(coverage(code, test("SmallTest", "/// MUST-1", "class T {}")).untested())
                .hasSize(1);
    }

    @Test
    void onlyFilesWithTestsCount() {
        SourceFile code = main("Window", "/// MUST-1", "class Window {}");
        assertThat(coverage(code, test("World", "/// MUST-1", "class World {}")).untested())
                .hasSize(1);
    }

    @Test
    void codeAndExamplesDoNotCite() {
        RfcCoverage coverage = coverage(main(
                "Words", "/// Tags such as `MUST-1` and [RFC 7323 §2.3].", "class Words { String a = \"MUST-2\"; }"));
        assertThat(coverage.untested()).isEmpty();
    }

    // --- tags --------------------------------------------------------------------------------------------------------

    @Test
    void aTagThatTheRfcDoesNotHaveIsAnOffenceInMainCodeAndInTests() {
        RfcCoverage coverage = coverage(
                main("Window", "/// MUST-70", "class Window {}"),
                test("WindowTest", "class WindowTest {", "  // SHLD-8", "}"));
        assertThat(texts(coverage.unknownTags()))
                .containsExactly(
                        "engine/src/main/java/dev/linger/engine/Window.java:1: MUST-70 is no tag of RFC 9293",
                        "engine/src/test/java/dev/linger/engine/WindowTest.java:2: SHLD-8 is no tag of RFC 9293");
    }

    @Test
    void aReasonForATagThatTheRfcDoesNotHaveIsAnOffence() {
        assertThat(texts(excused(List.of("MAY-99,no")).unknownTags()))
                .containsExactly(RfcCatalogue.REASONS + ":1: MAY-99 is no tag of RFC 9293");
    }

    @Test
    void aRequirementThatNobodyCitesNeedsAReason() {
        RfcCoverage coverage =
                excused(List.of("SHLD-7,nobody waits, ever"), main("Window", "/// MUST-1", "class Window {}"));
        assertThat(texts(coverage.unanswered()))
                .containsExactly(RfcCatalogue.REASONS + ":1: MUST-2 is cited in no main code and has no reason");
    }

    @Test
    void aRequirementThatATestAloneCitesIsNotMet() {
        RfcCoverage coverage =
                excused(List.of("SHLD-7,no", "MUST-1,no"), test("WindowTest", "/// MUST-2", "class WindowTest {}"));
        assertThat(coverage.unanswered()).hasSize(1);
    }

    @Test
    void aReasonForARequirementThatIsMetIsAnOffence() {
        RfcCoverage coverage =
                excused(List.of("SHLD-7,no", "MUST-2,no"), main("Window", "/// MUST-1, MUST-2", "class Window {}"));
        assertThat(texts(coverage.unanswered()))
                .containsExactly(
                        RfcCatalogue.REASONS + ":1: MUST-2 has a reason why it is not done, and main code cites it");
    }

    @Test
    void aTagStandsOnceInEachFile() {
        assertThatThrownBy(() -> excused(List.of("MUST-1,a", "MUST-1,b"))).hasMessageContaining("MUST-1");
    }

    // --- the page ----------------------------------------------------------------------------------------------------

    @Test
    void thePageNamesClassesAndTestMethods() {
        RfcCoverage coverage = excused(
                List.of("SHLD-7,nobody waits", "MUST-2,no"),
                main("Window", "/// Unsigned (RFC 9293 §3.1 MUST-1).", "class Window {}"),
                test(
                        "WindowTest",
                        "class WindowTest {",
                        "    /// MUST-1",
                        "    @Test",
                        "    void largeWindowsStayLarge() {}",
                        "",
                        "    @Test",
                        "    void ofNoInterest() {}",
                        "",
                        "    @Test",
                        "    void zeroIsZero() {",
                        "        int a; // MUST-1",
                        "    }",
                        "}"));
        String window = "[Window](../engine/src/main/java/dev/linger/engine/Window.java)";
        String tests = "[WindowTest](../engine/src/test/java/dev/linger/engine/WindowTest.java):"
                + " `largeWindowsStayLarge`, `zeroIsZero`";
        assertThat(coverage.page().lines())
                .contains("| MUST-1 | 3.1 | must | windows are unsigned, always | " + window + " | " + tests + " |")
                .contains("| SHLD-7 | 3.7.4 | should | Nagle | nobody waits | |")
                .contains("| RFC 9293 §3.1 | " + window + " | " + tests + " |");
    }

    @Test
    void thePageCountsWhatIsMet() {
        RfcCoverage coverage = excused(List.of("MUST-2,no"), main("Window", "/// MUST-1, SHLD-7", "class Window {}"));
        assertThat(coverage.page()).contains(": 1 of 2 MUST, 1 of 1 SHOULD.");
    }

    @Test
    void clausesStandInTheOrderOfTheirNumbers() {
        RfcCoverage coverage = coverage(
                main("Many", "/// RFC 9293 §3.10, RFC 9293 §3.9, RFC 793, RFC 7323 §5, RFC 7323.", "class Many {}"));
        assertThat(coverage.page().lines().filter(line -> line.startsWith("| RFC")))
                .extracting(line -> line.split(" \\| ", -1)[0].substring(2))
                .containsExactly("RFC 793", "RFC 7323", "RFC 7323 §5", "RFC 9293 §3.9", "RFC 9293 §3.10");
    }
}
