package dev.linger.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.engine.profile.Profile;
import dev.linger.engine.profile.Profiles;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// All orders of events of a close: whatever is lost, repeated or late, both ends finish.
class CloseSearchTest {
    @ParameterizedTest
    @MethodSource("profiles")
    void bothEndsFinishWhicheverSegmentIsLostOrRepeated(Profile profile) {
        CloseSearch search = new CloseSearch();
        int states = search.run(profile, 1, 1);
        assertThat(states).isGreaterThan(100);
        assertThat(search.outcomes).contains("TIME_WAIT CLOSED", "CLOSED TIME_WAIT", "TIME_WAIT TIME_WAIT");
    }

    static List<Profile> profiles() {
        return Profiles.all();
    }

    /// Even where nothing is lost: a late segment meets the end that is closed already, and the reset that answers
    /// it ends the other's TIME_WAIT (RFC 1337 §2).
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            resets ignored | both may be closed
            false          | true
            true           | false
            """)
    void reorderingAloneMayEndTimeWaitUnlessResetsAreIgnored(boolean rfc1337, boolean assassinated) {
        CloseSearch search = new CloseSearch();
        search.run(Histories.with(Profiles.LINUX, Profiles.LINUX.timeWait().withRfc1337(rfc1337)), 0, 0);
        assertThat(search.outcomes.contains("CLOSED CLOSED")).isEqualTo(assassinated);
    }
}
