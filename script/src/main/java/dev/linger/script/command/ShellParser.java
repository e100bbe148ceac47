package dev.linger.script.command;

import dev.linger.script.command.ShellStep.Simple;
import dev.linger.script.command.ShellWord.Kind;
import dev.linger.script.command.ShellWord.Part;
import java.util.ArrayList;
import java.util.List;

/// Takes shell text apart into commands.
final class ShellParser {
    private final String text;
    private int position;
    private int line;

    private final List<ShellStep> steps = new ArrayList<>();
    private final List<Simple> pipeline = new ArrayList<>();
    private final List<ShellWord> words = new ArrayList<>();
    private final List<ShellWord> redirections = new ArrayList<>();
    private String joiner = ";";
    private int commandLine;

    private ShellParser(String text) {
        this.text = text;
    }

    static List<ShellStep> steps(String text) throws CommandRefused {
        ShellParser parser = new ShellParser(text);
        parser.parse();
        return parser.steps;
    }

    private void parse() throws CommandRefused {
        while (position < text.length()) {
            char first = text.charAt(position);
            if (text.startsWith("\\\n", position)) {
                position += 2;
                line++;
            } else if (first == '\n') {
                position++;
                if (!(words.isEmpty() && (!pipeline.isEmpty() || !joiner.equals(";")))) {
                    endStep(";");
                }
                line++;
            } else if (Character.isWhitespace(first)) {
                position++;
            } else if (first == '#') {
                int end = text.indexOf('\n', position);
                position = end < 0 ? text.length() : end;
            } else if (!operator()) {
                if (words.isEmpty()) {
                    commandLine = line;
                }
                words.add(word());
            }
        }
        if (words.isEmpty() && (!pipeline.isEmpty() || !joiner.equals(";"))) {
            throw new CommandRefused("a command is missing at the end");
        }
        endStep(";");
    }

    /// Whether an operator stood here and was read.
    private boolean operator() throws CommandRefused {
        if (accept("&&")) {
            endStep("&&");
        } else if (accept("||")) {
            endStep("||");
        } else if (accept("2>&1") || accept(">&2") || accept("1>&2")) {
            // There is no standard error to tell from standard output.
            return true;
        } else if (accept("2>>") || accept("2>")) {
            target();
        } else if (accept("&>") || accept("1>") || accept(">>") || accept(">")) {
            redirections.add(target());
        } else if (accept(";")) {
            endStep(";");
        } else if (accept("|")) {
            endCommand();
        } else if ("&<(){}".indexOf(text.charAt(position)) >= 0) {
            throw new CommandRefused("'" + text.charAt(position) + "' is not supported in commands");
        } else {
            return false;
        }
        return true;
    }

    private boolean accept(String operator) {
        if (!text.startsWith(operator, position)) {
            return false;
        }
        position += operator.length();
        return true;
    }

    private ShellWord target() throws CommandRefused {
        while (position < text.length() && (text.charAt(position) == ' ' || text.charAt(position) == '\t')) {
            position++;
        }
        return word();
    }

    private void endCommand() throws CommandRefused {
        if (words.isEmpty()) {
            throw new CommandRefused("a command is missing before '|'");
        }
        pipeline.add(new Simple(commandLine, words, redirections));
        words.clear();
        redirections.clear();
    }

    private void endStep(String next) throws CommandRefused {
        if (words.isEmpty() && pipeline.isEmpty()) {
            if (!next.equals(";")) {
                throw new CommandRefused("a command is missing before '" + next + "'");
            }
            return;
        }
        boolean negated = pipeline.isEmpty() && isMark(words.getFirst());
        if (!pipeline.isEmpty() && isMark(pipeline.getFirst().words().getFirst())) {
            Simple first = pipeline.removeFirst();
            List<ShellWord> rest = first.words().subList(1, first.words().size());
            pipeline.addFirst(new Simple(first.line(), rest, first.redirections()));
            negated = true;
        } else if (negated) {
            words.removeFirst();
        }
        endCommand();
        steps.add(new ShellStep(joiner, negated, pipeline));
        pipeline.clear();
        joiner = next;
    }

    private static boolean isMark(ShellWord word) {
        return word.parts().equals(List.of(new Part(Kind.TEXT, "!", false)));
    }

