package dev.linger.script.command;

import java.util.Map;

/// `$((a * b))`: whole numbers of 64 bits.
final class Arithmetic {
    private static final int MAX_DEPTH = 100;
    private static final String[][] LEVELS = {{"|"}, {"^"}, {"&"}, {"<<", ">>"}, {"+", "-"}, {"*", "/", "%"}};

    private final String text;
    private final Map<String, String> variables;
    private int position;
    private int depth;

    private Arithmetic(String text, Map<String, String> variables) {
        this.text = text;
        this.variables = variables;
    }

    static long value(String text, Map<String, String> variables) throws CommandRefused {
        Arithmetic arithmetic = new Arithmetic(text, variables);
        long value = arithmetic.level(0);
        arithmetic.space();
        if (arithmetic.position < text.length()) {
            throw arithmetic.refused();
        }
        return value;
    }

    private long level(int level) throws CommandRefused {
        if (level == LEVELS.length) {
            return unary();
        }
        long left = level(level + 1);
        while (true) {
            String found = "";
            for (String operator : LEVELS[level]) {
                if (accept(operator)) {
                    found = operator;
                }
            }
            if (found.isEmpty()) {
                return left;
            }
            left = operate(found, left, level(level + 1));
        }
    }

    private long operate(String operator, long left, long right) throws CommandRefused {
        if (right == 0 && (operator.equals("/") || operator.equals("%"))) {
            throw new CommandRefused("division by zero in '$((" + text + "))'");
        }
        return switch (operator) {
            case "|" -> left | right;
            case "^" -> left ^ right;
            case "&" -> left & right;
            case "<<" -> left << right;
            case ">>" -> left >> right;
            case "+" -> left + right;
            case "-" -> left - right;
            case "*" -> left * right;
            case "/" -> left / right;
            default -> left % right;
        };
    }

    private long unary() throws CommandRefused {
        if (++depth > MAX_DEPTH) {
            throw refused();
        }
        long value;
        if (accept("-")) {
            value = -unary();
        } else if (accept("+")) {
            value = unary();
        } else if (accept("~")) {
            value = ~unary();
        } else if (accept("(")) {
            value = level(0);
            if (!accept(")")) {
                throw refused();
            }
        } else {
            value = number();
        }
        depth--;
        return value;
    }

    private long number() throws CommandRefused {
        space();
        accept("$");
        int start = position;
        while (position < text.length()
                && (Character.isLetterOrDigit(text.charAt(position)) || text.charAt(position) == '_')) {
            position++;
        }
        String word = text.substring(start, position);
        String digits = variables.getOrDefault(word, word);
        try {
            return Long.decode(digits);
        } catch (NumberFormatException notANumber) {
            throw refused();
        }
    }

    private boolean accept(String operator) {
        space();
        if (!text.startsWith(operator, position)) {
            return false;
        }
        position += operator.length();
        return true;
    }

    private void space() {
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
    }

    private CommandRefused refused() {
        return new CommandRefused("'$((" + text + "))' is not supported");
    }
}
