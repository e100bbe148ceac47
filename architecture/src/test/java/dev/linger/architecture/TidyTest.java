package dev.linger.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.architecture.TidyExceptions.TidyException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The source tree keeps the rules of CONTRIBUTING.md, except where the one list of exceptions says why not.
class TidyTest {
    @Test
    void javaFilesHaveAtMost400Lines() {
        holds(TidyRule.FILE_LENGTH);
    }

    @Test
    void methodsHaveAtMost70Lines() {
        holds(TidyRule.METHOD_LENGTH);
    }

    @Test
    void linesHaveAtMost120Columns() {
        holds(TidyRule.LINE_LENGTH);
    }

    @Test
    void variablesShowTheirTypes() {
        holds(TidyRule.NO_VAR);
    }

    @Test
    void documentationCommentsAreMarkdown() {
        holds(TidyRule.MARKDOWN_COMMENTS);
    }

    @Test
    void nothingIsLeftToDo() {
        holds(TidyRule.NOTHING_LEFT_TO_DO);
    }

    @Test
    void classNamesSaySomething() {
        holds(TidyRule.CLASS_NAMES);
    }

    @Test
    void everyTestIsInAFileThatIsRun() {
        holds(TidyRule.TEST_CLASS_NAMES);
    }

    @Test
    void citationsHaveOneForm() {
        holds(TidyRule.CITATIONS);
    }

    @Test
    void deviationsNameTheirTest() {
        holds(TidyRule.DEVIATIONS);
    }

    @Test
    void noLineEndsInASpace() {
        holds(TidyRule.TRAILING_SPACE);
    }

    @Test
    void filesEndWithANewline() {
        holds(TidyRule.FINAL_NEWLINE);
    }

    @Test
    void filesAreSmall() {
        holds(TidyRule.FILE_SIZE);
    }

    @Test
    void documentsBeginWithATitle() {
        holds(TidyRule.DOCUMENT_TITLES);
    }

    @Test
    void relativeLinksLeadSomewhere() {
        holds(TidyRule.LINKS);
    }

    @Test
    void documentsCiteNoLineNumbers() {
        holds(TidyRule.NO_LINE_NUMBERS);
    }

    @Test
    void everyExceptionIsStillNeeded() {
        List<TidyException> needless = TidyExceptions.ALL.stream()
                .filter(exception -> Arrays.stream(TidyRule.values())
                        .noneMatch(rule -> rule.offences().stream().anyMatch(found -> exception.covers(rule, found))))
                .toList();
        assertThat(needless)
                .as("exceptions to take out of " + TidyExceptions.PATH)
                .isEmpty();
    }

    private static void holds(TidyRule rule) {
        assertThat(TidyExceptions.unexcused(rule))
                .as(TidyExceptions.nameOf(rule))
                .isEmpty();
    }
}
