package dev.linger.script.notation;

/// Reads the time of an event.
final class TimeParser {
    private static final int MICROS_DIGITS = 6;
    private static final long MICROS_PER_SECOND = 1_000_000;

    /// Some thirty thousand years: sums of times stay far from the end of a long.
    private static final int MAX_SECONDS_DIGITS = 12;

    private final Tokens tokens;

    TimeParser(Tokens tokens) {
        this.tokens = tokens;
    }

    EventTime time() throws ScriptException {
        Token start = tokens.peek();
        if (tokens.acceptSign('*')) {
            return EventTime.ANY;
        }
        boolean relative = tokens.acceptSign('+');
        long from = micros();
        if (!tokens.acceptSign('~')) {
            return new EventTime(relative ? EventTime.Kind.RELATIVE : EventTime.Kind.ABSOLUTE, from, from);
        }
        if (relative) {
            tokens.expectSign('+', "before the end of a relative range");
        }
        long to = micros();
        if (to < from) {
            throw tokens.refused(start, "the time range ends before it begins");
        }
        return new EventTime(relative ? EventTime.Kind.RELATIVE_RANGE : EventTime.Kind.ABSOLUTE_RANGE, from, to);
    }

    /// Seconds with any number of decimals; what is below a microsecond is cut off.
    long micros() throws ScriptException {
        Token token = tokens.peek();
        if (!token.is(TokenKind.INTEGER) && !token.is(TokenKind.DECIMAL)) {
            throw tokens.expected("a time");
        }
        tokens.take();
        String text = token.text();
        if (text.startsWith("-")) {
            throw tokens.refused(token, "the time " + text + " is negative");
        }
        int point = text.indexOf('.');
        String seconds = point < 0 ? text : text.substring(0, point);
        String decimals = point < 0 ? "" : text.substring(point + 1);
        if (seconds.length() > MAX_SECONDS_DIGITS) {
            throw tokens.refused(token, "the time " + text + " is too long");
        }
        String micros = (decimals + "0".repeat(MICROS_DIGITS)).substring(0, MICROS_DIGITS);
        long whole = seconds.isEmpty() ? 0 : Long.parseLong(seconds);
        return whole * MICROS_PER_SECOND + Long.parseLong(micros);
    }
}
