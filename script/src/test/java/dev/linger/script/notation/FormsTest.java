package dev.linger.script.notation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/// One script with each form of the notation.
class FormsTest {
    @Test
    void scriptOfAllFormsWrittenDownIsTheSameScript() throws ScriptException {
        Script script = ScriptParser.parse("forms.pkt", Forms.text(), Map.of());
        assertThat(RoundTrip.of(script)).isEqualTo(RoundTrip.withoutLines(script));
    }

    @Test
    void scriptOfAllFormsIsWrittenTheSameTwice() throws ScriptException {
        String once = NotationWriter.script(ScriptParser.parse("forms.pkt", Forms.text(), Map.of()));
        assertThat(NotationWriter.script(ScriptParser.parse("forms.pkt", once, Map.of())))
                .isEqualTo(once);
    }

    @Test
    void eventKnowsTheLineOfItsTime() throws ScriptException {
        Script script = ScriptParser.parse("forms.pkt", Forms.text(), Map.of());
        assertThat(script.events().getFirst().line()).isEqualTo(19);
        assertThat(script.events().getLast().line())
                .isEqualTo((int) Forms.text().lines().count() - 1);
    }
}
