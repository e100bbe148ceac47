package dev.linger.script.notation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The tokens of a script with a look at the next two, and the words for what does not fit.
final class Tokens {
    static final long MAX_8_BITS = 0xFF;
    static final long MAX_16_BITS = 0xFFFF;
    static final long MAX_32_BITS = 0xFFFF_FFFFL;

    private final Lexer lexer;
    private final Deque<Token> ahead = new ArrayDeque<>(2);

    Tokens(Lexer lexer) {
        this.lexer = lexer;
    }

    Token peek() throws ScriptException {
        if (ahead.isEmpty()) {
            ahead.add(lexer.next());
        }
        return ahead.getFirst();
    }

    Token peekSecond() throws ScriptException {
        peek();
        if (ahead.size() == 1) {
            ahead.add(lexer.next());
        }
        return ahead.getLast();
    }

    Token take() throws ScriptException {
        Token token = peek();
        ahead.removeFirst();
        return token;
    }

    boolean atSign(char sign) throws ScriptException {
        return peek().isSign(sign);
    }

    boolean atWord(String word) throws ScriptException {
        return peek().isWord(word);
    }

    boolean acceptSign(char sign) throws ScriptException {
        boolean found = atSign(sign);
        if (found) {
            take();
        }
        return found;
    }

    boolean acceptWord(String word) throws ScriptException {
        boolean found = atWord(word);
        if (found) {
            take();
        }
        return found;
    }

    /// @param where for the message: "after the port"
    void expectSign(char sign, String where) throws ScriptException {
        if (!acceptSign(sign)) {
            throw expected("'" + sign + "' " + where);
        }
    }

    Token expect(TokenKind kind, String what) throws ScriptException {
        if (!peek().is(kind)) {
            throw expected(what);
        }
        return take();
    }

    /// An integer from 0 to a limit.
    long number(String what, long max) throws ScriptException {
        return inRange(expect(TokenKind.INTEGER, "a number for the " + what), what, 0, max);
    }

    /// A number that must be written in hexadecimal.
    long hexadecimal(String what, long max) throws ScriptException {
        Token token = expect(TokenKind.HEXADECIMAL, "a number like 0x1 for the " + what);
        return inRange(token, what, 0, max);
    }

    long inRange(Token token, String what, long min, long max) throws ScriptException {
        long value = value(token);
        if (value < min || value > max) {
            throw refused(token, "the " + what + " " + token.text() + " is not between " + min + " and " + max);
        }
        return value;
    }

    /// The value of an integer, decimal or hexadecimal, in 64 bits.
    long value(Token token) throws ScriptException {
        try {
            return token.is(TokenKind.HEXADECIMAL)
                    ? Long.parseUnsignedLong(token.text().substring(2), 16)
                    : Long.parseLong(token.text());
        } catch (NumberFormatException tooLong) {
            throw refused(token, token.text() + " needs more than 64 bits");
        }
    }

    /// One of some alternatives was expected: says which and what is there instead.
    ScriptException expected(String what) throws ScriptException {
        Token found = peek();
        return lexer.error(found.line(), found.column(), "expected " + what + ", found " + found.description());
    }

    /// It is understood, but not allowed or not supported.
    ScriptException refused(Token token, String message) {
        return refused(token.line(), message);
    }

    ScriptException refused(int line, String message) {
        return new ScriptException(lexer.name(), line, message);
    }

    @Nullable
    String optionValue() throws ScriptException {
        if (!ahead.isEmpty()) {
            throw new IllegalStateException("looked ahead past an option: " + List.copyOf(ahead));
        }
        return lexer.optionValue();
    }

    void define(String symbol, String value) {
        lexer.define(symbol, value);
    }

    @Nullable
    String profile() {
        return lexer.profile();
    }
}
