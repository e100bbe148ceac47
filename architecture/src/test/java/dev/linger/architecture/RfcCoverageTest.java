package dev.linger.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Comments cite requirements that there are.
class RfcCoverageTest {
    private final RfcCoverage coverage = new RfcCoverage(SourceTree.files(), RfcCatalogue.read());

    @Test
    void everyTagIsOneOfTheRfc() {
        assertThat(coverage.unknownTags()).isEmpty();
    }
}
