package dev.linger.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WrappingTest {
    private static String wrapped(String words, int column, int indent, int width) {
        StringBuilder text = new StringBuilder();
        Wrapping.append(text, words, column, indent, width);
        return text.toString();
    }

    @Test
    void linesBreakBetweenWordsAtTheWidth() {
        assertThat(wrapped("aaa bbb ccc", 0, 2, 7)).isEqualTo("aaa bbb\n  ccc\n");
        assertThat(wrapped("aaa bbb", 4, 1, 7)).isEqualTo("aaa\n bbb\n");
    }

    @Test
    void aLongWordStaysWhole() {
        assertThat(wrapped("a 0123456789 b", 0, 2, 5)).isEqualTo("a\n  0123456789\n  b\n");
    }

    @Test
    void joinedWordsStayTogether() {
        assertThat(wrapped("one" + Wrapping.TOGETHER + "two three", 0, 0, 8)).isEqualTo("one two\nthree\n");
        assertThat(wrapped("x one" + Wrapping.TOGETHER + "two", 0, 0, 7)).isEqualTo("x\none two\n");
    }
}
