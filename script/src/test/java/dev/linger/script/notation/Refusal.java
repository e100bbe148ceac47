package dev.linger.script.notation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;

/// What is said about a script that is not read.
final class Refusal {
    private Refusal() {}

    static ScriptException of(String text) {
        ScriptException refused =
                catchThrowableOfType(ScriptException.class, () -> ScriptParser.parse("t.pkt", text, Map.of()));
        assertThat(refused).as("%s", text).isNotNull();
        return refused;
    }

    static String message(String text) {
        return String.valueOf(of(text).getMessage());
    }
}
