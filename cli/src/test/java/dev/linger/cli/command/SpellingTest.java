package dev.linger.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {
    private static final List<String> KNOWN = List.of("doctor", "states", "snapshot", "help", "completion");

    @ParameterizedTest
    @CsvSource({
        "sttes, states",
        "docter, doctor",
        "dcotor, doctor",
        "snap, snapshot",
        "hepl, help",
        "state, states",
        "foo, ''",
        "x, ''",
    })
    void theNearestWordIsGuessedUnlessItIsFar(String word, String guess) {
        assertThat(Spelling.nearest(word, KNOWN)).isEqualTo(guess.isEmpty() ? List.of() : List.of(guess));
    }
}
