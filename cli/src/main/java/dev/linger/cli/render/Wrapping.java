package dev.linger.cli.render;

/// Breaks text between words so that it fits a width.
final class Wrapping {
    /// A space at which a line is not broken.
    static final char TOGETHER = '\u00a0';

    private Wrapping() {}

    /// Appends `words` to `text`, whose current line has `column` columns already, and a newline. Lines that follow
    /// begin with `indent` spaces. A word longer than a line stays whole, and so do words joined by [#TOGETHER].
    static void append(StringBuilder text, String words, int column, int indent, int width) {
        int used = column;
        boolean atStart = true;
        for (String word : words.split(" ", -1)) {
            int length = word.codePointCount(0, word.length());
            if (!atStart && used + 1 + length > width) {
                text.append('\n').repeat(' ', indent);
                used = indent;
                atStart = true;
            }
            if (!atStart) {
                text.append(' ');
                used++;
            }
            text.append(word.replace(TOGETHER, ' '));
            used += length;
            atStart = false;
        }
        text.append('\n');
    }
}
