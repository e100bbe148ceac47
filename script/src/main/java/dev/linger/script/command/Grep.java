package dev.linger.script.command;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// The lines of a listing that match.
final class Grep {
    private boolean quiet;
    private boolean count;
    private boolean inverted;
    private boolean extended;
    private boolean fixed;
    private boolean word;
    private boolean anyCase;
    private boolean whole;
    private final List<String> patterns = new ArrayList<>();

    private Grep() {}

    static int run(List<String> arguments, String input, StringBuilder output) throws CommandRefused {
        Grep grep = new Grep();
        grep.read(arguments);
        Pattern pattern = grep.pattern();
        int found = 0;
        for (String line : input.lines().toList()) {
            if (pattern.matcher(line).find() != grep.inverted) {
                found++;
                if (!grep.quiet && !grep.count) {
                    output.append(line).append('\n');
                }
            }
        }
        if (grep.count && !grep.quiet) {
            output.append(found).append('\n');
        }
        return found > 0 ? 0 : 1;
    }

    private void read(List<String> arguments) throws CommandRefused {
        List<String> rest = new ArrayList<>();
        for (int index = 0; index < arguments.size(); index++) {
            String argument = arguments.get(index);
            if (argument.equals("-e") && index + 1 < arguments.size()) {
                patterns.add(arguments.get(++index));
            } else if (argument.startsWith("-") && argument.length() > 1) {
                for (char option : argument.substring(1).toCharArray()) {
                    option(option);
                }
            } else {
                rest.add(argument);
            }
        }
        if (patterns.isEmpty() && !rest.isEmpty()) {
            patterns.add(rest.removeFirst());
        }
        if (patterns.isEmpty() || !rest.isEmpty()) {
            throw new CommandRefused(
                    "'grep " + String.join(" ", arguments) + "' is not supported: it takes one pattern and no file");
        }
    }

    private void option(char option) throws CommandRefused {
        switch (option) {
            case 'q' -> quiet = true;
            case 'c' -> count = true;
            case 'v' -> inverted = true;
            case 'E' -> extended = true;
            case 'F' -> fixed = true;
            case 'w' -> word = true;
            case 'i' -> anyCase = true;
            case 'x' -> whole = true;
            default -> throw new CommandRefused("'grep -" + option + "' is not supported");
        }
    }

    private Pattern pattern() throws CommandRefused {
        List<String> alternatives = new ArrayList<>();
        for (String pattern : patterns) {
            String one = fixed ? Pattern.quote(pattern) : translated(pattern);
            alternatives.add(word ? "(?<!\\w)(?:" + one + ")(?!\\w)" : whole ? "^(?:" + one + ")$" : "(?:" + one + ")");
        }
        try {
            return Pattern.compile(String.join("|", alternatives), anyCase ? Pattern.CASE_INSENSITIVE : 0);
        } catch (PatternSyntaxException malformed) {
            throw new CommandRefused(
                    "'" + String.join("|", patterns) + "' is not a pattern: " + malformed.getDescription());
        }
    }

    /// POSIX's basic or extended notation in Java's. In the basic one a backslash gives `(){}|+?` their meaning, in
    /// the extended one it takes it.
    private String translated(String pattern) {
        StringBuilder java = new StringBuilder();
        for (int index = 0; index < pattern.length(); index++) {
            char next = pattern.charAt(index);
            if (next == '[') {
                int end = bracketEnd(pattern, index);
                java.append(bracket(pattern.substring(index, end)));
                index = end - 1;
            } else if (next == '\\' && index + 1 < pattern.length()) {
                char escaped = pattern.charAt(++index);
                if ("<>".indexOf(escaped) >= 0) {
                    java.append("\\b");
                } else if ("(){}|+?".indexOf(escaped) >= 0 && !extended) {
                    java.append(escaped);
                } else if ("wWsSbB123456789".indexOf(escaped) >= 0 || !Character.isLetterOrDigit(escaped)) {
                    java.append('\\').append(escaped);
                } else {
                    java.append(escaped);
                }
            } else if ("(){}|+?".indexOf(next) >= 0 && !extended) {
                java.append('\\').append(next);
            } else if (next == '*' && (java.isEmpty() || java.toString().equals("^"))) {
                java.append("\\*");
            } else {
                java.append(next);
            }
        }
        return java.toString();
    }

    /// Behind the bracket that closes: one that comes first stands for itself, and so do those of classes.
    private static int bracketEnd(String pattern, int start) {
        int index = start + 1;
        if (index < pattern.length() && pattern.charAt(index) == '^') {
            index++;
        }
        if (index < pattern.length() && pattern.charAt(index) == ']') {
            index++;
        }
        while (index < pattern.length() && pattern.charAt(index) != ']') {
            int close = pattern.startsWith("[:", index) ? pattern.indexOf(":]", index) : -1;
            index = close < 0 ? index + 1 : close + 2;
        }
        return Math.min(index + 1, pattern.length());
    }

    private static String bracket(String posix) {
        return posix.replace("[:space:]", "\\s")
                .replace("[:blank:]", " \\t")
                .replace("[:digit:]", "0-9")
                .replace("[:alpha:]", "a-zA-Z")
                .replace("[:alnum:]", "a-zA-Z0-9")
                .replace("[:upper:]", "A-Z")
                .replace("[:lower:]", "a-z")
                .replace("&&", "&");
    }
}
