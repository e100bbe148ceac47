package dev.linger.script.command;

import java.util.List;

/// What `test` and `[ ... ]` find.
final class Condition {
    private Condition() {}

    static int status(List<String> words) throws CommandRefused {
        return holds(words) ? 0 : 1;
    }

    private static boolean holds(List<String> words) throws CommandRefused {
        return switch (words.size()) {
            case 0 -> false;
            case 1 -> !words.getFirst().isEmpty();
            case 2 ->
                switch (words.getFirst()) {
                    case "!" -> words.get(1).isEmpty();
                    case "-n" -> !words.get(1).isEmpty();
                    case "-z" -> words.get(1).isEmpty();
                    default -> throw refused(words);
                };
            case 3 -> compare(words, words.get(0), words.get(1), words.get(2));
            default -> {
                if (!words.getFirst().equals("!")) {
                    throw refused(words);
                }
                yield !holds(words.subList(1, words.size()));
            }
        };
    }

    private static boolean compare(List<String> words, String left, String operator, String right)
            throws CommandRefused {
        return switch (operator) {
            case "=", "==" -> left.equals(right);
            case "!=" -> !left.equals(right);
            case "-eq" -> Programs.number(left) == Programs.number(right);
            case "-ne" -> Programs.number(left) != Programs.number(right);
            case "-lt" -> Programs.number(left) < Programs.number(right);
            case "-le" -> Programs.number(left) <= Programs.number(right);
            case "-gt" -> Programs.number(left) > Programs.number(right);
            case "-ge" -> Programs.number(left) >= Programs.number(right);
            default -> {
                if (!left.equals("!")) {
                    throw refused(words);
                }
                yield !holds(words.subList(1, words.size()));
            }
        };
    }

    private static CommandRefused refused(List<String> words) {
        return new CommandRefused("'test " + String.join(" ", words) + "' is not supported");
    }
}
