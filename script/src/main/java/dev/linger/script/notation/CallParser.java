package dev.linger.script.notation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads a system call and what it is expected to answer.
final class CallParser {
    private final Tokens tokens;
    private final ExpressionParser expressions;

    CallParser(Tokens tokens) {
        this.tokens = tokens;
        expressions = new ExpressionParser(tokens);
    }

    SystemCall call() throws ScriptException {
        long endMicros = SystemCall.DOES_NOT_WAIT;
        if (tokens.peek().is(TokenKind.ELLIPSIS)) {
            tokens.take();
            endMicros = new TimeParser(tokens).micros();
        }
        String function = tokens.expect(TokenKind.WORD, "a packet, a system call, a command or code")
                .text();
        tokens.expectSign('(', "after the system call's name");
        List<Expression> arguments = expressions.arguments();
        tokens.expectSign('=', "and a result after the system call's arguments");
        Expression result = expressions.expression();
        String errno = null;
        if (tokens.peek().is(TokenKind.WORD)) {
            errno = tokens.take().text();
        }
        String note = words();
        if (errno != null && note == null) {
            throw tokens.expected("'(' and the words for " + errno);
        }
        String second = words();
        return new SystemCall(
                function, arguments, result, errno, second == null ? note : note + " " + second, endMicros);
    }

    private @Nullable String words() throws ScriptException {
        if (!tokens.acceptSign('(')) {
            return null;
        }
        StringBuilder words = new StringBuilder();
        while (!tokens.acceptSign(')')) {
            if (!words.isEmpty()) {
                words.append(' ');
            }
            words.append(tokens.expect(TokenKind.WORD, "a word or ')' in the note after a result")
                    .text());
        }
        return words.toString();
    }
}
