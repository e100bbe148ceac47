package dev.linger.cli.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptGridTest {
    @TempDir
    private Path folder;

    private ScriptGrid grid;

    @BeforeEach
    void aGrid() throws Exception {
        grid = grid(
                "s/time-wait/syn/newer.pkt",
                "s/time-wait/syn/older.pkt",
                "s/closing/syn/older.pkt",
                "s/closing/fin/windows/left-edge.pkt",
                "s/shared/syn/x.pkt",
                "s/closing/x.pkt");
    }

    private ScriptGrid grid(String... scripts) throws IOException, InputException {
        return new ScriptGrid(new Suite(folder).with(scripts).find("s"));
    }

    @Test
    void scriptsAreCountedByStateEventAndPosition() {
        assertThat(grid.events()).containsExactly("fin", "syn");
        assertThat(grid.positions("time-wait", "syn")).containsExactly("newer", "older");
        assertThat(grid.positions("closing", "fin")).containsExactly("windows/left-edge");
    }

    @Test
    void everyStateIsThereAlsoWithoutAScript() {
        assertThat(grid.states())
                .hasSize(11)
                .startsWith("listen")
                .contains("syn-received")
                .endsWith("closed");
        assertThat(grid.positions("listen", "syn")).isEmpty();
    }

    @Test
    void whatOtherStatesHaveOfAnEventIsMissing() {
        assertThat(grid.missing("closing", "syn")).containsExactly("newer");
        assertThat(grid.missing("listen", "syn")).containsExactly("newer", "older");
        assertThat(grid.missing("time-wait", "syn")).isEmpty();
    }

    @Test
    void whatIsInNoFolderOfAStateAndAnEventIsOutside() {
        assertThat(grid.outside()).isEqualTo(2);
    }
}
