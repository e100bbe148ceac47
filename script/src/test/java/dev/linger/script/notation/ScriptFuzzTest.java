package dev.linger.script.notation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linger.testkit.SeededLoop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Scripts with mistakes: whatever they say, they are read or refused, and what was read can be written and read.
class ScriptFuzzTest {
    private static final int SEEDS = 4000;

    private static final String SIGNS = " \n\t()[]{}<>=,.:~+*!|/#-\"`\\0123456789abSTx_%\u00e9\u0000";

    @Test
    void scriptWithMistakesIsReadOrRefused() throws IOException {
        List<String> scripts = scripts();
        int[] read = new int[1];
        SeededLoop.run(SEEDS, (random, seed) -> {
            String text = scripts.get(random.nextInt(scripts.size()));
            for (int changes = random.nextInt(1, 4); changes > 0; changes--) {
                text = changed(text, scripts, random);
            }
            read[0] += survives(text) ? 1 : 0;
        });
        assertThat(read[0]).as("scripts that were still read").isPositive();
    }

    @Test
    void scriptCutShortAnywhereIsReadOrRefused() throws IOException, ScriptException {
        for (String text : scripts()) {
            if (text.length() < 1000) {
                for (int length = 0; length < text.length(); length++) {
                    survives(text.substring(0, length));
                }
            }
        }
    }

    private static boolean survives(String text) throws ScriptException {
        Script script;
        try {
            script = ScriptParser.parse("fuzz.pkt", text, Map.of("Linux", "", "X", "\"a\"", "Y", "-1"));
        } catch (ScriptException refused) {
            assertThat(refused).hasMessageStartingWith("fuzz.pkt:" + refused.line() + ": ");
            assertThat(refused.line())
                    .isBetween(1, (int) text.chars().filter(c -> c == '\n').count() + 1);
            return false;
        }
        assertThat(RoundTrip.of(script)).isEqualTo(RoundTrip.withoutLines(script));
        return true;
    }

    private static String changed(String text, List<String> scripts, RandomGenerator random) {
        int from = random.nextInt(text.length() + 1);
        int to = Math.min(text.length(), from + random.nextInt(1, 12));
        return switch (random.nextInt(4)) {
            case 0 -> text.substring(0, from) + text.substring(to);
            case 1 -> text.substring(0, to) + text.substring(from);
            case 2 -> {
                char sign = SIGNS.charAt(random.nextInt(SIGNS.length()));
                yield text.substring(0, from) + sign + text.substring(random.nextBoolean() ? from : to);
            }
            default -> {
                String other = scripts.get(random.nextInt(scripts.size()));
                int at = random.nextInt(other.length());
                String piece = other.substring(at, Math.min(other.length(), at + random.nextInt(1, 30)));
                yield text.substring(0, from) + piece + text.substring(from);
            }
        };
    }

    private static List<String> scripts() throws IOException {
        List<String> scripts = new ArrayList<>();
        for (Path path : SharedScriptsTest.scripts()) {
            scripts.add(Files.readString(path));
        }
        // Its lines one by one too: a change then meets every form.
        Forms.text().lines().filter(line -> line.startsWith("+")).forEach(scripts::add);
        scripts.add(Forms.text());
        scripts.add(Forms.text().lines().limit(20).collect(Collectors.joining("\n")));
        return scripts;
    }
}
