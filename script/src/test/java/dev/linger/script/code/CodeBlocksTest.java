package dev.linger.script.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.linger.script.notation.Code;
import dev.linger.script.notation.ScriptException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CodeBlocksTest {
    private static final Map<String, Long> VALUES = Map.of(
            "tcpi_state", 6L, "tcpi_snd_cwnd", 7L, "tcpi_options", 7L, "tcpi_rtt", 30_000L, "tcpi_pacing_rate", -1L);

    private final CodeBlocks blocks = new CodeBlocks("a.pkt");

    private void runs(String text) throws ScriptException {
        blocks.add(new Code(31, text), VALUES);
        run();
    }

    private void run() throws ScriptException {
        try {
            blocks.run();
        } catch (BrokenAssertion broken) {
            throw new ScriptException("a.pkt", broken.line(), broken.getMessage());
        }
    }

    private void refused(String text, String message) {
        assertThatExceptionOfType(ScriptException.class)
                .isThrownBy(() -> runs(text))
                .withMessage(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', useHeadersInDisplayName = true, textBlock = """
            condition                                                   | holds
            tcpi_state == TCP_TIME_WAIT                                 | true
            tcpi_state != TCP_TIME_WAIT                                 | false
            tcpi_state == 6 and tcpi_snd_cwnd == 7                      | true
            tcpi_state == 6 and tcpi_snd_cwnd == 8                      | false
            tcpi_state == 5 or tcpi_snd_cwnd == 7                       | true
            not tcpi_state == 6                                         | false
            not not tcpi_state                                          | true
            6 < tcpi_snd_cwnd < 8                                       | true
            7 < tcpi_snd_cwnd < 9                                       | false
            5 < 7 > 6 == 6                                              | true
            tcpi_state in (TCP_FIN_WAIT2, TCP_TIME_WAIT)                | true
            tcpi_state in [1, 2]                                        | false
            tcpi_state not in (1, 2,)                                   | true
            tcpi_state in ()                                            | false
            'bc' in 'abcd'                                              | true
            "b" in 'acd'                                                | false
            tcpi_options & TCPI_OPT_SACK                                | true
            tcpi_options & TCPI_OPT_ECN                                 | false
            tcpi_options & 0x4 == 0x4                                   | true
            `tcpi_options == TCPI_OPT_TIMESTAMPS | TCPI_OPT_SACK | TCPI_OPT_WSCALE` | true
            `1 | 2 ^ 3 & 1 == 3`                                        | true
            1 << 4 >> 2 == 4                                            | true
            ~0 == -1                                                    | true
            2 + 3 * 4 == 14                                             | true
            (2 + 3) * 4 == 20                                           | true
            -7 // 2 == -4                                               | true
            -7 % 3 == 2                                                 | true
            7 % -3 == -2                                                | true
            7 / 2 == 3.5                                                | true
            7.0 // 2 == 3                                               | true
            2 ** 3 ** 2 == 512                                          | true
            -2 ** 2 == -4                                               | true
            2 ** -1                                                     | refused
            0.1 + 0.2 == 0.3                                            | false
            1e3 == 1000                                                 | true
            0b101 + 0o7 == 12                                           | true
            1_000 == 1000                                               | true
            True + 1 == 2                                               | true
            tcpi_pacing_rate == 18446744073709551615                    | true
            abs(tcpi_rtt - 30500) <= 500                                | true
            abs(tcpi_rtt - 30501) <= 500                                | false
            min(3, 1, 2) == 1 and max([3, 1]) == 3                      | true
            int(7.9) == 7 and int('12') == 12                           | true
            len('abc') == 3 and len([]) == 0                            | true
            str(5) + 'x' == '5x'                                        | true
            1 if tcpi_state == 6 else 0                                 | true
            (0 if tcpi_state == 6 else 1)                               | false
            'a' < 'b'                                                   | true
            [1, 2] == (1, 2)                                            | true
            '5' == 5                                                    | false
            """)
    void conditionsMeanWhatTheyMeanInPython(String condition, String expected) throws ScriptException {
        if (expected.equals("refused")) {
            refused("assert " + condition, "a.pkt:31: '** -1' is out of 0 to 4096");
        } else if (Boolean.parseBoolean(expected)) {
            runs("assert " + condition);
        } else {
            assertThatExceptionOfType(ScriptException.class)
                    .isThrownBy(() -> runs("assert " + condition))
                    .withMessageStartingWith("a.pkt:31: assertion failed: " + condition);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', useHeadersInDisplayName = true, textBlock = """
            code                    | message
            assert tcpi_snd_cwnd == 10 | tcpi_snd_cwnd == 10 (tcpi_snd_cwnd is 7)
            assert tcpi_state == TCP_CLOSE | tcpi_state == TCP_CLOSE (tcpi_state is 6, TCP_CLOSE is 7)
            assert tcpi_rtt < tcpi_rtt | tcpi_rtt < tcpi_rtt (tcpi_rtt is 30000)
            assert 1 == 2 | 1 == 2
            assert False, 'no %d, %s' % (3, 'x') | False: no 3, x
            assert tcpi_state  ==  5 , tcpi_state | tcpi_state == 5: 6 (tcpi_state is 6)
            assert tcpi_state == 6 or tcpi_nothing; assert 0 | 0
            """)
    void aFailedAssertionIsShownWithTheValuesInIt(String code, String message) {
        refused(code, "a.pkt:31: assertion failed: " + message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', useHeadersInDisplayName = true, textBlock = """
            code                    | message
            assert tcpi_nothing     | name 'tcpi_nothing' is not known
            import os               | 'import' is not supported in code
            from os import path     | 'from' is not supported in code
            for x in (1, 2): x      | 'for' is not supported in code
            if tcpi_state: x = 1    | 'if' is not supported in code
            while True: x = 1       | 'while' is not supported in code
            assert (lambda)         | 'lambda' is not supported in code
            open('x')               | function 'open' is not supported in code
            sys.exit(1)             | attributes such as '.exit' are not supported in code
            x = 'a'.upper()         | attributes such as '.upper' are not supported in code
            x = (1, 2)[0]           | '[...]' behind a value is not supported in code
            x = f'{tcpi_state}'     | strings with a prefix, f', are not supported
            x = 'a                  | a string has no end
            x = 1 $ 2               | '$' is not supported in code
            assert 1 +              | unexpected the end of the line
            assert (1               | ')' is missing before the end of the line
            assert 1 1              | unexpected '1'
            assert 0x               | '0x' is not a number
            assert 12ab             | '12ab' is not a number
            x = 1 / 0               | division by zero
            x = 1 % 0               | division by zero
            x = 2 << 5000           | '<< 5000' is out of 0 to 4096
            x = 9999 ** 4000        | 9999 ** 4000 is too large
            x = 1 < 'a'             | '<' does not apply to 1 and a
            x = 1 in 2              | nothing is in 2
            x = 'a' - 1             | '-' does not apply to a and 1
            x = 1.5 & 1             | '&' does not apply to 1.5 and 1.0
            x = '%d' % 'a'          | a is not a whole number
            x = '%d' % (1, 2)       | '%d' has fewer places than values
            x = '%d %d' % 1         | '%d %d' has more places than values
            x = '%q' % 1            | '%q' is not supported
            """)
    void whatIsNotSupportedIsRefusedByNameAndLine(String code, String message) {
        refused(code, "a.pkt:31: " + message);
    }

    @Test
    void linesAreCountedFromTheBlocks() {
        refused("""

                x = (1 +
                     2)
                assert x == 3  # and so on; or not
                assert x \\
                    == 4""", "a.pkt:35: assertion failed: x == 4 (x is 3)");
    }

    @Test
    void laterBlocksSeeTheirOwnValuesAndWhatWasAssigned() throws ScriptException {
        blocks.add(new Code(1, "before = tcpi_snd_cwnd; before += 1"), Map.of("tcpi_snd_cwnd", 10L));
        blocks.add(new Code(2, "assert (before, tcpi_snd_cwnd) == (11, 20)"), Map.of("tcpi_snd_cwnd", 20L));
        run();
    }

    @Test
    void codeRunsWhenTheScriptHasEnded() throws ScriptException {
        blocks.add(new Code(1, "print('early')"), Map.of());
        assertThat(blocks.printed()).isEmpty();
        run();
        assertThat(blocks.printed()).containsExactly("early");
    }

    @Test
    void printingTakesBothForms() throws ScriptException {
        runs("print tcpi_state, 'a'\nprint('%5.1f|%x|%-3d|%%' % (2.25, 255, 7), [1, 'b'], True)\nprint");
        assertThat(blocks.printed()).containsExactly("6 a", "  2.3|ff|7  |% [1, 'b'] True", "");
    }

    @Test
    void codeThatIsNotUnderstoodIsRefusedBeforeTheScriptRuns() {
        assertThatExceptionOfType(ScriptException.class)
                .isThrownBy(() -> CodeBlocks.check("b.pkt", new Code(4, "x = 1\ndef f(): pass")))
                .withMessage("b.pkt:5: 'def' is not supported in code")
                .satisfies(refused -> assertThat(refused.line()).isEqualTo(5));
    }

    @Test
    void nestingIsBounded() throws ScriptException {
        runs("assert " + "(".repeat(99) + "1" + ")".repeat(99));
        refused(
                "assert " + "(".repeat(100) + "1" + ")".repeat(100),
                "a.pkt:31: an expression is nested more than 100 deep");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-#1", "not #1", "1 ** #1", "#1 + 0", "#1 or 1", "#1 and 1"})
    void operatorsInARowAreBounded(String form) throws ScriptException {
        String operator = form.replaceAll("#1", "");
        String one = form.startsWith("#") ? "1" + operator.repeat(1000) : operator.repeat(1000) + "1";
        String more = form.startsWith("#") ? one + operator : operator + one;
        runs("x = " + one);
        refused("x = " + more, "a.pkt:31: an expression has more than 1000 operators");
    }
}
