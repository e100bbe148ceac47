package dev.linger.script.notation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the arguments and results of system calls. What names mean, and which structure fits which call, is for
/// those who carry the calls out.
final class ExpressionParser {
    /// How deep brackets may stand in one another, and how many operands `|` may join.
    static final int MAX_DEPTH = 64;

    private final Tokens tokens;

    ExpressionParser(Tokens tokens) {
        this.tokens = tokens;
    }

    Expression expression() throws ScriptException {
        return expression(0);
    }

    /// The arguments of a call up to the parenthesis that closes them; the opening one is read.
    List<Expression> arguments() throws ScriptException {
        return list(')', "after an argument", 0);
    }

    private Expression expression(int depth) throws ScriptException {
        Token start = tokens.peek();
        if (depth > MAX_DEPTH) {
            throw tokens.refused(start, "expressions stand in one another more than " + MAX_DEPTH + " deep");
        }
        if (start.is(TokenKind.WORD) && tokens.peekSecond().isSign('=')) {
            tokens.take();
            tokens.take();
            return new Expression.Assignment(start.line(), start.text(), expression(depth + 1));
        }
        Expression left = operand(depth);
        for (int operands = 1; tokens.acceptSign('|'); operands++) {
            if (operands == MAX_DEPTH) {
                throw tokens.refused(start, "'|' joins more than " + MAX_DEPTH + " operands");
            }
            left = new Expression.Or(start.line(), left, operand(depth));
        }
        return left;
    }

    private Expression operand(int depth) throws ScriptException {
        Token start = tokens.peek();
        return switch (start.kind()) {
            case ELLIPSIS -> new Expression.Any(tokens.take().line());
            case INTEGER, HEXADECIMAL -> new Expression.Int(start.line(), tokens.value(tokens.take()), start.text());
            case STRING -> string();
            case WORD -> named(tokens.take(), depth);
            default -> bracketed(depth);
        };
    }

    private Expression named(Token word, int depth) throws ScriptException {
        if (!tokens.acceptSign('(')) {
            return new Expression.Word(word.line(), word.text());
        }
        return new Expression.Invocation(word.line(), word.text(), list(')', "after an argument", depth + 1));
    }

    private Expression bracketed(int depth) throws ScriptException {
        int line = tokens.peek().line();
        if (tokens.acceptSign('[')) {
            return new Expression.Sequence(line, list(']', "after an element", depth + 1));
        }
        if (tokens.acceptSign('{')) {
            return braces(line, depth + 1);
        }
        throw tokens.expected("a value");
    }

    private List<Expression> list(char end, String where, int depth) throws ScriptException {
        List<Expression> items = new ArrayList<>();
        if (tokens.acceptSign(end)) {
            return items;
        }
        do {
            items.add(expression(depth));
        } while (tokens.acceptSign(','));
        if (!tokens.acceptSign(end)) {
            throw tokens.expected("',' or '" + end + "' " + where);
        }
        return items;
    }

    private Expression braces(int line, int depth) throws ScriptException {
        refuseHeaders();
        List<Expression> items = new ArrayList<>();
        List<Expression.Field> fields = new ArrayList<>();
        if (tokens.acceptSign('}')) {
            return new Expression.Group(line, items);
        }
        boolean arguments = false;
        do {
            Expression item = expression(depth);
            Expression.Field field = field(item, depth);
            if (field != null) {
                fields.add(field);
                arguments |= field.argument() != null;
            }
            items.add(item);
        } while (tokens.acceptSign(','));
        if (!tokens.acceptSign('}')) {
            throw tokens.expected("',' or '}' after a value in braces");
        }
        if (fields.size() == items.size()) {
            return new Expression.Structure(line, fields);
        }
        if (arguments) {
            throw tokens.refused(line, "braces hold values with and without a name");
        }
        return new Expression.Group(line, items);
    }

    /// `name = value`, or `name(argument) = value` whose left side was read as an invocation.
    private Expression.@Nullable Field field(Expression item, int depth) throws ScriptException {
        if (item instanceof Expression.Assignment named) {
            return new Expression.Field(named.name(), null, named.value());
        }
        if (tokens.atSign('=')
                && item instanceof Expression.Invocation call
                && call.arguments().size() == 1) {
            tokens.take();
            return new Expression.Field(call.function(), call.arguments().getFirst(), expression(depth + 1));
        }
        return null;
    }

    private void refuseHeaders() throws ScriptException {
        Token start = tokens.peek();
        if (start.isSign('(') && tokens.peekSecond().isWord("label")) {
            throw tokens.refused(start, "MPLS is not supported");
        }
        if (start.isWord("flags") || start.isWord("Flags")) {
            Token second = tokens.peekSecond();
            if (second.isSign('[') || second.is(TokenKind.INTEGER) || second.is(TokenKind.HEXADECIMAL)) {
                throw tokens.refused(start, "GRE encapsulation is not supported");
            }
        }
    }

    private Expression string() throws ScriptException {
        Token start = tokens.peek();
        StringBuilder value = new StringBuilder();
        while (tokens.peek().is(TokenKind.STRING)) {
            unescape(tokens.take(), value);
        }
        boolean open = tokens.peek().is(TokenKind.ELLIPSIS);
        if (open) {
            tokens.take();
        }
        return new Expression.Text(start.line(), value.toString(), open);
    }

    private void unescape(Token token, StringBuilder value) throws ScriptException {
        String text = token.text();
        int at = 0;
        while (at < text.length()) {
            char character = text.charAt(at++);
            if (character != '\\') {
                value.append(character);
                continue;
            }
            if (at == text.length()) {
                throw tokens.refused(token, "a string ends within an escape");
            }
            char escaped = text.charAt(at++);
            int known = "\\\"fnrtv".indexOf(escaped);
            if (known >= 0) {
                value.append("\\\"\f\n\r\t\u000B".charAt(known));
            } else if (escaped == 'x') {
                value.append((char) hexadecimalByte(token, at));
                at += 2;
            } else {
                throw tokens.refused(token, "a string has the unknown escape '\\" + escaped + "'");
            }
        }
    }

    private int hexadecimalByte(Token token, int at) throws ScriptException {
        String text = token.text();
        int high = at + 1 < text.length() ? Character.digit(text.charAt(at), 16) : -1;
        int low = at + 1 < text.length() ? Character.digit(text.charAt(at + 1), 16) : -1;
        if (high < 0 || low < 0) {
            throw tokens.refused(token, "a string has '\\x' without two hexadecimal digits");
        }
        return (high << 4) | low;
    }
}
