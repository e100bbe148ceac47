package dev.linger.script.code;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;

/// What can be done with values: whole numbers of any size, fractions, truth values (which are 0 and 1), strings, and
/// lists of them.
final class Values {
    private static final int MAX_BITS = 4096;

    private Values() {}

    static boolean holds(Object value) {
        return switch (value) {
            case Boolean truth -> truth;
            case String text -> !text.isEmpty();
            case List<?> items -> !items.isEmpty();
            case BigInteger number -> number.signum() != 0;
            default -> ((Double) value) != 0;
        };
    }

    static boolean isNegative(Object value) throws CodeError {
        return value instanceof Double fraction ? fraction < 0 : integer(value).signum() < 0;
    }

    static Object sign(String operator, Object value) throws CodeError {
        if (value instanceof Double fraction && !operator.equals("~")) {
            return operator.equals("-") ? -fraction : fraction;
        }
        BigInteger number = integer(value);
        return switch (operator) {
            case "-" -> number.negate();
            case "~" -> number.not();
            default -> number;
        };
    }

    static Object operation(String operator, Object left, Object right) throws CodeError {
        if (left instanceof String text) {
            return switch (operator) {
                case "%" -> Formatting.of(text, right);
                case "+" -> text + string(right);
                default -> throw mismatch(operator, left, right);
            };
        }
        if (left instanceof List<?> || right instanceof List<?> || right instanceof String) {
            throw mismatch(operator, left, right);
        }
        boolean fractional = left instanceof Double || right instanceof Double || operator.equals("/");
        return fractional
                ? fractionOperation(operator, fraction(left), fraction(right))
                : integerOperation(operator, integer(left), integer(right));
    }

    private static Object fractionOperation(String operator, double left, double right) throws CodeError {
        if (right == 0 && "/ // %".contains(operator)) {
            throw new CodeError("division by zero");
        }
        return switch (operator) {
            case "+" -> left + right;
            case "-" -> left - right;
            case "*" -> left * right;
            case "/" -> left / right;
            case "//" -> Math.floor(left / right);
            case "%" -> left - right * Math.floor(left / right);
            case "**" -> StrictMath.pow(left, right);
            default -> throw mismatch(operator, left, right);
        };
    }

    private static BigInteger integerOperation(String operator, BigInteger left, BigInteger right) throws CodeError {
        return switch (operator) {
            case "+" -> left.add(right);
            case "-" -> left.subtract(right);
            case "*" -> left.multiply(right);
            case "//" -> floorDivision(left, right);
            case "%" -> left.subtract(right.multiply(floorDivision(left, right)));
            case "&" -> left.and(right);
            case "|" -> left.or(right);
            case "^" -> left.xor(right);
            case "<<" -> left.shiftLeft(count(operator, right));
            case ">>" -> left.shiftRight(count(operator, right));
            case "**" -> power(left, count(operator, right));
            default -> throw mismatch(operator, left, right);
        };
    }

    private static BigInteger floorDivision(BigInteger left, BigInteger right) throws CodeError {
        if (right.signum() == 0) {
            throw new CodeError("division by zero");
        }
        BigInteger[] parts = left.divideAndRemainder(right);
        boolean below = parts[1].signum() != 0 && parts[1].signum() != right.signum();
        return below ? parts[0].subtract(BigInteger.ONE) : parts[0];
    }

    private static BigInteger power(BigInteger left, int exponent) throws CodeError {
        if ((long) left.bitLength() * exponent > MAX_BITS) {
            throw new CodeError(left + " ** " + exponent + " is too large");
        }
        return left.pow(exponent);
    }

    private static int count(String operator, BigInteger number) throws CodeError {
        if (number.signum() < 0 || number.bitLength() > 31 || number.intValueExact() > MAX_BITS) {
            throw new CodeError("'" + operator + " " + number + "' is out of 0 to " + MAX_BITS);
        }
        return number.intValueExact();
    }

