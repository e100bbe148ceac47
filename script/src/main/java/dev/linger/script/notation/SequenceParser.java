package dev.linger.script.notation;

/// Reads the sequence numbers of a packet: `1:101(100)`.
final class SequenceParser {
    private final Tokens tokens;

    SequenceParser(Tokens tokens) {
        this.tokens = tokens;
    }

    SequenceRange range() throws ScriptException {
        Token start = tokens.peek();
        if (start.is(TokenKind.ELLIPSIS)) {
            tokens.take();
            return new SequenceRange(SequenceRange.Reference.ANY, 0, length());
        }
        if (!start.is(TokenKind.INTEGER)) {
            throw tokens.expected("sequence numbers like 1:101(100)");
        }
        long first = tokens.number("first sequence number", Tokens.MAX_32_BITS);
        tokens.expectSign(':', "after the first sequence number");
        long end = tokens.number("end of the sequence numbers", Tokens.MAX_32_BITS);
        int length = length();
        if (end != first + length) {
            throw tokens.refused(
                    start,
                    first + ":" + end + "(" + length + ") contradicts itself: " + first + " and " + length + " make "
                            + (first + length));
        }
        boolean wire = tokens.acceptSign('!');
        return new SequenceRange(
                wire ? SequenceRange.Reference.WIRE : SequenceRange.Reference.CONNECTION, first, length);
    }

    private int length() throws ScriptException {
        tokens.expectSign('(', "before the length");
        int length = (int) tokens.number("length", Tokens.MAX_16_BITS);
        tokens.expectSign(')', "after the length");
        return length;
    }
}
