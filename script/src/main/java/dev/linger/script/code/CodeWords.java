package dev.linger.script.code;

import dev.linger.script.code.CodeToken.Kind;
import dev.linger.script.notation.ScriptException;
import java.util.List;

/// The words of a code block, and how far they have been read.
final class CodeWords {
    private final String script;
    private final List<CodeToken> tokens;
    private int position;

    CodeWords(String script, List<CodeToken> tokens) {
        this.script = script;
        this.tokens = tokens;
    }

    CodeToken peek() {
        return tokens.get(position);
    }

    CodeToken peekSecond() {
        return tokens.get(Math.min(position + 1, tokens.size() - 1));
    }

    CodeToken next() {
        CodeToken token = tokens.get(position);
        if (token.kind() != Kind.END) {
            position++;
        }
        return token;
    }

    /// Where the word read last ends.
    int lastEnd() {
        return position == 0 ? 0 : tokens.get(position - 1).end();
    }

    boolean accept(String sign) {
        if (!peek().is(sign)) {
            return false;
        }
        next();
        return true;
    }

    void expect(String sign) throws ScriptException {
        CodeToken token = next();
        if (!token.is(sign)) {
            throw new ScriptException(script, token.line(), "'" + sign + "' is missing before " + described(token));
        }
    }

    ScriptException unexpected(CodeToken token) {
        return error(token, "unexpected " + described(token));
    }

    ScriptException error(CodeToken token, String message) {
        return new ScriptException(script, token.line(), message);
    }

    private static String described(CodeToken token) {
        return switch (token.kind()) {
            case BREAK -> "the end of the line";
            case END -> "the end of the code";
            case NAME, NUMBER, STRING, SIGN -> "'" + token.text() + "'";
        };
    }
}
