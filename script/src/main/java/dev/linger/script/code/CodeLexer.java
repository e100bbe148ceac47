package dev.linger.script.code;

import dev.linger.script.code.CodeToken.Kind;
import dev.linger.script.notation.ScriptException;
import java.util.ArrayList;
import java.util.List;

/// Takes code apart into its words.
final class CodeLexer {
    private static final List<String> SIGNS = List.of(
            "**=", "//=", "<<=", ">>=", "**", "//", "<<", ">>", "<=", ">=", "==", "!=", "+=", "-=", "*=", "/=", "%=",
            "&=", "|=", "^=", "+", "-", "*", "/", "%", "&", "|", "^", "~", "<", ">", "=", "(", ")", "[", "]", ",", ":",
            ".");

    private final String script;
    private final String text;
    private final List<CodeToken> tokens = new ArrayList<>();
    private int position;
    private int line;
    private int depth;

    private CodeLexer(String script, String text, int line) {
        this.script = script;
        this.text = text;
        this.line = line;
    }

    static List<CodeToken> tokens(String script, String text, int line) throws ScriptException {
        CodeLexer lexer = new CodeLexer(script, text, line);
        while (lexer.position < text.length()) {
            lexer.next();
        }
        lexer.add(Kind.BREAK, "", lexer.position);
        lexer.add(Kind.END, "", lexer.position);
        return lexer.tokens;
    }

    private void next() throws ScriptException {
        char first = text.charAt(position);
        if (first == '\n' || first == ';') {
            if (depth == 0) {
                add(Kind.BREAK, "", position);
            }
            line += first == '\n' ? 1 : 0;
            position++;
        } else if (Character.isWhitespace(first)) {
            position++;
        } else if (first == '\\' && text.startsWith("\n", position + 1)) {
            line++;
            position += 2;
        } else if (first == '#') {
            int end = text.indexOf('\n', position);
            position = end < 0 ? text.length() : end;
        } else if (first == '"' || first == '\'') {
            string(first);
        } else if (Character.isDigit(first)) {
            take(Kind.NUMBER, numberEnd());
        } else if (Character.isLetter(first) || first == '_') {
            name();
        } else {
            sign();
        }
    }

    private int numberEnd() {
        int end = position;
        boolean exponentMayFollow = !text.startsWith("0x", position) && !text.startsWith("0X", position);
        while (end < text.length()) {
            char next = text.charAt(end);
            boolean exponentSign =
                    (next == '+' || next == '-') && exponentMayFollow && "eE".indexOf(text.charAt(end - 1)) >= 0;
            if (!Character.isLetterOrDigit(next) && next != '.' && next != '_' && !exponentSign) {
                break;
            }
            end++;
        }
        return end;
    }

    private void name() throws ScriptException {
        int end = position;
        while (end < text.length() && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_')) {
            end++;
        }
        if (end < text.length() && (text.charAt(end) == '"' || text.charAt(end) == '\'')) {
            throw refused("strings with a prefix, " + text.substring(position, end + 1) + ", are not supported");
        }
        take(Kind.NAME, end);
    }

    private void string(char quote) throws ScriptException {
        StringBuilder value = new StringBuilder();
        int start = position++;
        while (position < text.length() && text.charAt(position) != quote && text.charAt(position) != '\n') {
            char next = text.charAt(position++);
            if (next == '\\' && position < text.length()) {
                char escaped = text.charAt(position++);
                switch (escaped) {
                    case 'n' -> value.append('\n');
                    case 't' -> value.append('\t');
                    case '\\', '\'', '"' -> value.append(escaped);
                    default -> value.append('\\').append(escaped);
                }
            } else {
                value.append(next);
            }
        }
        if (position >= text.length() || text.charAt(position) != quote) {
            throw refused("a string has no end");
        }
        position++;
        add(Kind.STRING, value.toString(), start);
    }

    private void sign() throws ScriptException {
        for (String sign : SIGNS) {
            if (text.startsWith(sign, position)) {
                if (sign.equals("(") || sign.equals("[")) {
                    depth++;
                } else if (sign.equals(")") || sign.equals("]")) {
                    depth--;
                }
                take(Kind.SIGN, position + sign.length());
                return;
            }
        }
        throw refused("'" + text.charAt(position) + "' is not supported in code");
    }

    private void take(Kind kind, int end) {
        int start = position;
        position = end;
        add(kind, text.substring(start, end), start);
    }

    private void add(Kind kind, String value, int start) {
        tokens.add(new CodeToken(kind, value, line, start, position));
    }

    private ScriptException refused(String message) {
        return new ScriptException(script, line, message);
    }
}