    static boolean compare(String operator, Object left, Object right) throws CodeError {
        return switch (operator) {
            case "in" -> contains(right, left);
            case "not in" -> !contains(right, left);
            case "==" -> equal(left, right);
            case "!=" -> !equal(left, right);
            case "<" -> order(operator, left, right) < 0;
            case "<=" -> order(operator, left, right) <= 0;
            case ">" -> order(operator, left, right) > 0;
            default -> order(operator, left, right) >= 0;
        };
    }

    private static boolean contains(Object container, Object value) throws CodeError {
        if (container instanceof List<?> items) {
            for (Object item : items) {
                if (equal(item, value)) {
                    return true;
                }
            }
            return false;
        }
        if (container instanceof String text) {
            return text.contains(string(value));
        }
        throw new CodeError("nothing is in " + text(container));
    }

    private static boolean equal(Object left, Object right) {
        if (left instanceof String || right instanceof String) {
            return left.equals(right);
        }
        if (left instanceof List<?> one && right instanceof List<?> other) {
            boolean same = one.size() == other.size();
            for (int index = 0; same && index < one.size(); index++) {
                same = equal(one.get(index), other.get(index));
            }
            return same;
        }
        if (left instanceof List<?> || right instanceof List<?>) {
            return false;
        }
        return compareNumbers(left, right) == 0;
    }

    private static int order(String operator, Object left, Object right) throws CodeError {
        if (left instanceof String one && right instanceof String other) {
            return one.compareTo(other);
        }
        if (left instanceof String || right instanceof String || left instanceof List<?> || right instanceof List<?>) {
            throw mismatch(operator, left, right);
        }
        return compareNumbers(left, right);
    }

    /// Exactly, as far as both have an exact value.
    private static int compareNumbers(Object left, Object right) {
        if (left instanceof Double one && !Double.isFinite(one)) {
            return Double.compare(one, decimal(right).doubleValue());
        }
        if (right instanceof Double other && !Double.isFinite(other)) {
            return Double.compare(decimal(left).doubleValue(), other);
        }
        return decimal(left).compareTo(decimal(right));
    }

    private static BigDecimal decimal(Object value) {
        return switch (value) {
            case Double fraction -> Double.isFinite(fraction) ? new BigDecimal(fraction) : BigDecimal.ZERO;
            case Boolean truth -> truth ? BigDecimal.ONE : BigDecimal.ZERO;
            default -> new BigDecimal((BigInteger) value);
        };
    }

    static BigInteger integer(Object value) throws CodeError {
        return switch (value) {
            case BigInteger number -> number;
            case Boolean truth -> truth ? BigInteger.ONE : BigInteger.ZERO;
            default -> throw new CodeError(text(value) + " is not a whole number");
        };
    }

    static double fraction(Object value) throws CodeError {
        return value instanceof Double fraction ? fraction : integer(value).doubleValue();
    }

    static BigInteger truncated(Object value) throws CodeError {
        if (!(value instanceof Double fraction)) {
            return integer(value);
        }
        if (!Double.isFinite(fraction)) {
            throw new CodeError(fraction + " is not a whole number");
        }
        return new BigDecimal(fraction).toBigInteger();
    }

    private static String string(Object value) throws CodeError {
        if (value instanceof String text) {
            return text;
        }
        throw new CodeError(text(value) + " is not a string");
    }

    private static CodeError mismatch(String operator, Object left, Object right) {
        return new CodeError("'" + operator + "' does not apply to " + text(left) + " and " + text(right));
    }

    /// As print() shows it.
    static String text(Object value) {
        return switch (value) {
            case Boolean truth -> truth ? "True" : "False";
            case List<?> items -> items.stream().map(Values::quoted).toList().toString();
            default -> value.toString();
        };
    }

    private static String quoted(Object value) {
        return value instanceof String text ? "'" + text + "'" : text(value);
    }
}