    private ShellWord word() throws CommandRefused {
        List<Part> parts = new ArrayList<>();
        while (position < text.length()) {
            char next = text.charAt(position);
            if (text.startsWith("\\\n", position)) {
                position += 2;
                line++;
            } else if (Character.isWhitespace(next) || "|&;<>()".indexOf(next) >= 0) {
                break;
            } else if (next == '\'') {
                int end = text.indexOf('\'', position + 1);
                literal(parts, end, position + 1);
            } else if (next == '"') {
                quoted(parts);
            } else if (next == '$') {
                parts.add(dollar(false));
            } else if (next == '\\' && position + 1 < text.length()) {
                parts.add(new Part(Kind.TEXT, text.substring(position + 1, position + 2), true));
                position += 2;
            } else {
                parts.add(new Part(Kind.TEXT, plain(), false));
            }
        }
        if (parts.isEmpty()) {
            throw new CommandRefused("a word is missing in a command");
        }
        return new ShellWord(parts);
    }

    private void literal(List<Part> parts, int end, int start) throws CommandRefused {
        if (end < 0) {
            throw new CommandRefused("a quote has no end");
        }
        parts.add(new Part(Kind.TEXT, text.substring(start, end), true));
        line += (int)
                text.substring(start, end).chars().filter(each -> each == '\n').count();
        position = end + 1;
    }

    private String plain() {
        int start = position;
        while (position < text.length()
                && !Character.isWhitespace(text.charAt(position))
                && "|&;<>()'\"$\\".indexOf(text.charAt(position)) < 0) {
            position++;
        }
        return text.substring(start, position);
    }

    private void quoted(List<Part> parts) throws CommandRefused {
        position++;
        parts.add(new Part(Kind.TEXT, "", true));
        StringBuilder literal = new StringBuilder();
        while (position < text.length() && text.charAt(position) != '"') {
            char next = text.charAt(position);
            if (next == '$') {
                parts.add(new Part(Kind.TEXT, literal.toString(), true));
                literal.setLength(0);
                parts.add(dollar(true));
                continue;
            }
            line += next == '\n' ? 1 : 0;
            if (next == '\\' && position + 1 < text.length() && "\\\"$`\n".indexOf(text.charAt(position + 1)) >= 0) {
                position++;
                next = text.charAt(position);
                if (next == '\n') {
                    line++;
                    position++;
                    continue;
                }
            }
            literal.append(next);
            position++;
        }
        if (position >= text.length()) {
            throw new CommandRefused("a quote has no end");
        }
        position++;
        parts.add(new Part(Kind.TEXT, literal.toString(), true));
    }

    private Part dollar(boolean quoted) throws CommandRefused {
        position++;
        if (text.startsWith("((", position)) {
            String inside = enclosed(position + 2);
            if (!accept(")")) {
                throw new CommandRefused("'$((' has no end");
            }
            return new Part(Kind.ARITHMETIC, inside, quoted);
        }
        if (text.startsWith("(", position)) {
            return new Part(Kind.COMMAND, enclosed(position + 1), quoted);
        }
        boolean braces = accept("{");
        int start = position;
        while (position < text.length()
                && (Character.isLetterOrDigit(text.charAt(position)) || text.charAt(position) == '_')) {
            position++;
        }
        if (start == position && !braces && accept("?")) {
            return new Part(Kind.VARIABLE, "?", quoted);
        }
        String name = text.substring(start, position);
        if (name.isEmpty() || (braces && !accept("}"))) {
            throw new CommandRefused("'$" + (braces ? "{" + name : "") + "' is not supported in commands");
        }
        return new Part(Kind.VARIABLE, name, quoted);
    }

    /// What stands from `start` to the bracket that closes; goes on behind it.
    private String enclosed(int start) throws CommandRefused {
        int depth = 1;
        for (int end = start; end < text.length(); end++) {
            depth += text.charAt(end) == '(' ? 1 : text.charAt(end) == ')' ? -1 : 0;
            if (depth == 0) {
                position = end + 1;
                return text.substring(start, end);
            }
        }
        throw new CommandRefused("'$(' has no end");
    }
}
