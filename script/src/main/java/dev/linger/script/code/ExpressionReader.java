package dev.linger.script.code;

import dev.linger.script.code.CodeToken.Kind;
import dev.linger.script.notation.ScriptException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Reads expressions, each level of precedence by a method of its own, or by its row in [#LEVELS].
final class ExpressionReader {
    private static final int MAX_DEPTH = 100;
    private static final int MAX_OPERATORS = 1000;

    private static final Set<String> COMPARISONS = Set.of("<", "<=", ">", ">=", "==", "!=", "in");

    /// Operators that bind from the left, the loosest first.
    private static final List<Set<String>> LEVELS = List.of(
            Set.of("|"), Set.of("^"), Set.of("&"), Set.of("<<", ">>"), Set.of("+", "-"), Set.of("*", "/", "//", "%"));

    private final CodeWords words;
    private int depth;
    private int operators;

    ExpressionReader(CodeWords words) {
        this.words = words;
    }

    /// One expression, or several with commas between them.
    Node expressionOrTuple() throws ScriptException {
        Node first = expression();
        if (!words.peek().is(",")) {
            return first;
        }
        List<Node> items = new ArrayList<>(List.of(first));
        while (words.accept(",") && words.peek().kind() != Kind.BREAK) {
            items.add(expression());
        }
        return new Node.Items(items);
    }

    Node expression() throws ScriptException {
        if (depth == 0) {
            operators = 0;
        }
        if (++depth > MAX_DEPTH) {
            throw words.error(words.peek(), "an expression is nested more than " + MAX_DEPTH + " deep");
        }
        Node value = or();
        if (words.accept("if")) {
            Node condition = or();
            words.expect("else");
            value = new Node.Choice(condition, value, expression());
        }
        depth--;
        return value;
    }

    /// Operators in a row nest as parentheses do.
    private void oneMoreOperator() throws ScriptException {
        if (++operators > MAX_OPERATORS) {
            throw words.error(words.peek(), "an expression has more than " + MAX_OPERATORS + " operators");
        }
    }

    private Node or() throws ScriptException {
        Node left = and();
        while (words.accept("or")) {
            oneMoreOperator();
            left = new Node.Logic(false, left, and());
        }
        return left;
    }

    private Node and() throws ScriptException {
        Node left = not();
        while (words.accept("and")) {
            oneMoreOperator();
            left = new Node.Logic(true, left, not());
        }
        return left;
    }

    private Node not() throws ScriptException {
        int negations = 0;
        while (words.accept("not")) {
            oneMoreOperator();
            negations++;
        }
        Node value = comparison();
        for (; negations > 0; negations--) {
            value = new Node.Not(value);
        }
        return value;
    }

    private Node comparison() throws ScriptException {
        Node first = level(0);
        List<String> operators = new ArrayList<>();
        List<Node> operands = new ArrayList<>(List.of(first));
        while (true) {
            if (words.peek().is("not") && words.peekSecond().is("in")) {
                words.next();
                words.next();
                operators.add("not in");
            } else if (COMPARISONS.contains(words.peek().text()) && words.peek().kind() != Kind.STRING) {
                operators.add(words.next().text());
            } else {
                return operators.isEmpty() ? first : new Node.Comparison(operators, operands);
            }
            operands.add(level(0));
        }
    }

    private Node level(int level) throws ScriptException {
        if (level == LEVELS.size()) {
            return sign();
        }
        Node left = level(level + 1);
        while (words.peek().kind() == Kind.SIGN
                && LEVELS.get(level).contains(words.peek().text())) {
            oneMoreOperator();
            String operator = words.next().text();
            left = new Node.Operation(operator, left, level(level + 1));
        }
        return left;
    }

    private Node sign() throws ScriptException {
        List<String> signs = new ArrayList<>();
        while (words.peek().is("-") || words.peek().is("+") || words.peek().is("~")) {
            oneMoreOperator();
            signs.add(words.next().text());
        }
        Node value = primary();
        if (words.accept("**")) {
            oneMoreOperator();
            value = new Node.Operation("**", value, sign());
        }
        for (String sign : signs.reversed()) {
            value = new Node.Sign(sign, value);
        }
        return value;
    }

    private Node primary() throws ScriptException {
        CodeToken token = words.next();
        Node value = switch (token.kind()) {
            case NUMBER -> new Node.Literal(number(token));
            case STRING -> new Node.Literal(token.text());
            case NAME -> named(token);
            case SIGN -> grouped(token);
            case BREAK, END -> throw words.unexpected(token);
        };
        if (words.peek().is(".")) {
            throw words.error(
                    token, "attributes such as '." + words.peekSecond().text() + "' are not supported in code");
        }
        if (words.peek().is("[")) {
            throw words.error(token, "'[...]' behind a value is not supported in code");
        }
        return value;
    }

    private Node named(CodeToken token) throws ScriptException {
        String name = token.text();
        if (name.equals("True") || name.equals("False")) {
            return new Node.Literal(name.equals("True"));
        }
        if (CodeParser.isKeyword(name)) {
            throw words.error(token, "'" + name + "' is not supported in code");
        }
        if (!words.accept("(")) {
            return new Node.Name(name);
        }
        if (!Functions.NAMES.contains(name)) {
            throw words.error(token, "function '" + name + "' is not supported in code");
        }
        return new Node.Call(name, items(")"));
    }

    private Node grouped(CodeToken token) throws ScriptException {
        if (token.is("[")) {
            return new Node.Items(items("]"));
        }
        if (!token.is("(")) {
            throw words.unexpected(token);
        }
        if (words.accept(")")) {
            return new Node.Items(List.of());
        }
        Node first = expression();
        if (!words.accept(",")) {
            words.expect(")");
            return first;
        }
        List<Node> items = new ArrayList<>(List.of(first));
        items.addAll(items(")"));
        return new Node.Items(items);
    }

    /// Up to and with what closes them; a comma may stand behind the last.
    private List<Node> items(String close) throws ScriptException {
        List<Node> items = new ArrayList<>();
        while (!words.accept(close)) {
            items.add(expression());
            if (!words.accept(",")) {
                words.expect(close);
                break;
            }
        }
        return items;
    }

    private Object number(CodeToken token) throws ScriptException {
        String digits = token.text().replace("_", "").toLowerCase(Locale.ROOT);
        try {
            if (digits.startsWith("0x")) {
                return new BigInteger(digits.substring(2), 16);
            }
            if (digits.startsWith("0b")) {
                return new BigInteger(digits.substring(2), 2);
            }
            if (digits.startsWith("0o")) {
                return new BigInteger(digits.substring(2), 8);
            }
            boolean fraction = digits.contains(".") || digits.contains("e");
            return fraction ? (Object) Double.valueOf(digits) : new BigInteger(digits);
        } catch (NumberFormatException notANumber) {
            throw words.error(token, "'" + token.text() + "' is not a number");
        }
    }
}
