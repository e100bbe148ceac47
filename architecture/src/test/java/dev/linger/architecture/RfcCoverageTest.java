package dev.linger.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// docs/rfc-coverage.md says what the comments of the sources cite, and nothing is claimed without a test.
class RfcCoverageTest {
    private final RfcCoverage coverage = new RfcCoverage(SourceTree.files(), RfcCatalogue.read());

    @Test
    void whatMainCodeCitesIsCitedByATest() {
        assertThat(coverage.untested()).isEmpty();
    }

    @Test
    void everyTagIsOneOfTheRfc() {
        assertThat(coverage.unknownTags()).isEmpty();
    }

    @Test
    void everyRequirementIsMetOrHasAReason() {
        assertThat(coverage.unanswered()).isEmpty();
    }

    @Test
    void thePageShowsWhatIsCited() throws IOException {
        Path page = SourceTree.ROOT.resolve(RfcCoverage.PAGE);
        if ("rewrite".equals(System.getProperty("linger.golden"))) {
            Files.writeString(page, coverage.page());
        }
        assertThat(page)
                .as("%s; mvn -pl architecture -am test -Dtest=RfcCoverageTest -Dlinger.golden=rewrite writes it", page)
                .hasContent(coverage.page());
    }
}
