package dev.linger.script.command;

import dev.linger.script.command.ShellStep.Simple;
import dev.linger.script.command.ShellWord.Part;
import dev.linger.script.notation.ScriptException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Goes through the commands of shell text: who follows whom, what words become, where output goes.
final class Shell {
    private static final int MAX_DEPTH = 8;
    private static final int MAX_OUTPUT = 16 << 20;
    private static final Pattern ASSIGNMENT = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)=(.*)", Pattern.DOTALL);

    private final String script;
    private final ScriptFiles files;
    private final Programs programs;
    private final Map<String, String> variables = new HashMap<>();

    /// What messages call the text that is run, and the line in it that its first one has.
    private String name;

    private int firstLine;
    private int depth;
    private boolean stopOnFailure;
    private boolean exited;
    private int status;

    Shell(String script, CommandHost host, ScriptFiles files, List<String> notes, int line) {
        this.script = script;
        this.files = files;
        this.programs = new Programs(host, notes);
        this.name = script;
        this.firstLine = line;
    }

    int run(String text, StringBuilder output) throws ScriptException {
        if (++depth > MAX_DEPTH) {
            throw new ScriptException(name, firstLine, "commands are nested more than " + MAX_DEPTH + " deep");
        }
        List<ShellStep> steps = steps(text);
        for (int index = 0; index < steps.size() && !exited; index++) {
            ShellStep step = steps.get(index);
            if (step.joiner().equals("&&") ? status != 0 : step.joiner().equals("||") && status == 0) {
                continue;
            }
            boolean answered =
                    index + 1 < steps.size() && !steps.get(index + 1).joiner().equals(";");
            status = pipeline(step, answered && steps.get(index + 1).joiner().equals("||"), output);
            if (step.negated()) {
                status = status == 0 ? 1 : 0;
            }
            exited |= stopOnFailure && status != 0 && !answered && !step.negated();
        }
        depth--;
        return status;
    }

    private List<ShellStep> steps(String text) throws ScriptException {
        try {
            return ShellParser.steps(text);
        } catch (CommandRefused refused) {
            throw new ScriptException(name, firstLine, refused.getMessage());
        }
    }

    /// @param forgiven what follows is for the case that it fails
    private int pipeline(ShellStep step, boolean forgiven, StringBuilder output) throws ScriptException {
        String input = "";
        int result = 0;
        for (Simple command : step.commands()) {
            StringBuilder written = new StringBuilder();
            result = command(command, input, forgiven, written);
            input = written.toString();
        }
        output.append(input);
        if (output.length() > MAX_OUTPUT) {
            throw new ScriptException(name, firstLine, "a command writes too much");
        }
        return result;
    }

    private int command(Simple command, String input, boolean forgiven, StringBuilder output) throws ScriptException {
        int line = firstLine + command.line();
        try {
            List<String> words = new ArrayList<>();
            for (ShellWord word : command.words()) {
                words.addAll(expanded(word));
            }
            while (!words.isEmpty() && assigns(words.getFirst())) {
                words.removeFirst();
            }
            if (words.isEmpty()) {
                return 0;
            }
            StringBuilder written = new StringBuilder();
            int result = builtIn(words, line, input, forgiven, written);
            redirect(command, written, output, forgiven);
            return result;
        } catch (CommandRefused refused) {
            throw new ScriptException(name, line, refused.getMessage());
        }
    }

    private boolean assigns(String word) {
        Matcher assignment = ASSIGNMENT.matcher(word);
        if (assignment.matches()) {
            variables.put(assignment.group(1), assignment.group(2));
        }
        return assignment.matches();
    }

    private void redirect(Simple command, StringBuilder written, StringBuilder output, boolean forgiven)
            throws CommandRefused, ScriptException {
        if (command.redirections().isEmpty()) {
            output.append(written);
        }
        for (ShellWord redirection : command.redirections()) {
            String target = String.join(" ", expanded(redirection));
            if (target.startsWith("/proc/sys/")) {
                programs.writeProc(target.substring("/proc/sys/".length()), written.toString(), forgiven);
            } else if (!target.equals("/dev/null")) {
                throw new CommandRefused("writing to '" + target + "' is not supported");
            }
        }
    }

    private int builtIn(List<String> words, int line, String input, boolean forgiven, StringBuilder output)
            throws CommandRefused, ScriptException {
        String first = words.getFirst();
        return switch (first) {
            case "set" -> {
                stopOnFailure |= words.stream().anyMatch(word -> word.matches("-[a-z]*e[a-z]*"));
                yield 0;
            }
            case "exit" -> {
                exited = true;
                yield words.size() > 1 ? Programs.number(words.get(1)) : status;
            }
            case ".", "source", "sh", "bash", "/bin/sh", "/bin/bash" -> {
                if (words.size() != 2 || words.get(1).startsWith("-")) {
                    throw new CommandRefused("'" + String.join(" ", words) + "' is not supported: it takes a file");
                }
                yield file(words.get(1), line, output);
            }
            default ->
                first.endsWith(".sh") || first.startsWith("./") || first.startsWith("../")
                        ? file(first, line, output)
                        : programs.run(words, input, forgiven, output);
        };
    }

    private int file(String path, int line, StringBuilder output) throws ScriptException {
        String text = files.read(script, path);
        if (text == null) {
            throw new ScriptException(name, line, "there is no file '" + path + "'");
        }
        String outerName = name;
        int outerLine = firstLine;
        boolean outerStop = stopOnFailure;
        name = path;
        firstLine = 1;
        int result = run(text, output);
        name = outerName;
        firstLine = outerLine;
        stopOnFailure = outerStop;
        exited = false;
        return result;
    }

    private List<String> expanded(ShellWord word) throws CommandRefused, ScriptException {
        List<String> words = new ArrayList<>();
        StringBuilder current = null;
        for (Part part : word.parts()) {
            String value = value(part);
            boolean literal = part.quoted() || part.kind() == ShellWord.Kind.TEXT;
            String[] pieces = literal ? new String[] {value} : value.split("\\s+", -1);
            for (int index = 0; index < pieces.length; index++) {
                if (index > 0) {
                    add(words, current);
                    current = null;
                }
                if (literal || !pieces[index].isEmpty()) {
                    current = current == null ? new StringBuilder() : current;
                    current.append(pieces[index]);
                }
            }
        }
        add(words, current);
        return words;
    }

    private static void add(List<String> words, @Nullable StringBuilder word) {
        if (word != null) {
            words.add(word.toString());
        }
    }

    private String value(Part part) throws CommandRefused, ScriptException {
        return switch (part.kind()) {
            case TEXT -> part.text();
            case VARIABLE ->
                part.text().equals("?") ? Integer.toString(status) : variables.getOrDefault(part.text(), "");
            case ARITHMETIC -> Long.toString(Arithmetic.value(part.text(), variables));
            case COMMAND -> {
                StringBuilder written = new StringBuilder();
                int before = status;
                run(part.text(), written);
                status = before;
                yield written.toString().stripTrailing();
            }
        };
    }
}
