package dev.linger.script.code;

import java.math.BigInteger;
import java.util.List;
import java.util.Set;

/// The functions that code may call.
final class Functions {
    static final Set<String> NAMES = Set.of("abs", "min", "max", "int", "float", "str", "len", "bool");

    private Functions() {}

    static Object call(String name, List<Object> arguments) throws CodeError {
        if (name.equals("min") || name.equals("max")) {
            return extreme(name, arguments);
        }
        if (arguments.size() != 1) {
            throw new CodeError(name + "() takes one value, not " + arguments.size());
        }
        Object value = arguments.getFirst();
        return switch (name) {
            case "abs" -> Values.isNegative(value) ? Values.sign("-", value) : Values.sign("+", value);
            case "int" -> whole(value);
            case "float" -> Values.fraction(value);
            case "str" -> Values.text(value);
            case "bool" -> Values.holds(value);
            default -> BigInteger.valueOf(length(value));
        };
    }

    private static Object extreme(String name, List<Object> arguments) throws CodeError {
        List<?> candidates = arguments.size() == 1 && arguments.getFirst() instanceof List<?> items ? items : arguments;
        if (candidates.isEmpty()) {
            throw new CodeError(name + "() of nothing");
        }
        Object best = candidates.getFirst();
        for (Object candidate : candidates) {
            if (Values.compare(name.equals("min") ? "<" : ">", candidate, best)) {
                best = candidate;
            }
        }
        return best;
    }

    private static BigInteger whole(Object value) throws CodeError {
        if (value instanceof String text) {
            try {
                return new BigInteger(text.strip());
            } catch (NumberFormatException notANumber) {
                throw new CodeError("'" + text + "' is not a number");
            }
        }
        return Values.truncated(value);
    }

    private static int length(Object value) throws CodeError {
        return switch (value) {
            case String text -> text.length();
            case List<?> items -> items.size();
            default -> throw new CodeError("len() of " + Values.text(value));
        };
    }
}
